"""The everyday changes of a status: start, done, ready, block, unblock, drop, pin, unpin."""
