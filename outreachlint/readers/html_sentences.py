"""The sentences of an HTML page around its comments: what `-line` and `-next-line` of a directive speak of there."""

from __future__ import annotations

import re
from bisect import bisect_left

from outreachlint.document import Field
from outreachlint.readers.html_marks import BLOCKS
from outreachlint.text.source import Source, Span

_TAG = re.compile(r"</?([A-Za-z][\w-]*)")


class Sentences:
    """The sentences of a page's text, in the order in which they are written."""

    def __init__(self, source: Source, body: Field) -> None:
        self._source = source
        self._body = body
        self._known: list[Span] | None = None

    def here(self, comment: Span) -> Span:
        """The sentence in or behind which a comment stands; at the start of a block, the first one of that."""
        at = bisect_left(self._spans, (comment.start,))
        if at and not self._parted(self._spans[at - 1].end, comment.start):
            return self._spans[at - 1]
        if at < len(self._spans) and not self._parted(comment.end, self._spans[at].start):
            return self._spans[at]
        return Span(comment.end, comment.end)

    def behind(self, comment: Span) -> Span:
        """The first sentence that begins behind a comment."""
        at = bisect_left(self._spans, (comment.start,))
        return self._spans[at] if at < len(self._spans) else Span(comment.end, comment.end)

    @property
    def _spans(self) -> list[Span]:
        if self._known is None:
            from outreachlint.text.view import build_view

            body = self._body
            view = build_view(body.text, unsent=body.unsent)
            self._known = sorted(body.source_span(each.span) for each in view.sentences)
        return self._known

    def _parted(self, start: int, end: int) -> bool:
        """Whether a block begins or ends between two places."""
        tags = _TAG.finditer(self._source.text, start, max(start, end))
        return any(tag[1].lower() in BLOCKS or tag[1].lower() == "br" for tag in tags)
