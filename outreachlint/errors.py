"""The errors that end in exit code 2: what went wrong, where, and what to do."""

from __future__ import annotations

from outreachlint.records import NamedTuple


class Place(NamedTuple):
    """Where an error is: a file and, where known, a 1-based line and column (code points)."""

    path: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        parts = [self.path]
        if self.line is not None:
            parts.append(str(self.line))
            if self.column is not None:
                parts.append(str(self.column))
        return ":".join(parts)


class OutreachlintError(Exception):
    """The job could not be done; the command line prints it and exits with 2."""

    def __init__(self, message: str, place: Place | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.hint = hint

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{where}{self.message}{hint}"


class UsageError(OutreachlintError):
    """The command line asks for something that does not exist."""


class ConfigError(OutreachlintError):
    """A configuration file or an option's value is wrong."""


class RuleError(OutreachlintError):
    """A rule or lexicon file is wrong."""


class InputError(OutreachlintError):
    """A draft can't be read."""


class FixError(OutreachlintError):
    """A file can't be fixed; it is as it was."""


class NoMessageError(InputError):
    """A file that can be read holds nothing that is a message."""
