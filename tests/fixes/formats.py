"""Drafts in every format that is written back: how drafts are put into a file, and how they are taken out of it."""

from __future__ import annotations

import csv
import email.policy
import html
import io
import json
import xml.sax.saxutils  # noqa: F401 - it loads ssl, which can't be done any more once sockets are refused
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from typing import Any, NamedTuple

import docx
import openpyxl
import yaml
from openpyxl.styles import Font

from outreachlint.document import Document
from outreachlint.readers import Defaults, read


class Draft(NamedTuple):
    """A subject, which may be empty, and a text."""

    subject: str
    text: str


Written = Callable[[Sequence[Draft]], bytes]


class Format(NamedTuple):
    """A format by the name of a file; `several` drafts go into one. `text` says whether it is one line after another."""

    file: str
    written: Written
    several: bool = True
    text: bool = True


def texts(name: str, data: bytes) -> list[Draft]:
    """What a reader reads, blanks at the ends left out, with plain line ends."""
    out = []
    for item in read(name, data, Defaults(lang="en")):
        assert isinstance(item, Document), item
        *subject, text = item.fields
        out.append(Draft(subject[0].text.strip() if subject else "", text.text.strip().replace("\r\n", "\n")))
    return out


def _plain(drafts: Sequence[Draft]) -> bytes:
    [draft] = drafts
    return f"{f'Subject: {draft.subject}' if draft.subject else ''}\n\n{draft.text}\n".encode()


def _records(drafts: Sequence[Draft]) -> list[dict[str, str]]:
    return [{"subject": draft.subject, "text": draft.text} for draft in drafts]


def _lines(drafts: Sequence[Draft], *, ascii_only: bool) -> bytes:
    return "".join(f"{json.dumps(each, ensure_ascii=ascii_only)}\n" for each in _records(drafts)).encode()


def _csv(drafts: Sequence[Draft], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(["id", "subject", "message", "note"])
    for number, draft in enumerate(drafts):
        writer.writerow([number, draft.subject, draft.text, "fr\u200bee!!! stays"])
    return out.getvalue().encode(encoding)


def _html(drafts: Sequence[Draft]) -> bytes:
    [draft] = drafts
    title, body = html.escape(draft.subject), html.escape(draft.text).replace("\n", "<br>\n")
    return f"<!doctype html>\n<html><head><title>{title}</title></head>\n<body><p>{body}</p></body></html>\n".encode()


def _mail(draft: Draft, encoding: str) -> bytes:
    mail = EmailMessage(policy=email.policy.SMTP if encoding == "quoted-printable" else email.policy.SMTPUTF8)
    mail["From"], mail["To"], mail["Subject"] = "bo@example.com", "ann@example.com", draft.subject
    mail.set_content(f"{draft.text}\n", cte=encoding)
    return mail.as_bytes()


def _mailbox(drafts: Sequence[Draft]) -> bytes:
    mails = [_mail(draft, "8bit").replace(b"\r\n", b"\n") for draft in drafts]
    return b"".join(b"From bo@example.com Thu Jan  1 00:00:00 2026\n" + mail + b"\n" for mail in mails)


def _workbook(drafts: Sequence[Draft]) -> bytes:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["id", "subject", "message", "note"])
    for number, draft in enumerate(drafts):
        sheet.append([number, draft.subject, draft.text, "fr\u200bee!!! stays"])
        sheet.cell(number + 2, 3).font = Font(bold=True, color="FF0000")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _word(drafts: Sequence[Draft]) -> bytes:
    [draft] = drafts
    document = docx.Document()
    if draft.subject:
        document.add_paragraph(f"Subject: {draft.subject}")
    for line in draft.text.split("\n"):
        paragraph = document.add_paragraph()
        for number, word in enumerate(line.split(" ")):
            paragraph.add_run(f"{' ' * (number > 0)}{word}").bold = number % 2 == 0
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


FORMATS = (
    Format("a.txt", _plain, several=False),
    Format("a.md", _plain, several=False),
    Format("a.html", _html, several=False),
    Format("a.jsonl", lambda drafts: _lines(drafts, ascii_only=True)),
    Format("b.jsonl", lambda drafts: _lines(drafts, ascii_only=False)),
    Format("a.json", lambda drafts: json.dumps(_records(drafts), indent=2).encode()),
    Format("a.yaml", lambda drafts: str(yaml.safe_dump(_records(drafts), allow_unicode=True)).encode()),
    Format("a.csv", _csv),
    Format("a.tsv", lambda drafts: _csv(drafts, "\t")),
    Format("b.csv", lambda drafts: _csv(drafts, encoding="utf-16"), text=False),
    Format("a.eml", lambda drafts: _mail(drafts[0], "8bit"), several=False, text=False),
    Format("b.eml", lambda drafts: _mail(drafts[0], "quoted-printable"), several=False, text=False),
    Format("a.mbox", _mailbox, text=False),
    Format("a.xlsx", _workbook, text=False),
    Format("a.docx", _word, several=False, text=False),
)
