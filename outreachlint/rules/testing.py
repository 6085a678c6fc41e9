"""Test rules by what they carry: run their examples, find phrases' parts that nothing reaches, measure on a corpus."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from outreachlint.diagnostics import Diagnostic
from outreachlint.document import LANGUAGES, Context, Document, Fact, Field
from outreachlint.errors import Place
from outreachlint.kernel import findings, inapplicable, lint
from outreachlint.phrases.compile import sequence_pattern
from outreachlint.phrases.match import expand
from outreachlint.phrases.syntax import Sequence as Units
from outreachlint.phrases.syntax import alone
from outreachlint.rules.model import Example, RuleFile
from outreachlint.rules.pack import Pack, RuleMeta
from outreachlint.rules.select import RuleSet
from outreachlint.suppress import ABOUT_DIRECTIVES, COMMENT, comment_directives
from outreachlint.text.source import Source, Span


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that a rule treats otherwise than it says."""

    place: Place
    message: str


@dataclass(slots=True)
class ExampleReport:
    """How many examples ran and which failed."""

    rules: int = 0
    examples: int = 0
    failures: list[Failure] = field(default_factory=list)


def example_document(example: Example) -> Document:
    """An example as a Document; HTML comments in it are not sent and may hold directives, as in Markdown."""
    comments = [Span(*match.span()) for match in COMMENT.finditer(example.text)]
    fields = [Field("subject", example.subject, 0)] if example.subject else []
    fields.append(Field("text", example.text, 0, tuple(comments)))
    facts = {name: Fact(value, "example") for name, value in example.facts.items()}
    return Document(
        Source("example", example.text),
        fields,
        Context(**facts),
        example.lang,
        lang_origin="example",
        directives=[each for span in comments for each in comment_directives(span.of(example.text), span.start)],
    )


def run_examples(rules: Iterable[RuleFile], pack: Pack) -> ExampleReport:
    """Run every example of the rules, each against its own rule alone."""
    by_code = {meta.code: meta for meta in pack.rules}
    report = ExampleReport()
    for rule in rules:
        report.rules += 1
        only = RuleSet(pack, (by_code[rule.code],))
        for example in rule.examples:
            report.examples += 1
            failure = _failure(rule, example, only, by_code[rule.code])
            if failure:
                report.failures.append(Failure(example.place, f"{rule.code} {rule.name}: {failure}"))
    return report


def _failure(rule: RuleFile, example: Example, only: RuleSet, meta: RuleMeta) -> str | None:
    document = example_document(example)
    found = _found(document, only, meta)
    if not example.flagged:
        return f"this is clean, but '{found[0].span.of(document.text)}' was found" if found else None
    if not found:
        fact = inapplicable(meta, document)
        return f"nothing was found ({f'{fact} does not apply' if fact else 'no match'}) in: {example.text.strip()[:80]}"
    if example.quote and not any(_overlaps(document, item, example.quote) for item in found):
        return f"'{found[0].span.of(document.text)}' was found instead of '{example.quote}'"
    return None


def _found(document: Document, only: RuleSet, meta: RuleMeta) -> list[Diagnostic]:
    """What the rule says; those about directives speak when all others have spoken."""
    if not ABOUT_DIRECTIVES & {check for check, _ in meta.checks.values()}:
        return findings(document, only)
    everything = RuleSet(only.pack, tuple(only.pack.rules))
    return [found for found in lint(document, everything) if found.code == meta.code]


def _overlaps(document: Document, item: Diagnostic, quote: str) -> bool:
    at = document.text.find(quote)
    return at >= 0 and item.span.start < at + len(quote) and at < item.span.end


@dataclass(frozen=True, slots=True)
class Unreached:
    """An alternative of a phrase that no text reached."""

    place: Place
    phrase: str
    alternative: str


def unreached(rules: Iterable[RuleFile], pack: Pack, documents: Sequence[Document]) -> list[Unreached]:
    """The phrases, and the alternatives in their groups, that none of the documents reaches.

    A phrase that is never found counts once, as a whole. Entries of lexicons are not listed.
    """
    texts = [(document.lang, _view_text(document)) for document in documents]
    lexicons = {lang: _lexicons(pack, lang) for lang in LANGUAGES}
    out: list[Unreached] = []
    for rule in rules:
        for signal in rule.signals.values():
            for lang, phrases in signal.phrases.items():
                of_lang = "\n".join(text for other, text in texts if other in (lang, "unknown"))
                for written in phrases:
                    if alone(written.phrase):
                        continue
                    for segment in written.phrase.segments:
                        out.extend(
                            Unreached(written.place, written.text, part)
                            for part in _dead(segment, lang, lexicons[lang], of_lang)
                        )
    return out


def _view_text(document: Document) -> str:
    from outreachlint.analysis import Analysis

    return Analysis(document).view.text


def _lexicons(pack: Pack, lang: str) -> Mapping[str, str]:
    merged: dict[str, str] = {}
    for index in pack.phrases(lang):
        merged.update(index.lexicons)
    return merged


def _dead(segment: Units, lang: str, lexicons: Mapping[str, str], text: str) -> list[str]:
    from outreachlint.phrases.compile import alternatives_of

    alternatives = alternatives_of(segment)
    count = [0]
    pattern = re.compile(r"(?<!\w)" + expand(sequence_pattern(segment, lang, count), lexicons) + r"(?!\w)")
    seen: set[int] = set()
    found = False
    for match in pattern.finditer(text):
        found = True
        seen.update(number for number in range(1, count[0] + 1) if match.group(number) is not None)
        if len(seen) == count[0]:
            return []
    if not found:
        return ["(the whole phrase)"]
    return [show(alternatives[number - 1]) for number in range(1, count[0] + 1) if number not in seen]


def show(sequence: Units) -> str:
    """A sequence written as a phrase again."""
    from outreachlint.phrases.syntax import Group, Word

    units = []
    for unit in sequence.units:
        text = ""
        for piece in unit:
            if isinstance(piece, Word):
                text += piece.text + ("*" if piece.stem else "")
            elif isinstance(piece, Group):
                inner = "|".join(show(alternative) for alternative in piece.alternatives)
                text += f"[{inner}]" if piece.optional else f"({inner})"
            else:
                text += f"<{piece.name}>"
        units.append(text)
    return " ".join(units)
