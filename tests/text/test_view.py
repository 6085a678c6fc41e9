from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.text.source import Span
from outreachlint.text.view import View, build_view
from tests.text.strategies import anything, texts

languages = st.sampled_from(("it", "en", "es", "fr", "de", "pt", "unknown"))
views = st.builds(lambda text, lang: build_view(text, lang=lang), texts, languages)


def test_a_message_is_masked_folded_and_cut() -> None:
    text = "Però è così:\nscriva a {{nome}}, www.acme.example… “Sì?”"
    view = build_view(text)
    assert view.raw == text
    assert view.text == 'pero e cosi:\nscriva a ˣˣˣˣˣˣˣˣ, ʷʷʷʷʷʷʷʷʷʷʷʷʷʷʷʷ…\n"si?"'
    assert [sentence.question for sentence in view.sentences] == [False, False, True]
    assert view.words == {"pero", "e", "cosi", "scriva", "a", "ˣˣˣˣˣˣˣˣ", "ʷʷʷʷʷʷʷʷʷʷʷʷʷʷʷʷ", "si"}


def test_a_raw_span_takes_in_the_accents_that_folding_removed() -> None:
    view = build_view("un caffe\u0301 subito")
    start = view.text.index("caffe")
    assert view.raw_span(start, start + 5) == Span(3, 9)


def test_a_raw_span_of_half_a_ligature_is_the_ligature() -> None:
    view = build_view("a ﬁx")
    assert view.text == "a fix"
    assert view.raw_span(2, 3) == view.raw_span(3, 4) == view.raw_span(2, 4) == Span(2, 3)
    assert view.raw_span(2, 5) == Span(2, 4)


def test_words_hidden_with_invisible_characters_are_found_at_their_place() -> None:
    view = build_view("our news\u200bletter, for you")
    start = view.text.index("newsletter")
    assert view.raw_span(start, start + 10).of(view.raw) == "news\u200bletter"


def test_a_hidden_comment_is_blank() -> None:
    text = "Hi Ann, <!-- we sell --> welcome"
    view = build_view(text, unsent=[Span(8, 24)])
    assert view.text == "hi ann, " + " " * 16 + " welcome"
    assert [mask.kind for mask in view.masks] == ["unsent"]


def test_sentence_at_finds_the_sentence_that_holds_or_follows() -> None:
    view = build_view("One. Two.\n\nThree.")
    assert [view.sentence_at(at) for at in (0, 3, 4, 5, 9, 10, 11, 16, 17)] == [0, 0, 1, 1, 2, 2, 2, 2, 2]
    assert build_view("").sentence_at(0) == 0


def test_an_empty_text_has_a_view() -> None:
    for text in ("", " ", "\n\r\n", "\u200b"):
        view = build_view(text)
        assert view.text.strip() == ""
        assert view.words == set()


@given(views)
def test_offsets_lead_back_in_order_and_inside_the_text(view: View) -> None:
    raws = [view.to_raw(at) for at in range(len(view.text) + 1)]
    assert raws == sorted(raws)
    assert raws[0] >= 0
    assert raws[-1] == len(view.raw)


@given(views, st.data())
def test_a_raw_span_lies_in_the_text_and_is_empty_only_for_nothing(view: View, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(view.text)))
    end = data.draw(st.integers(start, len(view.text)))
    span = view.raw_span(start, end)
    assert 0 <= span.start <= span.end <= len(view.raw)
    assert (span.start == span.end) == (start == end)


@given(views)
def test_raw_sentences_tile_the_text(view: View) -> None:
    at = 0
    for sentence in view.sentences:
        assert sentence.span.start >= at
        assert view.raw[at : sentence.span.start].strip() == ""
        assert sentence.span.start < sentence.span.end
        assert sentence.span.of(view.raw).strip() == sentence.span.of(view.raw)
        at = sentence.span.end
    assert view.raw[at:].strip() == ""


@given(views)
def test_a_line_break_in_the_view_is_a_sentence_boundary_and_nothing_else(view: View) -> None:
    boundaries = [view.text.rfind("\n", before.end, after.start) for before, after in pairwise(view.sentences)]
    assert boundaries == [at for at, char in enumerate(view.text) if char == "\n"]


@given(views)
def test_view_offsets_of_a_sentence_and_its_raw_span_agree(view: View) -> None:
    for sentence in view.sentences:
        assert 0 <= sentence.start <= sentence.end <= len(view.text)
        for at in range(sentence.start, sentence.end):
            assert sentence.span.start <= view.to_raw(at) < sentence.span.end


@given(views)
def test_every_raw_offset_has_a_sentence(view: View) -> None:
    found = [view.sentence_at(at) for at in range(len(view.raw) + 1)]
    assert found == sorted(found)
    for index, sentence in enumerate(view.sentences):
        assert found[sentence.span.start] == found[sentence.span.end - 1] == index


@given(texts, texts, texts, languages)
def test_subject_and_hidden_text_are_respected(subject: str, text: str, hidden: str, lang: str) -> None:
    start = len(subject) + 2
    raw = f"{subject}\n\n{text} {hidden}"
    unsent = Span(start + len(text) + 1, len(raw))
    view = build_view(raw, subject=Span(0, len(subject)), unsent=[unsent], lang=lang)
    for sentence in view.sentences:
        assert sentence.span.end <= unsent.start
        if sentence.section == "subject":
            assert sentence.span.end <= len(subject)
        else:
            assert sentence.span.start >= len(subject)


@given(anything)
def test_the_same_text_gives_the_same_view(text: str) -> None:
    one, two = build_view(text), build_view(text)
    assert (one.text, one.sentences, one.masks) == (two.text, two.sentences, two.masks)


#: Repeated, each of these makes a careless pattern look at the rest of the text again and again.
TRAPS = (
    "{{", "{", "{a", "{a ", "{{a{", "{%", "${", "[", "[[", "[a", "[a ", "<", "<<", "<a", "<a ", "%", "%a", "%%[", "#", "#a", "*|", "«a_",
    "(", ")", "((((", "))) ", "@", "a@", "a@b.", "a_b@", "www.", "http://", "://", ".com", ".com/", "a.com ", "x.com/é",
    " ", "  ", "\t", "\n", "\r\n", "\r", "\n ", "\u00a0", "\u2028", ".", ". ", "...", "!)", "?", "…", "\"", "'",
    "\u0301", "a\u0301", "\u200b", "ﬁ", "A. ", "1. ", "S.p.A. ", "a,\n", "- a\n", "> a\n", "PS ", "On ", "--", "x" * 50 + "\n",
    "X" * 50 + "\n", "word ", "é", "😀", "\x00", "ˣ",
)  # fmt: skip


@pytest.mark.parametrize("trap", TRAPS)
def test_no_text_takes_more_than_linear_time(trap: str) -> None:
    def seconds(size: int) -> float:
        text = trap * (size // len(trap) + 1)
        before = time.process_time()
        build_view(text[:size])
        return time.process_time() - before

    # Quadratic time would be minutes here; linear time is a fraction of a second.
    assert seconds(200_000) < 2
