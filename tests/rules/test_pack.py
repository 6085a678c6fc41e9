"""The artefact: built when rules change, read from the cache otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from outreachlint.errors import RuleError
from outreachlint.rules import pack as packs
from outreachlint.rules.pack import load_pack
from outreachlint.text.view import build_view

from .sample import RULE, folder


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OUTREACHLINT_CACHE_DIR", str(tmp_path / "cache"))
    rule = RULE.replace("TEST", "SHIP").replace("shouted-hello", "shipped").replace("loud-hello", "shipped-alias")
    shipped = folder(tmp_path / "shipped", rule)
    monkeypatch.setattr(packs, "shipped_rules", lambda: shipped)
    monkeypatch.setattr(packs, "PREBUILT", str(tmp_path / "no-prebuilt"))
    return tmp_path / "cache"


def test_users_rules_join_the_shipped_ones_and_may_use_their_lexicons(tmp_path: Path):
    own = folder(tmp_path / "own", lexicon=None)

    pack = load_pack([own])

    assert [rule.code for rule in pack.rules] == ["SHIP101", "TEST101"]
    assert [len(index) for index in pack.phrases("en")] == [3, 3]


def test_nothing_is_built_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    own = folder(tmp_path / "own", lexicon=None)
    load_pack([own])
    monkeypatch.setattr(packs, "_build", lambda *_: pytest.fail("built again"))

    assert len(load_pack([own]).rules) == 2


def test_a_changed_rule_is_built_again(tmp_path: Path):
    own = folder(tmp_path / "own", lexicon=None)
    load_pack([own])
    folder(tmp_path / "own", RULE.replace("hello (there|you)", "hello (there|you|all)"), None)

    (_, index) = load_pack([own]).phrases("en")

    assert list(index.search(build_view("hello all")).sentences) == ["TEST101/hello"]


def test_a_torn_cache_is_an_empty_cache(tmp_path: Path, cache: Path):
    own = folder(tmp_path / "own", lexicon=None)
    load_pack([own])
    for path in cache.rglob("*.*"):
        path.write_text("{", encoding="utf-8")

    assert len(load_pack([own]).rules) == 2


def test_a_wrong_rule_stops_the_run_and_says_how_many_more(tmp_path: Path):
    own = folder(tmp_path / "own", RULE.replace("severity: warning", "severity: loud"), None)
    (Path(own) / "b.yaml").write_text("code: X\n", encoding="utf-8")

    with pytest.raises(RuleError, match="can't be 'loud'") as caught:
        load_pack([own])

    assert caught.value.hint is not None
    assert "1 more" in caught.value.hint


def test_a_code_of_the_shipped_pack_is_taken(tmp_path: Path):
    own = folder(tmp_path / "own", RULE.replace("TEST101", "SHIP101"), None)

    with pytest.raises(RuleError, match="already belongs"):
        load_pack([own])


def test_a_cache_that_cannot_be_written_is_no_error(cache: Path):
    cache.write_text("a file where the folder should be", encoding="utf-8")

    assert [rule.code for rule in load_pack([]).rules] == ["SHIP101"]
