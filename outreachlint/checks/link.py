"""The links in a message."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from outreachlint.checks.signal import Signal

if TYPE_CHECKING:
    from outreachlint.analysis import Analysis

# `booking.com` on its own may be the name of a firm; with a scheme, `www.` or a path it is there to be followed.
_FOLLOWED = re.compile(r"https?://|www\.|[^/]+/.", re.I)


def check(analysis: Analysis, options: Mapping[str, Any]) -> Iterator[Signal]:
    """Every link that is there to be followed."""
    raw = analysis.document.text
    for mask in analysis.view.masks:
        if mask.kind == "url" and _FOLLOWED.match(mask.span.of(raw)):
            yield Signal(mask.span, {"link": mask.span.of(raw)})
