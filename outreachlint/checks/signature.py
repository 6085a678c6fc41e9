"""Whether the message is signed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from outreachlint.checks.signal import Signal

if TYPE_CHECKING:
    from outreachlint.analysis import Analysis

# `{{sender.name}}`, `%signature%`, `[Your name]`: what a tool or the sender fills in under a message
_SENDER = re.compile(
    r"sender|signature|owner|from_?name|my_?name|user\.|your name|firma|mittente|remitente|exp[ée]diteur|absender"
    r"|remetente|signatur",
    re.IGNORECASE,
)


def check(analysis: Analysis, options: Mapping[str, Any]) -> Iterator[Signal]:
    """The first line of the signature, or the first placeholder that stands for one."""
    view = analysis.view
    links = [mask.span for mask in view.masks if mask.kind in ("url", "email")]
    for sentence in view.sentences:
        # a short last line with a link (`unsubscribe at …`) looks like a name
        if sentence.section == "signature" and not any(sentence.span.overlaps(link) for link in links):
            yield Signal(sentence.span)
            return
    for mask in view.masks:
        if mask.kind == "placeholder" and _SENDER.search(mask.span.of(view.raw)):
            yield Signal(mask.span)
            return
