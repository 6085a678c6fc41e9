"""A message as the signals see it: the Document and the View of its text."""

from __future__ import annotations

from outreachlint.document import Document
from outreachlint.text.view import View, build_view


class Analysis:
    """A Document with its View; made once a message and shared by all rules."""

    __slots__ = ("document", "view")

    def __init__(self, document: Document) -> None:
        self.document = document
        self.view: View = build_view(
            document.text,
            subject=document.field_span("subject"),
            unsent=document.unsent(),
            lang=document.lang,
        )
