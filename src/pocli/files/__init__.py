"""Text to model and back: the only package that touches the disk."""
