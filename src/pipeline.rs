//! Joins reading and storing: the one place where the text half meets the knowledge half.
