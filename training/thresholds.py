"""From cross-validated probabilities to the thresholds in the rules."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from outreachlint.analysis import Analysis
from outreachlint.judge.inputs import pieces
from outreachlint.judge.model import by_sentence
from outreachlint.judge.opinion import OFFENCES, Opinion
from outreachlint.kernel import findings
from outreachlint.rules.corpus import document_of
from outreachlint.rules.pack import Pack, RuleMeta
from outreachlint.rules.select import RuleSet
from outreachlint.rules.tree import FLOOR
from training.examples import Example, Floats

Bools = npt.NDArray[np.bool_]
Levels = dict[str, dict[str, float]]
"""By offence and language (`default` for those without their own) the probability from which a rule speaks."""

MOST_ALARMS = 0.0125
"""The share of clean messages on which the judge alone may raise an alarm in cross-validation."""
ENOUGH = 40
"""A language has a threshold of its own for a rule when so many of its messages commit the offence."""
STEPS = np.round(np.arange(0.10, 0.96, 0.01), 2)


def chances(example: Example, judged: Floats, rules: RuleSet) -> Floats:
    """(12,) the judge's highest probability of each offence where the rule applies and no exception holds.

    `judged` are the probabilities of the example's pieces; `rules` come from `judge_alone`.
    """
    analysis, opinion = _opinion(example, judged)
    out = np.zeros(len(OFFENCES), np.float32)
    for found in findings(analysis.document, rules, analysis=analysis, opinion=opinion):
        number = OFFENCES.index(found.name)
        out[number] = max(out[number], found.confidence)
    return out


def _opinion(example: Example, judged: Floats) -> tuple[Analysis, Opinion]:
    """An example as rules see it, with the probabilities of its pieces as the model's opinion."""
    analysis = Analysis(document_of(example.record))
    message = pieces(analysis.view, analysis.document.context.values())
    return analysis, Opinion("model", by_sentence(message, judged.tolist()))


def judge_alone(pack: Pack) -> RuleSet:
    """The rules that ask the judge, without their phrases and with the lowest threshold; exceptions stay."""
    kept = [_alone(rule) for rule in pack.rules if rule.name in OFFENCES]
    pack.plans.clear()
    return RuleSet(pack, kept)


def _alone(rule: RuleMeta) -> RuleMeta:
    sees = ["judge", f"@{rule.name}", {"default": FLOOR}, True, "sentence"]
    kind, children, *_ = rule.match
    exceptions = [child for child in children if child[0] == "none"] if kind == "all" else []
    return rule._replace(match=["all", [sees, *exceptions]], anywhere=[[f"@{rule.name}"]], here=[[f"@{rule.name}"]])


def choose(table: Floats, gold: Bools, langs: Sequence[str], most_alarms: float = MOST_ALARMS) -> Levels:
    """The thresholds with the best F1 of each rule at which the alarms on clean messages stay within `most_alarms`.

    `table` and `gold` are (messages, 12). An alarm costs a rule the same everywhere: the price is raised until the
    alarms of all rules together are few enough.
    """
    clean = ~gold.any(1)
    low, high = 0.0, 8.0
    for _ in range(12):
        price = (low + high) / 2
        levels = _at_price(table, gold, langs, price)
        if said(table, langs, levels)[clean].any(1).mean() > most_alarms:
            low = price
        else:
            high = price
    return _at_price(table, gold, langs, high)


def _at_price(table: Floats, gold: Bools, langs: Sequence[str], price: float) -> Levels:
    clean: Bools = np.asarray(~gold.any(1))
    levels: Levels = {}
    spoken = np.array(langs)
    for number, offence in enumerate(OFFENCES):
        chance, wanted = table[:, number], gold[:, number]
        levels[offence] = {"default": _best(chance, wanted, clean, price)}
        for lang in sorted(set(langs)):
            of: Bools = np.asarray(spoken == lang)
            if wanted[of].sum() >= ENOUGH:
                own = _best(chance[of], wanted[of], clean[of], price)
                # its own messages are few beside all: halfway between is steadier
                levels[offence][lang] = float(np.round((own + levels[offence]["default"]) / 2, 2))
    return levels


def _best(chance: Floats, wanted: Bools, clean: Bools, price: float) -> float:
    """The step with the highest F1 less `price` times the alarms for each offence there is."""
    scores = []
    for step in STEPS:
        speaks = chance >= step
        hits = (speaks & wanted).sum()
        f1 = 2 * hits / max(1, speaks.sum() + wanted.sum())
        scores.append(f1 - price * (speaks & clean).sum() / max(1, wanted.sum()))
    # a smoothed curve has a steadier peak
    smooth = np.convolve(np.pad(scores, 3, "edge"), np.ones(7) / 7, "valid")
    return float(STEPS[int(smooth.argmax())])


def said(table: Floats, langs: Sequence[str], levels: Levels) -> Bools:
    """(messages, 12) whether the judge speaks at these thresholds."""
    limits = np.array(
        [[levels[offence].get(lang, levels[offence]["default"]) for offence in OFFENCES] for lang in langs]
    )
    return np.asarray(table >= limits)


def with_phrases(
    examples: Sequence[Example], judged: Sequence[Floats], pack: Pack, levels: Levels
) -> tuple[Bools, Bools]:
    """(messages, 12) what the rules say by their phrases alone, and with the judge at these thresholds."""
    pack.plans.clear()
    rules = RuleSet(pack, [_at_levels(rule, levels) for rule in pack.rules if rule.name in OFFENCES])
    alone, both = (np.zeros((len(examples), len(OFFENCES)), bool) for _ in range(2))
    for row, (example, found) in enumerate(zip(examples, judged)):
        analysis, opinion = _opinion(example, found)
        for said_by, given in ((alone, None), (both, opinion)):
            for one in findings(analysis.document, rules, analysis=analysis, opinion=given):
                said_by[row, OFFENCES.index(one.name)] = True
    return alone, both


def _at_levels(rule: RuleMeta, levels: Levels) -> RuleMeta:
    return rule._replace(match=_replaced(rule.match, levels))


def _replaced(node: list[Any], levels: Levels) -> list[Any]:
    if node[0] == "judge" and node[3]:
        return [node[0], node[1], levels[node[1][1:]], *node[3:]]
    if node[0] in ("all", "any", "none"):
        return [node[0], [_replaced(child, levels) for child in node[1]], *node[2:]]
    return node


_AT_LEAST = re.compile(r"(judge: \{offence: ([a-z-]+), at_least: )\{[^}]*\}")


def write_levels(folder: Path, levels: Mapping[str, Mapping[str, float]]) -> None:
    """Put the thresholds into the rules' files, and nothing else."""

    def line(match: re.Match[str]) -> str:
        values = levels[match.group(2)]
        order = ["default", *sorted(lang for lang in values if lang != "default")]
        return match.group(1) + "{" + ", ".join(f"{lang}: {values[lang]:.2f}" for lang in order) + "}"

    for path in sorted(folder.glob("OL*.yaml")):
        text = path.read_text(encoding="utf-8")
        new = _AT_LEAST.sub(line, text)
        if new != text:
            path.write_text(new, encoding="utf-8")


def figures(speaks: Bools, gold: Bools) -> dict[str, Any]:
    """Macro-F1 over the offences that occur, micro precision, recall and F1, and the alarms on clean messages."""
    hits, speak, want = (speaks & gold).sum(0), speaks.sum(0), gold.sum(0)
    occurs = want > 0
    each = 2 * hits / np.maximum(1, speak + want)
    clean = ~gold.any(1)
    return {
        "messages": len(gold),
        "macro_f1": float(each[occurs].mean()) if occurs.any() else None,
        "precision": float(hits.sum() / max(1, speak.sum())),
        "recall": float(hits.sum() / max(1, want.sum())),
        "f1": float(2 * hits.sum() / max(1, speak.sum() + want.sum())),
        "clean": int(clean.sum()),
        "alarms": int(speaks[clean].any(1).sum()),
    }
