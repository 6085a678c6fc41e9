"""A careful reader: a language model of the user's own reads each message with the guide.

It is asked only where somebody chose it. Whatever goes wrong with it, every message gets an opinion: where the reader
has none the fallback is asked, and `notices` says why.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from outreachlint.analysis import Analysis
from outreachlint.judge import chat, prompt
from outreachlint.judge.endpoint import Endpoint
from outreachlint.judge.letter import Letter
from outreachlint.judge.opinion import Opinion
from outreachlint.judge.panel import Judge
from outreachlint.judge.reader_cache import ReaderCache, key_of
from outreachlint.judge.verdict import QUOTE, RULE, SHAPE, NoVerdictError, Verdict, opinion_of, read_verdict
from outreachlint.records import NamedTuple

MOST_TEXT = 20_000
"""The longest message that is sent, in code points: a longer one would not fit beside the guide."""
IN_A_ROW = 3
"""After so many messages without an answer in a row the reader is not asked any more in this run."""
_FIRST_PAUSE = 0.5
"""Seconds before the second try; doubled before each further one."""
_LEAST_TIME = 0.001

_BUDGET, _LONG = "budget", "long"
_SAID = {
    chat.UNREACHABLE: "the reader at {url} can't be reached ({detail}; is it running?)",
    chat.SLOW: "the reader at {url} gave no whole answer within {timeout:g} s",
    chat.REFUSED: "the reader at {url} refuses ({detail})",
    chat.NONSENSE: "the reader at {url} gave no verdict ({detail})",
    _BUDGET: "the reader's budget of {budget} a run is used up",
    _LONG: f"messages of more than {MOST_TEXT} characters are not sent to the reader",
}
_DROPPED = {
    QUOTE: "its quote is not in the message",
    RULE: "there is no such rule",
    SHAPE: "it is not of the form that was asked for",
}


class Settings(NamedTuple):
    """How to ask a reader.

    `key` is sent as a bearer token. `timeout` are the seconds for one message, all tries together; `retries` the
    further tries after a failed one; `budget` the most messages that are sent in a run.
    """

    endpoint: Endpoint
    model: str
    key: str | None = None
    timeout: float = 60.0
    retries: int = 2
    budget: int = 200


class _Trouble:
    """What went wrong in one way: in how many messages, where first, and in the words of the first time."""

    def __init__(self, detail: str, first: str) -> None:
        self.detail = detail
        self.first = first
        self.messages = 0


class ReaderJudge:
    """The reader. `fallback` makes the judge of the messages that it can't judge; `cache` is a file's path.

    `pause` waits so many seconds.
    """

    def __init__(
        self,
        settings: Settings,
        fallback: Callable[[], Judge],
        cache: str | None = None,
        *,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._settings = settings
        self._make_fallback = fallback
        self._fallback: Judge | None = None
        self._cache = ReaderCache(cache)
        self._pause = pause
        self._sent = 0
        self._failed_in_a_row = 0
        self._given_up: chat.ChatError | None = None
        self._troubles: dict[str, _Trouble] = {}

    def opinions(self, messages: Sequence[Analysis]) -> list[Opinion | None]:
        """The opinion on each message: the reader's, else the fallback's."""
        found = [self._opinion(each) for each in messages]
        left = [number for number, opinion in enumerate(found) if opinion is None]
        if left:
            if self._fallback is None:
                self._fallback = self._make_fallback()
            for number, opinion in zip(left, self._fallback.opinions([messages[number] for number in left])):
                found[number] = opinion
        return found

    @property
    def notices(self) -> list[str]:
        """What the user should know of the run so far: a line for each kind of trouble."""
        settings = self._settings
        lines = []
        for kind, trouble in self._troubles.items():
            where = f"{_counted(trouble.messages)} (first: {trouble.first})"
            if kind in _DROPPED:
                lines.append(f"what the reader found was left out where {_DROPPED[kind]}: in {where}")
            else:
                said = _SAID[kind].format(
                    url=settings.endpoint.url,
                    timeout=settings.timeout,
                    budget=_counted(settings.budget),
                    detail=trouble.detail,
                )
                stopped = ", and was not asked any more" if self._given_up and self._given_up.kind == kind else ""
                lines.append(f"{said}{stopped}; the shipped model judged {where} instead")
        return lines

    def _opinion(self, analysis: Analysis) -> Opinion | None:
        """The reader's opinion; None, and a trouble noted, where it has none."""
        letter = Letter(analysis.document)
        if letter.wordless:
            return opinion_of((), letter, analysis)
        key = key_of(prompt.version(), self._settings.model, letter)
        verdict = self._cache.get(key, letter)
        if verdict is None:
            verdict = self._asked(letter, analysis)
            if verdict is None:
                return None
            self._cache.put(key, verdict)
        for reason in dict.fromkeys(verdict.dropped):
            self._note(reason, "", analysis)
        return opinion_of(verdict.offences, letter, analysis)

    def _asked(self, letter: Letter, analysis: Analysis) -> Verdict | None:
        """The verdict, asked for where that may be done; None, and a trouble noted, where there is none."""
        if letter.size > MOST_TEXT:
            self._note(_LONG, "", analysis)
            return None
        if self._given_up is not None:
            self._note(self._given_up.kind, self._given_up.detail, analysis)
            return None
        if self._sent >= self._settings.budget:
            self._note(_BUDGET, "", analysis)
            return None
        self._sent += 1
        try:
            verdict = self._ask(letter)
        except chat.ChatError as error:
            self._failed_in_a_row += 1
            if error.lasting or self._failed_in_a_row >= IN_A_ROW:
                self._given_up = error
            self._note(error.kind, error.detail, analysis)
            return None
        self._failed_in_a_row = 0
        return verdict

    def _ask(self, letter: Letter) -> Verdict:
        """The verdict on a message after as many tries as it takes and may have; ChatError where there is none."""
        settings = self._settings
        end = time.monotonic() + settings.timeout
        complaint = ""
        for tries_left in range(settings.retries, -1, -1):
            body = prompt.request(settings.model, letter, complaint)
            pause = 0.0
            try:
                left = max(end - time.monotonic(), _LEAST_TIME)
                answer = chat.ask(settings.endpoint, body, key=settings.key, seconds=left)
                return read_verdict(answer, letter)
            except NoVerdictError as error:
                complaint = str(error)
                failure = chat.ChatError(chat.NONSENSE, complaint)
                again = True
            except chat.ChatError as error:
                failure = error
                again = error.again
                pause = _FIRST_PAUSE * 2 ** (settings.retries - tries_left)
            if not again or not tries_left or time.monotonic() + pause >= end:
                break
            self._pause(pause)
        raise failure

    def _note(self, kind: str, detail: str, analysis: Analysis) -> None:
        document = analysis.document
        if kind not in self._troubles:
            place = f"{document.source.path}:{document.position(0).line}"
            self._troubles[kind] = _Trouble(detail, place)
        self._troubles[kind].messages += 1


def _counted(number: int) -> str:
    return f"{number} message{'' if number == 1 else 's'}"
