"""What was read before, and is still to be trusted."""
