"""The signals of a message and, for rules about campaigns, of those around it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from outreachlint.analysis import Analysis
from outreachlint.checks import SEQUENCE_CHECKS, load_check
from outreachlint.checks.signal import Signal
from outreachlint.document import Document
from outreachlint.kernel import Evidence
from outreachlint.rules.select import RuleSet
from outreachlint.sequences.campaign import Campaign


class Evidences:
    """The evidence of each message of a campaign, made when it is first asked for."""

    def __init__(self, campaign: Campaign) -> None:
        self.campaign = campaign
        self._known: dict[int, StepEvidence] = {}

    def of(self, index: int) -> StepEvidence:
        """The evidence of a message by its index."""
        known = self._known.get(index)
        if known is None:
            known = self._known[index] = StepEvidence(self, index)
        return known


class StepEvidence(Evidence):
    """The signals of a campaign's message; checks of campaigns look at all of them."""

    def __init__(self, all_of_them: Evidences, index: int) -> None:
        campaign = all_of_them.campaign
        super().__init__(campaign.steps[index], campaign.rules, campaign.opinions[index])
        self.campaign = campaign
        self.index = index
        self._others = all_of_them

    def _run_check(self, check: str, options: Mapping[str, Any]) -> Iterable[Signal]:
        if check not in SEQUENCE_CHECKS:
            return super()._run_check(check, options)
        run: Any = load_check(check)
        found: Iterable[Signal] = run(self.campaign, self.index, options)
        return found

    def steps(self, where: str) -> Sequence[tuple[Document | None, Evidence]]:
        """The messages of the campaign in a place (`tree.STEP_PLACES`), in order, ready for what the rule asks."""
        ordinals = self.campaign.ordinals
        chosen = {
            "first-step": [index for index, ordinal in enumerate(ordinals) if ordinal == 1],
            "earlier-steps": self.campaign.before(self.index),
            "campaign": range(len(ordinals)),
        }[where]
        out: list[tuple[Document | None, Evidence]] = []
        for index in chosen:
            other = self._others.of(index)
            other.checks = self.checks
            out.append((None if index == self.index else other.analysis.document, other))
        return out


class GivenEvidence(Evidence):
    """The signals of a message in which checks that look at several messages have found this one."""

    def __init__(self, analysis: Analysis, rules: RuleSet, checks: Collection[str], signal: Signal) -> None:
        super().__init__(analysis, rules)
        self._given = checks
        self._signal = signal

    def _run_check(self, check: str, options: Mapping[str, Any]) -> Iterable[Signal]:
        return (self._signal,) if check in self._given else super()._run_check(check, options)
