"""One file, one look of a Page."""
