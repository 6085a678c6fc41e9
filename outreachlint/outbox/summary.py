"""What an audit found: numbers, places and openings, nothing that grows with the outbox."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from outreachlint.diagnostics import Severity
from outreachlint.records import NamedTuple


class Example(NamedTuple):
    """Where a rule found something: a finding's place. `quote` is its text, empty unless names were asked for."""

    path: str
    address: str
    cell: bool
    line: int
    column: int
    quote: str = ""


class RuleCount(NamedTuple):
    """What one rule found: how often, in how many messages, and the places in the worst of them, worst first.

    `severity` is the highest that it was reported with.
    """

    code: str
    name: str
    severity: Severity
    findings: int
    messages: int
    examples: tuple[Example, ...] = ()


class Share(NamedTuple):
    """Messages, and how many of them have a finding."""

    messages: int = 0
    flagged: int = 0

    @property
    def share(self) -> float:
        """The part of the messages that has a finding: 0 to 1."""
        return self.flagged / self.messages if self.messages else 0.0

    def plus(self, flagged: bool) -> Share:
        """The same with one message more."""
        return Share(self.messages + 1, self.flagged + flagged)


class Template(NamedTuple):
    """Messages that are nearly the same.

    `first` and `last` are the days when the first and the last was sent, None where no message says. `rules` counts by
    code the messages in which a rule found something. `example` is the place of the first, `opening` how they begin,
    without names unless those were asked for.
    """

    total: Share
    first: date | None
    last: date | None
    rules: Mapping[str, int]
    opening: str
    example: Example


class Period(NamedTuple):
    """The days, first and last included, of which the messages count; None is without end."""

    since: date | None = None
    until: date | None = None

    @property
    def bounded(self) -> bool:
        """Whether there is an end at all."""
        return self.since is not None or self.until is not None

    def holds(self, day: date) -> bool:
        """Whether a day is in it."""
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)


ALWAYS = Period()


class Summary(NamedTuple):
    """All of it.

    `total` are the messages that were linted, `drafts` those of them that are not known to be sent, `conversations` how
    many different ones they are from. `severities` counts findings by label. `rules` are sorted by the messages in
    which they found something, most first; `months` go by `2024-03` in order, with `""` for messages without a date;
    `relationships` by what the recipient was to the sender. `templates` are the largest, `templated` the messages in
    all templates and `template_total` their number. `left_out` counts the messages outside `period`, `undated` those
    of them without a date.
    """

    files: tuple[str, ...]
    total: Share
    drafts: int
    conversations: int
    severities: Mapping[str, int]
    rules: tuple[RuleCount, ...]
    months: Mapping[str, Share]
    relationships: Mapping[str, Share]
    templates: tuple[Template, ...]
    templated: int
    template_total: int
    period: Period
    left_out: int
    undated: int
    unknown_language: int
    errors: int
    rules_run: int
    names: bool = False

    @property
    def findings(self) -> int:
        """How many findings there are."""
        return sum(self.severities.values())

    @property
    def first(self) -> str:
        """The first month with a dated message, empty where there is none."""
        return next((month for month in self.months if month), "")

    @property
    def last(self) -> str:
        """The last one."""
        return next((month for month in reversed(list(self.months)) if month), "")
