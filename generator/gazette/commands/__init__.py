"""The command, one module a subcommand or what it prints."""
