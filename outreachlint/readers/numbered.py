"""Drafts that are steps of a campaign by their names: `step-1-note.md`, `followup-2.txt`, `day-7.md`, `03-bump.md`."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable

from outreachlint.document import Step
from outreachlint.records import NamedTuple
from outreachlint.text.patterns import LazyPattern

_END = r"0*(?P<{}>\d{{1,3}})(?P<variant>[a-e])?(?![^\W_])"
_STEP = LazyPattern(rf"(?<![^\W_])(?:step|touch|passo|paso|etape|schritt|etapa)[\s_.-]*{_END.format('number')}")
_FOLLOW_UP = LazyPattern(
    r"(?<![^\W_])(?:follow[\s_-]?up|sollecito|seguimiento|relance|nachfassnachricht|folgenachricht|acompanhamento)"
    rf"[\s_.-]*{_END.format('number')}"
)
_DAY = LazyPattern(
    r"(?:(?<![^\W_])(?:day|giorno|dia|jour)|\A(?:tag|[dj](?=\d)))[\s_.-]*"
    rf"{_END.format('number').replace('?P<variant>', '?:')}"
)
_BARE = LazyPattern(rf"{_END.format('number')}(?![\s_.-]*\d{{1,2}}[\s_.-]+\d)")
_CAMPAIGNS = LazyPattern(r"(?:campaign|sequence|cadence|campagn|sequenz|cadenz|secuencia|campan|kampagne|sequencia)")
_LAST = 10_000.0


class Numbered(NamedTuple):
    """What a file's name says: its campaign, its number (None where only a day is named), and the day from the start.

    `campaign` is the folder, and what stands before the number in names such as `ann-step-1.md`.
    """

    campaign: str
    number: int | None
    day: float | None
    variant: str | None = None


def step_of(path: str, declared: bool = False) -> Numbered | None:
    """The step that a file is by its name, None where it is none.

    Words for a step, a follow-up (the first is step 2) or a day, in six languages, count in every folder; a bare number
    at the start (`01-note.md`) only where the folder is `declared` a campaign, or its name or that of the folder above
    begins with a word for one.
    """
    folder, _, name = path.replace("\\", "/").rpartition("/")
    stem = _folded(name[: name.rfind(".")] if "." in name[1:] else name)
    day = _DAY.get().search(stem)
    match = _STEP.get().search(stem)
    more = 0
    if match is None:
        match = _FOLLOW_UP.get().search(stem)
        more = 1
    if match is None and day is None and (declared or _holds_a_campaign(folder)):
        match = _BARE.get().match(stem)
        more = 0
    if match is None and day is None:
        return None
    number = int(match["number"]) + more if match is not None else None
    if number == 0:
        return None
    first = min(each.start() for each in (match, day) if each is not None)
    before = stem[:first].strip(" _.-0123456789")
    variant = match["variant"] if match is not None else None
    return Numbered(
        "/".join(part for part in (folder or ".", before) if part),
        number,
        float(day["number"]) if day is not None else None,
        variant.upper() if variant else None,
    )


def _holds_a_campaign(folder: str) -> bool:
    """Whether a folder is called `campaign-…`, or lies in one called `campaigns`, in any of the languages."""
    return any(_CAMPAIGNS.get().match(_folded(part)) for part in folder.split("/")[-2:])


def steps_of(paths: Iterable[str], declared: Callable[[str], bool] = lambda path: False) -> dict[str, Step]:
    """The steps among some files, by path. `declared` says of a path whether its folder is a campaign.

    Where names tell days, those give the delays, and the order where not all have a number. Files of one number are
    variants.
    """
    campaigns: dict[str, list[tuple[Numbered, str]]] = {}
    for path in paths:
        found = step_of(path, declared(path))
        if found is not None:
            campaigns.setdefault(found.campaign, []).append((found, path))
    steps: dict[str, Step] = {}
    for campaign, files in campaigns.items():
        steps.update(_steps(campaign, files))
    return steps


def _steps(campaign: str, files: list[tuple[Numbered, str]]) -> dict[str, Step]:
    counted = all(found.number is not None for found, _ in files)
    by_number: dict[float, list[tuple[Numbered, str]]] = {}
    for found, path in sorted(files, key=lambda file: file[1]):
        by_number.setdefault(_place(found, counted), []).append((found, path))
    steps: dict[str, Step] = {}
    before: float | None = None
    for place, key in enumerate(sorted(by_number), 1):
        alike = by_number[key]
        day = next((found.day for found, _ in alike if found.day is not None), None)
        delay = 0.0 if place == 1 else None if day is None or before is None else max(0.0, day - before)
        for index, (found, path) in enumerate(alike):
            variant = found.variant or (chr(ord("A") + index % 26) if len(alike) > 1 else None)
            steps[path] = Step(campaign, int(key) if counted else place, delay, variant)
        before = day
    return steps


def _place(found: Numbered, counted: bool) -> float:
    """What orders the files of a campaign: their numbers where all have one, else the days."""
    if found.day is not None and not counted:
        return found.day
    number = found.number or 1
    return number if counted else 0.0 if number == 1 else _LAST + number


def _folded(name: str) -> str:
    """A name in lower case without accents."""
    return "".join(char for char in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(char))
