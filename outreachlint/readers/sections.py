"""Which sections a text has: a heading, or what divides as one, and the blocks below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from outreachlint.readers import labels
from outreachlint.readers.fact_lines import is_fact_line
from outreachlint.readers.markdown_blocks import HEADING, RULE, TEXT, Block, Lines
from outreachlint.readers.openings import greets, subject_label
from outreachlint.records import NamedTuple
from outreachlint.text.patterns import LazyPattern

_BELOW_HEADINGS = 7
_SUMMARY = LazyPattern(
    r"\s*(?:</details>\s*)?(?:<details[^<>]{0,80}>\s*)?<summary[^<>]{0,80}>\s*(?:<[^<>]{1,80}>\s*){0,3}"
    r"(?P<words>[^<>]{1,200}?)\s*(?:</[^<>]{1,80}>\s*){0,3}</summary>\s*(?:<br ?/?>\s*)?",
    re.I,
)


class Section(NamedTuple):
    """A heading and the blocks below it, from line `first` to before line `end`.

    `titles` are the heading's words and those of the headings above it; none before the first heading. `above` is the
    index of the section whose notes hold for this one, too.
    """

    titles: tuple[str, ...]
    level: int
    first: int
    end: int
    blocks: tuple[Block, ...]
    above: int | None


def find_sections(lines: Lines, blocks: Sequence[Block]) -> tuple[Section, ...]:
    """The sections, first what stands above the first heading.

    A rule before a second opening, bold lines above several openings, and the summaries of what is folded away divide
    as a heading does.
    """
    out: list[Section] = []
    path: list[tuple[int, str, int]] = []  # level, title, index of the headings over here
    edges = [number for number, block in enumerate(blocks) if block.kind == HEADING]
    before = blocks[: edges[0]] if edges else blocks
    end = blocks[edges[0]].first if edges else len(lines)
    out += _divided(lines, Section((), 0, 0, end, tuple(before), None), 0)
    for at, following in zip(edges, [*edges[1:], len(blocks)]):
        heading = blocks[at]
        while path and path[-1][0] >= heading.level:
            path.pop()
        above = path[-1][2] if path else 0
        path.append((heading.level, heading.title, len(out)))
        titles = tuple(title for _, title, _ in reversed(path))
        end = blocks[following].first if following < len(blocks) else len(lines)
        whole = Section(titles, heading.level, heading.first, end, tuple(blocks[at + 1 : following]), above)
        out += _divided(lines, whole, len(out))
    return tuple(out)


def _divided(lines: Lines, section: Section, index: int) -> Iterator[Section]:
    """A section in its parts: at summaries and at bold lines over messages, or at rules with a message behind each."""
    blocks = section.blocks
    bold = [
        number
        for number, block in enumerate(blocks[:-1])
        if _summary(lines, block) or (_bold_line(lines, block) and opens(lines, blocks[number + 1]))
    ]
    rules: list[int] = []
    if len(bold) < 2:
        opened = [number for number, block in enumerate(blocks) if opens(lines, block)]
        rules = [number - 1 for number in opened[1:] if blocks[number - 1].kind == RULE]
        bold = []
    cuts = [*(bold or rules), len(blocks)]
    yield section._replace(blocks=blocks[: cuts[0]], end=blocks[cuts[0]].first if cuts[:-1] else section.end)
    for at, following in pairwise(cuts):
        end = blocks[following].first if following < len(blocks) else section.end
        part = section._replace(first=blocks[at].first, end=end, blocks=blocks[at + 1 : following])
        if bold:
            titles = (_summary(lines, blocks[at]) or _bold_line(lines, blocks[at]), *section.titles)
            part = part._replace(titles=titles, level=_BELOW_HEADINGS, above=index)
        yield part


def _summary(lines: Lines, block: Block) -> str:
    """The words of a text that is the summary of what is folded away (`<summary>Note 1</summary>`); none for others."""
    if block.kind != TEXT or block.end > block.first + 4:
        return ""
    match = _SUMMARY.get().fullmatch(lines.text, lines.start(block.first), lines.start(block.end))
    return match["words"] if match else ""


def _bold_line(lines: Lines, block: Block) -> str:
    """The words of a text that is one line in bold; none for others."""
    if block.kind != TEXT or block.end != block.first + 1:
        return ""
    line = lines.line(block.first)
    found = labels.label(line)
    return found.words if found is not None and found.bold and not line[found.end :].strip() else block.title


def opens(lines: Lines, block: Block) -> bool:
    """Whether a block of text begins as a message does."""
    if block.kind != TEXT:
        return False
    line = lines.line(block.first)
    return subject_label(line) is not None or greets(line)


def fact_lines(lines: Lines, section: Section) -> range:
    """The lines directly below a heading that state facts (`channel: inmail`)."""
    first = next((block for block in section.blocks if block.kind != RULE), None)
    if first is None or first.kind != TEXT or not section.titles:
        return range(0)
    numbers = range(first.first, first.end)
    return numbers if all(is_fact_line(lines.line(number)) for number in numbers) else range(0)
