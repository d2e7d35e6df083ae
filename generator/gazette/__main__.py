"""The command as it is installed, and `python -m gazette`: it also ends in a line as it loads."""

import sys


def main() -> None:
    """Load the command and run it."""
    try:
        from gazette.commands.cli import main as run
    except KeyboardInterrupt:
        sys.stderr.write("Aborted!\n")
        raise SystemExit(1) from None
    run()


if __name__ == "__main__":
    main()
