//! From mentions to statements: rules, tables, series, attribution, guard.
