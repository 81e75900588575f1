"""Which choice within limits is worth most, proven; knows no stories."""
