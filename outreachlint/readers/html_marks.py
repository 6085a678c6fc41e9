"""What the name and the attributes of an HTML element do to the text in it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from outreachlint.records import NamedTuple
from outreachlint.text.listed import words

NORMAL, LINES, ALL = "normal", "lines", "all"


class Marks(NamedTuple):
    """What an element changes; None where it leaves that as it is around it.

    `gone`: neither it nor anything in it is shown. `unseen` (visibility) and `tiny` (font size 0) hold until an element
    inside says otherwise. `space`: which white space is kept, none (`normal`), the line breaks (`lines`) or all.
    `quote`: somebody else's mail. `block`: stands on lines of its own, with so many line breaks around it; 0 for text
    in a line.
    """

    gone: bool = False
    unseen: bool | None = None
    tiny: bool | None = None
    space: str | None = None
    quote: bool = False
    block: int = 0


_LINE = words(
    "address article aside caption center dd details dialog dir div dt fieldset figcaption footer form header hgroup",
    "legend li main menu nav optgroup option search section summary table tbody td tfoot th thead tr",
)
_PARAGRAPH = words("blockquote dl figure h1 h2 h3 h4 h5 h6 hr listing ol p plaintext pre ul xmp")
BLOCKS: Mapping[str, int] = {**dict.fromkeys(_LINE, 1), **dict.fromkeys(_PARAGRAPH, 2)}
"""The elements that stand on lines of their own, and whether a blank line sets them apart (2)."""

_GONE = frozenset(["audio", "canvas", "datalist", "rp", "template", "video"])
_KEPT = frozenset(["listing", "plaintext", "pre", "textarea", "xmp"])
_QUOTE_CLASSES = words(
    "gmail_quote gmail_quote_container yahoo_quoted protonmail_quote moz-cite-prefix moz-forward-container",
    "zmail_extra tutanota_quote cite OutlookMessageHeader",
)
_QUOTE_IDS = frozenset(["divRplyFwdMsg", "mail-editor-reference-message-container", "isReplyContent"])
_ZERO = re.compile(r"[+-]?0*\.?0*(?:px|pt|em|rem|ex|ch|pc|mm|cm|in|vh|vw|%)?")
_RELATIVE = re.compile(r".*(?:em|%|ex|ch)|inherit|unset|smaller|larger")
_INLINE_SIZES = ("height", "max-height", "width", "max-width")
_SPACES = {
    "normal": NORMAL,
    "nowrap": NORMAL,
    "initial": NORMAL,
    "pre-line": LINES,
    "pre": ALL,
    "pre-wrap": ALL,
    "break-spaces": ALL,
}


def marks_of(name: str, attributes: Mapping[str, str]) -> Marks:
    """The marks of an element. Style sheets are not read, only its own `style`."""
    style = _style(attributes["style"]) if "style" in attributes else {}
    space = _SPACES.get(style.get("white-space", ""))
    if space is None and name in _KEPT:
        space = ALL
    return Marks(
        gone=name in _GONE
        or "hidden" in attributes
        or (name == "dialog" and "open" not in attributes)
        or _is_gone(style),
        unseen=_unseen(style.get("visibility", "")),
        tiny=_tiny(style.get("font-size", "")),
        space=space,
        quote=_is_quote(name, attributes),
        block=_block(style.get("display", ""), BLOCKS.get(name, 0)),
    )


def _style(text: str) -> dict[str, str]:
    """The declarations of a `style` attribute."""
    declarations: dict[str, str] = {}
    for part in text.lower().split(";"):
        key, colon, value = part.partition(":")
        if colon:
            declarations[key.strip()] = value.replace("!important", "").strip()
    return declarations


def _is_gone(style: Mapping[str, str]) -> bool:
    """Whether nothing is shown: also by the tricks that hide the text of a mail's preview."""
    if style.get("display") == "none" or _is_zero(style.get("opacity", "")):
        return True
    return style.get("overflow") == "hidden" and any(_is_zero(style.get(size, "")) for size in _INLINE_SIZES)


def _is_zero(value: str) -> bool:
    return "0" in value and len(value) < 20 and bool(_ZERO.fullmatch(value))


def _unseen(visibility: str) -> bool | None:
    if visibility in ("hidden", "collapse"):
        return True
    return False if visibility in ("visible", "initial") else None


def _tiny(size: str) -> bool | None:
    if _is_zero(size):
        return True
    # a size that is relative to nothing is nothing
    relative = _RELATIVE.fullmatch(size[:40]) and not size.endswith("rem")
    return None if not size or relative else False


def _is_quote(name: str, attributes: Mapping[str, str]) -> bool:
    if name == "blockquote" and attributes.get("type", "").lower() == "cite":
        return True
    if attributes.get("id") in _QUOTE_IDS:
        return True
    return "class" in attributes and not _QUOTE_CLASSES.isdisjoint(attributes["class"].split())


def _block(display: str, own: int) -> int:
    if not display:
        return own
    if display.startswith("inline") or display == "contents":
        return 0
    return own or (1 if display.startswith(("block", "flex", "grid", "table", "list-item", "flow-root")) else 0)
