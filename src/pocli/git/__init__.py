"""What the repository knows. The only package that runs git, and it only ever reads."""
