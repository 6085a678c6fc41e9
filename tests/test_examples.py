"""The example drafts: the good ones pass, the bad ones do not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from outreachlint.cli import main

EXAMPLES = Path(__file__).parent.parent / "examples"
# What each bad example is there to show.
SHOWN = {
    "drafts/email/bad-newsletter.md": {"OL302", "OL305"},
    "drafts/follow-ups/bad-ultimo-messaggio.md": {"OL501", "OL603", "OL901"},
    "drafts/groups/bad-our-own-group.md": {"OL401", "OL403"},
    "drafts/inmail/bad-amico-in-comune.md": {"OL203", "OL502"},
    "drafts/notes/bad-pitch.md": {"OL101", "OL602", "OL403"},
    "drafts/notes/bad-rete-professionale.txt": {"OL605"},
    "drafts/notes/bad-troppo-lunga.md": {"OL601", "OL604"},
    "drafts/templates/bad-notes.txt": {"OL101", "OL103"},
    "campaigns/bad-wet-labels.yaml": {"OL203", "OL301", "OL501", "OL801", "OL802", "OL803"},
    "lists/bad-first-contacts.csv": {"OL302", "OL103"},
}


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], rule_cache: Path) -> dict[str, set[str]]:
    """The codes found in each file of the examples, as the command line reports them."""
    monkeypatch.chdir(EXAMPLES)
    monkeypatch.setenv("OUTREACHLINT_CACHE_DIR", str(rule_cache))
    assert main(["check", ".", "--output-format", "json"]) == 1
    report = json.loads(capsys.readouterr().out)
    codes: dict[str, set[str]] = {}
    for diagnostic in report["diagnostics"]:
        codes.setdefault(Path(diagnostic["filename"]).as_posix(), set()).add(diagnostic["code"])
    return codes


def test_the_good_examples_pass_and_the_bad_ones_show_what_they_are_there_for(found: dict[str, set[str]]) -> None:
    assert not [path for path in found if "good-" in path]
    assert {path: codes & found.get(path, set()) for path, codes in SHOWN.items()} == SHOWN


def test_every_bad_example_is_accounted_for() -> None:
    assert {path.relative_to(EXAMPLES).as_posix() for path in EXAMPLES.rglob("bad-*")} == set(SHOWN)


def test_the_campaign_is_read_record_by_record(found: dict[str, set[str]]) -> None:
    assert {"OL303", "OL305", "OL401", "OL402", "OL403", "OL605"} <= found["data/campaign.jsonl"]


def test_from_the_root_of_the_repository_they_are_read_with_their_own_configuration(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], rule_cache: Path, found: dict[str, set[str]]
) -> None:
    monkeypatch.chdir(EXAMPLES.parent)
    main(["examples/", "--output-format", "json", "--verbose"])
    out, err = capsys.readouterr()

    codes: dict[str, set[str]] = {}
    for diagnostic in json.loads(out)["diagnostics"]:
        codes.setdefault(Path(diagnostic["filename"]).relative_to("examples").as_posix(), set()).add(diagnostic["code"])
    assert codes == found
    assert "README.md" not in err
