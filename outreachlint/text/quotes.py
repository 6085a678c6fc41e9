"""Words that a message quotes: somebody else's, so they do not offend by themselves."""

from __future__ import annotations

from outreachlint.text.patterns import LazyPattern
from outreachlint.text.source import Span

MAX_QUOTE = 400
"""The longest quotation that is looked for, in code points; it keeps the search linear."""

_SIGNS = frozenset("\"'“”«»„‘’‹›")
_INSIDE = r"(?:[^{0}\n]|\n(?!\s*\n)){{3,400}}?"
_PAIRS = LazyPattern(
    "|".join(
        [
            "“" + _INSIDE.format("“”") + "”",
            "«" + _INSIDE.format("«»") + "»",
            "„" + _INSIDE.format("„“”") + "[“”]",
            "‹" + _INSIDE.format("‹›") + "›",
            r'(?<!\w)"(?=\S)' + _INSIDE.format('"') + r'"(?!\w)',
            # inside single quotes an apostrophe stands between letters
            r"(?<!\w)['‘](?=\w)(?:[^'’\n]|['’](?=\w)){3,400}?['’](?!\w)",
        ]
    )
)


def quoted_spans(text: str) -> list[Span]:
    """The stretches between quotation marks, marks included, in order; none spans a blank line."""
    if _SIGNS.isdisjoint(text):
        return []
    return [Span(*match.span()) for match in _PAIRS.get().finditer(text)]
