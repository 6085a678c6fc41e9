"""The report for people."""

from __future__ import annotations

import pytest

from outreachlint.diagnostics import Edit, Fix, Related, Severity
from outreachlint.report import concise, full
from outreachlint.report.style import Style
from outreachlint.text.source import Span
from tests.report.sample import document, finding, report

PLAIN = Style(False)


def test_line_numbers_share_a_gutter() -> None:
    text = "a\n" * 8 + "call\nme"

    assert list(full.lines(report(finding(text, "call\nme", advice="Don't.")), PLAIN)) == [
        "a.md:9:1: OL201 introduction-ask [warning] Asks for an introduction",
        "    |",
        "  9 | call",
        "    | ^^^^",
        " 10 | me",
        "    | ^^",
        "    = advice: Don't.",
        "",
    ]


def test_related_places_are_quoted_with_their_place() -> None:
    message = document("call me\nthen call him\n")
    related = (Related(Span(13, 21), "again"), Related(Span(0, 7), ""))

    lines = list(full.lines(report(finding(message, "call", related=related)), PLAIN))

    assert lines[-3:-1] == ["   = related: 2:6: again: call him", "   = related: 1:1: also here: call me"]


@pytest.mark.parametrize(
    ("applicability", "label"), [("safe", "fix"), ("unsafe", "unsafe fix"), ("display", "fix by hand")]
)
def test_a_fix_is_shown_by_its_title(applicability: str, label: str) -> None:
    fix = Fix("ask first", (Edit(Span(0, 4), "may I call"),), applicability)

    assert f"   = {label}: ask first" in list(full.lines(report(finding("call", "call", fix=fix)), PLAIN))


def test_nothing_from_a_draft_reaches_the_terminal_raw() -> None:
    message = document("call\x1b[2Jme", path="a\x1b]0;x\x07.md")
    found = finding(message, "call", message="\x1b[31m\nline", advice="\x9b2J", related=(Related(Span(0, 9), "\x1b"),))

    for lines in (full.lines(report(found), PLAIN), concise.lines(report(found), PLAIN)):
        text = "".join(lines)
        assert all(char.isprintable() for char in text)


def test_colours_follow_the_severity() -> None:
    coloured = "\n".join(full.lines(report(finding("call", "call", severity=Severity.ERROR)), Style(True)))

    assert "\x1b[1;31mOL201\x1b[0m" in coloured
    assert "\x1b[1;31m^^^^\x1b[0m" in coloured


def test_colours_change_nothing_but_colours() -> None:
    import re

    found = report(finding("Hi\tcall", "call", advice="x"))
    coloured = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in full.lines(found, Style(True))]

    assert coloured == list(full.lines(found, PLAIN))


def test_a_message_with_an_id_is_named() -> None:
    message = document("call me", message_id="lead\n7")

    assert "   = message: lead 7, field text" in list(full.lines(report(finding(message, "call")), PLAIN))


def test_labels_and_levels_are_in_the_language_asked_for() -> None:
    message = document("call me", message_id="7")
    found = finding(message, "call", advice="No.", related=(Related(Span(5, 7), ""),), fix=Fix("Ask.", (), "display"))

    lines = list(full.lines(report(found), PLAIN, "it"))

    assert "[avviso]" in lines[0]
    assert lines[-5:-1] == [
        "   = messaggio: 7, campo text",
        "   = consiglio: No.",
        "   = correzione a mano: Ask.",
        "   = vedi anche: 1:6: anche qui: me",
    ]


def test_what_a_judge_found_says_so_and_how_sure_it_is() -> None:
    for judge, ui_lang, said in (
        ("model", "en", "judge: the model, confidence 0.83"),
        ("reader", "it", "giudice: il lettore, confidenza 0.83"),
    ):
        one = finding("call me", "call")
        found = one._replace(diagnostic=one.diagnostic._replace(judge=judge, confidence=0.8312))

        assert f"   = {said}" in list(full.lines(report(found), PLAIN, ui_lang))


def test_what_phrases_found_needs_no_word_about_it() -> None:
    assert not [line for line in full.lines(report(finding("call me", "call")), PLAIN) if "judge" in line]


def test_a_finding_a_line_marks_what_can_be_fixed() -> None:
    fix = Fix("ask first", (Edit(Span(0, 4), "may I call"),), "safe")
    found = report(finding("call", "call", fix=fix))

    assert list(concise.lines(found, PLAIN, {"safe"})) == [
        "a.md:1:1: OL201 introduction-ask [*] Asks for an introduction"
    ]
    assert "[*]" not in next(concise.lines(found, PLAIN, {"unsafe"}))
