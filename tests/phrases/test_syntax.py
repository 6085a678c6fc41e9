"""What can be written in a phrase, and what is refused and where."""

from __future__ import annotations

import pytest

from outreachlint.phrases.syntax import Group, PhraseError, Sequence, Word, alone, lexicons_of, parse


def words(text: str) -> Sequence:
    return Sequence(tuple((Word(word),) for word in text.split()))


def test_words_are_units_of_one_segment():
    assert parse("added you to").segments == (words("added you to"),)


def test_gap_parts_segments():
    assert parse("added … list").segments == (words("added"), words("list"))
    assert parse("added ... list") == parse("added … list")


def test_group_glued_to_a_word_is_one_unit():
    (segment,) = parse("iscritt(o|a)").segments

    assert segment.units == ((Word("iscritt"), Group((words("o"), words("a")))),)


def test_brackets_make_a_group_optional():
    (segment,) = parse("[already|just] added").segments

    assert segment.units[0] == (Group((words("already"), words("just")), optional=True),)


def test_groups_nest_and_hold_several_words():
    (segment,) = parse("(put (you|him) down|add) now").segments

    group = segment.units[0][0]
    assert isinstance(group, Group)
    assert len(group.alternatives[0].units) == 3


def test_anchors():
    assert parse("^ interested ?") == parse("interested")._replace(at_start=True, question=True)


def test_star_ends_a_word():
    assert parse("subscri* now").segments[0].units[0] == (Word("subscri", stem=True),)


def test_commas_and_quotes_are_dropped():
    assert parse('well, "free" for you') == parse("well free for you")


def test_lexicons_are_found_in_groups_too():
    assert lexicons_of(parse("(<our>|the) list of <number>")) == {"our"}


@pytest.mark.parametrize(("text", "name"), [("<our>", "our"), ("<url>", None), ("<our> list", None), ("^ <our>", None)])
def test_a_lexicon_can_be_all_of_a_phrase(text: str, name: str | None):
    assert alone(parse(text)) == name


@pytest.mark.parametrize(
    ("text", "column", "part"),
    [
        ("", 0, "empty"),
        ("add (you", 4, "never closed"),
        ("add (you|)", 9, "empty"),
        ("add (you|you)", 9, "twice"),
        ("add (a … b)", 7, "inside a group"),
        ("add …", 5, "both sides"),
        ("… add", 0, "both sides"),
        ("a … b … c … d … e", 0, "gaps"),
        ("[maybe]", 0, "optional"),
        ("add … [maybe]", 0, "optional"),
        ("add you) now", 7, "not expected"),
        ("su*b", 2, "end a word"),
        ("ad* you", 0, "three letters"),
        ("<our", 0, "never closed"),
        ("<a b>", 0, "not the name"),
        ("what? now", 4, "not expected"),
        ("((((((((((a))))))))))", 8, "deep"),
    ],
)
def test_mistakes_are_placed(text: str, column: int, part: str):
    with pytest.raises(PhraseError, match=part) as caught:
        parse(text)

    assert caught.value.column == column
