"""Another id, and everything that names it."""
