"""Test rules by what they carry: run their examples, find phrases' parts that nothing reaches, measure on a corpus."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from outreachlint.analysis import Analysis, analyses_of
from outreachlint.batch import Message, opinions_on
from outreachlint.comment_directives import COMMENT, comment_directives
from outreachlint.diagnostics import Diagnostic
from outreachlint.document import LANGUAGES, UNKNOWN, Context, Document, Fact, Field, Step
from outreachlint.errors import InputError, Place
from outreachlint.judge.opinion import Opinion
from outreachlint.judge.panel import Judge
from outreachlint.kernel import findings, inapplicable, lint
from outreachlint.phrases.match import PhraseIndex
from outreachlint.phrases.syntax import Group, Phrase, Word
from outreachlint.phrases.syntax import Sequence as Units
from outreachlint.rules.build import LanguageBuilder
from outreachlint.rules.model import Example, ExampleMessage, LexiconFile, RuleFile, WrittenPhrase
from outreachlint.rules.pack import Pack, RuleMeta
from outreachlint.rules.select import RuleSet
from outreachlint.sequences import judging
from outreachlint.sequences.bodies import Bodies
from outreachlint.sequences.flow import contexts
from outreachlint.suppress import ABOUT_DIRECTIVES
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


def example_documents(example: Example, scope: str = "message") -> list[Document]:
    """The message of an example, or its several, for a rule of that scope.

    HTML comments in them are not sent and may hold directives, as in Markdown.
    """
    if not example.messages:
        return [_document(example, example)]
    documents = [_document(example, message) for message in example.messages]
    if scope == "run":
        return documents
    for document, message in zip(documents, example.messages, strict=True):
        document.step = Step("example", message.number, message.delay, message.variant)
    for document, context in zip(documents, contexts(documents), strict=True):
        document.context = context
    return documents


def _document(example: Example, message: Example | ExampleMessage) -> Document:
    comments = [Span(*match.span()) for match in COMMENT.finditer(message.text)]
    fields = [Field("subject", message.subject, 0)] if message.subject else []
    fields.append(Field("text", message.text, 0, tuple(comments)))
    facts = {name: Fact(value, "example") for name, value in {**example.facts, **message.facts}.items()}
    source = Source(f"example:{message.place.line}", message.text)
    return Document(
        source,
        fields,
        Context(**facts),
        example.lang,
        lang_origin="example",
        message_id=message.identity if isinstance(message, ExampleMessage) else None,
        directives=comment_directives(source, comments),
    )


def run_examples(rules: Iterable[RuleFile], pack: Pack, judge: Judge | None = None) -> ExampleReport:
    """Run every example of the rules, each against its own rule alone; with `judge` the rules have its opinion.

    Templates are read as `lint` reads them: every variant.
    """
    by_code = {meta.code: meta for meta in pack.rules}
    report = ExampleReport()
    for rule in rules:
        report.rules += 1
        meta = by_code[rule.code]
        only = RuleSet(pack, (meta,))
        read: list[tuple[Example, list[Message]]] = []
        for example in rule.examples:
            report.examples += 1
            try:
                read.append((example, [message_of(each, only) for each in example_documents(example, rule.scope)]))
            except InputError as error:
                report.failures.append(Failure(example.place, f"{rule.code} {rule.name}: {error.message}"))
        opinions = iter(opinions_on([message for _, messages in read for message in messages], judge))
        for example, messages in read:
            heard = [next(opinions) for _ in messages]
            expected: Sequence[Example | ExampleMessage] = example.messages or (example,)
            for part, message, found in zip(expected, messages, _found(messages, only, meta, heard), strict=True):
                failure = _failure(part, message.document, found, meta)
                if failure:
                    report.failures.append(Failure(part.place, f"{rule.code} {rule.name}: {failure}"))
    return report


def message_of(document: Document, rules: RuleSet) -> Message:
    """A message with the texts that it may become; InputError for a template that can't be read."""
    return Message(document, rules, analyses_of(document))


def _failure(
    example: Example | ExampleMessage, document: Document, found: Sequence[Diagnostic], meta: RuleMeta
) -> str | None:
    if not example.flagged:
        return f"this is clean, but '{found[0].span.of(document.text)}' was found" if found else None
    if not found:
        fact = inapplicable(meta, document)
        return f"nothing was found ({f'{fact} does not apply' if fact else 'no match'}) in: {example.text.strip()[:80]}"
    if example.quote and not any(document.shows(example.quote, item.span) for item in found):
        return f"'{found[0].span.of(document.text)}' was found instead of '{example.quote}'"
    return None


def _found(
    messages: Sequence[Message], only: RuleSet, meta: RuleMeta, opinions: Sequence[Sequence[Opinion | None]]
) -> list[list[Diagnostic]]:
    """What the rule says of each of the messages; those about directives speak when all others have spoken."""
    if meta.scope == "sequence":
        # the judge has read a template's variants, not what is written
        plain = [message.analyses[0].written is message.analyses[0] for message in messages]
        heard = [said[0] if alone else None for said, alone in zip(opinions, plain, strict=True)]
        return judging.check([message.analyses[0].written for message in messages], only, opinions=heard)
    if meta.scope == "run":
        bodies = Bodies()
        return [bodies.see(message.analyses[0].written, only) for message in messages]
    if not ABOUT_DIRECTIVES & {check for check, _ in meta.checks.values()}:
        pairs = zip(messages, opinions, strict=True)
        return [findings(each.document, only, analyses=each.analyses, opinions=said) for each, said in pairs]
    everything = RuleSet(only.pack, tuple(only.pack.rules))
    said = [lint(each.document, everything, analyses=each.analyses) for each in messages]
    return [[found for found in each if found.code == meta.code] for each in said]


@dataclass(frozen=True, slots=True)
class Unreached:
    """An alternative of a phrase that no text reached."""

    place: Place
    phrase: str
    alternative: str


def unreached(
    rules: Iterable[RuleFile], lexicons: Mapping[str, LexiconFile], documents: Sequence[Document]
) -> list[Unreached]:
    """The phrases, and the alternatives in their groups, that none of the documents reaches.

    A phrase that is never found counts once, as a whole. Entries of lexicons are not listed.
    """
    parts = [
        (lang, Unreached(written.place, written.text, alternative), phrase)
        for rule in rules
        for lang, written in rule.phrases()
        for alternative, phrase in variants(written.phrase)
    ]
    reached: set[str] = set()
    for lang in LANGUAGES:
        builder = LanguageBuilder(lang, dict(lexicons))
        for number, (of_lang, item, phrase) in enumerate(parts):
            if of_lang == lang:
                builder.add_if_possible(str(number), WrittenPhrase(item.phrase, phrase, item.place))
        index = PhraseIndex(builder.data())
        for document in documents:
            if document.lang in (lang, UNKNOWN):
                for analysis in _readings(document):
                    search = index.search(analysis.view)
                    new = (signal for signal in search.sentences if signal not in reached)
                    reached.update([signal for signal in new if search.hits(signal)])
    dead = [item for number, (_, item, _) in enumerate(parts) if str(number) not in reached]
    whole = {(item.place, item.phrase) for item in dead if item.alternative == WHOLE}
    return [item for item in dead if item.alternative == WHOLE or (item.place, item.phrase) not in whole]


def _readings(document: Document) -> Sequence[Analysis]:
    try:
        return analyses_of(document)
    except InputError:  # who runs the examples has said so
        return [Analysis(document)]


WHOLE = "(the whole phrase)"


def variants(phrase: Phrase) -> list[tuple[str, Phrase]]:
    """The phrase itself, and for each alternative of each group the phrase in which only that one is allowed."""
    found = [(WHOLE, phrase)]
    for number, segment in enumerate(phrase.segments):
        for alternative, narrowed in _narrowed(segment):
            segments = (*phrase.segments[:number], narrowed, *phrase.segments[number + 1 :])
            found.append((show(alternative), phrase._replace(segments=segments)))
    return found


def _narrowed(sequence: Units) -> Iterator[tuple[Units, Units]]:
    for at, unit in enumerate(sequence.units):
        for inside, piece in enumerate(unit):
            if not isinstance(piece, Group):
                continue
            for alternative in piece.alternatives:
                choices = [(alternative, alternative), *_narrowed(alternative)]
                for named, chosen in choices:
                    new_unit = (*unit[:inside], Group((chosen,)), *unit[inside + 1 :])
                    yield named, Units((*sequence.units[:at], new_unit, *sequence.units[at + 1 :]))


def show(sequence: Units) -> str:
    """A sequence written as a phrase again."""
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
