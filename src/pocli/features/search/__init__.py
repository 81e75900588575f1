"""The command that finds records by words."""
