"""The named checks: what the tree of a rule cannot say, with the options that a rule may set."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from outreachlint.analysis import Analysis
    from outreachlint.checks.signal import Signal

    Check = Callable[[Analysis, Mapping[str, Any]], Iterable[Signal]]


class Option(NamedTuple):
    """An option of a check: `kind` is int, str, bool or list (of str)."""

    kind: str
    default: Any
    doc: str


CHECKS: dict[str, str] = {
    "broken-placeholder": "outreachlint.checks.broken_placeholder:check",
    "disguised-link": "outreachlint.checks.disguised_link:check",
    "link": "outreachlint.checks.link:check",
    "message-start": "outreachlint.checks.message_start:check",
    "missing-subject": "outreachlint.checks.missing_subject:check",
    "nothing-specific": "outreachlint.checks.nothing_specific:check",
    "over-limit": "outreachlint.checks.over_limit:check",
    "placeholder": "outreachlint.checks.placeholder:check",
    "sent-directive": "outreachlint.checks.directives:sent",
    "shouting": "outreachlint.checks.shouting:check",
    "unknown-suppression": "outreachlint.checks.directives:after_the_rules",
    "unused-suppression": "outreachlint.checks.directives:after_the_rules",
}
"""Where each check is: `module:function`, imported when a rule first runs it."""

OPTIONS: dict[str, dict[str, Option]] = {
    "disguised-link": {
        "shorteners": Option("list", [], "further hosts that hide where a link leads"),
        "allow": Option("list", [], "hosts that are never reported"),
    },
    "nothing-specific": {
        "words": Option("int", 40, "a note with more words than this is never reported"),
        "unknown": Option("int", 0, "so many words may be others than stock words"),
    },
    "over-limit": {
        "note": Option("int", 300, "characters in a connection note"),
        "note_free": Option("int", 200, "characters in a connection note on a free plan"),
        "inmail_subject": Option("int", 200, "characters in the subject of an InMail"),
        "inmail_body": Option("int", 2000, "characters in the body of an InMail"),
        "inmail_body_warning": Option("int", 1900, "more characters than this in the body of an InMail are a warning"),
        "placeholder": Option("int", 8, "how many characters a placeholder usually becomes"),
    },
    "shouting": {
        "marks": Option("int", 3, "so many exclamation marks in a row shout"),
        "allow": Option("list", [], "words in capitals that are names"),
    },
}
"""The options of the checks that have some."""

_TYPES: dict[str, type] = {"int": int, "str": str, "bool": bool, "list": list}
_WANTED = {"int": "a whole number from 0 up", "str": "a text", "bool": "true or false", "list": "a list of texts"}


def check_options(name: str) -> Mapping[str, Option]:
    """The options of a check by name. KeyError for an unknown check."""
    if name not in CHECKS:
        raise KeyError(name)
    return OPTIONS.get(name, {})


def validated_options(name: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """All options of a check: the given ones, and the defaults of the others.

    Raises ValueError for an option that the check does not have and for a value of the wrong type.
    """
    options = check_options(name)
    for key, value in given.items():
        if key not in options:
            from outreachlint.closest import did_you_mean

            hint = did_you_mean(key, options) or (f"options are {', '.join(options)}" if options else "it has none")
            raise ValueError(f"the check {name} has no option `{key}` ({hint})")
        _require(name, key, options[key].kind, value)
    return {key: given.get(key, option.default) for key, option in options.items()}


def load_check(name: str) -> Check:
    """The function of a check. KeyError for an unknown one."""
    check = _loaded.get(name)
    if check is None:
        module, _, function = CHECKS[name].partition(":")
        check = _loaded[name] = getattr(__import__(module, fromlist=[function]), function)
    return check


_loaded: dict[str, Check] = {}


def _require(name: str, key: str, kind: str, value: Any) -> None:
    right = isinstance(value, _TYPES[kind]) and (kind == "bool" or not isinstance(value, bool))
    if kind == "list":
        right = right and all(isinstance(item, str) for item in value)
    if kind == "int":
        right = right and value >= 0
    if not right:
        raise ValueError(f"the option `{key}` of the check {name} takes {_WANTED[kind]}, not `{value}`")
