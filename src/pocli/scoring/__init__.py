"""One file, one scoring model."""
