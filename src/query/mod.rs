//! The catalogue of questions, parameters, evaluation and result formats.
