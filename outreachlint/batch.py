"""Lints several messages at once: the judge is asked about all of them together, which fills its matrices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from outreachlint import kernel
from outreachlint.analysis import Analysis
from outreachlint.diagnostics import Diagnostic
from outreachlint.document import Document
from outreachlint.judge.opinion import Opinion
from outreachlint.judge.panel import Judge
from outreachlint.records import NamedTuple
from outreachlint.rules.select import RuleSet

if TYPE_CHECKING:
    from outreachlint.suppress import Applied, Traced


class Message(NamedTuple):
    """A message to lint: its rules, and the Analyses of the texts that it may become (`analysis.analyses_of`)."""

    document: Document
    rules: RuleSet
    analyses: Sequence[Analysis]

    @property
    def size(self) -> int:
        """The code points of all its texts."""
        return sum(len(each.document.text) for each in self.analyses)


class Linted(NamedTuple):
    """The Diagnostics of a message, suppressions applied, and what the judge said of each of its texts.

    `silenced` and `idle` are as in `suppress.Applied`.
    """

    found: list[Diagnostic]
    opinions: Sequence[Opinion | None]
    silenced: Sequence[Traced] = ()
    idle: Sequence[Traced] = ()


def linted(applied: Applied, opinions: Sequence[Opinion | None]) -> Linted:
    """What came of a message."""
    return Linted(applied.kept, opinions, applied.silenced, applied.idle)


def opinions_on(messages: Sequence[Message], judge: Judge | None) -> list[Sequence[Opinion | None]]:
    """What the judge says of each text of each message; None where there is no judge or no rule that wants to know."""
    wanted = [each for each in messages if judge is not None and each.rules.asks_judge]
    said = iter(judge.opinions([text for each in wanted for text in each.analyses]) if judge and wanted else ())
    asked = {id(each) for each in wanted}
    return [[next(said) if id(each) in asked else None for _ in each.analyses] for each in messages]


def lint(
    messages: Sequence[Message],
    judge: Judge | None,
    *,
    extra: Callable[[Message], Sequence[Diagnostic]] | None = None,
    min_confidence: float = 0.0,
    ui_lang: str = "en",
) -> list[Linted]:
    """What is found in each message. `extra` gives further Diagnostics of one, which its suppressions silence too."""
    out = []
    for message, opinions in zip(messages, opinions_on(messages, judge)):
        applied = kernel.linted(
            message.document,
            message.rules,
            analyses=message.analyses,
            opinions=opinions,
            extra=extra(message) if extra is not None else (),
            min_confidence=min_confidence,
            ui_lang=ui_lang,
        )
        out.append(linted(applied, opinions))
    return out
