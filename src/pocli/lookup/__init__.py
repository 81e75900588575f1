"""What a word that a person types means: which record, which day."""
