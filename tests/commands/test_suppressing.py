"""`check` with directives: what is shown of them, what they cost, and what the configuration wants of them."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from outreachlint.report import json_
from outreachlint.rules import pack
from tests.conftest import Cli, write

RULES = Path(__file__).parent.parent.parent / "rules"
SCHEMA = json.loads(Path(json_.__file__).with_name("output.schema.json").read_text(encoding="utf-8"))
TEXT = """---
lang: en
---
Hi Ann, it is FREE today. <!-- outreachlint-ignore-line OL502: the name of the fair -->

See bit.ly/abc.
"""


@pytest.fixture
def shipped(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """The command line with the shipped rules, without a judge, in an empty repository."""
    monkeypatch.setattr(pack, "_RULES_IN_TREE", str(RULES))
    return lambda *arguments: cli(*arguments, "--judge", "off")


class TestShowSuppressed:
    def test_what_is_silenced_is_marked_and_does_not_count(self, shipped: Cli) -> None:
        write("a.md", TEXT)
        outcome = shipped("a.md", "--show-suppressed", "--output-format", "concise", "--fail-on", "info")

        first, second, *rest = outcome.out.splitlines()
        assert first.startswith("a.md:4:15: OL502 shouting [suppressed] ")
        assert second.startswith("a.md:6:5: OL403 disguised-link the link")
        assert "1 finding suppressed." in rest
        assert "1 reaches --fail-on info (exit code 1)." in rest

    def test_a_run_with_nothing_else_ends_well(self, shipped: Cli) -> None:
        write("a.md", TEXT.replace("bit.ly", "example.com"))
        assert shipped("a.md", "--show-suppressed").code == 0

    def test_the_full_report_says_which_directive_and_why(self, shipped: Cli) -> None:
        write("a.md", TEXT)
        out = shipped("a.md", "--show-suppressed").out

        assert "a.md:4:15: OL502 shouting [warning, suppressed] " in out
        assert "= suppressed: outreachlint-ignore-line, 4:27: the name of the fair\n" in out
        assert "[avviso, zittita]" in shipped("a.md", "--show-suppressed", "--ui-lang", "it").out

    def test_json_has_them_in_a_list_of_their_own(self, shipped: Cli) -> None:
        write("a.md", TEXT)
        report = json.loads(shipped("a.md", "--show-suppressed", "--output-format", "json").out)

        jsonschema.validate(report, SCHEMA)
        assert [each["code"] for each in report["diagnostics"]] == ["OL403"]
        (silenced,) = report["suppressed"]
        assert (silenced["code"], silenced["quote"]) == ("OL502", "FREE")
        assert silenced["suppression"] == {
            "grain": "line",
            "reason": "the name of the fair",
            "location": {"row": 4, "column": 27},
        }

    @pytest.mark.parametrize("form", ["full", "concise", "json"])
    def test_nobody_hears_of_them_without_the_option(self, shipped: Cli, form: str) -> None:
        write("a.md", TEXT)
        assert "OL502" not in shipped("a.md", "--output-format", form).out.replace("outreachlint-ignore-line OL502", "")


class TestRequireReason:
    BARE = TEXT.replace(": the name of the fair", "")

    def test_a_suppression_without_a_reason_is_a_finding_where_it_is_wished(self, shipped: Cli) -> None:
        write("a.md", self.BARE)
        assert "OL904" not in shipped("a.md", "--output-format", "concise").out

        write("outreachlint.toml", "require-reason = true\n")
        out = shipped("a.md", "--output-format", "concise").out
        assert 'a.md:4:27: OL904 suppression-without-reason no reason is given for ignoring "OL502"\n' in out

        write("a.md", TEXT)
        assert "OL904" not in shipped("a.md", "--output-format", "concise").out

    def test_it_gives_way_to_the_command_line(self, shipped: Cli) -> None:
        write("a.md", self.BARE)
        write("outreachlint.toml", "require-reason = true\n")
        assert "OL904" not in shipped("a.md", "--select", "OL5,OL4").out
        assert "OL904" not in shipped("a.md", "--ignore", "OL904").out


def test_fix_takes_out_what_is_unused(shipped: Cli) -> None:
    write("a.md", "---\nlang: en\n---\nHi Ann, see you. <!-- outreachlint-ignore-line OL502, OL403 -->\n")
    assert "2 can be fixed with --fix." in shipped("a.md").out

    outcome = shipped("a.md", "--fix")
    assert (outcome.code, "Fixed 2 findings in 1 file." in outcome.out) == (0, True)
    assert Path("a.md").read_text(encoding="utf-8") == "---\nlang: en\n---\nHi Ann, see you.\n"


def test_a_rule_that_looks_at_several_messages_may_need_the_directive(shipped: Cli) -> None:
    text = "<!-- outreachlint-ignore OL801: agreed -->\nHi Ann, see you.\n"
    write("a.md", text)
    shipped("a.md", "--fix")
    assert Path("a.md").read_text(encoding="utf-8") == text


def test_a_draft_that_a_campaign_names_is_mended_too(shipped: Cli) -> None:
    write("one.md", "Hi Ann, see you.\n\n<!-- outreachlint-ignore OL502 -->\n")
    write(
        "c.yaml",
        "campaign: x\nlang: en\nsteps:\n  - file: one.md\n    delay: 0\n  - text: Hello again, Ann.\n    delay: 5\n",
    )
    shipped("c.yaml", "--fix")
    assert Path("one.md").read_text(encoding="utf-8") == "Hi Ann, see you.\n"
