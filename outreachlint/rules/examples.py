"""Read the examples of rules that are made of several messages: the steps of a campaign, the messages of a run."""

from __future__ import annotations

from typing import Any

from outreachlint.errors import RuleError
from outreachlint.facts import NAMES as FACT_NAMES
from outreachlint.facts import FactError, parse_fact
from outreachlint.rules import fields
from outreachlint.rules.model import ExampleMessage
from outreachlint.rules.yaml_nodes import Node

KEYS = {"sequence": "steps", "run": "messages"}
"""By the scope of a rule, the key of an example that holds its messages; a rule about one message may have `steps`."""
STEP_KEYS = ("text", "flag", "subject", "quote", "delay", "number", "variant", *FACT_NAMES)
MESSAGE_KEYS = ("text", "flag", "subject", "quote", "id", *FACT_NAMES)


def read_messages(node: Node, scope: str) -> tuple[ExampleMessage, ...]:
    """The messages under `steps` or `messages` of an example; RuleError for the first thing that is wrong.

    A message has its text under `text`, or under `flag` where the rule must report it.
    """
    what = KEYS.get(scope, "steps")
    if not isinstance(node.value, list) or not node.value:
        raise RuleError(f"'{what}' must be a list with at least one entry", node.place)
    out: list[ExampleMessage] = []
    for item in node.value:
        out.append(_message(item, MESSAGE_KEYS if scope == "run" else STEP_KEYS, out[-1].number if out else 0))
    return tuple(out)


def _message(node: Node, known: tuple[str, ...], before: int) -> ExampleMessage:
    parts = fields.mapping(node, "a message of an example", known)
    if ("flag" in parts) == ("text" in parts):
        raise RuleError("a message of an example needs either 'text' or 'flag'", node.place)
    flagged = "flag" in parts
    body = parts["flag" if flagged else "text"]
    message = ExampleMessage(
        text=body.value if isinstance(body.value, str) else fields.text(body, "the message"),
        flagged=flagged,
        place=body.place,
        subject=fields.text(parts["subject"], "subject") if "subject" in parts else None,
        quote=fields.text(parts["quote"], "quote") if "quote" in parts else None,
        facts=read_facts(parts),
        number=fields.whole(parts["number"], "number", max(1, before)) if "number" in parts else before + 1,
        delay=_delay(parts["delay"]) if "delay" in parts else None,
        variant=fields.text(parts["variant"], "variant") if "variant" in parts else None,
        identity=fields.text(parts["id"], "id") if "id" in parts else None,
    )
    check_quote(message.quote, message.text, message.subject, flagged, parts)
    return message


def label(message: ExampleMessage, code: str) -> str:
    """What stands before one of several messages: number, days, facts, and the code of the rule that reports it."""
    about = [f"{message.number}{message.variant or ''}"]
    about += [f"+{message.delay:g} d"] if message.delay else []
    about += [f"{name} {shown(value)}" for name, value in message.facts.items()]
    about += [code] if message.flagged else []
    return f"[{', '.join(about)}]"


def shown(value: Any) -> str:
    """The value of a fact as a page shows it."""
    return ", ".join(value) if isinstance(value, dict) else str(value).lower()


def read_facts(parts: dict[str, Node]) -> dict[str, Any]:
    """The facts of a message among the keys of an example."""
    return {name: _fact(name, parts[name]) for name in FACT_NAMES if name in parts}


def check_quote(quote: str | None, text: str, subject: str | None, flagged: bool, parts: dict[str, Node]) -> None:
    """Raise RuleError for a quote of what is clean, or that is not in the text."""
    if quote and not flagged:
        raise RuleError("a clean example has nothing to quote", parts["quote"].place)
    if quote and quote not in text + "\n" + (subject or ""):
        raise RuleError("the quote is not in the example's text", parts["quote"].place)


def _fact(name: str, node: Node) -> Any:
    try:
        return parse_fact(name, node.plain())
    except FactError as error:
        raise RuleError(error.message, node.place, error.hint) from None


def _delay(node: Node) -> float:
    if isinstance(node.value, bool) or not isinstance(node.value, (int, float)) or node.value < 0:
        raise RuleError("delay must be a number of days from 0 up", node.place)
    return float(node.value)
