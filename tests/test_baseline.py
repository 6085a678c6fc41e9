"""Which findings a baseline knows, and the file that it is kept in."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.baseline import FINGERPRINTS, VERSION, Key, Sifted, counted, parse, render, sift, together
from outreachlint.diagnostics import Related
from outreachlint.errors import ConfigError
from outreachlint.findings import Finding
from outreachlint.text.source import Span
from tests.report.sample import document, finding

ASK = "Could you introduce me to your boss?"
OTHER = "Could you introduce me to your aunt?"


def same(path: str) -> str:
    return path


def found(*quotes: str, path: str = "a.md", before: str = "") -> list[Finding]:
    """Findings of quotes, each a sentence of its own."""
    text = before + "\n".join(quotes)
    return [finding(document(text, path), quote) for quote in quotes]


def at_first(*quotes: str) -> Finding:
    """A finding of the first of some sentences in a message that names the others beside it."""
    text = "\n".join(quotes)
    related = tuple(
        Related(Span(text.index(quote), text.index(quote) + len(quote)), "Asks for an introduction")
        for quote in quotes[1:]
    )
    return finding(document(text), quotes[0], related=related)


def known_by(baseline: list[Finding], now: list[Finding], gone: Collection[str] = ()) -> Sifted:
    return sift(now, counted(baseline, same), named=same, gone=gone.__contains__)


class TestSift:
    def test_what_was_counted_is_known(self) -> None:
        sifted = known_by(found(ASK), found(ASK))

        assert (len(sifted.new), len(sifted.known), sifted.left) == (0, 1, {})
        assert sifted.used == counted(found(ASK), same)

    def test_lines_before_it_change_nothing(self) -> None:
        assert known_by(found(ASK), found(ASK, before="Hi Ann.\n\nHow are you?\n\n")).new == ()

    def test_another_sentence_is_new_and_the_old_one_is_left(self) -> None:
        sifted = known_by(found(ASK), found(OTHER))

        assert [each.quote for each in sifted.new] == [OTHER]
        assert list(sifted.left.values()) == [1]

    def test_an_edit_of_the_rest_of_the_sentence_brings_it_back(self) -> None:
        old = [finding(document(ASK), "introduce me")]
        new = [finding(document(ASK.replace("boss", "aunt")), "introduce me")]

        assert known_by(old, new).new == tuple(new)

    def test_another_rule_is_new(self) -> None:
        assert len(known_by([finding(ASK, ASK)], [finding(ASK, ASK, code="OL302")]).new) == 1

    def test_one_more_than_counted_is_new(self) -> None:
        sifted = known_by(found(ASK), [*found(ASK), *found(ASK)])

        assert (len(sifted.new), len(sifted.known)) == (1, 1)

    def test_in_another_file_it_is_new_while_the_first_is_there(self) -> None:
        assert len(known_by(found(ASK), found(ASK, path="b.md")).new) == 1

    def test_a_renamed_file_keeps_it(self) -> None:
        sifted = known_by(found(ASK), found(ASK, path="b.md"), gone=["a.md"])

        assert (len(sifted.new), len(sifted.known), sifted.left) == (0, 1, {})
        assert sifted.used == counted(found(ASK, path="b.md"), same)

    def test_a_file_that_is_gone_vouches_once_for_each_that_it_had(self) -> None:
        sifted = known_by(found(ASK), [*found(ASK, path="b.md"), *found(ASK, path="c.md")], gone=["a.md"])

        assert [each.path for each in sifted.known] == ["b.md"]
        assert [each.path for each in sifted.new] == ["c.md"]

    def test_its_own_entry_goes_before_one_of_a_file_that_is_gone(self) -> None:
        baseline = [*found(ASK), *found(ASK, path="b.md")]

        assert known_by(baseline, found(ASK, path="b.md"), gone=["a.md"]).left == counted(found(ASK), same)

    def test_further_places_of_a_message_are_known_one_by_one(self) -> None:
        both = [at_first(ASK, OTHER)]

        assert known_by(both, both).new == ()
        assert known_by([at_first(ASK)], both).new == tuple(both)
        assert known_by(both, [at_first(OTHER)]).new == ()
        assert known_by(both, [at_first(ASK)]).left == counted([at_first(OTHER)], same)

    @given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from([ASK, OTHER]))), st.data())
    def test_every_finding_is_new_or_known_and_nothing_is_counted_twice(
        self, now: list[tuple[str, str]], data: st.DataObject
    ) -> None:
        findings = [each for path, quote in now for each in found(quote, path=path)]
        old = data.draw(st.lists(st.sampled_from(findings))) if findings else []
        gone = data.draw(st.sets(st.sampled_from("ab")))

        sifted = known_by(old, findings, gone)

        assert len(sifted.new) + len(sifted.known) == len(findings)
        assert len(sifted.known) + sum(sifted.left.values()) == len(old)
        assert sum(sifted.used.values()) == len(sifted.known)

    @given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from([ASK, OTHER]))))
    def test_after_taking_stock_nothing_is_new(self, now: list[tuple[str, str]]) -> None:
        findings = [each for path, quote in now for each in found(quote, path=path)]

        assert known_by(findings, findings) == Sifted((), tuple(findings), counted(findings, same), {})


keys = st.builds(Key, st.text(min_size=1), st.sampled_from(["OL101", "OL302"]), st.text("0123456789abcdef", min_size=1))
baselines = st.dictionaries(keys, st.integers(1, 9))


class TestFile:
    @given(baselines)
    def test_what_is_written_is_read(self, counts: dict[Key, int]) -> None:
        assert parse(render(counts).encode(), "b.json") == counts

    @given(baselines)
    def test_it_is_sorted_with_an_entry_a_line(self, counts: dict[Key, int]) -> None:
        lines = render(counts).split("\n")

        entries = [json.loads(line.rstrip(",")) for line in lines if line.startswith('    ["')]
        assert entries == sorted(entries) == [[*key, count] for key, count in sorted(counts.items())]

    def test_it_holds_nothing_of_the_draft(self) -> None:
        text = render(counted(found(ASK), same))

        assert not any(word in text for word in ("introduce", "boss"))
        assert json.loads(text)["findings"][0][:2] == ["a.md", "OL201"]

    def test_a_name_that_is_no_utf8_is_written_as_an_escape(self) -> None:
        key = Key("d\udce9.md", "OL101", "ab")

        assert parse(render({key: 1}).encode("utf-8"), "b.json") == {key: 1}
        assert '"è.md"' in render({Key("è.md", "OL101", "ab"): 1})

    def test_order_and_repeats_do_not_matter(self) -> None:
        one, two = '["a.md","OL101","ab",1]', '["a.md","OL101","ab",3]'
        text = baseline_text(f'["b.md","OL101","ab",1],{two},{one},[]')

        assert parse(text.encode(), "b.json") == {Key("a.md", "OL101", "ab"): 3, Key("b.md", "OL101", "ab"): 1}

    @given(baselines, baselines)
    def test_two_together_count_all(self, one: dict[Key, int], two: dict[Key, int]) -> None:
        assert sum(together(one, two).values()) == sum(one.values()) + sum(two.values())


def baseline_text(entries: str = "", version: str = str(VERSION), kind: str = str(FINGERPRINTS)) -> str:
    return f'{{\n "version": {version},\n "fingerprints": {kind},\n "findings": [\n{entries}\n]}}\n'


class TestBroken:
    @pytest.mark.parametrize(
        ("text", "place", "words"),
        [
            ("", "b.json:1:1", "no JSON"),
            ('{"version": 1,\n "findings": [}', "b.json:2:15", "no JSON"),
            ("[]", "b.json:1:1", "no baseline of outreachlint"),
            ('{"findings": []}', "b.json:1:1", "no baseline of outreachlint"),
            (baseline_text(version="true"), "b.json:1:1", "no baseline of outreachlint"),
            (baseline_text(version="2"), "b.json:2:2", "newer outreachlint (version 2; this one reads 1)"),
            (baseline_text(kind="0"), "b.json:3:2", "fingerprints of another kind (0;"),
            ('{"version": 1, "fingerprints": 1}', "b.json:1:1", "`findings` must be a list"),
            (baseline_text('["a.md","OL101","ab",1],\n ["a.md","OL101","ab",0]'), "b.json:6:2", "[path, code"),
            (baseline_text('["a.md","OL101","ab",1],\n ["a.md","OL101","ab"],'), "b.json:7:1", "no JSON"),
            (baseline_text('["a.md","OL101","ab",true]'), "b.json:5:1", "[path, code"),
            (baseline_text('["","OL101","ab",1]'), "b.json:5:1", "[path, code"),
            (baseline_text('{"path": "a.md"}'), "b.json:5:1", "[path, code"),
            (baseline_text("<<<<<<< HEAD\n[],\n=======\n[]\n>>>>>>> b"), "b.json:5:1", "marks of a merge conflict"),
            ("[" * 100_000, "b.json", "nested too deeply"),
        ],
    )
    def test_it_is_an_error_with_its_place(self, text: str, place: str, words: str) -> None:
        with pytest.raises(ConfigError) as caught:
            parse(text.encode(), "b.json")

        assert str(caught.value.place) == place
        assert words in caught.value.message
        assert caught.value.hint

    def test_bytes_that_are_no_text(self) -> None:
        with pytest.raises(ConfigError, match="not UTF-8") as caught:
            parse(b'{\n"version": "\xff"}', "b.json")

        assert str(caught.value.place) == "b.json:2"

    @given(st.binary())
    def test_nothing_else_comes_of_any_bytes(self, data: bytes) -> None:
        try:
            parse(data, "b.json")
        except ConfigError as error:
            assert error.place is not None


def test_named_says_where_a_finding_is_counted() -> None:
    name: Callable[[str], str] = "drafts/{}".format

    assert [key.path for key in counted(found(ASK), name)] == ["drafts/a.md"]
