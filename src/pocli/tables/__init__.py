"""Other tools' text as items."""
