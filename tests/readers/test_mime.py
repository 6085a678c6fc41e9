"""A mail's parts, and which of them are its text."""

from __future__ import annotations

import email
import time
from email.message import Message

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.readers.mime import parts_of, shown

PLAIN, HTML = "Content-Type: text/plain\n\nplain", "Content-Type: text/html\n\n<p>html"
IMAGE = "Content-Type: image/png\n\npng"
FILE = "Content-Disposition: attachment; filename=a.txt\n\nfile"
MAIL = "Content-Type: message/rfc822\n\nSubject: x\nContent-Type: multipart/mixed; boundary=q\n\n--q\n\ninner\n--q--"


def multi(kind: str, *inner: str, boundary: str = "b") -> str:
    return (
        f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n'
        + "".join(f"--{boundary}\n{part}\n" for part in inner)
        + f"--{boundary}--\n"
    )


def text(written: str) -> list[str]:
    return [written[part.body : part.end] for part in shown(written, parts_of(written))]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Subject: x\n\nhello", ["hello"]),
        ("Content-Type: text/plain; name=a.txt\n\nhello", ["hello"]),
        (IMAGE, []),
        (multi("alternative", PLAIN, HTML), ["plain"]),
        (multi("alternative", HTML, PLAIN), ["plain"]),
        (multi("alternative", "Content-Type: text/plain\n\n \n", HTML), ["<p>html"]),
        (multi("alternative", "Content-Type: text/calendar\n\nx", HTML), ["<p>html"]),
        (multi("alternative", PLAIN, multi("related", HTML, IMAGE, boundary="c")), ["plain"]),
        (multi("alternative", "\n", multi("related", HTML, IMAGE, boundary="c")), ["<p>html"]),
        (multi("mixed", PLAIN, FILE), ["plain"]),
        (multi("mixed", PLAIN, IMAGE, "\nmore"), ["plain", "more"]),
        (multi("mixed", multi("alternative", PLAIN, HTML, boundary="c"), FILE), ["plain"]),
        (multi("mixed", PLAIN, MAIL), ["plain"]),
        (multi("digest", "\nSubject: y\n\nz"), []),
        (multi("signed", PLAIN, "Content-Type: application/pgp-signature\n\nx"), ["plain"]),
        (multi("mixed"), []),
        ("Content-Type: multipart/mixed\n\nhello", []),
    ],
)
def test_the_text_of_a_mail(written: str, expected: list[str]) -> None:
    assert text(written) == expected
    assert text(written.replace("\n", "\r\n")) == [part.replace("\n", "\r\n") for part in expected]


def test_a_boundary_that_never_closes_goes_to_the_end() -> None:
    assert text("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nhello\n") == ["hello\n"]
    inner = "Content-Type: multipart/mixed; boundary=c\n\n--c\n\nhello"
    assert text(multi("mixed", inner, "\nmore")) == ["hello", "more"]


def test_what_only_looks_like_a_boundary_is_text() -> None:
    assert text(multi("mixed", "\n--bb\n--\n -- b\n--b x")) == ["--bb\n--\n -- b\n--b x"]
    assert text(multi("mixed", "\na") + "after\n--b\n\nb") == ["a"]


def leaves(message: Message) -> list[tuple[str, str]]:
    """The parts with content as the standard library divides a mail."""
    if message.get_content_type() == "message/rfc822":
        return [("message/rfc822", "")]
    if message.get_content_maintype() != "multipart":
        return [(message.get_content_type(), str(message.get_payload()))]
    parts = message.get_payload()
    return [leaf for part in parts for leaf in leaves(part)] if message.is_multipart() else []  # type: ignore[union-attr,arg-type]


BOUNDARIES = st.sampled_from(["a", "b", "ab", "a--", "=_x", "--a", "b c"])
SINGLE = st.builds(
    "{}\n{}".format,
    st.sampled_from(
        ["", "Content-Type: text/plain\n", "Content-Type: text/html\n", "X: y\n z\n", "Content-Type: image/png\n"]
    ),
    st.sampled_from(["hello", "", "-- x", "--", "one\ntwo", "--a1x"]),
)


def _multi(inner: list[str], boundary: str, kind: str, before: str, blank: str, end: str, depth: int) -> str:
    mark = f"{boundary}{depth}"
    parts = "".join(f"--{mark}{blank}\n{part}\n" for part in inner)
    return f'Content-Type: multipart/{kind}; boundary="{mark}"\n\n{before}{parts}' + end.format(f"--{mark}--")


def nested(depth: int) -> st.SearchStrategy[str]:
    if depth == 3:
        return SINGLE
    kinds = st.sampled_from(["mixed", "alternative", "related", "digest"])
    ends = st.sampled_from(["", "{}\n", "{} \n", "{}\nepilogue\n"])
    inner = st.lists(nested(depth + 1), max_size=3)
    before = st.sampled_from(["", "preamble --\n"])
    blanks = st.sampled_from(["", " ", "\t"])
    return st.one_of(SINGLE, st.builds(_multi, inner, BOUNDARIES, kinds, before, blanks, ends, st.just(depth)))


@given(nested(0), st.sampled_from(["\n", "\r\n"]))
def test_parts_are_divided_as_the_standard_library_does(drawn: str, end: str) -> None:
    written = ("Subject: x\n" + drawn).replace("\n", end)
    parts = parts_of(written)
    ours = [
        (part.kind, "" if part.kind == "message/rfc822" else written[part.body : part.end])
        for part in parts
        if not part.kind.startswith("multipart/")
    ]
    expected = leaves(email.message_from_string(written))
    # the standard library takes a line break off a last part that is never closed
    assert [(kind, part.rstrip("\r\n")) for kind, part in ours] == [
        (kind, part.rstrip("\r\n")) for kind, part in expected
    ]
    shown(written, parts)


def _deep(count: int) -> str:
    return "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(count)) + "\nhello"


@pytest.mark.parametrize(
    ("written", "last"),
    [
        (multi("mixed", *["\nhello"] * 10_000), "hello"),
        (multi("mixed", PLAIN, *[FILE] * 10_000), "plain"),
        (_deep(1_000), "hello"),
        (_deep(1_000) + "\n" + "".join(f"--b{n}--\n" for n in reversed(range(1_000))), "hello"),
        ("Content-Type: multipart/mixed; boundary=b\n\n--b\n" * 5_000 + "\nhello", "hello"),
        ("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nhello\n" + "--c\n" * 100_000 + "--b--", None),
        ("X: " + "a" * 1_000_000 + "\n\nhello", "hello"),
        ("X:\n" + " a\n" * 500_000 + "\nhello", "hello"),
        ("Content-Type: text/plain" + '; a="b"' * 200_000 + "\n\nhello", "hello"),
    ],
)
def test_time_is_linear_and_depth_no_matter(written: str, last: str | None) -> None:
    began = time.perf_counter()
    found = text(written)
    assert time.perf_counter() - began < 10
    assert last is None or found[-1] == last
