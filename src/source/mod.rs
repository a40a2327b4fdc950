//! Bytes in: files, folders, globs and standard input; one file a kind.
