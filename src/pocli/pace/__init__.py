"""What the past says of the team's pace, and what that says of the future; pure."""
