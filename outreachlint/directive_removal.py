"""The edits that take directives out of a file: a comment with its line, a code out of a list of several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from outreachlint.comment_directives import request_of
from outreachlint.diagnostics import Diagnostic, Edit, Fix
from outreachlint.document import Directive, Document, Field
from outreachlint.errors import InputError
from outreachlint.rules.pack import RuleMeta
from outreachlint.rules.select import RuleSet
from outreachlint.suppress import UNUSED
from outreachlint.text.patterns import LazyPattern
from outreachlint.text.source import Source, Span

_FLOW = LazyPattern(r"\{\s*ignore:\s*(?:\[(?P<list>[^\[\]{}\"'#\n]*)\]|(?P<one>[\w-]+))\s*,?\s*\}")
_NAME = LazyPattern(r"[^\s,]+")
_ITEM = LazyPattern(r"[ \t]*-[ \t]+\S.*")


def with_removals(
    document: Document, found: Sequence[Diagnostic], rules: RuleSet, ui_lang: str
) -> Sequence[Diagnostic]:
    """The Diagnostics of a message, those about unused directives with what takes those of one place out together."""
    rule = next((rule for rule in rules.rules if rule.name == UNUSED), None)
    words: dict[Span, set[str]] = {}
    for each in found:
        if each.name == UNUSED:
            words.setdefault(each.span, set()).add(each.slots["word"])
    if rule is None or not words:
        return found
    fixes = {}
    for span, unused in words.items():
        here = [each for each in document.directives if document.file_span(each.span) == span and each.rule in unused]
        fixes[span] = removal(document, here, rule, ui_lang)
    return [each._replace(fix=fixes[each.span]) if each.name == UNUSED else each for each in found]


def removal(document: Document, unused: Sequence[Directive], rule: RuleMeta, ui_lang: str) -> Fix | None:
    """The Fix that takes directives of one place out of the file; None where that can't be done cleanly."""
    edits = edits_without(document, unused) if rule.fix is not None and unused else ()
    if not edits or rule.fix is None:
        return None
    title: str = rule.fix[0][ui_lang]
    return Fix(title.replace("{word}", ", ".join(each.rule for each in unused)), edits, "safe")


def edits_without(document: Document, unused: Sequence[Directive]) -> tuple[Edit, ...]:
    """The edits that take out directives which stand at one place of a Document's Source, and nothing else.

    None where that can't be done cleanly: in a record, in a cell, in a comment that parts two words.
    """
    span = unused[0].span
    if document.source_of(document.file_span(span)) is not document.source:
        return ()
    if not span.of(document.source.text).startswith("<!--"):
        return _in_front_matter(document, unused)
    edits = list(_in_comment(document, span, {each.rule for each in unused}))
    if not edits:
        return ()
    for end in {each.closed for each in unused if each.closed is not None}:
        ended = [each for each in document.directives if each.closed == end]
        if all(each in unused for each in ended):
            more = list(_in_comment(document, end, {each.rule for each in ended}, whole=_names_all(document, end)))
        else:
            more = list(_in_comment(document, end, {each.rule for each in unused if each.closed == end}))
            if not more and not _names_all(document, end):
                return ()
        edits += more
    return tuple(_joined(edits))


def _joined(edits: Sequence[Edit]) -> list[Edit]:
    """Deletions in order, those that overlap as one."""
    out: list[Edit] = []
    for edit in sorted(edits):
        if out and edit.span.start < out[-1].span.end:
            out[-1] = Edit(Span(out[-1].span.start, max(out[-1].span.end, edit.span.end)), "")
        else:
            out.append(edit)
    return out


def _names_all(document: Document, end: Span) -> bool:
    """Whether the end of ranges names none, and so ends all."""
    request = request_of(end.of(document.source.text))
    return request is not None and not request.names


def _in_comment(document: Document, span: Span, rules: set[str], *, whole: bool = False) -> Iterator[Edit]:
    """The edits that take rules out of a comment, all of it where it is `whole` or names no others."""
    text = document.source.text
    request = request_of(span.of(text))
    if request is None:
        return
    words = {rule.casefold() for rule in rules}
    names = [Span(span.start + name.start, span.start + name.end) for name in request.names]
    gone = [name.of(text).casefold() in words for name in names]
    if whole or (names and all(gone)):
        edit = next((edit for each in _wholes(document.source, span) if (edit := _edit(document, each))), None)
        if edit is not None:
            yield edit
        return
    for deleted in _without(names, gone):
        edit = _edit(document, deleted)
        if edit is not None:
            yield edit


def _without(names: Sequence[Span], gone: Sequence[bool]) -> Iterator[Span]:
    """What to delete of a list with commas so that the names that are not `gone` stay; not all of them are."""
    last = max((number for number, each in enumerate(gone) if not each), default=-1)
    for number, each in enumerate(gone):
        if each and number < last:
            yield Span(names[number].start, names[number + 1].start)
    if last < len(names) - 1:
        yield Span(names[last].end, names[-1].end)


def _wholes(source: Source, span: Span) -> Iterator[Span]:
    """What may be deleted with a comment, the tidiest first."""
    text = source.text
    line = source.position(span.start).line - source.first_line
    last = source.position(span.end - 1).line - source.first_line
    starts = source.line_starts
    start, end = starts[line], starts[last + 1] if last + 1 < len(starts) else len(text)
    before, behind = text[start : span.start], text[span.end : end]
    if before.strip() or behind.strip():
        if behind[:1] in (" ", "\t") and (not before or before[-1].isspace()):
            yield Span(span.start, span.end + len(behind) - len(behind.lstrip(" \t")))
        elif not behind.strip():
            yield Span(span.start - (len(before) - len(before.rstrip(" \t"))), span.end)
        if not before or before[-1].isspace() or not behind or behind[0].isspace():
            yield span
        return
    above = text[starts[line - 1] : start] if line else ""
    below = text[end : starts[last + 2] if last + 2 < len(starts) else len(text)]
    if not above.strip() or not below.strip():  # else the comment is what parts two paragraphs
        yield Span(start, end)
        yield Span(len(text[:start].rstrip("\r\n")), span.end) if above else span
    yield span


def _edit(document: Document, span: Span) -> Edit | None:
    """The Edit that deletes a span of the Source; None where it can't be one."""
    start = 0
    for field in document.fields:
        if (field.source or document.source) is document.source:
            inside = _inside(field, span)
            if inside is not None:
                return Edit(Span(start + inside.start, start + inside.end), "") if inside.end > inside.start else None
        start += len(field.text) + 2
    return Edit(document.file_span(span), "")


def _inside(field: Field, span: Span) -> Span | None:
    """The span of a field's text that is written at a span of the Source: empty where not all of it is its text.

    None where the field has nothing there, and where what stands there is no text (a comment in HTML).
    """
    if isinstance(field.offsets, int):
        start, end = span.start - field.offsets, span.end - field.offsets
        if end <= 0 or start >= len(field.text):
            return None
        return Span(start, end) if start >= 0 and end <= len(field.text) else Span(0, 0)
    for unsent in field.unsent:
        place = field.source_span(unsent)
        if place.overlaps(span):
            return unsent if place == span else Span(0, 0)
    return None


def _in_front_matter(document: Document, unused: Sequence[Directive]) -> tuple[Edit, ...]:
    from outreachlint.readers.front_matter import parse

    source, span = document.source, unused[0].span
    try:
        front = parse(source)
    except InputError:
        return ()
    entry = front.entries.get("outreachlint") if front is not None else None
    if front is None or entry is None or entry.span != span:
        return ()
    listed = [each for each in document.directives if each.span == span]
    gone = [each in unused for each in listed]
    if all(gone) and len(front.entries) == 1:
        deleted = [Span(0, front.end)]
    else:
        key = Span(entry.key.start, _end_of_line(source, span.of(source.text).rstrip(), span.start))
        deleted = [key] if all(gone) else list(_items(source, span, gone))
    left = [(each.rule, each.reason) for each, is_gone in zip(listed, gone) if not is_gone]
    if not deleted or not _reads_well(source, deleted, left):
        return ()
    return tuple(Edit(document.file_span(each), "") for each in deleted)


def _items(source: Source, span: Span, gone: Sequence[bool]) -> Iterator[Span]:
    """The items of a list to delete; nothing where its shape is not known."""
    text = source.text
    flow = _FLOW.get().fullmatch(span.of(text).rstrip())
    if flow is not None and flow["list"] is not None:
        start, end = (span.start + offset for offset in flow.span("list"))
        names = [Span(*name.span()) for name in _NAME.get().finditer(text, start, end)]
        if len(names) == len(gone):
            yield from _without(names, gone)
        return
    items = [Span(*item.span()) for item in _ITEM.get().finditer(text, span.start, span.end)]
    if len(items) != len(gone):
        return
    starts = [_start_of_line(source, item.start) for item in items]
    ends = [*starts[1:], _end_of_line(source, span.of(text).rstrip(), span.start)]
    yield from (Span(start, end) for start, end, each in zip(starts, ends, gone) if each)


def _start_of_line(source: Source, offset: int) -> int:
    return offset - (source.position(offset).column - 1)


def _end_of_line(source: Source, written: str, start: int) -> int:
    """The end, with its line break, of the line in which what is written from an offset on ends."""
    starts = source.line_starts
    following = source.position(start + max(0, len(written) - 1)).line - source.first_line + 1
    return starts[following] if following < len(starts) else len(source.text)


def _reads_well(source: Source, deleted: Sequence[Span], left: Sequence[tuple[str, str]]) -> bool:
    """Whether the front matter without some spans says what it said, but for the directives that are gone."""
    from outreachlint.readers.front_matter import parse
    from outreachlint.suppress import DirectiveError, front_matter_directives

    text, at = "", 0
    for each in deleted:
        text, at = text + source.text[at : each.start], each.end
    try:
        before, after = parse(source), parse(Source(source.path, text + source.text[at:]))
        entries = dict(after.entries) if after is not None else {}
        entry = entries.pop("outreachlint", None)
        found = front_matter_directives(entry.value, entry.span) if entry is not None else []
    except (InputError, DirectiveError):
        return False
    others = {key: each.raw or each.value for key, each in (before.entries if before else {}).items()}
    others.pop("outreachlint", None)
    kept = {key: each.raw or each.value for key, each in entries.items()}
    return kept == others and [(each.rule, each.reason) for each in found] == list(left)
