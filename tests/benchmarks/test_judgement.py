"""The benchmark of judgement: sides, groups, bars, and what it prints and writes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from benchmarks import judgement
from benchmarks.judgement import Bar
from outreachlint.rules.corpus import CorpusReport, Score
from outreachlint.rules.pack import Pack

from .sample import PITCH, Told, pack, record, report, write

ROOT = Path(__file__).resolve().parents[2]
PHRASED = record("A loud hello.", "immediate-pitch")
JUDGED = record("Good morning, 0.7", "immediate-pitch")
BOTH = record("A loud hello, 0.9", "immediate-pitch")
DENIED = record("A loud hello, 0.01")
SPARED = record("Good morning, softly, 0.9")
LIKELY_IN_ITALIAN = record("Buongiorno, 0.7", lang="it")


@pytest.fixture
def small(tmp_path: Path) -> Pack:
    return pack(tmp_path)


class TestSides:
    @pytest.mark.parametrize(
        ("message", "said"),
        [
            (PHRASED, {"phrases", "both"}),
            (JUDGED, {"judge", "both"}),
            (BOTH, {"phrases", "judge", "both"}),
            # a judge that is all but certain keeps phrases silent, where there is one
            (DENIED, {"phrases"}),
            # an exception of the rule holds for the judge too
            (SPARED, set()),
            # a threshold of the message's language
            (LIKELY_IN_ITALIAN, set()),
        ],
    )
    def test_each_says_what_it_alone_finds(self, small: Pack, message: dict[str, Any], said: set[str]) -> None:
        found = judgement.measured({"one": [message]}, small, Told())["one"]

        assert {side for side in judgement.SIDES if found[side].total.hits + found[side].total.false} == said

    def test_no_side_spoils_the_next(self, small: Pack) -> None:
        groups = {"one": [PHRASED, JUDGED], "two": [BOTH]}

        first = judgement.measured(groups, small, Told())
        assert judgement.measured(groups, small, Told()) == first

    def test_phrases_do_not_ask_the_judge(self, small: Pack) -> None:
        judge = Told()
        judgement.measured({"one": [PHRASED, JUDGED]}, small, judge)

        assert judge.asked == 4

    def test_a_rule_that_asks_no_judge_is_missed_by_the_judge_alone(self, tmp_path: Path) -> None:
        rule = PITCH.replace("- judge: {offence: immediate-pitch, at_least: {default: 0.6, it: 0.8}}", "- hello")
        found = judgement.measured({"one": [PHRASED]}, pack(tmp_path, rule), Told())["one"]

        assert found["phrases"].total == Score(hits=1, span_hits=1)
        assert found["judge"].total == Score(missed=1)

    def test_thresholds_are_those_of_the_trees(self, small: Pack) -> None:
        assert judgement.thresholds(small.rules) == {"immediate-pitch": {"default": 0.6, "it": 0.8}}


class TestGroups:
    @pytest.mark.parametrize(
        ("stem", "group"),
        [
            ("dev-en", "notes en"),
            ("en-12", "notes en"),
            ("dev-it", "notes it"),
            ("it-8", "notes it"),
            ("es-3", "es fr de pt"),
            ("pt-3", "es fr de pt"),
            ("dev-real", "real-life"),
            ("courteous", "courteous mail"),
        ],
    )
    def test_a_file_goes_by_its_name(self, tmp_path: Path, stem: str, group: str) -> None:
        write(tmp_path / f"{stem}.jsonl", [PHRASED])

        assert [name for name, records in judgement.grouped(tmp_path).items() if records] == [group]

    def test_a_file_of_no_group_is_an_error(self, tmp_path: Path) -> None:
        write(tmp_path / "nl-1.jsonl", [PHRASED])

        with pytest.raises(ValueError, match=r"nl-1\.jsonl belongs to no group"):
            judgement.grouped(tmp_path)

    def test_every_file_held_aside_has_a_group_and_every_group_a_file(self) -> None:
        stems = [path.stem for path in judgement.HELD_ASIDE.glob("*.jsonl")]

        for group in judgement.GROUPS:
            assert any(re.fullmatch(group.files, stem) for stem in stems), group.name
        for stem in stems:
            assert sum(bool(re.fullmatch(group.files, stem)) for group in judgement.GROUPS) == 1, stem

    def test_counts_of_groups_add_up(self, small: Pack) -> None:
        one, two = [PHRASED, DENIED], [JUDGED, LIKELY_IN_ITALIAN]
        apart = judgement.measured({"one": one, "two": two}, small, Told())
        whole = judgement.measured({"all": one + two}, small, Told())["all"]

        for side in judgement.SIDES:
            assert judgement.together(sides[side] for sides in apart.values()) == whole[side]


class TestBars:
    def test_they_are_for_both(self) -> None:
        good = CorpusReport(clean=100, false_alarms=3, by_rule={"pressure": Score(hits=88, missed=24)})
        bad = CorpusReport(clean=100, false_alarms=4, by_rule={"pressure": Score(hits=87, missed=25)})
        found = {"notes en": {"phrases": bad, "both": good}}

        assert [bar.met for bar in judgement.bars(found)[:2]] == [True, True]
        assert [bar.met for bar in judgement.bars(found, "phrases")[:2]] == [False, False]

    def test_what_could_not_be_measured_is_missed(self) -> None:
        assert {(bar.met, bar.shown) for bar in judgement.bars({})} == {(False, "nothing to measure")}

    @pytest.mark.parametrize(
        ("bar", "met", "shown", "wanted"),
        [
            (Bar("a", "macro-F1", 0.88, 0.88), True, "0.880", "at least 0.88"),
            (Bar("a", "macro-F1", 0.88, 0.87999), False, "0.879", "at least 0.88"),
            (Bar("a", "false alarms", 0.03, 0.03), True, "3.00%", "at most 3%"),
            (Bar("a", "false alarms", 0.03, 0.0301), False, "3.01%", "at most 3%"),
        ],
    )
    def test_a_near_miss_is_shown_as_one(self, bar: Bar, met: bool, shown: str, wanted: str) -> None:
        assert (bar.met, bar.shown, bar.wanted) == (met, shown, wanted)

    def test_the_readme_tells_them(self) -> None:
        text = (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8")

        for group in judgement.GROUPS:
            (row,) = [line for line in text.splitlines() if line.startswith(f"| {group.name} |")]
            macro = "-" if group.macro_f1 is None else f"{group.macro_f1:.2f}"
            assert row.endswith(f"| {macro} | {100 * group.alarms:.0f} % |")


class TestDoubts:
    def test_none_where_all_belongs_together(self, small: Pack) -> None:
        assert list(judgement.doubts(report("abc", default=0.604, it=0.8), small.rules, "abc")) == []

    def test_another_model_and_other_thresholds(self, small: Pack) -> None:
        model, levels = judgement.doubts(report("abc", default=0.7), small.rules, "xyz")

        assert model == "cross-validation is about model abc, and the model here is xyz"
        assert levels == "cross-validation had other thresholds than the rules have for immediate-pitch"


class TestMain:
    @pytest.fixture
    def arguments(self, small: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """A corpus on which all bars are met."""
        monkeypatch.setattr(judgement, "load_pack", lambda: small)
        monkeypatch.setattr(judgement, "ModelJudge", lambda cache: Told())
        monkeypatch.setattr(judgement, "card_of", lambda: {"version": "abc"})
        folder = tmp_path / "corpus"
        folder.mkdir()
        for stem in ("en-1", "it-1", "de-1", "dev-real", "courteous"):
            labelled = [] if stem == "courteous" else [PHRASED, JUDGED]
            write(folder / f"{stem}.jsonl", [*labelled, record("Good day.")])
        (tmp_path / "report.json").write_text(json.dumps(report()), encoding="utf-8")
        return ["--corpus", str(folder), "--report", str(tmp_path / "report.json")]

    def test_all_bars_met(self, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        assert judgement.main(arguments) == 0

        out = capsys.readouterr().out
        assert "| notes en | phrases alone | 3 | 0.67 | 1.00 | 0.50 | 0.67 | 0 of 1 (0.0%) |" in out
        assert "| notes en | both | 3 | 1.00 | 1.00 | 1.00 | 1.00 | 0 of 1 (0.0%) |" in out
        assert (
            "| all | the judge alone | 10 | 0.50 (0.25–0.75) | 0.75 | 0.12 | 0.38 (0.11–0.99) | 1 of 4 (25.0%) |" in out
        )
        assert "| courteous mail: false alarms | at most 1% | 0.00% | 0.00% | 0.00% | met |" in out
        assert "9 bars of 9 are met." in out
        assert "MISSED" not in out and "NOTE" not in out

    def test_a_missed_bar_is_said_and_fails(
        self, arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        write(tmp_path / "corpus" / "courteous.jsonl", [record("A loud hello, my friend.")])

        assert judgement.main(arguments) == 1
        out = capsys.readouterr().out
        assert "8 bars of 9 are met." in out
        assert "MISSED: courteous mail: false alarms 100.00%, the bar is at most 1%" in out

    def test_the_figures_as_json(self, arguments: list[str], tmp_path: Path) -> None:
        assert judgement.main([*arguments, "--json", str(tmp_path / "out.json")]) == 0

        data = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
        assert data["model"] == "abc"
        assert data["held_aside"]["es fr de pt"]["judge"]["recall"] == 0.5
        assert data["cross_validated"] == report()["cross_validated"]
        assert len(data["bars"]) == 9 and all(bar["met"] for bar in data["bars"])

    def test_without_figures_of_training_nothing_is_printed(
        self, arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "report.json").unlink()

        assert judgement.main(arguments) == 2
        assert capsys.readouterr().out == ""
