"""Campaigns as their writer keeps them for outreachlint, in YAML or JSON.

    campaign:
      name: Soil survey
      channel: email          # any fact: it holds for all steps
      steps:
        - subject: Peat cores
          text: |
            Hi {{first_name}}, …
        - delay: 3            # days after the step before; "3d", "2 weeks" and "12 hours" too
          file: drafts/02.md  # a draft of its own, from the campaign's folder
        - delay: 1 week
          variants:
            - text: …
            - text: …

`steps` may stand at the top as well, with the facts beside it.
"""

from __future__ import annotations

import unicodedata
from typing import Any

from outreachlint.errors import InputError
from outreachlint.facts import NAMES
from outreachlint.readers.campaign import Campaign, Draft, letter, title
from outreachlint.readers.facts import near_miss
from outreachlint.readers.front_matter import place
from outreachlint.readers.message import checked, refuse_near_miss
from outreachlint.readers.nodes import Node
from outreachlint.text.patterns import LazyPattern
from outreachlint.text.source import Source

CAMPAIGN_KEYS = ("name", "steps", "lang", *NAMES)
"""What a campaign says of all its steps."""

STEP_KEYS = ("text", "file", "subject", "delay", "variants", "id", "lang", "outreachlint", *NAMES)
"""What a step says."""

MOST_STEPS = 500
"""How many steps a campaign may have."""

_LONGEST = 3_650
_DELAY = LazyPattern(r"(\d{1,6}(?:[.,]\d{1,6})?)\s*([^\W\d_]*)")
_UNITS = {
    1.0: "d day days giorno giorni dia dias jour jours tag tage tagen",
    7.0: "w week weeks settimana settimane semana semanas semaine semaines woche wochen",
    1 / 24: "h hour hours ora ore hora horas heure heures stunde stunden",
}
_DAYS = {word: days for days, words in _UNITS.items() for word in words.split()} | {"": 1.0}


def campaigns(root: Node, source: Source) -> list[Campaign]:
    """The campaign in a document; none where it is not one of ours.

    Raises InputError where what is said of the whole campaign is wrong.
    """
    body = root.get("campaign")
    if body is not None and body.fields:
        if "steps" not in body.fields:
            _refuse_near_steps(body, source)
            return []
        return [_campaign(body, body, source)]
    if _are_ours(root.get("steps")):
        return [_campaign(root, root, source)]
    return []


def parse_delay(value: Any) -> float | None:
    """A delay in days: a number of them, or one with a unit (`3d`, `2 weeks`, `12 hours`); None for what is none."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, str):
        folded = unicodedata.normalize("NFKD", value.strip().lower())
        match = _DELAY.get().fullmatch("".join(char for char in folded if not unicodedata.combining(char)))
        if match is None or match[2] not in _DAYS:
            return None
        value = float(match[1].replace(",", ".")) * _DAYS[match[2]]
    return float(value) if isinstance(value, (int, float)) and 0 <= value <= _LONGEST else None


def _are_ours(steps: Node | None) -> bool:
    """Whether a list at the top is one of steps of ours, not of someone's build."""
    if steps is None or not steps.list:
        return False
    return any("text" in step.fields or "file" in step.fields or _texts(step) for step in steps.list)


def _texts(step: Node) -> bool:
    variants = step.get("variants")
    return variants is not None and any("text" in variant.fields for variant in variants.list)


def _refuse_near_steps(body: Node, source: Source) -> None:
    for key, node in body.fields.items():
        if near_miss(key, ("steps",)):
            raise InputError(f"unknown key `{key}`", place(source, node.key), "did you mean `steps`?")


def _campaign(body: Node, top: Node, source: Source) -> Campaign:
    facts: dict[str, Any] = {}
    for key, node in body.fields.items():
        if key in NAMES or key == "lang":
            if node.value is not None:
                facts[key] = checked(source, key, node.value, node.start)
        elif key == "outreachlint":
            raise InputError("`outreachlint` stands in a step", place(source, node.key), "each message has its own")
        elif key not in CAMPAIGN_KEYS:
            refuse_near_miss(source, key, node.key, CAMPAIGN_KEYS)
    steps = body.fields["steps"]
    if not steps.list:
        raise InputError("`steps` takes a list of messages", place(source, steps.start))
    if len(steps.list) > MOST_STEPS:
        limit = f"a campaign has at most {MOST_STEPS} steps, not {len(steps.list)}"
        raise InputError(limit, place(source, steps.start))
    name = title(source, body.get("name") or top.get("campaign", "name"))
    drafts: list[Draft | InputError] = []
    for number, step in enumerate(steps.list, 1):
        try:
            drafts += _drafts(step, number, source)
        except InputError as error:
            drafts.append(error)
    return Campaign(name, tuple(drafts), facts, STEP_KEYS)


def _drafts(step: Node, number: int, source: Source) -> list[Draft | InputError]:
    if not step.fields:
        raise InputError("a step has keys such as `text`, `file` and `delay`", place(source, step.start))
    delay = _delay(step.get("delay"), source)
    if number == 1:
        delay = 0.0
    variants = step.get("variants")
    if variants is None:
        return [_draft(step.fields, step, number, delay, None, source)]
    if not variants.list:
        raise InputError("`variants` takes a list", place(source, variants.start))
    common = {key: node for key, node in step.fields.items() if key not in ("variants", "text", "file", "id")}
    out: list[Draft | InputError] = []
    for index, variant in enumerate(variants.list):
        try:
            record = {**common, **variant.fields}
            out.append(_draft(record, variant, number, delay, letter(index), source))
        except InputError as error:
            out.append(error)
    return out


def _draft(
    record: dict[str, Node], node: Node, number: int, delay: float | None, variant: str | None, source: Source
) -> Draft:
    text, file = node.get("text"), node.get("file")
    if text is not None and file is not None:
        raise InputError("a step has either `text` or `file`", place(source, max(text.key, file.key)))
    if text is None and file is None:
        for key, other in node.fields.items():
            refuse_near_miss(source, key, other.key, STEP_KEYS) if key not in STEP_KEYS else None
        hint = "a step is a message: leave out what is none"
        raise InputError("the step has neither `text` nor `file`", place(source, node.start), hint)
    return Draft(number, delay, variant, record, node.start)


def _delay(node: Node | None, source: Source) -> float | None:
    if node is None:
        return None
    delay = parse_delay(node.value)
    if delay is None:
        hint = 'a number of days, "12 hours", "3d" or "2 weeks"'
        raise InputError(f"`delay` can't be {str(node.value)[:40]}", place(source, node.start), hint)
    return delay
