"""What the rules find, and what of it is known already."""
