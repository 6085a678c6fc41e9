"""From the messages of a campaign to their Diagnostics: pure, as the kernel is for one message."""

from __future__ import annotations

from collections.abc import Sequence

from outreachlint.analysis import Analysis
from outreachlint.batch import Message
from outreachlint.diagnostics import Diagnostic, Related
from outreachlint.judge.opinion import Opinion
from outreachlint.kernel import findings, inapplicable, run_rule
from outreachlint.rules.select import RuleSet
from outreachlint.sequences.campaign import Campaign, number_of
from outreachlint.sequences.evidence import Evidences
from outreachlint.suppress import Applied, apply

MOST_MESSAGES = 200
"""Messages of a campaign that are looked at: far more than anybody should get, and few enough to compare."""
MOST_RELATED = 5
"""Other messages that are shown with a Diagnostic."""
_NOTES = {"en": "message {number} of the campaign", "it": "messaggio {number} della campagna"}


def lint_campaign(
    messages: Sequence[Message],
    opinions: Sequence[Sequence[Opinion | None]] = (),
    *,
    extra: Sequence[Sequence[Diagnostic]] = (),
    min_confidence: float = 0.0,
    ui_lang: str = "en",
) -> list[Applied]:
    """The Diagnostics of each message of one campaign, suppressions applied: what `kernel.linted` is for one message.

    `messages` are in order of number and variant; `opinions` (a judge's on each of their texts) and `extra` (further
    Diagnostics of each, `Bodies.see`) are parallel to them. The rules of the first message are those of the campaign.
    """
    if not messages:
        return []
    opinions = opinions or [[None] * len(message.analyses) for message in messages]
    found = [
        findings(
            message.document,
            message.rules,
            analyses=message.analyses,
            opinions=said,
            min_confidence=min_confidence,
            ui_lang=ui_lang,
        )
        for message, said in zip(messages, opinions, strict=True)
    ]
    of_campaign = check(
        [message.analyses[0].written for message in messages],
        messages[0].rules,
        found=found,
        opinions=[
            # the judge has read a template's variants, not what is written
            said[0] if message.analyses[0].written is message.analyses[0] else None
            for message, said in zip(messages, opinions, strict=True)
        ],
        min_confidence=min_confidence,
        ui_lang=ui_lang,
    )
    out: list[Applied] = []
    for index, (message, said) in enumerate(zip(messages, opinions, strict=True)):
        own = {rule.code for rule in message.rules.rules}
        more = [diagnostic for diagnostic in of_campaign[index] if diagnostic.code in own]
        everything = [*found[index], *more, *(extra[index] if extra else ())]
        everything.sort(key=lambda diagnostic: (diagnostic.span, diagnostic.code))
        heard = None not in said and not min_confidence
        out.append(apply(message.document, everything, message.rules, heard=heard, ui_lang=ui_lang))
    return out


def check(
    steps: Sequence[Analysis],
    rules: RuleSet,
    *,
    found: Sequence[Sequence[Diagnostic]] = (),
    opinions: Sequence[Opinion | None] = (),
    min_confidence: float = 0.0,
    ui_lang: str = "en",
) -> list[list[Diagnostic]]:
    """What the rules of scope `sequence` say of each message of one campaign, before suppressions.

    `steps` are the analyses of its messages, in order of number and variant; the lists that come back are parallel to
    them. `found` are the Diagnostics of each message alone (`kernel.findings`), which some rules go by; without them
    the rules that found them are run here. `opinions` are the judge's. Of a longer campaign the first MOST_MESSAGES are
    looked at.
    """
    chosen = [rule for rule in rules.rules if rule.scope == "sequence"]
    out: list[list[Diagnostic]] = [[] for _ in steps]
    if not chosen or not any(step.document.step for step in steps):
        return out
    campaign = Campaign(steps[:MOST_MESSAGES], rules, found, opinions, min_confidence)
    evidences = Evidences(campaign)
    for index, step in enumerate(campaign.steps):
        evidence = evidences.of(index)
        for rule in chosen:
            if inapplicable(rule, step.document, evidence.facts) is not None:
                continue
            plan = evidence.plan(rule)
            if plan is not None:
                for diagnostic in run_rule(rule, plan, evidence, min_confidence, ui_lang):
                    out[index].append(_with_notes(diagnostic, ui_lang))
    return out


def _with_notes(diagnostic: Diagnostic, ui_lang: str) -> Diagnostic:
    """A Diagnostic with one place in each of the other messages it goes by, and which message that is."""
    here = tuple(each for each in diagnostic.related if each.document is None)
    firsts: dict[int, Related] = {}
    for each in sorted(diagnostic.related, key=lambda place: place.span):
        if each.document is not None:
            note = _NOTES[ui_lang].replace("{number}", str(number_of(each.document)))
            firsts.setdefault(id(each.document), each._replace(note=note))
    others = sorted(firsts.values(), key=_step)[:MOST_RELATED]
    return diagnostic._replace(related=(*here, *others))


def _step(related: Related) -> tuple[int, str]:
    step = related.document.step if related.document is not None else None
    return (step.number, step.variant or "") if step is not None else (1, "")
