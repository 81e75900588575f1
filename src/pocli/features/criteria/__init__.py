"""Are we done: acceptance criteria, seen and ticked."""
