"""What a backlog needs around it: set-up, settings, health, tidy files."""
