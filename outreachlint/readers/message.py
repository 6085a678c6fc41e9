"""From a draft's parts to its Document: what all readers share."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from outreachlint import suppress
from outreachlint.document import UNKNOWN, Directive, Document, Fact, Field, Sent, Step
from outreachlint.errors import InputError
from outreachlint.facts import NAMES, FactError
from outreachlint.readers.decode import MAX_MESSAGE, too_long
from outreachlint.readers.facts import KEYS, Defaults, Layers, language, near_miss, normalise
from outreachlint.readers.front_matter import FrontMatter, place
from outreachlint.text.source import Source, Span

# What begins a placeholder, a link, an address or a comment. Most messages have none and need no mask.
_NO_PROSE = re.compile(r"[{\[<%#«*$@]|://|www\.")


def front_matter_facts(source: Source, front: FrontMatter) -> dict[str, Fact]:
    """The facts (and `lang`, `id`) that a front matter states. Raises InputError with the place of a wrong one."""
    own: dict[str, Fact] = {}
    for key, entry in front.entries.items():
        if key in NAMES or key == "lang":
            own[key] = Fact(checked(source, key, entry.value, entry.span.start), "front matter")
        elif key not in KEYS:
            refuse_near_miss(source, key, entry.key.start, KEYS)
    identity = front.entries.get("id")
    if identity is not None and identity.raw:
        own["id"] = Fact(identity.raw, "front matter")
    status = front.entries.get("status")
    if status is not None and "ready" not in own and status.value == "ready":
        own["ready"] = Fact(True, "front matter")
    return own


def checked(source: Source, key: str, value: Any, offset: int) -> Any:
    """The normalised value of a fact that stands at a Source offset; InputError where it is wrong."""
    try:
        return normalise(key, value)
    except FactError as error:
        raise InputError(error.message, place(source, offset), error.hint) from None


def refuse_near_miss(source: Source, key: str, offset: int, known: Sequence[str]) -> None:
    """Raise InputError for a key that is one of ours misspelt: it would be ignored in silence."""
    meant = near_miss(key, known)
    if meant is not None:
        raise InputError(f"unknown key `{key}`", place(source, offset), f"did you mean `{meant}`?")


def own_directives(source: Source, value: Any, span: Span) -> list[Directive]:
    """The directives under the key `outreachlint`; InputError where they have another shape."""
    try:
        return suppress.front_matter_directives(value, span)
    except suppress.DirectiveError as error:
        raise InputError(str(error), place(source, span.start)) from None


def build(
    source: Source,
    fields: Sequence[Field],
    own: Mapping[str, Fact],
    defaults: Defaults,
    layers: Layers,
    *,
    has_subject: bool,
    directives: Sequence[Directive] = (),
    step: Step | None = None,
    sent: Sent | None = None,
    notes: Field | None = None,
) -> Document:
    """The Document of a message. Raises InputError where there is no text in it or too much."""
    body = fields[-1]
    if not body.text.strip():
        own_source = body.source or source
        raise InputError(
            "there is no message text", place(own_source, min(body.source_offset(0), len(own_source.text)))
        )
    length = sum(len(field.text) for field in fields)
    if length > MAX_MESSAGE:
        raise too_long(fields[0].source or source, fields[0].source_offset(0), length)
    facts = {key: fact for key, fact in own.items() if key in NAMES}
    step = step or defaults.step
    if step is not None:
        facts.setdefault("touch", Fact(step.number, "campaign"))
    identity = own.get("id")
    stated = language(defaults, own.get("lang"))
    document = Document(
        source,
        fields,
        layers.context(facts, has_subject=has_subject),
        stated.value if stated else UNKNOWN,
        lang_origin=stated.origin if stated else "detected",
        message_id=identity.value if identity else None,
        directives=directives,
        step=step,
        sent=sent,
        notes=notes,
    )
    if stated is None:
        document.lang = detect_language(document)
    return document


def detect_language(document: Document) -> str:
    """The language of a message as its text tells, without its placeholders and links."""
    from outreachlint.text.language import detect

    text = document.text
    if not _NO_PROSE.search(text):
        return detect(text)
    from outreachlint.text.mask import mask

    return detect(mask(text, document.unsent())[0])
