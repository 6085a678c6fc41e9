"""Which fixes go together, and what they make of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.findings import Finding, PlacedEdit
from outreachlint.fixes.edits import SAFE, UNSAFE, Chosen, apply, choose
from outreachlint.text.source import Position, Span
from tests.fixes.sample import TEXT, fixing


def made(*findings: Finding, allowed: frozenset[str] = SAFE) -> str:
    return apply(TEXT, choose(findings, allowed).edits.get("", ()))


def numbers(chosen: Chosen) -> tuple[int, int]:
    return len(chosen.applied), len(chosen.left)


def test_edits_replace_insert_and_delete() -> None:
    assert made(fixing((1, 3, "-")), fixing((5, 5, "+")), fixing((8, 10, ""))) == "0-34+567"


def test_the_order_of_a_fix_s_edits_does_not_matter() -> None:
    assert made(fixing((8, 9, "b"), (1, 2, "a"))) == "0a234567b9"


def test_of_two_that_overlap_the_first_wins() -> None:
    chosen = choose([fixing((1, 4, "a")), fixing((3, 6, "b")), fixing((6, 7, "c"))], SAFE)

    assert apply(TEXT, chosen.edits[""]) == "0a45c789"
    assert [edit.content for finding in chosen.left if finding.fix for edit in finding.fix.edits] == ["b"]


def test_a_fix_is_made_whole_or_not_at_all() -> None:
    assert made(fixing((1, 2, "a")), fixing((1, 2, "b"), (8, 9, "b"))) == "0a23456789"


def test_fixes_that_only_touch_go_together() -> None:
    assert made(fixing((1, 3, "a")), fixing((3, 5, "b")), fixing((5, 5, "c"))) == "0abc56789"


@pytest.mark.parametrize("edit", [(4, 4, "x"), (2, 6, "x"), (3, 4, "x"), (4, 5, "x"), (0, 10, "x")])
def test_nothing_goes_into_what_is_replaced(edit: tuple[int, int, str]) -> None:
    assert numbers(choose([fixing((3, 5, "a")), fixing(edit)], SAFE)) == (1, 1)


def test_two_texts_put_into_one_place_have_no_order() -> None:
    assert numbers(choose([fixing((3, 3, "a")), fixing((3, 3, "b"))], SAFE)) == (1, 1)


def test_the_same_edit_of_two_findings_is_made_once() -> None:
    chosen = choose([fixing((3, 3, "a")), fixing((3, 3, "a")), fixing((3, 3, "a"), (7, 8, ""))], SAFE)

    assert numbers(chosen) == (3, 0)
    assert apply(TEXT, chosen.edits[""]) == "012a345689"


def test_a_fix_at_odds_with_itself_is_not_made() -> None:
    assert numbers(choose([fixing((1, 5, "a"), (3, 6, "b"))], SAFE)) == (0, 1)


def test_only_what_is_allowed_is_made() -> None:
    findings = [fixing((0, 1, kind), applicability=kind) for kind in ("display", "unsafe", "safe")]

    assert made(*findings) == "safe123456789"
    assert made(*findings, allowed=UNSAFE) == "unsafe123456789"


def test_a_finding_without_a_fix_or_without_edits_is_passed_over() -> None:
    assert numbers(choose([fixing(), fixing((0, 1, ""))._replace(fix=None)], SAFE)) == (0, 0)


def test_places_in_different_cells_have_nothing_to_do_with_each_other() -> None:
    first, second = fixing((1, 2, "a")), fixing((1, 2, "b"))
    moved = [edit._replace(address="B2") for edit in second.fix.edits] if second.fix else []
    second = second._replace(fix=second.fix._replace(edits=tuple(moved)) if second.fix else None)

    assert set(choose([first, second], SAFE).edits) == {"", "B2"}


def test_edits_that_overlap_or_lie_outside_are_refused() -> None:
    def edit(start: int, end: int) -> PlacedEdit:
        return PlacedEdit("", Span(start, end), "", Position(1, 1), Position(1, 1))

    for edits in ([edit(3, 5), edit(4, 6)], [edit(5, 6), edit(1, 2)], [edit(9, 11)]):
        with pytest.raises(ValueError, match="overlap"):
            apply(TEXT, edits)


EDITS = st.lists(
    st.tuples(st.integers(0, 10), st.integers(0, 4), st.sampled_from(["", "x", "yz"])).map(
        lambda edit: (edit[0], min(10, edit[0] + edit[1]), edit[2])
    ),
    min_size=1,
    max_size=3,
)


@given(st.lists(EDITS.map(lambda edits: fixing(*edits)), max_size=6))
def test_what_is_chosen_can_be_made_and_nobody_is_forgotten(findings: list[Finding]) -> None:
    chosen = choose(findings, SAFE)
    edits = chosen.edits.get("", ())
    kept = sum(edit.span.end - edit.span.start for edit in edits)

    assert len(chosen.applied) + len(chosen.left) == len(findings)
    assert len(apply(TEXT, edits)) == len(TEXT) - kept + sum(len(edit.content) for edit in edits)
    assert {edit for finding in chosen.applied if finding.fix for edit in finding.fix.edits} == set(edits)
