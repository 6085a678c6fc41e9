"""Links that do not show where they lead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from outreachlint.checks.signal import Signal
from outreachlint.text.patterns import LazyPattern
from outreachlint.text.source import Span

if TYPE_CHECKING:
    from outreachlint.analysis import Analysis
    from outreachlint.document import Document

# Hosts that anybody can use to hide any address. Not those of one firm (youtu.be, amzn.to, forms.gle, lnkd.in): they
# say whose page it is.
_SHORTENERS = """
    adf.ly bit.ly bitly.com bl.ink buff.ly clck.ru cutt.ly dlvr.it goo.gl hubs.la hubs.ly hyperurl.co ift.tt is.gd j.mp
    kutt.it lc.chat mcaf.ee ow.ly plu.sh qr.ae rb.gy rebrand.ly s.id short.io shorte.st shorturl.at shorturl.asia
    snip.ly soo.gd su.pr t.co t.ly t2m.io tiny.cc tiny.one tinyurl.com tr.im trib.al u.to urlz.fr v.gd vu.fr x.gd zpr.io
"""
SHORTENERS = frozenset(_SHORTENERS.split())
# Firms whose look-alikes are used for phishing.
_FIRM_NAMES = """
    linkedin paypal microsoft google amazon apple facebook instagram whatsapp netflix dropbox docusign adobe outlook
    office365 poste posteitaliane intesasanpaolo unicredit bancobpm aruba agenziaentrate fedex correos laposte ameli
    impots sparkasse commerzbank postbank santander caixabank barclays revolut stripe
"""
_BAIT = "login|verify|verifica|secure|security|sicurezza|accounts?|support|alert|update|pay|bonus|prize"
_HOST = LazyPattern(
    r"(?:[a-z][a-z0-9+.-]*://)?(?P<user>[^/?#\s]*@)?(?P<host>[^/?#:\s\\]+)(?::\d+)?(?P<rest>[/?#].*)?", re.I | re.S
)
_NAMED = LazyPattern(r"(?:https?://)?(?:www\.)?(?:[\w-]+\.)+[a-z]{2,12}(?:[/?#]\S*)?", re.I)
_MARKDOWN_LINK = LazyPattern(r"\[(?P<text>[^\[\]\n]{1,300})\]\(\s*<?(?P<target>[^\s()<>]{1,2000})>?[^()\n]{0,200}\)")
_HTML_LINK = LazyPattern(
    r"<a\s[^<>]{0,500}?href\s*=\s*[\"']?(?P<target>[^\"'\s<>]{1,2000})[^<>]{0,500}>(?P<text>.{1,300}?)</a>", re.I | re.S
)
_IP = LazyPattern(r"\d{1,3}(?:\.\d{1,3}){3}")
_ALIKE = str.maketrans("0135$|", "oleesl")


def check(analysis: Analysis, options: Mapping[str, Any]) -> Iterator[Signal]:
    """Every disguised link, in the order of the text."""
    raw = analysis.document.text
    shorteners = SHORTENERS | {host.lower() for host in options["shorteners"]}
    allowed = frozenset(host.lower() for host in options["allow"])
    found = list(_misnamed(analysis, allowed))
    for mask in analysis.view.masks:
        if mask.kind != "url" or any(span.overlaps(mask.span) for span, _ in found):
            continue
        host, user, rest = split(mask.span.of(raw))
        if host in allowed:
            continue
        if (host in shorteners and rest) or user or hides(host):
            found.append((mask.span, host))
    for span, host in sorted(found):
        yield Signal(span, {"host": host})


def split(url: str) -> tuple[str, bool, bool]:
    """The host of a URL (lower case, without `www.`), whether a user name hides it, and whether a path follows."""
    match = _HOST.get().match(url.strip())
    if not match:
        return "", False, False
    host = match["host"].lower().strip(".")
    user = bool(match["user"]) and "." in (match["user"] or "") and "://" in url
    return host.removeprefix("www."), user, len(match["rest"] or "") > 1


def hides(host: str) -> bool:
    """Whether a host looks like another one, or like none.

    That is punycode, letters of another alphabet, digits for letters, another host in front, or bare numbers.
    """
    labels = host.split(".")
    if _IP.get().fullmatch(host) or any(label.startswith("xn--") or _foreign(label) for label in labels):
        return True
    return len(labels) > 1 and any(_imitates(labels, firm) for firm in _FIRM_NAMES.split())


def _imitates(labels: Sequence[str], firm: str) -> bool:
    own, before = labels[-2], labels[:-2]
    if own == firm:
        return False
    if _skeleton(own) == _skeleton(firm) or re.fullmatch(rf"{firm}-(?:{_BAIT})|(?:{_BAIT})-{firm}", own):
        return True
    # `linkedin.com.example.net`, but not `amazon.com.br`
    return any(pair == (firm, "com") for pair in pairwise(before))


def _skeleton(label: str) -> str:
    """The label with the letters that look the same made the same."""
    return label.translate(_ALIKE).replace("rn", "m").replace("vv", "w").replace("i", "l")


def _foreign(label: str) -> bool:
    """Whether a label holds letters that are not Latin: in the six languages they are there to deceive."""
    if label.isascii():
        return False
    from unicodedata import name as character_name

    return any(char.isalpha() and not character_name(char, "LATIN").startswith(("LATIN", "MODIFIER")) for char in label)


def _misnamed(analysis: Analysis, allowed: frozenset[str]) -> Iterator[tuple[Span, str]]:
    """Links whose text names one host while they lead to another."""
    unsent = analysis.document.unsent()
    for span, text, address in _links(analysis.document):
        target, _, _ = split(address)
        if not _NAMED.get().fullmatch(text) or "." not in target or not target.isprintable() or "{" in address:
            continue
        named, _, _ = split(text)
        if target not in allowed and not _same(named, target) and not any(span.overlaps(o) for o in unsent):
            yield span, target


def _links(document: Document) -> Iterator[tuple[Span, str, str]]:
    """Every link with a text of its own, written in Markdown or HTML or known to the reader, and its address."""
    raw = document.text
    if "](" in raw or "href" in raw.lower():
        for pattern in (_MARKDOWN_LINK, _HTML_LINK):
            for match in pattern.get().finditer(raw):
                text = re.sub(r"<[^<>]*>|[*_`]", "", match["text"]).strip()
                yield Span(*match.span()), text, match["target"]
    for span, address in document.links():
        yield span, span.of(raw).strip(), address


def _same(one: str, other: str) -> bool:
    return one == other or one.endswith("." + other) or other.endswith("." + one)
