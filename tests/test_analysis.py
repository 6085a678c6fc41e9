"""From a message to the texts that its recipients may get, and back."""

from __future__ import annotations

import pytest
from hypothesis import given

from outreachlint.analysis import Analysis, analyses_of, may_vary
from outreachlint.document import Context, Document, Fact, Field
from outreachlint.errors import InputError
from outreachlint.text.slices import SliceBuilder
from outreachlint.text.source import Source, Span
from tests.checks.checking import document
from tests.text.template.test_parse import nested, templates


def read(text: str, **about: str) -> list[str]:
    return [analysis.document.text for analysis in analyses_of(document(text, **about))]


@pytest.mark.parametrize(
    "text", ["Hi Ann", "Hi {{first_name}}, 50% [off]", "Hi {{name | there}}", "{a b c d e}", "{a|b", "{{", "[a|b]"]
)
def test_a_text_without_groups_is_read_as_it_is(text: str) -> None:
    (analysis,) = analyses_of(document(text))
    assert analysis.document.text == text
    assert analysis.written is analysis
    assert analysis.to_written(Span(1, 2)) == Span(1, 2)


@given(templates)
def test_what_may_not_vary_does_not(text: str) -> None:
    if not may_vary(text):
        assert Analysis(document(text)).template.is_plain


def test_each_variant_is_a_message_of_its_own() -> None:
    base = document("{Hi|Hello} Ann", subject="{% if x %}Ann{% else %}You{% endif %}", channel="inmail")
    first, second = analyses_of(base)
    assert first.document.text == "Ann\n\nHi Ann"
    assert second.document.text == "You\n\nHello Ann"
    assert second.document.field_span("text") == Span(5, 14)
    assert second.document.context.channel.value == "inmail"
    assert second.written.document is base
    assert second.view.sentences[0].section == "subject"


def test_a_span_of_a_variant_lies_in_its_branch() -> None:
    text = "Dear {Ann|my {old|new} friend}, hello"
    (_, second, _) = analyses_of(document(text))
    assert second.document.text == "Dear my old friend, hello"
    place = second.document.text.index("old friend")
    assert second.to_written(Span(place, place + 3)).of(text) == "old"
    assert second.to_written(Span(place, place + 10)).of(text) == "old|new} friend"
    assert second.to_written_piece(Span(place, place + 3)) is not None
    assert second.to_written_piece(Span(place, place + 10)) is None


@given(templates, templates)
def test_every_code_point_of_a_variant_is_written_where_it_says(subject: str, body: str) -> None:
    base = document(body, subject=subject)
    try:
        found = analyses_of(base)
    except InputError:
        return
    for analysis in found:
        for at, char in enumerate(analysis.document.text):
            assert analysis.to_written(Span(at, at + 1)).of(base.text) == char


def test_positions_of_a_variant_are_those_of_the_file() -> None:
    builder = SliceBuilder()
    builder.written("{a|b} ", 10)
    builder.decoded("&", 16, 5)
    builder.written(" c", 21)
    source = Source("x", "#" * 10 + "{a|b} &amp; c")
    base = Document(source, [Field("text", builder.text(), builder.map())], Context(), "en")
    second = analyses_of(base)[1].document
    assert second.text == "b & c"
    assert second.source_span(Span(0, 1)) == Span(13, 14)
    assert second.source_span(Span(2, 3)) == Span(16, 21)


def test_what_is_not_sent_is_in_no_variant() -> None:
    text = "<!-- {x|y} --> {Hi|Hello} Ann"
    found = analyses_of(document(text, unsent=(Span(0, 14),)))
    assert [analysis.document.text for analysis in found] == [" Hi Ann", " Hello Ann"]
    assert read("Hi {# a note #}Ann") == ["Hi Ann"]


def test_links_go_with_the_words_that_hide_them() -> None:
    text = "{Hi|Hello} see our page, {or|and} more"
    link = Span(text.index("our"), text.index("our") + 8)
    field = Field("text", text, 0, links=((link, "https://a.example"), (Span(0, 20), "https://b.example")))
    first, second = analyses_of(Document(Source("x", text), [field], Context(), "en"))
    for analysis in (first, second):
        ((span, address),) = analysis.document.links()
        assert (span.of(analysis.document.text), address) == ("our page", "https://a.example")


def test_a_variant_without_a_word_is_not_read() -> None:
    assert read("{% if x %}Hi Ann{% endif %}") == ["Hi Ann"]
    assert read("{% if x %}{% endif %}") == [""]


def test_the_declared_dialect_wins_over_the_one_that_shows() -> None:
    shown = Analysis(document("{{RANDOM | a | b}}"))
    assert shown.declared is None
    assert shown.template.dialect is not None
    assert shown.template.dialect.name == "instantly"
    declared = Analysis(document("{{RANDOM | a | b}} {{c|d}}", template="coldsend"))
    assert declared.declared is declared.template.dialect
    assert len(analyses_of(declared.document)) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hi\nAnn " + nested(50), "nested 50 deep; at most 20 are read"),
        ("Hi\nAnn {" + "|".join("abcdefgh" * 9) + "}", "has 72 branches; at most 64 are read"),
    ],
)
def test_a_template_that_is_too_much_is_an_error_with_its_place(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        analyses_of(document(text))
    assert str(caught.value.place) == "x:2:5"
    assert caught.value.hint


def test_the_template_of_a_variant_is_that_of_its_own_text() -> None:
    first, second = analyses_of(document("{{RANDOM | Hi {{name | Ann}} | Hello}}, thanks"))
    assert [tag.name for tag in first.template.tags()] == ["name"]
    assert second.template.tags() == []
    assert first.template.dialect is second.written.template.dialect is not None


def test_the_context_is_the_fact_that_names_the_dialect() -> None:
    context = Context(template=Fact("apollo", "front matter"))
    assert context.values()["template"] == "apollo"
    assert Context().template == Fact(None, "default")


def test_what_only_the_subject_has_is_read_beside_an_empty_body() -> None:
    found = analyses_of(document("{% if x %}Good day.{% endif %}", subject="{Hello|Bye}"))

    assert [each.document.text for each in found] == ["Hello\n\nGood day.", "Bye\n\n"]
    assert len(analyses_of(document("{% if x %}Good day.{% endif %}"))) == 1
