"""Other tools' files become stories."""
