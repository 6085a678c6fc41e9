"""The tables of docs/judgement.md, README.md and docs/model-card.md, from small measurements and a small report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks import judgement
from outreachlint.judge import artefact
from tests.benchmarks.sample import Told, figures, pack, record, report

from .scripts import script

generate = script("generate")
tables = script("figures")
card = script("card")

GROUPS = {
    "notes en": [
        record("A loud hello.", "immediate-pitch"),
        record("Good morning, 0.7", "immediate-pitch"),
        record("A loud hello, my friend."),
        record("Nothing."),
    ],
    "notes it": [record("Buongiorno, 0.9", "immediate-pitch", lang="it"), record("Ciao.", lang="it")],
    "courteous mail": [record("Bonjour.", lang="fr")],
}


@pytest.fixture
def found(tmp_path: Path) -> judgement.Measured:
    return judgement.measured(GROUPS, pack(tmp_path), Told())


class TestJudgement:
    def test_summary_says_what_the_judge_adds(self, found: judgement.Measured) -> None:
        assert list(tables.summary(found))[2:] == [
            "| notes en | 4 | 0.50 | 0.80 | 0.67 | 1.00 | 1 of 2 (50.0%) |",
            "| notes it | 2 | 0.00 | 1.00 | 1.00 | 1.00 | 0 of 1 (0.0%) |",
            "| courteous mail | 1 | - | - | - | - | 0 of 1 (0.0%) |",
        ]

    def test_details_are_of_all_groups(self, found: judgement.Measured) -> None:
        lines = list(tables.details(found))

        assert "| immediate-pitch | 0.40 | 0.80 | 0.86 | 0.75 | 1.00 | 3 | 1 | 0 |" in lines
        assert "| it | 0.00 | 1.00 | 1.00 | 1.00 | 1.00 | 1 | 0 | 0 | 0 of 1 (0.0%) |" in lines
        assert "| message | 0.40 | 0.80 | 0.86 | 0.75 | 1.00 | 3 | 1 | 0 |" in lines

    def test_a_language_with_clean_messages_only_is_there(self, found: judgement.Measured) -> None:
        assert "| fr | - | - | - | - | - | 0 | 0 | 0 | 0 of 1 (0.0%) |" in list(tables.details(found))


class TestCard:
    def test_facts_are_those_of_the_files(self, tmp_path: Path) -> None:
        meta = {"version": "abc", "trained": "2026-01-02", "messages": 1234}
        artefact.write(str(tmp_path / "weights.bin"), meta, {})
        artefact.write(str(tmp_path / "pieces.bin"), {}, {"scale": np.zeros(44_000, np.float32)})

        lines = list(card.facts(report(), str(tmp_path)))
        assert lines[0] == "- Version: `abc`, trained on 2026-01-02"
        assert "1,234 messages" in lines[1]
        assert lines[2].endswith("averaged: 3")
        assert lines[3] == "- Cross-validated in 4 parts with 1,234 messages"
        assert lines[4] == "- Pieces in its table: 44,000"
        assert lines[5] == "- Size: 0.2 MB (`pieces.bin`) and 0.0 MB (`weights.bin`)"

    def test_data_counts_both_parts_and_all_languages(self) -> None:
        held = [each for records in GROUPS.values() for each in records]

        assert list(card.data(report(), held))[2:] == [
            "| it | 200 | 100 (50%) | 2 | 1 (50%) |",
            "| en | 1,000 | 600 (60%) | 4 | 2 (50%) |",
            "| es | 0 | - | 0 | - |",
            "| fr | 0 | - | 1 | 1 (100%) |",
            "| de | 0 | - | 0 | - |",
            "| pt | 0 | - | 0 | - |",
            "| all | 1,200 | 700 (58%) | 7 | 4 (57%) |",
        ]

    @pytest.fixture
    def shipped(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The model that the report is about."""
        monkeypatch.setattr(card, "card_of", lambda: {"version": "abc"})

    def test_cross_validation_has_intervals(self, shipped: None, tmp_path: Path) -> None:
        lines = list(card.cross_validated(report(), pack(tmp_path).rules))

        three = " | ".join(["0.50 (0.25–0.75)"] * 3)
        assert lines[2] == f"| all | 10 | 0.50 (0.25–0.75) | 1 of 4 (25.0%) | 10 | {three} | 1 of 4 (25.0%) |"
        three = " | ".join(["0.38 (0.11–0.99)"] * 3)
        assert f"| immediate-pitch | 0.75 | 0.12 | 0.38 (0.11–0.99) | {three} |" in lines
        # a group where no rule occurs has no macro-F1
        assert "| it | 10 | - | 1 of 4 (25.0%) | 10 | - | - | - | 1 of 4 (25.0%) |" in lines
        assert not any("not of what ships" in line for line in lines)

    def test_a_group_that_rule_authors_have_read_whole(self, shipped: None, tmp_path: Path) -> None:
        read: dict[str, Any] = report()
        judged = read["cross_validated"]["judge"]
        read["cross_validated"]["judge"] = {**judged, "channel": {"email": figures(), "inmail": figures()}}

        lines = list(card.cross_validated(read, pack(tmp_path).rules))
        assert "| inmail | 10 | 0.50 (0.25–0.75) | 1 of 4 (25.0%) | 0 | - | - | - | - |" in lines

    def test_figures_of_another_model_are_called_that(self, shipped: None, tmp_path: Path) -> None:
        first, _, second, *_ = card.cross_validated(report("xyz", default=0.7), pack(tmp_path).rules)

        assert first == (
            "**These figures are not of what ships here:** cross-validation is about model xyz, and the model here is abc."
        )
        assert second.endswith("for immediate-pitch.")

    def test_thresholds_by_rule_and_language(self, tmp_path: Path) -> None:
        assert list(card.levels(pack(tmp_path).rules)) == [
            "| rule | others | it |",
            "| --- | --- | --- |",
            "| immediate-pitch | 0.60 | 0.80 |",
        ]

    def test_calibration(self) -> None:
        assert list(card.calibration(report()))[2:] == ["| 0.05 | 0.04 | 2,000 |"]


class TestPages:
    """The pages have a place for each part, and a part for each place."""

    def test_the_parts_fit_the_pages(self, found: judgement.Measured, tmp_path: Path) -> None:
        rules = pack(tmp_path).rules
        for path, parts in (
            (generate.JUDGEMENT, generate.judgement_blocks(found)),
            (generate.CARD, generate.card_blocks(report(), rules, found)),
        ):
            text = generate.with_blocks(path, parts)
            assert text.count("<!-- begin generated: ") == len(parts)

    def test_the_picture_is_of_the_rules_that_ask_the_judge(self, tmp_path: Path) -> None:
        text = generate.picture(report(), pack(tmp_path).rules)

        assert ">TEST101 immediate-pitch</text>" in text
        assert text.count("<polyline") == 1

    @pytest.mark.parametrize("heading", ["## Known blind spots", "## What was tried"])
    def test_what_people_write_is_outside_of_what_is_generated(self, heading: str) -> None:
        text = generate.CARD.read_text(encoding="utf-8")

        before, _, after = text.partition(f"\n{heading}\n")
        assert before.count("<!-- begin generated") == before.count("<!-- end generated")
        assert after.strip().partition("\n## ")[0]
