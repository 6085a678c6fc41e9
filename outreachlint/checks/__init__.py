"""The named checks: what the tree of a rule cannot say, with the options that a rule may set."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from outreachlint.records import NamedTuple

if TYPE_CHECKING:
    from outreachlint.analysis import Analysis
    from outreachlint.checks.signal import Signal

    Check = Callable[[Analysis, Mapping[str, Any]], Iterable[Signal]]


class Option(NamedTuple):
    """An option of a check: `kind` is int, str, bool, list (of str) or table (from str to int)."""

    kind: str
    default: Any
    doc: str


CHECKS: dict[str, str] = {
    "awkward-fallback": "outreachlint.checks.awkward_fallback:check",
    "broken-placeholder": "outreachlint.checks.broken_placeholder:check",
    "disguised-link": "outreachlint.checks.disguised_link:check",
    "greeting-fallback": "outreachlint.checks.greeting_fallback:check",
    "invisible": "outreachlint.checks.invisible:check",
    "link": "outreachlint.checks.link:check",
    "message-start": "outreachlint.checks.message_start:check",
    "missing-subject": "outreachlint.checks.missing_subject:check",
    "mixed-dialects": "outreachlint.checks.mixed_dialects:check",
    "nothing-specific": "outreachlint.checks.nothing_specific:check",
    "over-limit": "outreachlint.checks.over_limit:check",
    "placeholder": "outreachlint.checks.placeholder:check",
    "sent-directive": "outreachlint.checks.directives:sent",
    "shouting": "outreachlint.checks.shouting:check",
    "signature": "outreachlint.checks.signature:check",
    "suppression-without-reason": "outreachlint.checks.directives:after_the_rules",
    "tag-case": "outreachlint.checks.tag_names:miswritten",
    "thread-mark": "outreachlint.checks.thread_mark:check",
    "tracking": "outreachlint.checks.tracking:check",
    "unknown-suppression": "outreachlint.checks.directives:after_the_rules",
    "unknown-tag": "outreachlint.checks.tag_names:unknown",
    "unused-suppression": "outreachlint.checks.directives:after_the_rules",
    "yes-no-question": "outreachlint.checks.yes_no_question:check",
}
"""Where each check is: `module:function`, imported when a rule first runs it."""

TAG_CHECKS = frozenset(
    ["awkward-fallback", "broken-placeholder", "greeting-fallback", "mixed-dialects", "tag-case", "unknown-tag"]
)
"""The checks that find nothing in a text without any of TAG_MARKS."""
TAG_MARKS = "{}[]%<>*#«"

SEQUENCE_CHECKS: dict[str, str] = {
    "after-acceptance": "outreachlint.sequences.checks:after_acceptance",
    "campaign-end": "outreachlint.sequences.checks:campaign_end",
    "finding": "outreachlint.sequences.checks:finding",
    "pace": "outreachlint.sequences.pace:check",
    "repeated-message": "outreachlint.sequences.repeated:check",
}
"""The checks of a message in its campaign, for rules of scope `sequence`: functions of Campaign, index and options."""

RUN_CHECKS = ("same-body",)
"""The checks across a run, for rules of scope `run`; `sequences.bodies` counts for them."""

OPTIONS: dict[str, dict[str, Option]] = {
    "after-acceptance": {
        "days": Option("int", 1, "a message this soon after the invitation comes right after it"),
    },
    "campaign-end": {
        "messages": Option("int", 3, "shorter campaigns are never reported"),
    },
    "disguised-link": {
        "shorteners": Option("list", [], "further hosts that hide where a link leads"),
        "allow": Option("list", [], "hosts that are never reported"),
    },
    "finding": {
        "rules": Option("list", [], "the names of the rules whose findings count"),
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
        "placeholder": Option("int", 8, "how many characters a placeholder becomes; 8: as is usual for what it holds"),
        "lengths": Option("table", {}, "how many characters a tag becomes, by its name or by what it holds"),
    },
    "pace": {
        "most": Option("int", 4, "so many messages go to somebody who has not answered"),
        "days": Option("int", 2, "so many days lie between two messages"),
        "most_email": Option("int", 0, "so many of them are e-mails; 0: as many as `most`"),
        "most_message": Option("int", 0, "so many of them are direct messages; 0: as many as `most`"),
        "most_inmail": Option("int", 0, "so many of them are InMails; 0: as many as `most`"),
        "days_email": Option("int", 0, "days before an e-mail; 0: as `days`"),
        "days_message": Option("int", 0, "days before a direct message; 0: as `days`"),
        "days_inmail": Option("int", 3, "days before an InMail; 0: as `days`"),
    },
    "repeated-message": {
        "percent": Option("int", 80, "messages that share so much of their words are the same"),
        "words": Option("int", 3, "messages with fewer words of their own are not compared"),
    },
    "same-body": {
        "least": Option("int", 5, "so many messages with one body are reported"),
        "words": Option("int", 10, "messages with fewer words are never reported"),
    },
    "shouting": {
        "marks": Option("int", 3, "so many exclamation marks in a row shout"),
        "allow": Option("list", [], "words in capitals that are names"),
    },
    "tag-case": {
        "tags": Option("list", [], "the names of the fields that the tool fills in"),
    },
    "unknown-tag": {
        "tags": Option("list", [], "the names of the fields that the tool fills in"),
    },
    "tracking": {
        "parameters": Option("list", [], "further parameters of links that track"),
        "allow": Option("list", [], "parameters that are never reported"),
    },
}
"""The options of the checks that have some."""

SHARED = ("tags",)
"""Options that hold for all checks that have them, whichever of their rules they are given to."""

_TYPES: dict[str, type] = {"int": int, "str": str, "bool": bool, "list": list, "table": dict}
_WANTED = {
    "int": "a whole number from 0 up",
    "str": "a text",
    "bool": "true or false",
    "list": "a list of texts",
    "table": "a table of whole numbers from 0 up",
}


def check_options(name: str) -> Mapping[str, Option]:
    """The options of a check by name. KeyError for an unknown check."""
    if name not in CHECKS and scope_of(name) is None:
        raise KeyError(name)
    return OPTIONS.get(name, {})


def scope_of(name: str) -> str | None:
    """The only scope of a rule that may use a check: `sequence` or `run`; None for a check of one message."""
    return "sequence" if name in SEQUENCE_CHECKS else "run" if name in RUN_CHECKS else None


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
        module, _, function = (CHECKS.get(name) or SEQUENCE_CHECKS[name]).partition(":")
        check = _loaded[name] = getattr(__import__(module, fromlist=[function]), function)
    return check


_loaded: dict[str, Check] = {}


def _require(name: str, key: str, kind: str, value: Any) -> None:
    right = isinstance(value, _TYPES[kind]) and (kind == "bool" or not isinstance(value, bool))
    if kind == "list":
        right = right and all(isinstance(item, str) for item in value)
    if kind == "table":
        right = right and all(_is_count(item) for item in value.values())
    if kind == "int":
        right = right and _is_count(value)
    if not right:
        raise ValueError(f"the option `{key}` of the check {name} takes {_WANTED[kind]}, not `{value}`")


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
