"""The summary of an outbox for people."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from outreachlint.diagnostics import Severity
from outreachlint.outbox.summary import ALWAYS, Example, Period, RuleCount, Share, Summary, Template
from outreachlint.report.audit_text import MOST_MONTHS, lines, where
from outreachlint.report.style import Style

PLACE = Example("messages.csv", "", False, 12, 7)
RULES = (
    RuleCount("OL302", "unconsented-signup", Severity.ERROR, 1_204, 1_100, (PLACE,)),
    RuleCount("OL501", "pressure", Severity.WARNING, 3, 3, (PLACE._replace(line=5),)),
)
TEMPLATE = Template(Share(412, 100), date(2024, 1, 2), date(2024, 3, 4), {"OL302": 100}, "I saw […] …", PLACE)
SUMMARY = Summary(
    files=("messages.csv",),
    total=Share(10_000, 1_102),
    drafts=40,
    conversations=3_000,
    severities={"error": 1_204, "warning": 3, "info": 0},
    rules=RULES,
    months={"": Share(40, 2), "2024-01": Share(5_000, 1_000), "2024-03": Share(4_960, 100)},
    relationships={"stranger": Share(9_000, 1_100), "engaged": Share(1_000, 2)},
    templates=(TEMPLATE,),
    templated=500,
    template_total=7,
    period=ALWAYS,
    left_out=0,
    undated=0,
    unknown_language=0,
    errors=0,
    rules_run=40,
)

WHOLE = """\
Outbox: messages.csv
  10,000 messages from 2024-01 to 2024-03, 3,000 conversations, 40 of them not sent, or not known to be
  1,102 messages with findings (11%): 1,204 errors, 3 warnings

By rule
                                      findings  messages  share              worst at
  OL302  unconsented-signup  error       1,204     1,100    11%  ██████████  messages.csv:12:7
  OL501  pressure            warning         3         3  <0.1%  ▏           messages.csv:5:7

By month
           messages  with findings  share
  2024-01     5,000          1,000    20%  ██████████
  2024-03     4,960            100   2.0%  █
  no date        40              2   5.0%

By recipient
                       messages  with findings  share
  strangers               9,000          1,100    12%  ██████████
  who answered before     1,000              2   0.2%  ▏

By template
  7 templates of 3 or more messages that are nearly the same: 500 messages
  messages  with findings  first       last        rules
       412            24%  2024-01-02  2024-03-04  OL302
    messages.csv:12:7  "I saw […] …"

`outreachlint explain OL302` says why a rule is there and what to write instead.
Names are masked; --names shows them, and what was found.
"""


def text(ui_lang: str = "en", ascii_only: bool = False, **changes: Any) -> str:
    return "".join(
        f"{line}\n" for line in lines(SUMMARY._replace(**changes), Style(False), ui_lang, ascii_only=ascii_only)
    )


def test_it_is_lined_up_and_says_all_of_it() -> None:
    assert text() == WHOLE


def test_in_italian() -> None:
    said = text("it")

    assert "10.000 messaggi da 2024-01 a 2024-03, 3.000 conversazioni" in said
    assert "OL302  unconsented-signup  errore" in said
    assert "  2024-03        4.960               100   2,0%" in said
    assert "findings" not in said.replace("--findings", "")


def test_where_nothing_was_found_it_is_short() -> None:
    said = text(
        total=Share(3), severities={"error": 0, "warning": 0, "info": 0}, rules=(), months={}, relationships={},
        templates=(), drafts=0, conversations=0,
    )  # fmt: skip

    assert said == "Outbox: messages.csv\n  3 messages\n  No findings.\n"


def test_terminals_that_cannot_draw_get_plain_bars() -> None:
    said = text(ascii_only=True)

    assert "12%  ##########\n" in said
    assert '"I saw [...] ..."' in said
    assert said.isascii()


def test_old_years_have_a_line_each_with_a_step_for_each_month() -> None:
    months = {
        f"{year}-{month:02}": Share(100, 10 * (month % 9)) for year in (2021, 2022, 2023) for month in range(1, 13)
    }
    months["2022-05"] = Share(0)
    del months["2021-12"]
    said = text(months=months).partition("By month\n")[2].partition("\n\n")[0].splitlines()

    assert len(months) > MOST_MONTHS
    assert said[1] == "  2021        1,100            390    35%  ▁▂▃▄▅▅▆▇▁▁▂"
    assert [line[:9].strip() for line in said[2:]] == [f"{year}-{m:02}" for year in (2022, 2023) for m in range(1, 13)]


def test_one_month_is_named_once() -> None:
    assert "  10,000 messages in 2024-03, 3,000 conversations" in text(months={"2024-03": Share(10_000, 1_102)})


def test_more_files_than_one_are_counted() -> None:
    assert text(files=("a.csv", "b.csv", "c.csv")).startswith("Outbox: a.csv and 2 more files\n")


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"left_out": 3}, "3 messages outside the period left out."),
        ({"left_out": 3, "undated": 1}, "3 messages outside the period left out, 1 of them without a date."),
        ({"unknown_language": 2}, "2 messages' languages are unknown, "),
        ({"errors": 2}, "Not everything could be read: 2 errors above (exit code 2)."),
    ],
)
def test_what_else_there_is_to_know_is_said_at_the_end(changes: dict[str, Any], line: str) -> None:
    assert line not in text()
    assert f"\n{line}" in text(period=Period(date(2024, 1, 1)), **changes)


def test_with_names_what_was_found_is_quoted() -> None:
    quoted = RULES[0]._replace(examples=(PLACE._replace(quote="signed you up,\nAnn"),))
    said = text(rules=(quoted,), names=True)

    assert '          "signed you up, Ann"\n' in said
    assert "--names" not in said


def test_a_long_quote_is_cut() -> None:
    quoted = RULES[0]._replace(examples=(PLACE._replace(quote="word " * 40),))

    assert f'"{"word " * 15}word…"' in text(rules=(quoted,), names=True)


def test_a_place_in_a_cell_says_which() -> None:
    assert where(Example("a.xlsx", "Sheet1!B2", True, 1, 3)) == "a.xlsx:[Sheet1!B2]:1:3"
    assert where(Example("a.csv", "row 2, column text", False, 2, 3)) == "a.csv:2:3"


def test_colours_go_around_codes_and_headings() -> None:
    said = "\n".join(lines(SUMMARY, Style(True)))

    assert "\x1b[1;31mOL302\x1b[0m" in said
    assert "\x1b[1mBy rule\x1b[0m" in said


def test_control_characters_do_not_reach_the_terminal() -> None:
    assert "\x1b" not in text(files=("a\x1b[31m.csv",), templates=(TEMPLATE._replace(opening="a\x1b[31m b"),))
