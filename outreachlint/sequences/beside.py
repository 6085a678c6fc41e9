"""What rules say of a message beside the others of a run: those before it in its file, and those with its body."""

from __future__ import annotations

from outreachlint.analysis import Analysis
from outreachlint.diagnostics import Diagnostic
from outreachlint.rules.select import RuleSet
from outreachlint.sequences.bodies import Bodies
from outreachlint.sequences.file_tags import FileTags


class Beside:
    """Sees every message of a run once, in its order."""

    def __init__(self, ui_lang: str = "en") -> None:
        self._bodies = Bodies(ui_lang)
        self._tags = FileTags(ui_lang)

    def see(self, analysis: Analysis, rules: RuleSet) -> list[Diagnostic]:
        """The Diagnostics of a message, as it is written, that those before it give rise to."""
        found = self._tags.see(analysis, rules)
        return found + self._bodies.see(analysis, rules) if rules.of_run else found
