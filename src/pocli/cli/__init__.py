"""The command line: the table of commands, their options, usage and completion."""
