"""Findings as JSON Lines, one at a time: each is what `diagnostics` of the JSON report holds."""

from __future__ import annotations

import json
from collections.abc import Mapping

from outreachlint.diagnostics import Diagnostic
from outreachlint.document import Document
from outreachlint.findings import finding
from outreachlint.report.json_ import diagnostic_fields


def line(document: Document, number: int, diagnostic: Diagnostic, urls: Mapping[str, str | None]) -> str:
    """A finding in the message that is the `number`th of the run, as one line of ASCII with its end."""
    sent = document.sent
    fields = diagnostic_fields(finding(document, diagnostic, number), urls)
    when = sent.when.isoformat() if sent is not None and sent.when is not None else None
    return json.dumps({**fields, "sent": when}) + "\n"
