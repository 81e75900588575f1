"""What several commands do across layers: they read, ask, and write."""
