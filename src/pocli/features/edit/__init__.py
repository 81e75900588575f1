"""Change any field, or a file by hand."""
