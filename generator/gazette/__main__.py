"""`python -m gazette`, the same as the command."""

from gazette.cli import main

main()
