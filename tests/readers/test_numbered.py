"""Steps by the names of files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.readers.numbered import step_of, steps_of


@pytest.mark.parametrize(
    ("path", "step"),
    [
        ("a/step-1-note.md", ("a", 1, None, None)),
        ("a\\b\\Step_2.md", ("a/b", 2, None, None)),
        ("touch 2.txt", (".", 2, None, None)),
        ("x/passo-2.md", ("x", 2, None, None)),
        ("x/étape 03.md", ("x", 3, None, None)),
        ("x/schritt4.md", ("x", 4, None, None)),
        ("x/step-2b.md", ("x", 2, None, "B")),
        ("x/followup-1.md", ("x", 2, None, None)),
        ("x/Follow-Up 2.md", ("x", 3, None, None)),
        ("x/relance-1.txt", ("x", 2, None, None)),
        ("x/ann-step-1.md", ("x/ann", 1, None, None)),
        ("x/day-3.md", ("x", None, 3, None)),
        ("x/d0.md", ("x", None, 0, None)),
        ("x/giorno 7 bump.md", ("x", None, 7, None)),
        ("x/j10.md", ("x", None, 10, None)),
        ("x/tag-3.md", ("x", None, 3, None)),
        ("x/step-2-day-3.md", ("x", 2, 3, None)),
        ("x/02-step-2.md", ("x", 2, None, None)),
        ("campaigns/01-a.md", ("campaigns", 1, None, None)),
        ("Campagna maggio/2. b.md", ("Campagna maggio", 2, None, None)),
        ("Campaña/003.md", ("Campaña", 3, None, None)),
        ("x/séquence/1-a.md", ("x/séquence", 1, None, None)),
        ("Kampagne/4b.md", ("Kampagne", 4, None, "B")),
    ],
)
def test_a_name_says_which_step_it_is(path: str, step: tuple[object, ...]) -> None:
    assert step_of(path) == step


@pytest.mark.parametrize(
    "path",
    [
        "x/01-intro.md", "x/footstep-1.md", "x/steps.md", "x/step.md", "x/step-0.md", "x/step-1000.md", "x/d3js.md", "x/media-3.md",
        "x/price-tag-3.md", "campaign/2026-03-02-a.md", "campaign/01-02-2026.md", "campaign/1st.md", "campaign/intro.md", "x/followup.md",
    ],
)  # fmt: skip
def test_other_names_say_nothing(path: str) -> None:
    assert step_of(path) is None


def test_a_bare_number_counts_where_the_folder_is_said_to_be_a_campaign() -> None:
    assert step_of("x/01-intro.md", declared=True) == ("x", 1, None, None)
    assert steps_of(["x/01-intro.md", "y/02.md"], lambda path: path.startswith("x/")) == {
        "x/01-intro.md": ("x", 1, 0, None)
    }


def test_days_give_the_order_and_the_delays() -> None:
    assert steps_of(["c/day-10.md", "c/d0.md", "c/d3.md"]) == {
        "c/d0.md": ("c", 1, 0, None),
        "c/d3.md": ("c", 2, 3, None),
        "c/day-10.md": ("c", 3, 7, None),
    }
    assert steps_of(["c/step-2-day-4.md", "c/step-1-day-1.md", "c/step-3.md"]) == {
        "c/step-1-day-1.md": ("c", 1, 0, None),
        "c/step-2-day-4.md": ("c", 2, 3, None),
        "c/step-3.md": ("c", 3, None, None),
    }


def test_numbers_give_the_order_alone() -> None:
    assert steps_of(["c/step-1.md", "c/followup-2.md", "c/followup-1.md"]) == {
        "c/step-1.md": ("c", 1, 0, None),
        "c/followup-1.md": ("c", 2, None, None),
        "c/followup-2.md": ("c", 3, None, None),
    }


def test_a_first_step_may_stand_before_days() -> None:
    found = steps_of(["c/day-4.md", "c/step-1.md", "c/day-9.md"])
    assert [(path, step.number, step.delay) for path, step in found.items()] == [
        ("c/step-1.md", 1, 0),
        ("c/day-4.md", 2, None),
        ("c/day-9.md", 3, 5),
    ]


def test_files_of_one_number_are_variants() -> None:
    found = steps_of(["c/step-1a.md", "c/step-1b.md", "c/step-2-en.md", "c/step-2-it.md"])
    assert [(step.number, step.variant) for step in found.values()] == [(1, "A"), (1, "B"), (2, "A"), (2, "B")]


def test_each_folder_and_each_name_before_the_number_is_a_campaign() -> None:
    found = steps_of(["a/step-1.md", "b/step-1.md", "b/ann-step-1.md", "b/ann-step-2.md"])
    assert {step.campaign for step in found.values()} == {"a", "b", "b/ann"}


@given(
    st.lists(st.text(st.sampled_from(list("step-day followup0123456789ab/._é\\")), max_size=20), max_size=8),
    st.booleans(),
)
def test_whatever_the_names_numbers_count_from_one_and_delays_are_not_negative(
    paths: list[str], declared: bool
) -> None:
    for path, step in steps_of(paths, lambda path: declared).items():
        assert path in paths
        assert step.number >= 1
        assert step.delay is None or step.delay >= 0
