"""Which stories fit, and what that costs; pure."""
