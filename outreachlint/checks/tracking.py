"""Links that tell who follows them, or from which campaign."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from outreachlint.checks.disguised_link import split
from outreachlint.checks.signal import Signal
from outreachlint.diagnostics import Edit, Fix
from outreachlint.records import NamedTuple
from outreachlint.text.patterns import LazyPattern
from outreachlint.text.source import Span

if TYPE_CHECKING:
    from outreachlint.analysis import Analysis

# Those of advertisers, mailers and analytics that a page itself never needs; what may choose a page (`ref`, `source`,
# `cid`, `campaign`) is left alone.
_NAMES = """
    gclid gclsrc dclid gbraid wbraid srsltid fbclid msclkid yclid twclid ttclid rdt_cid epik scclid igshid igsh
    li_fat_id mkt_tok mc_cid mc_eid ml_subscriber ml_subscriber_hash _hsenc _hsmi __hssc __hstc __hsfp hsctatracking
    _kx _ke vero_id vero_conv vgo_ee wickedid rb_clickid s_kwcid elqtrackid elqtrack irclickid oly_anon_id oly_enc_id
    _openstat awclid tblci dicbo mkwid sfmc_id sfmc_sub bbeml ck_subscriber_id trkcampaign trkemail trkinfo
    pk_campaign pk_cpn pk_kwd pk_keyword pk_source pk_medium pk_content pk_cid pk_placement piwik_campaign piwik_kwd
"""
NAMES = frozenset(_NAMES.split())
PREFIXES = ("utm_", "mtm_", "hsa_", "matomo_")
# Parameters that track on one site and may mean anything on another.
OF_HOSTS = {
    "linkedin.com": frozenset(
        ["lipi", "licu", "trk", "trackingid", "refid", "midtoken", "midsig", "otptoken", "eid", "rcm", "lgctadata"]
    ),
    "youtube.com": frozenset(["si", "feature"]),
    "youtu.be": frozenset(["si", "feature"]),
    "spotify.com": frozenset(["si"]),
}
# A link that is signed may be so with all of its parameters: without one of them it would lead nowhere.
_SIGNATURES = frozenset(
    ["sig", "signature", "hmac", "x-amz-signature", "x-goog-signature", "x-oss-signature", "x-cos-signature"]
)
_DIVIDER = LazyPattern(r"&(?:amp;)?|;|\Z")
_IDLE = LazyPattern(r"(?:&(?:amp;)?)+")
_MOST_NAMED = 6


class Parameter(NamedTuple):
    """A parameter of a link by its name in small letters, and where the mark that divides it from what is before is."""

    name: str
    mark: int
    span: Span


def check(analysis: Analysis, options: Mapping[str, Any]) -> Iterator[Signal]:
    """Every link with parameters that track: from the first of them to the last, or its text where that shows none."""
    document = analysis.document
    raw, links = document.text, document.links()
    if "?" not in raw and not links:
        return
    further = frozenset(name.lower() for name in options["parameters"])
    allowed = frozenset(name.lower() for name in options["allow"])

    def tracking(link: str, parameters: Sequence[Parameter]) -> list[Parameter]:
        own = _of_host(link) | further
        return [each for each in parameters if _tracks(each.name, own) and each.name not in allowed]

    # an address that does not show can't be changed where it does
    for span, address in links:
        if found := tracking(address, list(parameters(address, 0))):
            yield Signal(span, {"parameters": _named(found)})
    blanks = [mask.span for mask in analysis.view.masks if mask.kind == "placeholder"]
    behind = {at for span, _ in links for at in range(*span)}
    for mask in analysis.view.masks:
        if mask.kind != "url" or mask.span.start in behind or mask.span.end - 1 in behind:
            continue
        link = _without(mask.span.of(raw), mask.span.start, blanks)
        all_of_them = list(parameters(link, mask.span.start))
        if found := tracking(link, all_of_them):
            signed = any(each.name in _SIGNATURES for each in all_of_them)
            fix = None if signed else Fix("", tuple(_removed(raw, all_of_them, found)), "unsafe")
            yield Signal(Span(found[0].span.start, found[-1].span.end), {"parameters": _named(found)}, fix)


def parameters(link: str, start: int) -> Iterator[Parameter]:
    """The parameters of a link that stands at an offset of the message."""
    end = link.find("#")
    end = len(link) if end < 0 else end
    mark = link.find("?", 0, end)
    first = mark + 1
    while 0 < first < end:
        divider = _DIVIDER.get().search(link, first, end)
        stop, behind = divider.span() if divider else (end, end)
        name = link[first:stop].partition("=")[0].lower()
        yield Parameter(name, start + mark, Span(start + first, start + stop))
        mark, first = stop, behind if behind > stop else end


def _named(found: Sequence[Parameter]) -> str:
    names = list(dict.fromkeys(each.name for each in found))
    return ", ".join([*names[:_MOST_NAMED], "…"] if len(names) > _MOST_NAMED else names)


def _tracks(name: str, further: frozenset[str]) -> bool:
    return name in NAMES or name in further or name.startswith(PREFIXES)


def _of_host(link: str) -> frozenset[str]:
    host, _, _ = split(link)
    return next((names for of, names in OF_HOSTS.items() if host == of or host.endswith(f".{of}")), frozenset())


def _without(link: str, start: int, blanks: Sequence[Span]) -> str:
    """The link with letters for the placeholders in it, which may hold what divides parameters."""
    for blank in blanks[bisect_left(blanks, (start, 0)) :]:
        if blank.start >= start + len(link):
            break
        if blank.end <= start + len(link):
            link = f"{link[: blank.start - start]}{'x' * (blank.end - blank.start)}{link[blank.end - start :]}"
    return link


def _removed(raw: str, all_of_them: Sequence[Parameter], tracking: Sequence[Parameter]) -> Iterator[Edit]:
    """The deletions that leave a link with its other parameters, divided as they were."""
    gone = set(tracking)
    run: list[Parameter] = []
    for each in all_of_them:
        if each in gone:
            run.append(each)
        elif run:
            yield Edit(Span(run[0].span.start, each.span.start), "")
            run = []
    if run:  # at the end: with the mark before it, the question mark where nothing is left, and what divides nothing
        idle = _IDLE.get().match(raw, run[-1].span.end)
        yield Edit(Span(run[0].mark, idle.end() if idle else run[-1].span.end), "")
