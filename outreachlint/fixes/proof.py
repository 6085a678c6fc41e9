"""The proof that a file with fixes made is read as it was, but for them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from outreachlint.diagnostics import Edit
from outreachlint.document import Document
from outreachlint.errors import FixError, InputError, Place
from outreachlint.findings import PlacedEdit, message_place
from outreachlint.fixes.edits import Chosen
from outreachlint.readers import Defaults, read
from outreachlint.text.source import Position, Span

_HINT = "nothing was changed; fix it by hand"


def prove(
    name: str,
    path: str,
    before: Mapping[str, bytes],
    after: Mapping[str, bytes],
    chosen: Mapping[str, Chosen],
    defaults: Defaults,
) -> None:
    """Raise FixError unless every message of a file is what it was with the fixes in it; blanks don't count.

    The file is `before[path]` and `after[path]`, and is called `name`; the others are those that it may lead to.
    `chosen` is by their names. A message without a fix may only differ where it is written in the same place as one
    that has some.
    """
    meant: dict[tuple[str, str, int], set[Edit]] = {}
    for of, each in chosen.items():
        for finding in each.applied:
            if finding.fix:
                meant.setdefault((of, *finding.fix.message), set()).update(finding.fix.meant)
    for old, new in zip_longest(_read(name, path, before, defaults), _read(name, path, after, defaults)):
        if isinstance(old, Document) and isinstance(new, Document):
            at = old.source.path
            edits = meant.get((at, *message_place(old)), ())
            made = chosen[at].edits if at in chosen else {}
            if _differs(old, new, edits) and (edits or not _shares(old, made)):
                first = min(edits).span.start if edits else 0
                raise _refusal(at, old.position(first), "a fix would change more than it says")
        elif isinstance(new, InputError) and not isinstance(old, InputError):
            raise FixError(f"with the fixes {new.message}", new.place or Place(name), _HINT)
        elif not (isinstance(old, InputError) and isinstance(new, InputError)):
            raise _refusal(name, None, "with the fixes the file would hold other messages")


def _read(name: str, path: str, files: Mapping[str, bytes], defaults: Defaults) -> Iterator[Document | InputError]:
    return read(name, files[path], defaults._replace(reading=defaults.reading._replace(overlay=files)))


def _refusal(name: str, at: Position | None, message: str) -> FixError:
    return FixError(message, Place(name, at.line, at.column) if at else Place(name), _HINT)


def _differs(old: Document, new: Document, edits: Sequence[Edit] | set[Edit]) -> bool:
    text = old.text
    if edits:
        parts, at = [], 0
        for edit in sorted(edits):
            parts += [text[at : edit.span.start], edit.text]
            at = max(at, edit.span.end)
        text = "".join([*parts, text[at:]])
    elif text == new.text and old.message_id == new.message_id:
        return False
    return "".join(text.split()) != "".join(new.text.split()) or old.message_id != new.message_id


def _shares(document: Document, edits: Mapping[str, Sequence[PlacedEdit]]) -> bool:
    """Whether some of the edits lie where a message is written."""
    for field in document.fields:
        source = field.source or document.source
        start, end = field.source_span(Span(0, len(field.text)))
        made = edits.get(field.address if field.source else "", ())
        at = bisect_left(made, source.base + start, key=lambda edit: edit.span.end)
        if at < len(made) and made[at].span.start <= source.base + end:
            return True
    return False
