"""One folder, one family of commands: command, work, answers, pages."""
