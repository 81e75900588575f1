"""What a backlog is: immutable values; no I/O, no clock."""
