"""One file, one thing that a command does across layers: it reads, asks analysis, and writes."""
