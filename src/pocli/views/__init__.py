"""One file, one page: words, no arithmetic."""
