"""Directives that are of no use are taken out, and nothing else changes."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreachlint.fixes.edits import SAFE
from outreachlint.fixes.rounds import fixed
from outreachlint.readers import Defaults
from outreachlint.rules.pack import load_pack
from outreachlint.rules.select import RuleSet, select
from outreachlint.runner import Job, Report, run

NEEDED = ("OL403", "OL502", "OL901", "OL902", "OL903")


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return select(load_pack(), NEEDED)


def job(rules: RuleSet) -> Job:
    return Job(lambda _: rules, lambda _: Defaults(lang="en"), rules.rules)


def fix(rules: RuleSet, text: str, path: str = "a.md") -> str:
    return fixed(path, text.encode(), job(rules), SAFE).after.decode()


def linted(rules: RuleSet, text: str, path: str = "a.md") -> Report:
    return run([path], job(rules)._replace(overlay={path: text.encode()}))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<!-- outreachlint-ignore OL403 -->\nHi Ann.\n", "Hi Ann.\n"),
        ("Hi Ann.\n\n<!-- outreachlint-ignore OL403 -->\n", "Hi Ann.\n"),
        ("Hi Ann.\n\n<!-- outreachlint-ignore OL403 -->\n\nBye.\n", "Hi Ann.\n\n\nBye.\n"),
        ("Hi Ann.\r\n\r\n<!-- outreachlint-ignore OL403:\r\n why -->\r\nBye.\r\n", "Hi Ann.\r\n\r\nBye.\r\n"),
        ("Hi Ann.\n<!-- outreachlint-ignore OL403 -->\nBye.\n", "Hi Ann.\n\nBye.\n"),
        ("Hi Ann. <!-- outreachlint-ignore-line OL403 -->\nBye.\n", "Hi Ann.\nBye.\n"),
        ("Hi Ann. <!-- outreachlint-ignore OL403 --> Bye.\n", "Hi Ann. Bye.\n"),
        ("An<!-- outreachlint-ignore OL403 -->na, hi.\n", "An<!-- outreachlint-ignore OL403 -->na, hi.\n"),
        ("<!-- outreachlint-ignore OL403, OL502: why -->\nSee bit.ly/abc.\n", "<!-- outreachlint-ignore OL403: why -->\nSee bit.ly/abc.\n"),
        ("<!-- outreachlint-disable OL403 -->\nHi Ann.\n\n<!-- outreachlint-enable OL403 -->\n", "Hi Ann.\n"),
        ("<!-- outreachlint-disable OL403 -->\nHi Ann.\n\n<!-- outreachlint-enable -->\n", "Hi Ann.\n"),
        ("<!-- outreachlint-disable OL403, OL502 -->\nIt is FREE.\n\n<!-- outreachlint-enable OL502 OL403 -->\n",
         "<!-- outreachlint-disable OL502 -->\nIt is FREE.\n\n<!-- outreachlint-enable OL502 -->\n"),
    ],
)  # fmt: skip
def test_a_comment_goes_with_its_line_and_a_code_out_of_its_list(rules: RuleSet, before: str, after: str) -> None:
    assert fix(rules, before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("outreachlint: {ignore: [OL502, OL403]}\nlang: en\n", "outreachlint: {ignore: [OL502]}\nlang: en\n"),
        ("lang: en\noutreachlint: {ignore: [OL403, shouting]}\n", "lang: en\noutreachlint: {ignore: [shouting]}\n"),
        ("lang: en\noutreachlint: {ignore: OL403}\n", "lang: en\n"),
        ("outreachlint: {ignore: [OL403]}\nlang: en\n", "lang: en\n"),
        ("outreachlint:\n  ignore:\n    - {rule: OL403, reason: \"a: b\"}\n    - OL502\nlang: en\n",
         "outreachlint:\n  ignore:\n    - OL502\nlang: en\n"),
        ("outreachlint:\n  ignore:\n  - OL502\n  - rule: OL403\n    reason: because\nlang: en\n",
         "outreachlint:\n  ignore:\n  - OL502\nlang: en\n"),
        ("outreachlint:\n  ignore:\n  - OL403\nlang: en\n", "lang: en\n"),
        ("outreachlint: {ignore: [OL502, {rule: OL403, reason: x}]}\nlang: en\n", None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["a.md", "a.txt"])
def test_front_matter_is_mended_where_that_is_clean(rules: RuleSet, path: str, before: str, after: str | None) -> None:
    body = "It is FREE.\n"
    assert fix(rules, f"---\n{before}---\n{body}", path) == f"---\n{before if after is None else after}---\n{body}"


def test_a_front_matter_that_says_nothing_else_goes(rules: RuleSet) -> None:
    assert fix(rules, "---\noutreachlint: {ignore: [OL403]}\n---\nHi Ann.\n") == "Hi Ann.\n"


def test_html_loses_its_comment(rules: RuleSet) -> None:
    before = "<p>Hi Ann, thank you. <!-- outreachlint-ignore-next-line OL502 --></p>\n<p>It is free.</p>\n"
    assert fix(rules, before, "a.html") == before.replace("<!-- outreachlint-ignore-next-line OL502 -->", "")


def test_a_record_is_left_alone(rules: RuleSet) -> None:
    text = '{"text": "Hi Ann.", "lang": "en", "outreachlint": {"ignore": ["OL502"]}}\n'
    assert fix(rules, text, "a.jsonl") == text
    assert [each.fix for each in linted(rules, text, "a.jsonl").findings] == [None]


class TestSeveralMessages:
    NOTES = "---\noutreachlint: {{ignore: [{}]}}\n---\n## One\n\nHi Ann, it is FREE.\n\n## Two\n\nHi Bob.\n"

    def test_what_one_of_them_needs_stays(self, rules: RuleSet) -> None:
        assert fix(rules, self.NOTES.format("OL502")) == self.NOTES.format("OL502")
        assert linted(rules, self.NOTES.format("OL502")).findings == ()

    def test_what_none_needs_is_reported_once_and_goes(self, rules: RuleSet) -> None:
        text = self.NOTES.format("OL403, OL502")
        (found,) = linted(rules, text).findings
        assert (found.diagnostic.code, found.start, found.number) == ("OL901", (2, 15), 1)
        assert fix(rules, text) == self.NOTES.format("OL502")

    def test_one_for_the_file_holds_for_all_wherever_it_stands(self, rules: RuleSet) -> None:
        text = (
            "## One\n\nHi Ann, it is FREE.\n\n## Two\n\nHi Bob, it is FREE.\n\n<!-- outreachlint-ignore-file {} -->\n"
        )
        assert linted(rules, text.format("OL502: the name")).findings == ()
        (found,) = linted(rules, text.format("OL502, OL403")).findings
        assert found.diagnostic.code == "OL901"
        assert "OL403" in found.diagnostic.message
        assert fix(rules, text.format("OL502, OL403")) == text.format("OL502")

    def test_one_that_is_unknown_is_reported_once(self, rules: RuleSet) -> None:
        assert [each.diagnostic.code for each in linted(rules, self.NOTES.format("OL5O2, OL502")).findings] == ["OL902"]


LINES = st.lists(
    st.sampled_from(["It is FREE.", "Hi Ann.", "See bit.ly/abc.", "", "", "<!-- a note -->", "See you.",
                     *(f"<!-- outreachlint-{verb} {codes} -->"
                       for verb in ("ignore", "ignore-line", "ignore-next-line", "disable", "enable", "ignore-file")
                       for codes in ("OL403", "OL502", "OL502, OL403: why", "OL901"))]),
    min_size=1, max_size=9,
)  # fmt: skip
FRONTS = st.sampled_from(
    [
        "",
        "---\noutreachlint: {ignore: [OL502, OL403]}\n---\n",
        "---\nlang: en\noutreachlint:\n  ignore:\n  - OL403\n---\n",
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(front=FRONTS, lines=LINES, glue=st.sampled_from(["\n", "\n\n", " "]), path=st.sampled_from(["a.md", "a.html"]))
def test_taking_out_what_is_unused_changes_no_finding(
    rules: RuleSet, front: str, lines: list[str], glue: str, path: str
) -> None:
    text = front + glue.join(lines)
    before = linted(rules, text, path)
    if before.errors:
        return
    after = linted(rules, fix(rules, text, path), path)

    def told(report: Report) -> list[tuple[str, str]]:
        return [(each.diagnostic.code, each.quote) for each in report.findings if each.field != "file"]

    assert not after.errors
    assert told(after) == told(before)
    assert not [each for each in after.findings if each.diagnostic.code == "OL901" and each.fix is not None]
