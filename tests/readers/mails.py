"""Mails that tests make, and what a piece of one stands for, as the standard library reads it."""

from __future__ import annotations

import base64
import binascii
import quopri
from email.message import EmailMessage
from email.policy import EmailPolicy
from io import BytesIO

from hypothesis import strategies as st

from outreachlint.document import Document, Field
from outreachlint.errors import InputError
from outreachlint.readers import Defaults, mail

HEAD = b"From: Mario <mario@acme.example>\nTo: Ann Lee <ann@x.example>\nSubject: Table 3\n"

#: Charsets in which every character has its own bytes, wherever it stands.
CHARSETS = ("utf-8", "iso-8859-1", "iso-8859-15", "windows-1252", "koi8-r", "shift_jis", "gb18030", "euc-kr")
ENCODINGS = ("quoted-printable", "base64", "8bit")

words = st.text(
    st.one_of(st.sampled_from("abc .,=?_&<>\n éèàßœ€’–日本語😀\u00a0ж한"), st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"])),
    min_size=1,
    max_size=80,
)  # fmt: skip


def items(data: bytes, defaults: Defaults | None = None) -> list[Document | InputError]:
    """All that a mail yields."""
    return list(mail.read_bytes("m.eml", BytesIO(data), defaults or Defaults()))


def document(data: bytes, defaults: Defaults | None = None) -> Document:
    """The message of a mail."""
    (found,) = items(data, defaults)
    assert isinstance(found, Document), str(found)
    return found


def error(data: bytes) -> str:
    """The error of a mail, as the command line prints it."""
    (found,) = items(data)
    assert isinstance(found, InputError), found.text
    return str(found)


def body(data: bytes) -> str:
    """The text of the message of a mail."""
    return document(data).fields[-1].text


def with_text(text: str, charset: str, encoding: str, policy: EmailPolicy) -> EmailMessage:
    """A mail with a plain text, without what the charset does not have."""
    message = EmailMessage(policy)
    message.set_content(text.encode(charset, "ignore").decode(charset), charset=charset, cte=encoding)
    return message


def pieces(found: Document, field: Field) -> list[tuple[str, str]]:
    """Each code point of a field, with how the file writes it."""
    assert not isinstance(field.offsets, int) or field.offsets >= 0
    text = found.source.text
    out = []
    for at, char in enumerate(field.text):
        if isinstance(field.offsets, int):
            out.append((char, text[field.offsets + at]))
        else:
            out.append((char, text[field.offsets.start(at) : field.offsets.end(at)]))
    return out


def stands_for(piece: str, char: str, charset: str, *, utf8: bool) -> bool:
    """Whether a piece of a mail's file writes a character, in whatever encoding."""
    data = piece.encode("utf-8" if utf8 else "latin-1")
    wanted = char.encode(charset)
    if utf8 and charset != "utf-8" and wanted in data:  # by chance its bytes are UTF-8 too
        return True
    if data == wanted or piece == char or quopri.decodestring(data) == wanted:
        return True
    if quopri.decodestring(data.replace(b"_", b" ")) == wanted:
        return True
    try:
        return wanted in base64.b64decode(b"".join(data.split()))
    except binascii.Error:
        return False
