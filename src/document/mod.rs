//! From bytes to blocks and text with stable offsets.
