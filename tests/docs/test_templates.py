"""The page about template dialects says what the tables of the program say."""

from __future__ import annotations

import pytest

from outreachlint.text.template.dialects import CONDITIONS, DIALECTS, Dialect
from outreachlint.text.template.fields import LENGTHS

from .scripts import DOCS

PAGE = (DOCS / "templates.md").read_text(encoding="utf-8")
ROWS = {line.split("|")[1].strip(" `"): line for line in PAGE.splitlines() if line.startswith("| `")}


def code(text: str) -> str:
    return "`" + text.replace("|", "\\|") + "`"


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_each_dialect_has_a_row_that_shows_how_it_writes(dialect: Dialect) -> None:
    row = ROWS[dialect.name]
    shown = [dialect.tag("first_name"), dialect.tag("company")]
    if dialect.fallback:
        shown.append(dialect.tag_with_fallback(dialect.fields["first_name"], "there"))
    assert all(code(each) in row for each in shown if each)
    assert all(condition in row for condition in dialect.conditions)
    assert row.rstrip(" |").endswith(f"| {dialect.sources}")


def test_every_language_of_conditions_is_shown() -> None:
    assert not [name for name in CONDITIONS if f"\n| {name} " not in PAGE]


def test_the_usual_lengths_are_those_of_the_program() -> None:
    table = PAGE.partition("## Lengths")[2].partition("```")[0]
    numbers = {
        int(line.rstrip(" |").rpartition("|")[2]) for line in table.splitlines() if line.rstrip(" |")[-1:].isdigit()
    }
    assert numbers == set(LENGTHS.values())
    assert not [holds for holds in LENGTHS if holds not in PAGE]
