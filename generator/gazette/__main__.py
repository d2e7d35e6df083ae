"""`python -m gazette`, the same as the command."""

from gazette.commands.cli import main

main()
