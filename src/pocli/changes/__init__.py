"""What every change of the backlog passes: what is wanted, whether it may be written, and how it is carried out."""
