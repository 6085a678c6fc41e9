"""From files to a Report: read, lint, sort, count."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any, BinaryIO

from outreachlint import batch
from outreachlint.analysis import analyses_of
from outreachlint.diagnostics import Diagnostic, Severity
from outreachlint.document import UNKNOWN, Document
from outreachlint.errors import InputError, NoMessageError, OutreachlintError, Place
from outreachlint.findings import Finding, Suppressed, finding, suppressed
from outreachlint.garbage import RareCollections
from outreachlint.judge.opinion import Opinion
from outreachlint.judge.panel import AT_ONCE, Judge
from outreachlint.readers import Defaults, read
from outreachlint.readers.decode import MAX_BYTES, too_large
from outreachlint.records import NamedTuple
from outreachlint.rules.select import RuleSet
from outreachlint.text.source import Span

if TYPE_CHECKING:
    from outreachlint.sequences.beside import Beside
    from outreachlint.shared_directives import SharedDirectives

STDIN = "-"
"""The path that stands for standard input."""

STDIN_NAME = "<stdin>"
MOST_TEXT = 400_000
"""The text, in code points, that waits for the judge at most (and one message more), so that memory is bounded."""
MOST_STEPS = 1_000
"""The messages of a campaign that are held in memory to be compared; more are no sequence that one person gets."""


class Report(NamedTuple):
    """What a run did and found.

    `findings` are sorted by path, position and code. `unknown_language` counts the messages whose language nobody
    knows. `documents` holds every message when the run was asked to keep them, else nothing; `judged` then, for
    each of them, the texts that it may become with what the judge said of each. `claimed` are the absolute paths of
    files that were read as steps of another one's campaign. `known` are the findings that a baseline holds,
    `suppressed` (when the run was asked for them) those that directives silence; both count for nothing.
    """

    files: tuple[str, ...]
    messages: int
    rules: tuple[Any, ...]
    findings: tuple[Finding, ...]
    errors: tuple[OutreachlintError, ...]
    unknown_language: int
    documents: tuple[Document, ...] = ()
    judged: tuple[tuple[tuple[Document, Opinion | None], ...], ...] = ()
    claimed: frozenset[str] = frozenset()
    known: tuple[Finding, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()

    def count(self, severity: Severity) -> int:
        """How many findings have exactly this severity."""
        return sum(1 for finding in self.findings if finding.diagnostic.severity == severity)

    def reaching(self, threshold: Severity | None) -> int:
        """How many findings are at or above a threshold; None is above all."""
        if threshold is None:
            return 0
        return sum(1 for finding in self.findings if finding.diagnostic.severity >= threshold)

    def exit_code(self, threshold: Severity | None) -> int:
        """0 nothing at or above the threshold, 1 something, 2 the job could not be done in full."""
        if self.errors:
            return 2
        return 1 if self.reaching(threshold) else 0


class Job(NamedTuple):
    """How to lint: which rules (`kernel.lint` takes them) and which outside facts hold for a path.

    `judge` is asked about every message that a rule wants its opinion on; findings with less than `min_confidence` are
    left out. Files in `walked` were not named: it is no error if they hold no message. `overlay` holds bytes that are
    read in the place of what a path holds. `sift` tells the findings that are new from those that are known.
    `show_suppressed` asks for those that directives silence.
    """

    rules_for: Callable[[str], RuleSet]
    defaults_for: Callable[[str], Defaults]
    rules: tuple[Any, ...]
    ui_lang: str = "en"
    stdin_name: str = STDIN_NAME
    keep: bool = False
    judge: Judge | None = None
    min_confidence: float = 0.0
    walked: Collection[str] = ()
    overlay: Mapping[str, bytes] = {}
    sift: Callable[[Sequence[Finding]], tuple[Sequence[Finding], Sequence[Finding]]] | None = None
    show_suppressed: bool = False


def run(files: Sequence[str], job: Job, errors: Sequence[OutreachlintError] = ()) -> Report:
    """Lint the files (`-` is standard input); one that can't be read is an error in the Report, the rest goes on."""
    with RareCollections():
        return _run(files, job, errors)


def _run(files: Sequence[str], job: Job, errors: Sequence[OutreachlintError]) -> Report:
    desk = _Desk(job, list(errors))
    for path in sorted(files, key=campaigns_first):
        name = job.stdin_name if path == STDIN else path
        if os.path.abspath(path) in desk.claimed:
            continue
        rules = job.rules_for(name)
        for item in _messages(path, name, job.defaults_for(name), job.overlay):
            if not isinstance(item, InputError):
                desk.take(item, name, rules)
            elif not (isinstance(item, NoMessageError) and path in job.walked):
                desk.failed.append(item)
    desk.close()
    desk.findings.sort(key=attrgetter("order"))
    new, known = job.sift(desk.findings) if job.sift is not None else (desk.findings, ())
    return Report(
        tuple(files),
        desk.messages,
        job.rules,
        tuple(new),
        tuple(desk.failed),
        desk.unknown,
        tuple(desk.documents),
        tuple(desk.judged),
        frozenset(desk.claimed),
        tuple(known),
        tuple(sorted(desk.suppressed, key=attrgetter("finding.order"))),
    )


def campaigns_first(path: str) -> bool:
    """A key to sort by: files that can say of others that they are steps of a campaign come before those."""
    return not path.endswith((".yaml", ".yml", ".json"))


class _Desk:
    """Where messages wait until there are enough for the judge to read at once, and then are linted.

    The steps of a campaign wait until all files are read. `claimed` are the files that a campaign has for steps.
    """

    def __init__(self, job: Job, failed: list[OutreachlintError]) -> None:
        self.job = job
        self.failed = failed
        self.findings: list[Finding] = []
        self.suppressed: list[Suppressed] = []
        self.documents: list[Document] = []
        self.judged: list[tuple[tuple[Document, Opinion | None], ...]] = []
        self.claimed: set[str] = set()
        self.messages = self.unknown = self._size = 0
        self._waiting: list[batch.Message] = []
        self._campaigns: dict[str, list[tuple[Document, RuleSet]]] = {}
        self._overfull: set[str] = set()
        self._beside: Beside | None = None
        self._first: batch.Message | None = None
        self._shared: SharedDirectives | None = None

    def take(self, document: Document, path: str, rules: RuleSet) -> None:
        """Lint a message that a file led to, now or with others."""
        if document.step is not None:
            if document.source.path != path:
                self.claimed.add(os.path.abspath(document.source.path))
            steps = self._campaigns.setdefault(document.step.campaign, [])
            if len(steps) < MOST_STEPS:
                steps.append((document, rules))
                return
            if document.step.campaign not in self._overfull:
                self._overfull.add(document.step.campaign)
                self.failed.append(_too_many_steps(document))
        message = self._ready(document, rules)
        if message is None:
            return
        self._waiting.append(message)
        self._size += message.size
        judged = self.job.judge is not None and rules.asks_judge
        if not judged or len(self._waiting) >= AT_ONCE or self._size >= MOST_TEXT:
            self._clear()

    def close(self) -> None:
        """Lint all that wait."""
        self._clear()
        for steps in self._campaigns.values():
            self._campaign(steps)
        self._campaigns.clear()
        if self._shared is not None:
            self.findings += self._shared.unused()

    def _clear(self) -> None:
        job = self.job
        linted = batch.lint(
            self._waiting, job.judge, extra=self._extra, min_confidence=job.min_confidence, ui_lang=job.ui_lang
        )
        for message, each in zip(self._waiting, linted):
            self._done(message, each)
        self._waiting.clear()
        self._size = 0

    def _campaign(self, steps: Sequence[tuple[Document, RuleSet]]) -> None:
        from outreachlint.sequences.flow import contexts
        from outreachlint.sequences.judging import lint_campaign

        ordered = sorted(steps, key=_place_in_campaign)
        for (document, _), context in zip(ordered, contexts([document for document, _ in ordered])):
            document.context = context
        messages = [message for each in ordered if (message := self._ready(*each)) is not None]
        opinions = batch.opinions_on(messages, self.job.judge)
        linted = lint_campaign(
            messages,
            opinions,
            extra=[self._extra(message) for message in messages],
            min_confidence=self.job.min_confidence,
            ui_lang=self.job.ui_lang,
        )
        for message, found, said in zip(messages, linted, opinions):
            self._done(message, batch.linted(found, said))

    def _ready(self, document: Document, rules: RuleSet) -> batch.Message | None:
        """The message with the texts that it may become; None where its template can't be read."""
        try:
            return batch.Message(document, rules, analyses_of(document))
        except InputError as error:
            self.failed.append(error)
            return None

    def _extra(self, message: batch.Message) -> Sequence[Diagnostic]:
        """What rules say of a message beside those before it; one alone has nothing to be compared with."""
        written = message.analyses[0].written
        if self._beside is None:
            if self._first is None:
                self._first = message
                return ()
            from outreachlint.sequences.beside import Beside

            self._beside = Beside(self.job.ui_lang)
            self._beside.see(self._first.analyses[0].written, self._first.rules)
        return self._beside.see(written, message.rules)

    def _done(self, message: batch.Message, linted: batch.Linted) -> None:
        self.messages += 1
        self.unknown += message.document.lang == UNKNOWN
        said: Sequence[Diagnostic] = linted.found
        if message.document.directives:
            from outreachlint.directive_removal import with_removals

            said = with_removals(message.document, said, message.rules, self.job.ui_lang)
        found: Iterable[Finding] = [finding(message.document, one, self.messages) for one in said]
        if any(directive.shared for directive in message.document.directives):
            found = self._seen(message, linted, list(found))
        self.findings += found
        if self.job.show_suppressed:
            self.suppressed += [suppressed(message.document, *each, self.messages) for each in linted.silenced]
        if self.job.keep:
            self.documents.append(message.document)
            texts = (each.document for each in message.analyses)
            self.judged.append(tuple(zip(texts, linted.opinions, strict=True)))

    def _seen(self, message: batch.Message, linted: batch.Linted, found: Sequence[Finding]) -> Iterator[Finding]:
        """What is new of a message that shares directives with others."""
        if self._shared is None:
            from outreachlint.shared_directives import SharedDirectives

            self._shared = SharedDirectives(self.job.ui_lang)
        self._shared.see(message.document, message.rules, self.messages, linted.idle)
        return self._shared.news(message.document, found)


def _place_in_campaign(step: tuple[Document, RuleSet]) -> tuple[int, str]:
    place = step[0].step
    return (place.number, place.variant or "") if place is not None else (0, "")


def _too_many_steps(document: Document) -> InputError:
    position = document.position(0)
    return InputError(
        f"the campaign has more than {MOST_STEPS:,} messages",
        Place(document.source_of(Span(0, 0)).path, position.line, position.column),
        "those that follow are linted one by one",
    )


def _messages(
    path: str, name: str, defaults: Defaults, overlay: Mapping[str, bytes]
) -> Iterator[Document | InputError]:
    """The messages of a file or of standard input, which is closed (the file) when they are read."""
    try:
        with opened(path, name, overlay) as file:
            if overlay:
                defaults = defaults._replace(reading=defaults.reading._replace(overlay=overlay))
            yield from read(name, file, defaults)
    except OSError as error:
        yield InputError(f"can't be read: {error.strerror or error}", Place(name))
    except InputError as error:
        yield error


def opened(path: str, name: str, overlay: Mapping[str, bytes]) -> BinaryIO:
    """A file in which a reader can go back, which for pipes is what came of them; InputError where that is too much."""
    from io import BytesIO

    if path in overlay:
        return BytesIO(overlay[path])
    if path == STDIN:
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
    else:
        file = open(path, "rb")  # noqa: SIM115 - who reads it closes it
        if file.seekable():
            return file
        with file:
            data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise too_large(name, len(data))
    return BytesIO(data)
