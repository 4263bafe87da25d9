//! Cases of `tests/text/`.
