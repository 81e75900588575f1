"""Take back the last changes, or make them again."""
