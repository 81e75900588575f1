"""One file, one question; values and the date in, a frozen answer out."""
