"""An item that is too large becomes an epic with children."""
