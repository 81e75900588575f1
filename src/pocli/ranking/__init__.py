"""What is worth most, and in which order; pure."""
