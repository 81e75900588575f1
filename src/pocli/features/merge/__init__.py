"""Files that merge field by field, and the conflicts that remain."""
