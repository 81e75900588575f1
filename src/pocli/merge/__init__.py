"""Three versions of a file become one, field by field."""
