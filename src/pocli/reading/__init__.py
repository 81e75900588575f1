"""A file as a record and its problems."""
