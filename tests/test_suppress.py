"""Suppressions: what is obeyed, and what is said about those that do nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreachlint.comment_directives import comment_directives
from outreachlint.diagnostics import Diagnostic
from outreachlint.document import Directive, Document
from outreachlint.judge.opinion import OFFENCES, Opinion
from outreachlint.kernel import findings, lint, linted
from outreachlint.readers import Defaults, read
from outreachlint.rules import pack as packs
from outreachlint.rules.pack import Pack
from outreachlint.rules.select import RuleSet, select
from outreachlint.suppress import ABOUT_DIRECTIVES, DirectiveError, front_matter_directives
from outreachlint.text.source import Source, Span

RULES = Path(__file__).parent.parent / "rules"
NEEDED = ("OL403", "OL502", "OL602", "OL604", "OL901", "OL902", "OL903", "OL904")
BAD = "Hi {{name}, it is FREE: bit.ly/abc."


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """The mechanical rules that these tests speak of."""
    from outreachlint.rules.build import build
    from outreachlint.rules.loader import load_folders

    folder = tmp_path_factory.mktemp("rules")
    for path in RULES.glob("OL*.yaml"):
        if path.name.startswith(NEEDED):
            (folder / path.name).write_bytes(path.read_bytes())
    loaded = load_folders([str(folder)])
    assert loaded.errors == []
    packs.write_artefact(build(loaded), str(folder / "built"))
    return Pack([str(folder / "built")])


@pytest.fixture(scope="module")
def everything(pack: Pack) -> RuleSet:
    return select(pack)


def draft(text: str, path: str = "draft.md") -> Document:
    (document,) = read(path, text.encode(), Defaults())
    assert isinstance(document, Document), str(document)
    return document


def said(diagnostics: Sequence[Diagnostic]) -> list[str]:
    return [diagnostic.code for diagnostic in diagnostics]


def test_a_directive_for_several_messages_is_not_called_unused(everything: RuleSet) -> None:
    text = "---\noutreachlint: {ignore: [OL502]}\n---\n## One\n\nHi Ann, FREE OFFER FOR YOU.\n\n## Two\n\nHi Bob, see you.\n"
    found = [each for each in read("x.md", text.encode(), Defaults()) if isinstance(each, Document)]
    assert len(found) == 2
    assert [said(lint(each, everything)) for each in found] == [[], []]


def test_without_directives_all_findings_stay(everything: RuleSet) -> None:
    document = draft(BAD)
    assert lint(document, everything) == findings(document, everything)
    assert said(lint(document, everything)) == ["OL604", "OL502", "OL403"]


@pytest.mark.parametrize(
    ("directive", "left"),
    [
        ("<!-- outreachlint-ignore OL502 -->", ["OL604", "OL403"]),
        ("<!-- outreachlint-ignore OL502: it is the name of the fair -->", ["OL604", "OL403"]),
        ("<!-- outreachlint-ignore ol502 -->", ["OL604", "OL403"]),
        ("<!-- outreachlint-ignore shouting -->", ["OL604", "OL403"]),
        ("<!-- outreachlint-ignore OL502, OL403 -->", ["OL604"]),
        ("<!-- outreachlint-ignore OL502 OL403: both -->", ["OL604"]),
        ("<!-- outreachlint-ignore OL5 -->", ["OL604", "OL403"]),
        ("<!--outreachlint-ignore OL50-->", ["OL604", "OL403"]),
        ("<!--\noutreachlint-ignore OL604:\n  the brace belongs there\n-->", ["OL502", "OL403"]),
    ],
)
def test_a_comment_silences_the_rules_that_it_names(everything: RuleSet, directive: str, left: list[str]) -> None:
    assert said(lint(draft(f"{directive}\n\n{BAD}"), everything)) == left
    assert said(lint(draft(f"{BAD}\n{directive}"), everything)) == left


@pytest.mark.parametrize(
    "block",
    ["{ignore: [OL502]}", "{ignore: OL502}", "\n  ignore:\n  - rule: shouting\n    reason: the name of the fair"],
)
def test_front_matter_silences_the_rules_that_it_names(everything: RuleSet, block: str) -> None:
    document = draft(f"---\noutreachlint: {block}\n---\n{BAD}", "draft.txt")
    assert said(lint(document, everything)) == ["OL604", "OL403"]


def test_where_the_judge_was_not_heard_nobody_knows_whether_a_directive_for_its_rules_is_used(
    everything: RuleSet,
) -> None:
    document = draft("Thank you for the lovely evening.\n\n<!-- outreachlint-ignore OL502 -->")
    calm = Opinion("model", [(0.0,) * len(OFFENCES)])
    asking = [rule._replace(judge=["@pressure"]) if rule.code == "OL502" else rule for rule in everything.rules]
    rules = RuleSet(everything.pack, asking)

    assert said(lint(document, everything)) == ["OL901"]
    assert said(lint(document, rules)) == []
    assert said(lint(document, rules, opinion=calm)) == ["OL901"]
    assert said(lint(document, rules, opinion=calm, min_confidence=0.9)) == []


def test_a_directive_that_silences_nothing_is_reported_where_it_stands(everything: RuleSet) -> None:
    document = draft("---\noutreachlint: {ignore: [OL502, OL403]}\n---\nHi Ann, see bit.ly/abc")
    (unused,) = lint(document, everything)
    assert (unused.code, unused.name) == ("OL901", "unused-suppression")
    assert "OL502" in unused.message
    assert document.position(unused.span.start) == (2, 15)
    assert document.source_span(unused.span).of(document.source.text) == "{ignore: [OL502, OL403]}"


def test_a_directive_in_a_comment_is_pointed_at_too(everything: RuleSet) -> None:
    document = draft("Hi Ann,\n\n<!-- outreachlint-ignore OL502 -->\nthank you.")
    (unused,) = lint(document, everything)
    assert document.position(unused.span.start) == (3, 1)
    assert document.position(unused.span.end) == (3, 35)


def test_a_rule_that_did_not_run_leaves_its_directives_in_peace(pack: Pack) -> None:
    document = draft("<!-- outreachlint-ignore OL502, OL4 -->\nHi Ann")
    assert said(lint(document, select(pack, ignore=["OL502", "OL403"]))) == []
    assert said(lint(document, select(pack, ignore=["OL502"]))) == ["OL901"]


def test_a_family_is_unused_only_when_all_of_it_ran(pack: Pack) -> None:
    document = draft("<!-- outreachlint-ignore OL6 -->\nHi Ann")
    assert said(lint(document, select(pack))) == ["OL901"]
    assert said(lint(document, select(pack, ignore=["OL604"]))) == []


@pytest.mark.parametrize(
    ("directive", "hint"),
    [
        ("outreachlint-ignore OL520", "did you mean OL502?"),
        ("outreachlint-ignore shoutin", "did you mean shouting?"),
        ("outreachlint-ignore ZZ", "see `outreachlint rules list`"),
        ("outreachlint-ignore OL", "see `outreachlint rules list`"),
        ("outreachlint-ignore OL7", ""),
        ("outreachlint-ignore", "name the rule"),
        ("outreachlint-ignore: because", "name the rule"),
        ("outreachlint-off OL502", "write outreachlint-ignore CODE: reason"),
        ("outreachlint-ignore-nextline OL502", "did you mean outreachlint-ignore-next-line?"),
        ("outreachlint-ignore-line", "name the rule"),
        ("outreachlint-disable", "name the rule"),
        ("outreachlint-enable OL502", "no outreachlint-disable before it"),
        ("outreachlint-enable", "no outreachlint-disable before it"),
        ("outreachlint ignore OL502", "write outreachlint-ignore CODE: reason"),
        ("outreachlint: ignore OL502", "write outreachlint-ignore CODE: reason"),
    ],
)
def test_a_directive_that_names_no_rule_is_reported(everything: RuleSet, directive: str, hint: str) -> None:
    document = draft(f"Hi Ann, thank you. <!-- {directive} -->")
    (unknown,) = lint(document, everything)
    assert unknown.code == "OL902"
    assert hint in unknown.message
    assert document.position(unknown.span.start) == (1, 20)


def test_the_message_about_a_directive_comes_in_italian_too(everything: RuleSet) -> None:
    (unknown,) = lint(draft("<!-- outreachlint-ignore -->\nCiao Anna"), everything, ui_lang="it")
    assert "indica la regola" in unknown.message


@pytest.mark.parametrize("path", ["draft.txt", "<stdin>"])
def test_a_comment_in_plain_text_is_sent_and_silences_nothing(everything: RuleSet, path: str) -> None:
    document = draft("<!-- outreachlint-ignore OL502 -->\nIt is FREE!", path)
    assert said(lint(document, everything)) == ["OL903", "OL502"]


def test_a_comment_in_a_records_text_is_sent_and_silences_nothing(everything: RuleSet) -> None:
    document = draft('{"text": "<!-- outreachlint-ignore OL502 --> It is FREE!"}', "all.jsonl")
    assert said(lint(document, everything)) == ["OL903", "OL502"]


def test_a_record_is_silenced_by_a_field_of_its_own(everything: RuleSet) -> None:
    document = draft('{"text": "It is FREE!", "outreachlint": {"ignore": ["OL502"]}}', "all.jsonl")
    assert lint(document, everything) == []


def test_a_comment_that_is_not_closed_is_sent(everything: RuleSet) -> None:
    assert said(lint(draft("Hi Ann <!-- outreachlint-ignore OL502"), everything)) == ["OL903"]


def test_other_comments_mean_nothing(everything: RuleSet) -> None:
    assert lint(draft("<!-- note: ignore OL502, says outreachlint -->\nHi Ann"), everything) == []


@pytest.mark.parametrize("code", ["OL901", "OL902", "OL903", "OL9"])
def test_the_rules_about_directives_can_be_silenced_like_any_other(everything: RuleSet, code: str) -> None:
    text = (
        f"<!-- outreachlint-ignore {code} -->\n<!-- outreachlint-ignore OL520 -->\n<!-- outreachlint-ignore OL403 -->\n"
    )
    left = set(said(lint(draft(f"{text}Hi Ann <!- outreachlint-ignore OL1 ->"), everything)))
    assert not {each for each in left if each.startswith(code)}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("It is FREE. <!-- outreachlint-ignore-line OL502 -->\n\nIt is ALSO bit.ly/abc.", [("OL403", 3)]),
        ("<!-- outreachlint-ignore-next-line OL4, OL502 -->\n\nSee bit.ly/a.\n\nIt is ALSO bit.ly/abc.", [("OL901", 1), ("OL403", 5)]),
        ("It is FREE!\n<!-- outreachlint-disable OL403 -->\nbit.ly/a\n\n<!-- outreachlint-enable OL403 -->\nbit.ly/b", [("OL502", 1), ("OL403", 6)]),
        ("bit.ly/a\n<!-- outreachlint-disable disguised-link -->\nbit.ly/b\n\nbit.ly/c", [("OL403", 1)]),
        ("bit.ly/a\n\nbit.ly/b <!-- outreachlint-ignore-file OL403 -->", []),
        ("bit.ly/a\n\n<!-- outreachlint-ignore-line OL403 -->\nbit.ly/b", [("OL403", 1), ("OL901", 3), ("OL403", 4)]),
        ("<!-- outreachlint-disable OL403 -->\n\nHi Ann, thank you.", [("OL901", 1)]),
    ],
)  # fmt: skip
def test_a_directive_for_a_part_silences_what_begins_there(
    everything: RuleSet, text: str, left: list[tuple[str, int]]
) -> None:
    document = draft(text.replace("ALSO", "also"))
    found = [(each.code, document.position(each.span.start).line) for each in lint(document, everything)]
    assert sorted(found, key=lambda pair: pair[1]) == left


def test_what_is_silenced_comes_with_its_directive(everything: RuleSet) -> None:
    document = draft("It is FREE. <!-- outreachlint-ignore-line OL502: the name -->\n\nSee bit.ly/a.")
    applied = linted(document, everything)
    assert said(applied.kept) == ["OL403"]
    ((found, directive),) = applied.silenced
    assert (found.code, directive.reason, directive.grain) == ("OL502", "the name", "line")


def test_the_rule_about_unused_ones_may_be_silenced_for_a_line(everything: RuleSet) -> None:
    text = "Hi Ann.\n<!-- outreachlint-ignore-next-line OL901 -->\nSee <!-- outreachlint-ignore OL502 --> you."
    assert lint(draft(text), everything) == []


class TestReasons:
    @pytest.fixture
    def wanted(self, pack: Pack) -> RuleSet:
        return select(pack, ["OL403", "OL502", "OL904"])

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("<!-- outreachlint-ignore OL403 -->", ["OL403"]),
            ("<!-- outreachlint-ignore-line OL403, OL502: -->", ["OL403, OL502"]),
            ("<!-- outreachlint-disable OL403 --> <!-- outreachlint-enable OL403 -->", ["OL403"]),
            ("<!-- outreachlint-ignore-file OL403: our links -->", []),
            ("<!-- outreachlint-ignore -->", []),
        ],
    )
    def test_a_directive_has_to_say_why(self, wanted: RuleSet, text: str, words: list[str]) -> None:
        found = lint(draft(f"Hi Ann, see bit.ly/abc. {text}"), wanted)
        assert [each.slots["word"] for each in found if each.code == "OL904"] == words

    def test_so_has_the_front_matter(self, wanted: RuleSet) -> None:
        front = '---\noutreachlint: {ignore: [OL403, {rule: OL502, reason: "so"}]}\n---\n'
        (found,) = lint(draft(f"{front}It is FREE: bit.ly/a"), wanted)
        assert (found.code, found.slots["word"]) == ("OL904", "OL403")

    def test_nobody_asks_where_the_rule_is_not_selected(self, everything: RuleSet) -> None:
        assert "OL904" not in {rule.code for rule in everything.rules}


TEXT = st.lists(
    st.sampled_from(["Hi {{name}", "FREE!!!", "bit.ly/abc", "Hello Ann.", "<!-- outreachlint-ignore OL403 -->", "[Name", "\n\n",
                     "<!-- outreachlint-ignore nonsense -->", "<!- outreachlint-ignore OL1 ->", "LAST CHANCE TODAY"]),
    min_size=1, max_size=8,
).map(" ".join).filter(lambda text: text.strip("\n -<!>abcdefghijklmnopqrstuvwxyz0123456789OL"))  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXT, by_name=st.booleans())
def test_ignoring_every_finding_leaves_none(everything: RuleSet, text: str, by_name: bool) -> None:
    first = lint(draft(text), everything)
    wanted = sorted({found.name if by_name else found.code for found in first})
    front = f"---\noutreachlint: {{ignore: [{', '.join(wanted)}]}}\n---\n" if wanted else ""
    assert lint(draft(front + text), everything) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXT, code=st.sampled_from(NEEDED))
def test_a_directive_never_silences_another_rule(everything: RuleSet, text: str, code: str) -> None:
    before = said(lint(draft(text), everything))
    after = said(lint(draft(f"---\noutreachlint: {{ignore: [{code}]}}\n---\n{text}"), everything))
    others = [each for each in before if each not in (code, "OL901")]
    assert [each for each in after if each not in (code, "OL901")] == others
    assert code not in after


GRAINED = st.lists(
    st.sampled_from(["It is FREE.", "See bit.ly/abc.", "Hi {{name}", "Hello Ann.", "", "LAST CHANCE TODAY!!!",
                     *(f"<!-- outreachlint-{verb} {code} -->" for verb in ("ignore-line", "ignore-next-line", "disable", "enable", "ignore-file", "ignore")
                       for code in ("OL403", "OL502"))]),
    min_size=1, max_size=10,
).map("\n".join).filter(lambda text: any(line[:1].isalpha() for line in text.splitlines()))  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=GRAINED)
def test_directives_for_parts_silence_only_what_they_name_and_where(everything: RuleSet, text: str) -> None:
    document = draft(text)
    applied = linted(document, everything)
    before = [each for each in applied.kept if each.name not in ABOUT_DIRECTIVES]
    silenced = [each.diagnostic for each in applied.silenced]

    assert sorted(before + silenced) == sorted(findings(document, everything))
    for found, directive in applied.silenced:
        assert directive.rule == found.code
        if directive.covers is not None:
            assert directive.covers.start <= document.source_span(found.span).start < directive.covers.end


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=GRAINED)
def test_a_comment_above_each_line_silences_all_of_it(everything: RuleSet, text: str) -> None:
    words = "OL403, OL502, OL602, OL604, OL9"
    lines = [
        f"<!-- outreachlint-ignore-next-line {words} -->\n{line}"
        for line in text.split("\n")
        if not line.startswith("<")
    ]
    applied = linted(draft("\n".join(lines)), everything)
    assert not [each for each in applied.kept if each.name not in ABOUT_DIRECTIVES]


@pytest.mark.parametrize(
    "value", [None, [], "OL302", {"ignore": None}, {"ignore": [None]}, {"ignore": [{"reason": "x"}]}, {"only": []}]
)
def test_a_directive_of_another_shape_is_refused(value: object) -> None:
    with pytest.raises(DirectiveError):
        front_matter_directives(value, Span(0, 1))


def test_reasons_are_kept() -> None:
    assert comment_directives(Source("a.md", "Hello, <!-- outreachlint-ignore OL1: a\n b: c -->"), [Span(7, 48)]) == [
        Directive("OL1", "a b: c", Span(7, 48))
    ]
    assert front_matter_directives({"ignore": [{"rule": "OL1", "reason": " a "}]}, Span(0, 1)) == [
        Directive("OL1", "a", Span(0, 1))
    ]
