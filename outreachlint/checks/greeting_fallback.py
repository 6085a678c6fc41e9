"""Greetings that lose the name: `Hi {{first_name}},` is `Hi ,` where the field is empty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from outreachlint.checks.greeted import greeted_tags
from outreachlint.checks.signal import Signal
from outreachlint.text.template.fields import NAMES_OF_PEOPLE, meaning
from outreachlint.text.template.tags import set_in

if TYPE_CHECKING:
    from outreachlint.analysis import Analysis

_MARKS = ",!:.;–—-"


def check(analysis: Analysis, options: Mapping[str, Any]) -> Iterator[Signal]:
    """Every name behind a greeting, or before a comma at the begin of a line, that nothing stands in for.

    Nothing where nobody knows which tool fills in the names (it may take no fallback, or keep it elsewhere), nor of a
    variable that the template sets itself.
    """
    template = analysis.template
    text, dialect = template.text, template.dialect
    if dialect is None or not dialect.fallback:
        return
    own = set_in(text)
    done = -1  # the end of the last name that was found
    for tag, before in greeted_tags(template):
        if tag.fallbacks or meaning(tag.name) not in NAMES_OF_PEOPLE or tag.form not in dialect.tags:
            continue
        if tag.name in own or tag.name.startswith("@"):
            continue
        if done >= 0 and not text[done : tag.span.start].strip():  # `Hi {{first_name}} {{last_name}}` is one hole
            done = tag.span.end
            continue
        behind = text[tag.span.end : tag.span.end + 1]
        if before.greets or (before.starts_line and behind == ","):
            mark = behind if behind and behind in _MARKS else ""
            done = tag.span.end
            yield Signal(tag.span, {"left": f"{before.line} {mark}".strip()})
