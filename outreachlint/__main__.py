"""`python -m outreachlint`, and the entry point of the installed command."""

from __future__ import annotations

from typing import NoReturn

from outreachlint.cli import main


def run() -> NoReturn:
    """Run the command line of this process and exit."""
    raise SystemExit(main())


if __name__ == "__main__":
    run()
