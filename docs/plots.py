"""Precision-recall curves as a picture, in plain SVG; used by docs/generate.py.

Nothing but the shapes is drawn, on no ground of its own, in colours that stand out from a light page and from a dark
one: a picture in a page cannot know which of the two it is shown on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

INK, CURVE, MARK = "#747c86", "#2f81f7", "#d1650b"
COLUMNS = 3
WIDE, HIGH = 224, 134
"""The size of one plot."""
LEFT, TOP, RIGHT, BOTTOM = 34, 36, 22, 20
"""What lies around each plot."""
LEGEND = 26
TICKS = (0.0, 0.5, 1.0)

Point = Mapping[str, float]
"""`at` (a threshold), `precision` and `recall`."""


def precision_recall(
    curves: Mapping[str, Sequence[Point]], thresholds: Mapping[str, Mapping[str, float]], titles: Mapping[str, str]
) -> str:
    """A plot for each of `titles`, with a full dot at the threshold `default` and rings at those of languages."""
    rows = -(-len(titles) // COLUMNS)
    wide, high = COLUMNS * (LEFT + WIDE + RIGHT), rows * (TOP + HIGH + BOTTOM) + LEGEND
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" '
        f'font-family="system-ui, sans-serif" font-size="11" fill="{INK}" role="img">',
        "<title>Precision (upwards) and recall (to the right) of the judge alone, rule by rule</title>",
    ]
    for number, (name, title) in enumerate(titles.items()):
        x = number % COLUMNS * (LEFT + WIDE + RIGHT) + LEFT
        y = number // COLUMNS * (TOP + HIGH + BOTTOM) + TOP
        lines.append(f'<g transform="translate({x} {y})">')
        lines += _plot(curves[name], thresholds.get(name, {}), title)
        lines.append("</g>")
    lines += _legend(high - LEGEND + 18)
    return "\n".join([*lines, "</svg>", ""])


def _plot(curve: Sequence[Point], levels: Mapping[str, float], title: str) -> Iterator[str]:
    yield f'<text y="-12" font-size="12" font-weight="600">{escape(title)}</text>'
    for tick in TICKS:
        x, y = _place(tick, tick)
        yield f'<path d="M0 {y}H{WIDE}M{x} 0V{HIGH}" stroke="{INK}" stroke-opacity="0.35" fill="none"/>'
        yield f'<text x="-5" y="{y + 4:g}" text-anchor="end">{tick:g}</text>'
        yield f'<text x="{x}" y="{HIGH + 13}" text-anchor="middle">{tick:g}</text>'
    points = " ".join(
        "{},{}".format(*_place(point["recall"], point["precision"])) for point in sorted(curve, key=lambda p: p["at"])
    )
    yield f'<polyline points="{points}" fill="none" stroke="{CURVE}" stroke-width="2" stroke-linejoin="round"/>'
    for lang in sorted(levels.keys() - {"default"}):
        x, y = _place(*at(curve, levels[lang]))
        ring = f'cx="{x}" cy="{y}" r="3.5" fill="none" stroke="{MARK}" stroke-width="1.5"'
        yield f"<circle {ring}>{_hint(lang, levels)}</circle>"
    if "default" in levels:
        x, y = _place(*at(curve, levels["default"]))
        yield f'<circle cx="{x}" cy="{y}" r="4" fill="{MARK}">{_hint("default", levels)}</circle>'
        # below and to the left is the side of the curve where nothing is drawn
        anchor, shift = ("end", -7) if x > WIDE / 3 else ("start", 7)
        beside = f'x="{x + shift:g}" y="{min(y + 15, HIGH - 4):g}" text-anchor="{anchor}"'
        yield f'<text {beside} fill="{MARK}" font-weight="600">{levels["default"]:.2f}</text>'


def _legend(y: int) -> Iterator[str]:
    yield f'<g transform="translate({LEFT} {y})">'
    yield f'<path d="M0 -4H22" stroke="{CURVE}" stroke-width="2"/>'
    yield '<text x="28">precision (upwards) at each recall (to the right)</text>'
    yield f'<circle cx="310" cy="-4" r="4" fill="{MARK}"/>'
    yield '<text x="320">the threshold in force</text>'
    yield f'<circle cx="470" cy="-4" r="3.5" fill="none" stroke="{MARK}" stroke-width="1.5"/>'
    yield '<text x="480">that of a language with its own</text>'
    yield "</g>"


def _hint(lang: str, levels: Mapping[str, float]) -> str:
    return f"<title>{escape(lang)}: {levels[lang]:.2f}</title>"


def _place(recall: float, precision: float) -> tuple[float, float]:
    """Where a point lies in a plot."""
    return round(recall * WIDE, 1), round((1 - precision) * HIGH, 1)


def at(curve: Sequence[Point], threshold: float) -> tuple[float, float]:
    """The recall and precision at a threshold: on the line between the two points of the curve beside it."""
    points = sorted(curve, key=lambda point: point["at"])
    below = [point for point in points if point["at"] <= threshold] or points[:1]
    above = [point for point in points if point["at"] >= threshold] or points[-1:]
    first, second = below[-1], above[0]
    apart = second["at"] - first["at"]
    share = (threshold - first["at"]) / apart if apart else 0.0
    recall, precision = (first[name] + share * (second[name] - first[name]) for name in ("recall", "precision"))
    return recall, precision
