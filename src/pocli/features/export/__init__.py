"""Stories for other tools."""
