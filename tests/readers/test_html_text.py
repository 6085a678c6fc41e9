"""The text that the reader of a page sees, and where it is written."""

from __future__ import annotations

import time
from html import unescape
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.errors import InputError
from outreachlint.readers.html_text import MAX_HTML, Visible, read_page, replacement, visible_text, write_html
from outreachlint.text.source import Span

PIECES = (
    "<p>", "</p>", "<b>", "</b>", "<div>", "</div>", "<br>", "</br>", "<ul>", "<li>", "</li>", "</ul>", "<a href=\"x\">",
    "</a>", "<span title=\"it's\">", "</span>", "text ", "x", "&amp;", "&lt;b&gt;", "&eacute", "&nosuch;", "&#8364;",
    "&#x20ac", "&", "<", " < ", "<3", "</", "</>", "</ x>", "<!-- c -->", "<!-->", "<!doctype html>", "<?php x ?>",
    "<script>a<b</script>", "<style>b{}</style>", "<title>T</title>", "<textarea>\na<b>&amp;</textarea>", "<pre>\n a\n</pre>",
    "<xmp><b></xmp>", "<img src=x alt='y'>", "<h1>", "</h1>", "\n", "  ", "<custom-tag a=b>", "</custom-tag>", "<head>",
    "</head>", "<body>", "</body>", "<html>", "</html>", "é", "\u00a0", "<dl><dt>", "<dd>", "</dl>", "<center>", "<hr>",
    "<button>", "</button>", "<form>", "</form>", "<x y='\">'>", "<x y=a>b>", "a=b", '"',
)  # fmt: skip
TABLES = ("<table>", "<tr>", "<td>", "</td>", "</tr>", "</table>", "<th>", "<tbody>", "<caption>", "</caption>")
pages = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
pages_with_tables = st.lists(st.sampled_from(PIECES + TABLES), max_size=25).map("".join)


def seen(html: str) -> str:
    return visible_text(html).text


def quoted(html: str) -> list[str]:
    visible = visible_text(html)
    return [span.of(visible.text) for span in visible.unsent]


def written(html: str, visible: Visible, at: int) -> str:
    """How the page writes a code point of its text."""
    return html[visible.offsets.start(at) : visible.offsets.end(at)]


def test_words_are_joined_across_inline_elements_and_white_space_collapses() -> None:
    assert seen("<p>\n Dear  <b>Ann\n</b> Smith<i>son</i> , </p>") == "Dear Ann Smithson ,"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a<br>b", "a\nb"),
        ("a<br><br/>b", "a\n\nb"),
        ("<div>a</div><div>b</div>", "a\nb"),
        ("<div>a</div><div><br></div><div>b</div>", "a\n\nb"),
        ("<p>a<p>b", "a\n\nb"),
        ("<p>a<br></p><p>b</p>", "a\n\nb"),
        ("a<p></p><p></p>b", "a\n\nb"),
        ("<h1>a</h1>b", "a\n\nb"),
        ("a<hr>b", "a\n\nb"),
        ("<ul><li>a<li>b</ul>c", "- a\n- b\n\nc"),
        ("<ol><li>a<ul><li>b</ul></ol>", "- a\n- b"),
        ("<ul><li></li><li>b</li></ul>", "- b"),
        ("<table><tr><td>a<td>b<tr><td>c</table>", "a\nb\nc"),
        ("<tr><td>a</td><td>b</td></tr>", "a\nb"),
        ("<select><option>a<option>b</select>", "a\nb"),
        ("<span style='display:block'>a</span>b", "a\nb"),
        ("<div style='display:inline'>a</div>b", "ab"),
        ("<li style='display: inline-block'>a</li>b", "- ab"),
    ],
)
def test_lines_and_paragraphs(html: str, text: str) -> None:
    assert seen(html) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<pre>\n a\n  b\r\nc</pre>", " a\n  b\nc"),
        ("<textarea>\na  b</textarea>", "a  b"),
        ("<p style='white-space: pre-wrap'>a  b\nc</p>", "a  b\nc"),
        ("<p style='white-space:pre-line'>a  b \n c</p>", "a b\nc"),
        ("<pre style='white-space:normal'>a  b\nc</pre>", "a b c"),
        ("a&nbsp;&nbsp;b", "a\u00a0\u00a0b"),
    ],
)
def test_white_space_that_is_kept(html: str, text: str) -> None:
    assert seen(html) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("&lt;b&gt; &amp;amp; &quot;", '<b> &amp; "'),
        ("&copy2020 &notit; &eacute", "©2020 ¬it; é"),
        ("&#8364;&#x20ac;&#X20AC &#150;", "€€€ –"),
        ("&#0;&#xD800;&#x110000;&#99999999999999999999999;", "\ufffd\ufffd\ufffd\ufffd"),
        ("&NotEqualTilde;", "≂̸"),
        ("& &; &nosuch; &#; &#x;", "& &; &nosuch; &#; &#x;"),
    ],
)
def test_character_references(html: str, text: str) -> None:
    assert seen(html) == text


@pytest.mark.parametrize(
    "html",
    [
        "<script>x</script>", "<style>x</style>", "<title>x</title>", "<title>x</title><title>x</title>", "<template>x</template>",
        "<iframe>x</iframe>", "<p hidden>x</p>", "<p style='display:none'>x</p>", "<p style='DISPLAY: none !important'>x</p>",
        "<p style='visibility:hidden'>x</p>", "<p style='font-size:0'>x</p>", "<p style='font-size:0px'><b>x</b></p>",
        "<p style='font-size:0'><b style='font-size:2em'>x</b></p>", "<p style='opacity:0'>x</p>", "<dialog>x</dialog>",
        "<div style='max-height:0;overflow:hidden'>x</div>", "<img alt=x>", "<input value=x>", "<!-- x -->", "<video>x</video>",
        "<!--[if mso]><p>x</p><![endif]-->", "<table hidden><tr><td>x</table>",
        "<div style=\"display:none;font-size:1px;color:#fff;max-height:0\">x&zwnj;&nbsp;&zwnj;</div>",
    ],
)  # fmt: skip
def test_what_is_not_shown_is_no_text(html: str) -> None:
    assert seen(f"a{html}b").split() in (["ab"], ["a", "b"])


@pytest.mark.parametrize(
    "html",
    [
        "<td style='font-size:0'><div style='font-size:16px'>x</div></td>",
        "<p style='visibility:hidden'><b style='visibility:visible'>x</b></p>",
        "<p style='max-height:0'>x</p>", "<p style='font-size:0.5em'>x</p>", "<p style='opacity:0.9'>x</p>",
        "<dialog open>x</dialog>", "<noscript>x</noscript>", "<![if !mso]>x<![endif]>", "<button>x</button>",
    ],
)  # fmt: skip
def test_what_is_shown_all_the_same(html: str) -> None:
    assert seen(html) == "x"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Hi {{first<b>_name</b>}},", "Hi {{first_name}},"),
        ("{{#if a<b && c}}x{{/if}}", "{{#if a<b && c}}x{{/if}}"),
        ("<table>{% for x in y %}<tr><td>{{ x }}</td></tr>{% endfor %}</table>", "{% for x in y %}\n{{ x }}\n{% endfor %}"),
        ("{{ a | default: &quot;there&quot; }}", '{{ a | default: "there" }}'),
        ("*|IF:X|*a*|END:IF|* %%name%% {!Contact.FirstName}", "*|IF:X|*a*|END:IF|* %%name%% {!Contact.FirstName}"),
        ("<a href=\"{{ url | default: \"x>y\" }}\">a</a>b", "ab"),
    ],
)  # fmt: skip
def test_template_tags_are_text_where_they_stand(html: str, text: str) -> None:
    assert seen(html) == text


def test_a_link_gives_its_text_and_its_address_beside_it() -> None:
    visible = visible_text(
        "It is <a href='https://t.example/x?a=1&amp;b=2'>www.<b>ex</b>ample.com</a>, <a name=x>see</a>."
    )
    assert visible.text == "It is www.example.com, see."
    ((span, address),) = visible.links
    assert (span.of(visible.text), address) == ("www.example.com", "https://t.example/x?a=1&b=2")


def test_a_link_that_is_never_closed_ends_where_the_next_begins() -> None:
    visible = visible_text("<a href=x>a <a href=y>b</a> c")
    assert [(span.of(visible.text), address) for span, address in visible.links] == [("a", "x"), ("b", "y")]


@pytest.mark.parametrize(
    ("html", "older"),
    [
        (
            "a<div class=gmail_quote>On x, Ann wrote:<blockquote>b<p>c</blockquote></div>d",
            ["On x, Ann wrote:\n\nb\n\nc"],
        ),
        ("a<blockquote type=cite>b</blockquote>c<blockquote type=cite>d</blockquote>", ["b", "d"]),
        ("a<div id=divRplyFwdMsg>From: b</div>", ["From: b"]),
        ("a<div class='x yahoo_quoted'>b</div>", ["b"]),
        ("a<blockquote>b</blockquote>", []),
    ],
)
def test_quoted_history_is_marked(html: str, older: list[str]) -> None:
    assert quoted(html) == older


def test_the_title_and_the_comments_are_told_apart() -> None:
    html = "<title> A &amp;\n B </title><svg><title>no</title></svg><!-- x -->c<!-- y -->"
    page = read_page(html)
    assert page.title is not None
    assert (page.title.text, page.visible.text) == ("A & B", "c")
    assert [span.of(html) for span in page.comments] == ["<!-- x -->", "<!-- y -->"]
    assert read_page("<title> </title>a").title is None


@given(pages_with_tables)
def test_every_code_point_is_written_where_the_map_says(html: str) -> None:
    visible = visible_text(html)
    for at, char in enumerate(visible.text):
        if visible.offsets.spans(Span(at, at + 1)) is None:
            assert char in "\n- "
            continue
        piece = written(html, visible, at)
        blank = char in " \n" and piece and not piece.strip(" \t\n\f\r")
        assert blank or piece == char or char in unescape(piece)


@given(pages)
def test_the_text_is_in_the_order_of_the_page(html: str) -> None:
    visible = visible_text(html)
    starts = [visible.offsets.start(at) for at in range(len(visible.text))]
    assert all(one <= other for one, other in pairwise(starts))


def _as_parsed(html: str) -> str:
    """The text of a page as the parser alone gives it, without white space."""
    from justhtml import JustHTML

    found: list[str] = []
    todo = [JustHTML(html, sanitize=False, scripting_enabled=False).root]
    while todo:
        node = todo.pop()
        if node.name == "#text":
            found.append(node.data)
        elif node.name not in ("script", "style", "title", "#comment"):
            todo += reversed(node.children or [])
    return "".join("".join(found).replace("\u00a0", "~").split())


def _without_blanks(html: str) -> str:
    lines = (line.removeprefix("- ") for line in seen(html).split("\n"))
    return "".join("".join(lines).replace("\u00a0", "~").split())


@given(pages)
def test_no_text_is_lost_or_made_up(html: str) -> None:
    assert _without_blanks(html) == _as_parsed(html)


@given(pages_with_tables)
def test_nor_in_tables_however_broken(html: str) -> None:
    assert sorted(_without_blanks(html)) == sorted(_as_parsed(html))


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40))
def test_text_that_is_written_reads_as_itself(text: str) -> None:
    assert seen("<pre>|" + write_html(text) + "|</pre>") == "|" + text.replace("\r\n", "\n").replace("\r", "\n") + "|"


def test_a_replacement_takes_no_line_break() -> None:
    assert replacement("a < b & c") == "a &lt; b &amp; c"
    assert replacement("a\nb") is None


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 5_000 + "x", "<p>x<b>" * 10_000, "<" * 100_000, "<!--" * 100_000, "x<br>" * 50_000, "&" * 100_000,
        "<table>x" * 10_000, "<td>x" * 10_000, "<ul><li>x" * 10_000, "<a href=x>x<p>" * 10_000, "</table>x" * 20_000,
        "".join(f"<font color=c{number}>x<p>" for number in range(10_000)),
        "".join(f"<b style='font-size:{number}px'>x<p>" for number in range(10_000)),
        "<div>" * 5_000 + "<tbody>x" * 10_000, "<select><option>x" * 10_000, " \n" * 100_000,
    ],
)  # fmt: skip
def test_time_is_bounded_whatever_the_page(html: str) -> None:
    began = time.perf_counter()
    visible_text(html)
    assert time.perf_counter() - began < 20


def test_a_page_that_is_too_long_is_refused() -> None:
    with pytest.raises(InputError, match="the HTML has 1,000,001 characters; at most 1,000,000 are read"):
        visible_text("x" * (MAX_HTML + 1))
