from __future__ import annotations

from itertools import pairwise
from unicodedata import normalize

import pytest
from hypothesis import given

from outreachlint.text.mask import Mask, mask
from outreachlint.text.source import Span
from tests.text.strategies import texts


def masked(text: str, kind: str) -> list[str]:
    return [each.span.of(text) for each in mask(text)[1] if each.kind == kind]


@pytest.mark.parametrize(
    ("written", "dialect"),
    [
        ("{{first_name}}", "double_brace"),
        ('{{ contact.firstname | default: "there" }}', "double_brace"),
        ("{{ personalization_token('contact.firstname', 'there') }}", "double_brace"),
        ("{{ ${first_name} | default: 'x' }}", "double_brace"),
        ("{{#if first_name}}", "double_brace"),
        ("{{{Recipient.FirstName}}}", "triple_brace"),
        ("{nome}", "brace"),
        ("{first name}", "brace"),
        ("{first_name:there}", "brace"),
        ("{contactfield=firstname|there}", "brace"),
        ("{!Contact.FirstName}", "salesforce"),
        ("[Company]", "bracket"),
        ("[Nome azienda]", "bracket"),
        ("[insert something specific about them]", "bracket"),
        ("[Quote one concrete sentence of theirs, then ask the question.]", "bracket"),
        ("[No.]", "bracket"),
        ("[X]", "bracket"),
        ("[$X]", "bracket"),
        ("[€]", "bracket"),
        ("[[First Name]]", "double_bracket"),
        ("%FIRSTNAME%", "percent"),
        ("%contact_first_name%", "percent"),
        ("%%first_name%%", "double_percent"),
        ("<<name>>", "double_angle"),
        ("«Nome_cliente»", "double_angle"),
        ("<Name>", "angle"),
        ("<first_name>", "angle"),
        ("<Prénom>", "angle"),
        ("<your name>", "angle"),
        ("#firstName#", "hash"),
        ("*|FNAME|*", "mailchimp"),
        ("${name}", "dollar"),
        ("$[first_name|x]", "dollar"),
        ("{% if company %}", "liquid_tag"),
        ("{%- endif -%}", "liquid_tag"),
        ("%%=v(@name)=%%", "ampscript"),
        ("%%[ SET @x = [First Name]\nIF @x == 'y' THEN ]%%", "ampscript"),
        ("{% if '{FIRST_NAME}' == '50%' %}", "liquid_tag"),
        ("{{fallback|{{first_name}}|Sir}}", "double_brace"),
        ("####{{contact.data.firstname}}", "double_brace"),
        ("#{{first_name}}", "double_brace"),
        ('[[ Details "Src" Field ]]', "double_bracket"),
        ("{first_name:{nickname:there}}", "brace"),
        ("{FirstName|fallback=there}", "brace"),
        ('{!IF(ISBLANK(Contact.FirstName), "there", Contact.FirstName)}', "salesforce"),
        ("%IF in_array('x', $TAGS)%", "percent"),
        ("%ELSE%", "percent"),
        ("%/IF%", "percent"),
        ("*|IF:FNAME|*", "mailchimp"),
        ("«FirstName»", "double_angle"),
        ("«Nome»", "double_angle"),
        ("«Job_Title»", "double_angle"),
        ("[€ amount]", "bracket"),
        ("[VAT number]", "bracket"),
        ("[Event 2026]", "bracket"),
        ("<name>", "angle"),
    ],
)
def test_every_common_placeholder_is_masked_and_named(written: str, dialect: str) -> None:
    text = f"Hi {written}, welcome"
    assert mask(text) == (
        f"Hi {'ˣ' * len(written)}, welcome",
        (Mask("placeholder", Span(3, 3 + len(written)), dialect),),
    )


@pytest.mark.parametrize(
    "text",
    [
        "see [our page](https://acme.example)",
        "see [our page][1]",
        "[1]: https://acme.example",
        "- [ ] call Ann",
        "- [x] call Ann",
        "- [X] call Ann",
        "as they say [1] and [2/3]",
        "we sell them [and you know it!] here",
        "a note[^1]",
        "so he wrote [sic]",
        "we grew [as I told you last week, by a lot of hard work]",
        "<b>bold</b> <br/> <br> <a href='x'>",
        "if a < b and c > d",
        "I <3 it",
        "100% of 50% of it",
        "#sales #marketing#growth#leads",
        "{Hi|Hello} there",
        "{look at acme?a=b|look there} please",
        "a {very long aside that goes on and on} here",
        "{{unclosed and [unclosed and <<unclosed",
        "{}",
        "[]",
        "5 * 3 | 2 * 4",
        "«Buongiorno»",
        "«LinkedIn» e «iPhone»",
        "it is [€ 1.200] or [$50], [net], [IVA esclusa] and [incl. 20% VAT]",
        "as in [Smith et al., 2019] and [Rossi, 2020]",
        "items[i] of a dict[str, int], participant[s]",
        "Array<string>, <name>Ann</name>",
        "a << b >> c",
        r"\frac{a}{b}, \begin{equation}, x_{i} and e^{it}",
        "{tea, coffee} and {color: red;} or {name!r}",
    ],
)
def test_what_only_looks_like_a_placeholder_is_read(text: str) -> None:
    assert masked(text, "placeholder") == []


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("see https://acme.example/a?b=c#d.", ["https://acme.example/a?b=c#d"]),
        ("see HTTP://ACME.EXAMPLE!", ["HTTP://ACME.EXAMPLE"]),
        ("(www.acme.example), or", ["www.acme.example"]),
        ("[page](https://acme.example/x), and", ["https://acme.example/x"]),
        ("https://en.wikipedia.org/wiki/Mask_(computing) is", ["https://en.wikipedia.org/wiki/Mask_(computing)"]),
        ("«https://acme.example»", ["https://acme.example"]),
        ("<https://acme.example>", ["https://acme.example"]),
        ("go to bit.ly/rimb-88213.", ["bit.ly/rimb-88213"]),
        ("write on acme.com, please", ["acme.com"]),
        ("linkedin.com/in/ann and t.me/ann", ["linkedin.com/in/ann", "t.me/ann"]),
        ("shop.acme.co.uk: good", ["shop.acme.co.uk"]),
        ("xn--pple-43d.com/login", ["xn--pple-43d.com/login"]),
        ("аррӏе.com", ["аррӏе.com"]),
        ("https://acme.example/{{id}}/x", ["https://acme.example/{{id}}/x"]),
    ],
)
def test_links_are_masked_without_the_sentence_around_them(text: str, urls: list[str]) -> None:
    assert masked(text, "url") == urls


@pytest.mark.parametrize(
    "text",
    [
        "Thanks.So we go on",
        "ciao.me lo dici",
        "v1.2.com3",
        "e.g. this",
        "report.pdf",
        "10.30",
        "S.p.A.",
        "and/or",
        "so.in fact",
    ],
)
def test_a_missing_blank_is_no_link(text: str) -> None:
    assert masked(text, "url") == []


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("write to ann.lee+x@acme.example.", ["ann.lee+x@acme.example"]),
        ("(mario@posta.acme.it)", ["mario@posta.acme.it"]),
        ("{{first}}@acme.com", ["{{first}}@acme.com"]),
        ("ping @ann on it", []),
        ("a @ b.com", []),
    ],
)
def test_addresses_are_masked(text: str, addresses: list[str]) -> None:
    assert masked(text, "email") == addresses


def test_an_address_is_not_a_link_too() -> None:
    assert masked("ann@acme.com", "url") == []


def test_a_placeholder_inside_a_link_is_reported_and_the_link_is_one_word() -> None:
    text, masks = mask("https://acme.example/{{id}}")
    assert set(text) == {"ʷ"}
    assert [each.kind for each in masks] == ["url", "placeholder"]


def test_what_is_never_sent_becomes_blanks() -> None:
    text = "a <!-- {{x}} --> b"
    assert mask(text, [Span(2, 16)]) == ("a                b", (Mask("unsent", Span(2, 16)),))


def test_nobody_writes_a_mask_by_hand() -> None:
    assert mask("aˣb ʷ ᵉ")[0] == "axb w e"


def test_placeholders_are_found_in_decomposed_text() -> None:
    for written in ("<Prénom>", "#prénom#", "%prénom%", "[Prénom]", "{prénom}"):
        assert masked(normalize("NFD", written), "placeholder")


@given(texts)
def test_masking_never_moves_an_offset(text: str) -> None:
    after, masks = mask(text)
    assert len(after) == len(text)
    covered = {at for each in masks for at in range(*each.span)}
    for at, (a, b) in enumerate(zip(text, after, strict=True)):
        assert a == b or at in covered or a in "ˣʷᵉ"


@given(texts)
def test_masks_lie_in_the_text_in_order_and_only_nest(text: str) -> None:
    masks = mask(text)[1]
    assert [each.span.start for each in masks] == sorted(each.span.start for each in masks)
    for before, after in pairwise(masks):
        assert 0 <= before.span.start < before.span.end <= len(text)
        assert after.span.start >= before.span.end or after.span.end <= before.span.end


def test_a_placeholder_before_a_colon_is_no_link_definition() -> None:
    assert masked("Estimado [Nombre]: le escribo", "placeholder") == ["[Nombre]"]
    assert masked("[page]: https://acme.example", "placeholder") == []
