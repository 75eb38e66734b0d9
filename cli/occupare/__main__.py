"""`occupare` and `python -m occupare`: the command line, ready for a signal before it imports anything."""

import sys

from occupare.process import run


def main() -> None:
    """Run the command line and exit."""
    run(_command)


def _command() -> int:
    from occupare.main import exit_code

    return exit_code(sys.argv[1:])


if __name__ == "__main__":
    main()
