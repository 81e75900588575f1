"""How a user story is worded; pure."""
