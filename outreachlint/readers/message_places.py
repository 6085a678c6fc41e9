"""Which parts of a file with headings are messages, and which are notes around them.

A *section* is a heading and what stands below it up to the next one. A message is

* *enclosed*: a fenced block without the name of a programming language, or a block quote, that is the first under its
  heading, stands below a label (`**Message:**`), or begins as messages do, with a subject label or a greeting; or
* *plain*: what follows a subject label or a paragraph that begins with a greeting, up to the end of the section, or to
  a table, a label of notes (`**Tips:**`) or the end of what is folded away (`</details>`). A section whose heading is
  one of notes (`When to use`) has none.

What stands below a warning (`Bad example`, `Errori da evitare`) is no message.

A section that greets before its first enclosed message is one plain message: what it quotes is text. Enclosed parts
that do not begin as messages do count when at least half of the file's (of fences, of quotes) show by their words, a
label or a heading that they are messages. A section without a sign joins its neighbours of one series (`Version B`
beside `Version A`).

Two messages or more make a catalogue. A single one is a message with notes around it when it is enclosed (a quote
needs a subject, a greeting or a label; in a post or comment it never is). Everything else is one message, and the
first heading is its title when it alone stands above all others; headings in the middle are text, notes at the end
are not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from outreachlint.readers import labels
from outreachlint.readers.markdown_blocks import FENCE, LIST, QUOTE, RULE, TABLE, TEXT, Block, Lines, Written
from outreachlint.readers.openings import greets, subject_label, thanks
from outreachlint.readers.sections import Section, fact_lines, find_sections
from outreachlint.records import NamedTuple
from outreachlint.text.listed import words
from outreachlint.text.patterns import LazyPattern
from outreachlint.text.source import Span

PLAIN_FENCES = words(
    "text txt plain plaintext md markdown mail email eml message msg dm inmail note letter connection-note group-post",
    "comment liquid handlebars mustache jinja jinja2 spintax",
)
"""The first words of a fence that may hold a message."""

_MESSAGE_FENCES = PLAIN_FENCES - words("text txt plain plaintext md markdown")
_ITEM = LazyPattern(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]")
_ALERT = LazyPattern(r"\s*\[!\w+\]")
_SERIES = LazyPattern(r"\W*(?P<word>[^\W\d_]+(?: [^\W\d_]+)?)\s*\#?(?:\d{1,2}|[A-Za-z]|[ivxIVX]{1,4})(?![\w'’])")
_NO_PROSE = LazyPattern(
    r"[├└│┌]|^\s*[$#>]?\s*(?:pip|npm|npx|yarn|git|cd|curl|docker|python3?|node|brew|apt) |^[\[{]\s*$", 8
)


class Message(NamedTuple):
    """The place of a message: the index of its section, and the fence or quote that holds it, or None for a plain one.

    `start` and `end` are offsets of the plain text; `subject` is where the subject stands outside of it: None without
    a label, empty where the label says nothing.
    """

    section: int
    block: Block | None
    start: int
    end: int
    subject: Span | None = None


class Places(NamedTuple):
    """The sections of a file, and the places of its messages in order."""

    sections: tuple[Section, ...]
    messages: tuple[Message, ...]


class _Enclosed(NamedTuple):
    """A fence or quote that may be a message, and what speaks for it.

    `opens`: its words begin as a message's do; `told`: a label, a subject or its info string says so; `named`: a
    heading does; `prose`: it is no code.
    """

    block: Block
    subject: Span | None
    opens: bool
    told: bool
    named: bool
    prose: bool


class _Plain(NamedTuple):
    start: int
    line: int
    subject: Span | None
    greeted: bool


Reader = Callable[[Block], Written]


def find(lines: Lines, blocks: Sequence[Block], written: Reader, *, quotes_others: bool = False) -> Places | None:
    """The messages of a file; None where it is one message as it stands.

    `written` gives the text of a fence or quote. `quotes_others`: posts and comments do, so a single quote or fence is
    no message.
    """
    sections = find_sections(lines, blocks)
    plain, enclosed = _candidates(lines, sections, written)
    if 0 in plain and len(plain) == 1:
        if sum(each.opens for found in enclosed.values() for each in found) < 2:
            return None
        del plain[0]
    plain.update(_series(lines, sections, plain, enclosed))
    _drop_lead(sections, plain, enclosed)
    total = len(plain) + sum(map(len, enclosed.values()))
    if total >= 2:
        return Places(sections, tuple(_messages(lines, sections, plain, enclosed)))
    for index, found in enclosed.items():
        for each in found:
            if not quotes_others and (each.opens or each.told or (each.named and each.block.kind == FENCE)):
                return Places(sections, (_enclosed_message(index, each, lines),))
    return _letter(lines, sections, plain)


def _candidates(
    lines: Lines, sections: Sequence[Section], written: Reader
) -> tuple[dict[int, _Plain], dict[int, list[_Enclosed]]]:
    """The plain and the enclosed messages by section; a section has the one or the other."""
    plain: dict[int, _Plain] = {}
    enclosed: dict[int, list[_Enclosed]] = {}
    for index, section in enumerate(sections):
        if any(map(labels.is_warning, section.titles)):
            continue
        start = _plain(lines, section)
        found = list(_enclosed(lines, section, written))
        if start is not None and not any(
            each.opens and (not start.greeted or each.block.first < start.line) for each in found
        ):
            plain[index] = start
        elif found:
            enclosed[index] = found
    return plain, _accepted(enclosed)


def _accepted(enclosed: dict[int, list[_Enclosed]]) -> dict[int, list[_Enclosed]]:
    accepted = {}
    kinds: dict[str, list[_Enclosed]] = {FENCE: [], QUOTE: []}
    for found in enclosed.values():
        for each in found:
            kinds[each.block.kind].append(each)
    trusted = {
        kind: 2 * sum(each.opens or each.told or each.named for each in found) >= len(found)
        for kind, found in kinds.items()
    }
    for index, found in enclosed.items():
        kept = [each for each in found if each.opens or each.told or (trusted[each.block.kind] and each.prose)]
        if kept:
            accepted[index] = kept
    return accepted


def _drop_lead(sections: Sequence[Section], plain: dict[int, _Plain], enclosed: dict[int, list[_Enclosed]]) -> None:
    """Leave out a quote below a file's title (`> Templates that work`) where no other message is such a bare quote."""
    title = min((index for index, section in enumerate(sections) if section.titles), default=0)
    if any(section.level <= sections[title].level for section in sections[title + 1 :]):
        return
    bare = [each for found in enclosed.values() for each in found if each.block.kind == QUOTE and _is_bare(each)]
    if len(bare) != 1 or bare[0] not in enclosed.get(title, ()) or len(plain) + len(enclosed) < 2:
        return
    enclosed[title] = [each for each in enclosed[title] if each is not bare[0]]
    if not enclosed[title]:
        del enclosed[title]


def _is_bare(each: _Enclosed) -> bool:
    return not each.opens and not each.told


def _pieces(lines: Lines, section: Section) -> Iterator[tuple[Block, int | None]]:
    """The blocks of a section in order, those of text and lists line by line."""
    nested = {block.first: block for block in section.blocks if block.nested}
    for block in section.blocks:
        if block.nested:
            continue
        if block.kind not in (TEXT, LIST):
            yield block, None
            continue
        number = block.first
        while number < block.end:
            inner = nested.get(number)
            if inner is not None:
                yield inner, None
                number = inner.end
            else:
                yield block, number
                number += 1


def _plain(lines: Lines, section: Section) -> _Plain | None:
    """Where the plain message of a section starts."""
    subject: Span | None = None
    after_label, first = True, True
    notes = bool(section.titles) and labels.is_note(section.titles[0])
    facts = fact_lines(lines, section)
    for block, number in _pieces(lines, section):
        if number is None:
            if subject is not None and block.kind in (FENCE, QUOTE):
                return None
            continue
        line, base = lines.line(number), lines.start(number)
        if not line.strip() or number in facts:
            continue
        after_label = after_label or number == block.first
        in_text = block.kind == TEXT
        labelled = subject_label(line) if _may_be_label(line, in_text, after_label) else None
        if labelled is not None:
            subject = subject or Span(base + labelled.start, base + labelled.end)
            after_label = True
            continue
        if in_text and after_label and (greets(line) or (first and thanks(line))):
            return None if notes and not first else _Plain(base, number, subject, True)
        found = labels.label(line)
        if found is not None and labels.is_body(found.words):
            rest = line[found.end :]
            if rest.strip() and (subject is not None or greets(rest)):
                return _Plain(base + found.end, number, subject, greets(rest))
            after_label = True
        elif in_text and subject is not None and (found is None or not labels.is_meta(found)):
            return None if notes else _Plain(base, number, subject, False)
        else:
            after_label = found is not None
            first = first and (found is not None or not in_text)
    return None


def _enclosed(lines: Lines, section: Section, written: Reader) -> Iterator[_Enclosed]:
    """The fences and quotes of a section that may be messages."""
    subject: Span | None = None
    awaited = False  # the subject's label says nothing: the block below it may
    before: labels.Label | None = None
    below_label = False
    first = bool(section.titles)
    notes = first and labels.is_note(section.titles[0])
    named = first and labels.names_message(section.titles[0])
    for block, number in _pieces(lines, section):
        if number is not None:
            line = lines.line(number)
            if not line.strip():
                continue
            in_text = block.kind == TEXT
            labelled = (
                subject_label(line) if _may_be_label(line, in_text, number == block.first or below_label) else None
            )
            if labelled is not None:
                base = lines.start(number)
                subject = Span(base + labelled.start, base + labelled.end)
            awaited = labelled is not None and labelled.start == labelled.end
            before = labels.label(line) if labelled is None else None
            below_label = before is not None or labelled is not None or line.rstrip(" *_").endswith(":")
            continue
        if block.kind not in (FENCE, QUOTE) or (block.kind == FENCE and _info(block) not in ("", *PLAIN_FENCES)):
            before, below_label, awaited = None, False, False
            continue
        inner = written(block)
        text = inner.text.strip()
        if awaited and text and "\n" not in text and isinstance(inner.offsets, int):
            at = inner.offsets + inner.text.index(text)
            subject, awaited, before, below_label = Span(at, at + len(text)), False, None, False
            continue
        opens = _begins(text)
        told = below_label and (subject is not None or (before is not None and labels.is_body(before.words)))
        told = told or (block.kind == FENCE and _info(block) in _MESSAGE_FENCES)
        aside = not text or (not opens and (notes or (block.kind == QUOTE and _is_aside(text))))
        aside = aside or (before is not None and labels.is_warning(before.words))
        if not aside and (opens or told or first or below_label):
            yield _Enclosed(block, subject, opens, told, named, not _NO_PROSE.get().search(text))
            first = False
        before, below_label, awaited = None, False, False


def _may_be_label(line: str, in_text: bool, after_label: bool) -> bool:
    """Whether a label may begin a line: it is the first of a text or below a label, in bold, or an item of a list."""
    if in_text:
        return after_label or line.lstrip().startswith(("*", "_"))
    return _ITEM.get().match(line) is not None


def _info(block: Block) -> str:
    return block.info.split(maxsplit=1)[0].lower() if block.info else ""


def _begins(text: str) -> bool:
    first = text.partition("\n")[0]
    return subject_label(first) is not None or greets(first) or thanks(first)


def _is_aside(text: str) -> bool:
    """Whether a quote is a note: `> [!TIP]`, `> **Note:** …`."""
    found = labels.label(text.partition("\n")[0])
    return bool(_ALERT.get().match(text)) or (found is not None and labels.is_note(found.words))


def _series(
    lines: Lines, sections: Sequence[Section], plain: dict[int, _Plain], enclosed: dict[int, list[_Enclosed]]
) -> dict[int, _Plain]:
    """Sections without a sign of their own, whose heading is one of a series that has messages."""
    known = {(sections[index].level, _word(sections[index])) for index in plain}
    if len(plain) == 1:  # a letter may have parts with numbers, too
        known = {(level, word) for level, word in known if labels.is_variant(word)}
    out = {}
    for index, section in enumerate(sections):
        word = _word(section)
        if index in plain or index in enclosed or not word or (section.level, word) not in known:
            continue
        facts = fact_lines(lines, section)
        block = next((each for each in section.blocks if each.kind != RULE and each.first not in facts), None)
        if block is not None and block.kind == TEXT and labels.label(lines.line(block.first)) is None:
            out[index] = _Plain(lines.start(block.first), block.first, None, False)
    return out


def _word(section: Section) -> str:
    match = _SERIES.get().match(section.titles[0]) if section.titles else None
    return match["word"].lower() if match and not labels.is_note(section.titles[0]) else ""


def _messages(
    lines: Lines, sections: Sequence[Section], plain: dict[int, _Plain], enclosed: dict[int, list[_Enclosed]]
) -> Iterator[Message]:
    for index, section in enumerate(sections):
        if index in plain:
            start = plain[index]
            end = lines.start(_plain_end(lines, section, start.line))
            yield Message(index, None, start.start, end, start.subject)
        for each in enclosed.get(index, ()):
            yield _enclosed_message(index, each, lines)


def _enclosed_message(index: int, each: _Enclosed, lines: Lines) -> Message:
    return Message(index, each.block, lines.start(each.block.first), lines.start(each.block.end), each.subject)


def _plain_end(lines: Lines, section: Section, start: int) -> int:
    """The line before which a plain message ends that starts at a line of a section."""
    end = start + 1
    for number, block in enumerate(section.blocks):
        if block.end <= start or block.nested:
            continue
        if block.kind == TABLE:
            break
        if block.kind == RULE:
            if _only_notes(lines, section.blocks[number + 1 :]):
                break
            continue
        if block.kind == TEXT:
            for line in range(max(block.first, start + 1), block.end):
                found = labels.label(lines.line(line))
                if lines.line(line).strip().lower() == "</details>":
                    return end if line == block.first else line
                if found is not None and found.bold and labels.is_aside(found.words):
                    return line if line > block.first else end
        end = block.end
    return end


def _only_notes(lines: Lines, blocks: Sequence[Block]) -> bool:
    """Whether what follows a rule is nothing, or begins with a label or a table."""
    following = next((block for block in blocks if block.kind != RULE), None)
    if following is None or following.kind == TABLE:
        return True
    found = labels.label(lines.line(following.first))
    return found is not None and (found.bold or labels.is_aside(found.words))


def _letter(lines: Lines, sections: Sequence[Section], plain: dict[int, _Plain]) -> Places | None:
    """A single message below a title, with notes around it; None where the file is one as it stands."""
    if len(sections) < 2 or sections[0].blocks or not sections[1].titles:
        return None
    kept = [index for index, section in enumerate(sections) if index and not any(map(labels.is_note, section.titles))]
    for index, start in plain.items():
        earlier = [number for number in kept if number < index and sections[number].blocks]
        if start.subject is None and _has_text_before(lines, sections[index], start.line):
            break
        if not earlier:
            return _to_the_end(lines, sections, kept, index, start)
        if start.subject is not None or labels.names_message(sections[index].titles[0]):
            return Places(tuple(sections), tuple(_messages(lines, sections, {index: start}, {})))
    facts = fact_lines(lines, sections[1])
    at = next((block.first for block in sections[1].blocks if block.first not in facts), None)
    if at is None or 1 not in kept or not all(sections[index].level > sections[1].level for index in kept[1:]):
        return None
    return _to_the_end(lines, sections, kept, 1, _Plain(lines.start(at), at, None, False))


def _to_the_end(lines: Lines, sections: Sequence[Section], kept: Sequence[int], index: int, start: _Plain) -> Places:
    """The message that starts in a section and ends with the last one that is kept."""
    last = max([index, *kept])
    end = sections[last].end if last > index else _plain_end(lines, sections[index], start.line)
    return Places(tuple(sections), (Message(index, None, start.start, lines.start(end), start.subject),))


def _has_text_before(lines: Lines, section: Section, line: int) -> bool:
    """Whether a section has text before a line that is neither label nor fact."""
    facts = fact_lines(lines, section)
    return any(
        block.kind == TEXT and block.first not in facts and labels.label(lines.line(block.first)) is None
        for block in section.blocks
        if block.first < line
    )
