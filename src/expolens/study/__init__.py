"""`study.toml` → Study, with the line and a suggestion for every mistake."""
