"""One file, one format of diagnostics."""
