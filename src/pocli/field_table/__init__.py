"""What is true of each field, wherever it is read, typed, completed, merged or compared? One row a field."""
