"""HTML cut into tags, comments and text."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.readers.html_scan import COMMENT, RAW, START, TEXT, Token, scan


def pieces(html: str) -> list[tuple[str, str]]:
    return [(token.kind, token.name or html[token.start : token.end]) for token in scan(html)]


def texts(html: str) -> list[str]:
    return [html[token.start : token.end] for token in scan(html) if token.kind == TEXT]


def only(html: str) -> Token:
    (token,) = scan(html)
    return token


def test_tags_text_and_comments_come_in_order() -> None:
    assert pieces("a<B>b</b ><!-- c -->d") == [
        ("text", "a"), ("start", "b"), ("text", "b"), ("end", "b"), ("comment", "<!-- c -->"), ("text", "d"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("tag", "attributes"),
    [
        ("<a href=x>", {"href": "x"}),
        ("<a href = 'x y' >", {"href": "x y"}),
        ('<a href="x>y" HIDDEN/>', {"href": "x>y", "hidden": ""}),
        ("<a a=1 a=2>", {"a": "1"}),
        ("<a a= b>", {"a": "b"}),
        ("<a a=>", {"a": ""}),
        ("<a =a=b>", {"=a": "b"}),
        ("<a 'b\"c>", {"'b\"c": ""}),
        ('<a href="{{ url | default: "x>y" }}">', {"href": '{{ url | default: "x>y" }}'}),
        ("<p {% if x > 3 %}hidden{% endif %}>", {"{% if x > 3 %}hidden{% endif %}": ""}),
        ("<a b={{x y}}z>", {"b": "{{x y}}z"}),
    ],
)
def test_attributes(tag: str, attributes: dict[str, str]) -> None:
    token = only(tag)
    assert (token.kind, token.end, token.attributes) == (START, len(tag), attributes)


@pytest.mark.parametrize("text", ["<", "a < b", "<3", "</", "&lt;", "a<", "<<", "< p>"])
def test_what_begins_no_tag_is_text(text: str) -> None:
    assert texts(text) == [text]


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("a<!doctype html>b", ["a", "b"]),
        ("a<?php > b", ["a", " b"]),
        ("a</>b", ["a", "b"]),
        ("a</ x>b", ["a", "b"]),
        ("a<![CDATA[x]]>b", ["a", "b"]),
        ("a<b", ["a"]),
        ('a<b c="d>e', ["a"]),
        ("a<!-- b", ["a"]),
        ("a<!-->b", ["a", "b"]),
        ("a<!--->b", ["a", "b"]),
        ("a<!-- x --!>b", ["a", "b"]),
        ("a<script>if (a<b) '</p>'</script >b", ["a", "b"]),
        ("a<STYLE><b></Style>b", ["a", "b"]),
        ("<textarea>\n<b>&amp;</textarea>c", ["<b>&amp;", "c"]),
        ("<title>a<b></title>", ["a<b>"]),
        ("<title>a", ["a"]),
    ],
)
def test_what_is_no_text(html: str, left: list[str]) -> None:
    assert texts(html) == left


def test_some_text_has_no_character_references() -> None:
    assert [token.kind for token in scan("<xmp>&amp;</xmp><plaintext><b></plaintext>")].count(RAW) == 2


@pytest.mark.parametrize(
    "tag",
    [
        "{{ a < b }}", "{{#if a<b}}", "{% if a < 3 && b > 4 %}", "{!IF(a<b, 1)}", "%%=v(@x<2)=%%", "%%[ if @a < 3 then ]%%",
        "*|IF:X<3|*", "{{{a<b}}}", "{# a <b #}", "<<First name>>", '{{ x | default: "<b" }}',
    ],
)  # fmt: skip
def test_a_template_tag_is_text_whatever_is_in_it(tag: str) -> None:
    assert "".join(texts(f"<p>a{tag}b</p>")) == f"a{tag}b"


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("{{first<b>_name</b>}}", ["{{first", "_name", "}}"]),
        ('{{<span style="color:red">first</span>}}', ["{{", "first", "}}"]),
        ("{{first<br/>name}}", ["{{first", "name}}"]),
    ],
)
def test_a_template_tag_may_be_split_by_markup(html: str, left: list[str]) -> None:
    assert texts(html) == left


@pytest.mark.parametrize("html", ["{{ a <p>b</p> }}", "{{ a <b>c</b>", "{{" + "a" * 1000 + "<b>}}"])
def test_what_only_begins_like_a_template_tag_is_ordinary_html(html: str) -> None:
    assert any(token.kind == START for token in scan(html))


@given(
    st.lists(
        st.sampled_from(
            ["<", ">", "</", "<!--", "-->", "<b>", "</b>", "<p ", "a", "=", '"', "'", " ", "{{", "}}", "{%", "%}", "*|", "|*",
             "<<", ">>", "&amp;", "<script>", "</script>", "<title>", "<!", "<?", "é", "\n"]
        ),
        max_size=30,
    ).map("".join)
)  # fmt: skip
def test_the_tokens_are_in_order_and_apart(html: str) -> None:
    tokens = list(scan(html))
    assert all(token.start <= token.end <= len(html) for token in tokens)
    assert all(one.end <= other.start for one, other in pairwise(tokens))
    assert all(html.startswith("<!--", token.start) for token in tokens if token.kind == COMMENT)


@pytest.mark.parametrize(
    "piece",
    ["<", "< ", "<!--", "<a ", '<a b="', "<a b='{{", "{{", "{{ <", "{{<b ", "%%[", "<<", "</", "<!", "<?", "<title>", "<![",
     "*|<a b={{"],
)  # fmt: skip
def test_time_is_linear_whatever_is_never_closed(piece: str) -> None:
    began = time.perf_counter()
    for _ in scan(piece * 100_000):
        pass
    assert time.perf_counter() - began < 10
