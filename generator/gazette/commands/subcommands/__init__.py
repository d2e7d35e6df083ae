"""The subcommands that are one module each: what they ask for, and what they print."""
