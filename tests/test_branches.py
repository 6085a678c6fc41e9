"""Every branch of a template is linted, and what is found in one is said once and in its place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given

from outreachlint.analysis import analyses_of
from outreachlint.branches import Branches
from outreachlint.diagnostics import Diagnostic, Edit, Fix, Related, Severity
from outreachlint.errors import InputError
from outreachlint.judge.opinion import OFFENCES, Opinion
from outreachlint.kernel import lint
from outreachlint.rules.pack import Pack, load_pack
from outreachlint.rules.select import RuleSet, select
from outreachlint.text.source import Span
from tests.checks.checking import document
from tests.rules.sample import RULE
from tests.test_kernel import JUDGED, rule_set
from tests.text.template.test_parse import templates


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> RuleSet:
    return rule_set(tmp_path_factory.mktemp("rules"), RULE)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack()


def places(text: str, rules: RuleSet) -> list[str]:
    return [found.span.of(text) for found in lint(document(text), rules)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{Good day|A loud hello} to you.", ["loud hello"]),
        ("{A loud hello|Hello there} to you.", ["loud hello", "Hello there"]),
        ("{% if x %}Good day{% else %}Hello you{% endif %}.", ["Hello you"]),
        ("{% if x %}Hello you.{% endif %} Bye.", ["Hello you"]),
        ("{{#if x}}Good{{#else}}{Bad|Loud hello}{{#endif}}.", ["Loud hello"]),
        ("A loud hello, {Ann|Bob|Carl}.", ["loud hello"]),
        ("A {very|most} loud {hello|greeting}.", ["very|most} loud {hello"]),
        ("Hello {# a note #}you.", ["Hello {# a note #}you"]),
        ("{a|b|c|d|Hello you} and {e|f|A loud hello|g}.", ["Hello you", "loud hello"]),
    ],
)
def test_what_is_found_in_a_branch_is_placed_in_it(rules: RuleSet, text: str, found: list[str]) -> None:
    assert places(text, rules) == found


def test_a_finding_outside_the_branches_is_said_once(rules: RuleSet) -> None:
    text = "{Ann|Bob}, a loud hello. {So|And} hello there."
    (found,) = lint(document(text), rules)
    assert [related.span.of(text) for related in found.related] == ["hello there"]


def test_a_place_in_a_later_branch_is_related_to_what_is_found_before(rules: RuleSet) -> None:
    text = "A loud hello. {Good day|Hello there}."
    (found,) = lint(document(text), rules)
    assert [related.span.of(text) for related in found.related] == ["Hello there"]


def test_the_message_quotes_what_the_recipient_reads(rules: RuleSet) -> None:
    (found,) = lint(document("A {very|most} loud {hello|greeting}."), rules)
    assert found.message == '"very loud hello" is loud'


def test_a_branch_without_the_exception_offends(rules: RuleSet) -> None:
    assert places("A loud hello. {Softly said|As I said}.", rules) == ["loud hello"]
    assert places("A loud hello. {Softly said|As softly said}.", rules) == []


def test_rules_of_scope_template_read_the_text_as_it_is_written(tmp_path: Path) -> None:
    written = RULE.replace("match:", "scope: template\nmatch:")
    rules = rule_set(tmp_path, written)
    text = "{A loud hello|Good day}. Hello there."
    (found,) = lint(document(text), rules)
    assert found.span.of(text) == "loud hello"
    assert lint(document("{A loud|b} hello"), rules) == []


class TestTheJudge:
    @staticmethod
    def opinion(*pressure: float) -> Opinion:
        rows = [tuple(value if offence == "pressure" else 0.0 for offence in OFFENCES) for value in pressure]
        return Opinion("model", rows)

    def test_has_an_opinion_on_every_variant(self, tmp_path: Path) -> None:
        rules = rule_set(tmp_path, JUDGED)
        base = document("{Good day|Now or never}. Bye.")
        read = analyses_of(base)
        opinions = [self.opinion(0.1, 0.1), self.opinion(0.9, 0.1)]

        (found,) = lint(base, rules, analyses=read, opinions=opinions)

        assert (found.span.of(base.text), found.confidence) == ("Now or never}.", 0.9)

    def test_one_opinion_alone_is_about_the_analysis_that_comes_with_it(self, tmp_path: Path) -> None:
        rules = rule_set(tmp_path, JUDGED)
        (read,) = analyses_of(document("Now or never."))
        assert len(lint(read.document, rules, analysis=read, opinion=self.opinion(0.9))) == 1
        assert len(lint(read.document, rules, opinion=self.opinion(0.9))) == 1

    def test_suppressions_know_whether_every_variant_was_judged(self, pack: Pack) -> None:
        base = document("{Hi|Hello} Ann")
        read = analyses_of(base)
        assert lint(base, select(pack), analyses=read, opinions=[self.opinion(0.0), None]) == []


def test_a_rule_of_form_sees_the_braces_and_others_do_not(pack: Pack) -> None:
    text = "{Hi|Hello} {{first_name | friend}}, thank you for the {talk|lecture in Leeds."
    codes = {found.code for found in lint(document(text), select(pack))}
    assert {"OL604", "OL612"} <= codes


def test_a_template_that_is_too_much_is_not_linted(rules: RuleSet) -> None:
    with pytest.raises(InputError):
        lint(document("{a|" * 30 + "}" * 30), rules)


@given(templates)
def test_findings_lie_in_the_message_in_order_and_apart(rules: RuleSet, text: str) -> None:
    text = f"A loud hello {text} hello you. {text}"
    try:
        found = lint(document(text), rules)
    except InputError:
        return
    spans = [each.span for each in found]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert spans == sorted(spans)
    assert all(not one.overlaps(other) for number, one in enumerate(spans) for other in spans[:number])


def diagnostic(span: Span, *, fix: Fix | None = None, related: Sequence[Span] = ()) -> Diagnostic:
    return Diagnostic(
        "X100", "x", Severity.ERROR, "x", span, "check", fix=fix, related=tuple(Related(each, "x") for each in related)
    )


def test_a_fix_goes_with_a_finding_where_it_is_written_in_one_piece() -> None:
    text = "ab{c|d}ef"
    first = analyses_of(document(text))[0]
    inside = Fix("x", (Edit(Span(0, 2), "x"), Edit(Span(5, 5), "y")), "safe")
    across = Fix("x", (Edit(Span(1, 4), "x"),), "safe")
    collected = Branches()
    collected.add(first, [diagnostic(Span(0, 1), fix=inside), diagnostic(Span(4, 5), fix=across)])
    (kept, dropped) = collected.found
    assert kept.fix == Fix("x", (Edit(Span(0, 2), "x"), Edit(Span(9, 9), "y")), "safe")
    assert dropped.fix is None


def test_many_findings_in_many_variants_cost_linear_time(pack: Pack) -> None:
    import time

    text = "{" + "|".join("abcdefgh" * 2) + "} " + "A!!!! " * 400
    began = time.process_time()
    found = lint(document(text), select(pack, select=["OL502"]))
    assert len(found) == 400
    assert time.process_time() - began < 20
