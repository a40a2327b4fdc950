//! The truth in text files, and the index over them.
