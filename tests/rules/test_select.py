"""Which rules run."""

from __future__ import annotations

import pytest

from outreachlint.diagnostics import Severity
from outreachlint.errors import UsageError
from outreachlint.rules.build import build
from outreachlint.rules.loader import load_folders
from outreachlint.rules.pack import Pack
from outreachlint.rules.select import select

from .sample import RULE, folder


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    base = tmp_path_factory.mktemp("rules")
    for code, name, status in [
        ("TEST101", "one", "stable"),
        ("TEST102", "two", "stable"),
        ("TEST201", "three", "stable"),
        ("TEST202", "four", "preview"),
    ]:
        rule = (
            RULE.replace("TEST101", code)
            .replace("shouted-hello", name)
            .replace("[TEST001, loud-hello]", f"[old-{name}]")
        )
        folder(base, rule.replace("severity:", f"status: {status}\nseverity:"), name=f"{code}.yaml")
    return Pack([build(load_folders([str(base)]))])


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        ({}, ["TEST101", "TEST102", "TEST201"]),
        ({"select": ["TEST1"]}, ["TEST101", "TEST102"]),
        ({"select": ["two"]}, ["TEST102"]),
        ({"select": ["old-two"]}, ["TEST102"]),
        ({"select": ["ALL"]}, ["TEST101", "TEST102", "TEST201"]),
        ({"select": ["TEST2"]}, ["TEST201", "TEST202"]),
        ({"ignore": ["TEST1"]}, ["TEST201"]),
        ({"ignore": ["one", "TEST201"]}, ["TEST102"]),
        ({"select": ["TEST101"], "ignore": ["TEST1"]}, ["TEST101"]),
        ({"select": ["TEST1"], "ignore": ["TEST101"]}, ["TEST102"]),
        ({"select": ["TEST1"], "ignore": ["TEST1"]}, []),
        ({"extend_select": ["TEST202"]}, ["TEST101", "TEST102", "TEST201", "TEST202"]),
        ({"select": ["one"], "extend_select": ["three"]}, ["TEST101", "TEST201"]),
    ],
)
def test_selection(pack: Pack, options: dict[str, list[str]], codes: list[str]):
    assert [rule.code for rule in select(pack, **options).rules] == codes  # type: ignore[arg-type]


def test_severity_by_code_name_or_family(pack: Pack):
    rules = select(pack, severities={"TEST1": Severity.INFO, "three": Severity.ERROR}).rules

    assert [rule.severity for rule in rules] == [Severity.INFO, Severity.INFO, Severity.ERROR]


@pytest.mark.parametrize("selector", ["TEST9", "too", "", "test101"])
def test_an_unknown_selector_is_an_error(pack: Pack, selector: str):
    with pytest.raises(UsageError, match="there is no rule"):
        select(pack, select=[selector])


def test_it_says_what_was_meant(pack: Pack):
    with pytest.raises(UsageError) as caught:
        select(pack, ignore=["TEST1O1"])

    assert caught.value.hint == "did you mean `TEST101`?"
