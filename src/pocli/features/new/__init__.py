"""What else could we do: new records."""
