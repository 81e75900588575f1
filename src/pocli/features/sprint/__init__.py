"""A sprint from its start to its review."""
