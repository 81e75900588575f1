"""One file, one foreign format; text in, text out."""
