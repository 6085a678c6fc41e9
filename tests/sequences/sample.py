"""Campaigns as a reader would give them, and what rules say of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from outreachlint.analysis import Analysis, analyses_of
from outreachlint.batch import Message
from outreachlint.comment_directives import COMMENT, comment_directives
from outreachlint.diagnostics import Diagnostic
from outreachlint.document import Context, Document, Fact, Field, Step
from outreachlint.rules.pack import Pack, load_pack
from outreachlint.rules.select import RuleSet, select
from outreachlint.sequences import judging
from outreachlint.sequences.flow import contexts
from outreachlint.text.source import Source, Span

Draft = str | dict[str, Any]


def steps(*messages: Draft, lang: str = "en", **facts: Any) -> list[Document]:
    """The messages of one campaign, a week apart; a dict has `text` and what is special about one.

    That is `subject`, `delay`, `number`, `variant`, `lang` or facts of its own.
    """
    documents = list(_documents(messages, lang, facts))
    for document, context in zip(documents, contexts(documents), strict=True):
        document.context = context
    return documents


def _documents(messages: tuple[Draft, ...], lang: str, facts: dict[str, Any]) -> Iterator[Document]:
    number = 0
    for message in messages:
        about = {"text": message} if isinstance(message, str) else dict(message)
        text, subject = about.pop("text"), about.pop("subject", None)
        number = about.pop("number", number + 1)
        step = Step("a campaign", number, about.pop("delay", 7.0 if number > 1 else 0.0), about.pop("variant", None))
        comments = [Span(*match.span()) for match in COMMENT.finditer(text)]
        fields = [Field("subject", subject, 0)] if subject is not None else []
        source = Source(f"step-{number}.md", text)
        yield Document(
            source,
            [*fields, Field("text", text, 0, tuple(comments))],
            Context(**{name: Fact(value, "test") for name, value in {**facts, **about}.items() if name != "lang"}),
            about.get("lang", lang),
            directives=comment_directives(source, comments),
            step=step,
        )


@cache
def pack() -> Pack:
    """The shipped rules."""
    return load_pack()


def rules(*selected: str) -> RuleSet:
    """Some of the shipped rules, all of them where none is named."""
    return select(pack(), selected)


def said(documents: list[Document], *selected: str, **about: Any) -> list[tuple[int, str, str]]:
    """What the sequence rules say: the index of the message from 1, the code, the words that they point at."""
    found = judging.check(list(map(Analysis, documents)), rules(*selected), **about)
    return [
        (index, each.code, each.span.of(document.text))
        for index, (document, diagnostics) in enumerate(zip(documents, found, strict=True), 1)
        for each in diagnostics
    ]


def diagnostics(documents: list[Document], *selected: str, **about: Any) -> list[list[Diagnostic]]:
    """The Diagnostics of each message, suppressions applied."""
    chosen = rules(*selected)
    messages = [Message(document, chosen, analyses_of(document)) for document in documents]
    return [each.kept for each in judging.lint_campaign(messages, **about)]
