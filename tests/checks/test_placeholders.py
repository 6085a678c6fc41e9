"""OL603 and OL604: blanks that are still empty, and blanks that nothing will fill."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.text.source import Span
from tests.checks.checking import found

WHOLE = [
    "{{first_name}}", "{{ contact.firstname }}", "{nome}", "{!Contact.FirstName}", "[Company]", "[Nome azienda]", "%FIRSTNAME%",
    "%%first_name%%", "<<name>>", "<Name>", "#firstName#", "*|FNAME|*", "${name}", "[[First Name]]", "{{{Recipient.Name}}}",
    '{{ first_name | default: "there" }}', "{first_name:there}",
]  # fmt: skip


@pytest.mark.parametrize("written", WHOLE)
def test_every_form_of_placeholder_is_found_and_is_not_broken(written: str) -> None:
    text = f"Hi {written}, thank you for the talk."
    assert found("placeholder", text) == [written]
    assert found("broken-placeholder", text) == []


@pytest.mark.parametrize("blank", ["XXX", "XXXXX", "____", "TBD", "TODO:", "Lorem ipsum"])
def test_blanks_left_by_hand_are_found(blank: str) -> None:
    assert found("placeholder", f"We meet on {blank}, I think.") == [blank]


@pytest.mark.parametrize(
    "text",
    [
        "la XXX edizione della fiera",
        "the snake_case_name stays",
        "see [the paper](https://example.com)",
        "- [ ] buy milk\n- [x] write",
        "sales rose by 12%, then 14%",
        "todo bien, todos contentos",
    ],
)
def test_ordinary_text_holds_no_blank(text: str) -> None:
    assert found("placeholder", text) == []


def test_spin_text_in_a_ready_draft_is_a_blank_too() -> None:
    assert found("placeholder", "{Hi|Hello {there|again}} Ann") == ["{Hi|Hello {there|again}}", "{there|again}"]
    assert found("placeholder", "{{RANDOM | Hi | Hello}} Ann") == ["{{RANDOM | Hi | Hello}}"]


def test_conditions_in_a_ready_draft_are_blanks_too() -> None:
    text = "{%- if x -%} Hi {% else %}Hello{% endif %} {{#if y}}Ann{{/if}}{% assign z = 1 %}"
    assert found("placeholder", text) == [
        "{%- if x -%}", "{% else %}", "{% endif %}", "{{#if y}}", "{{/if}}", "{% assign z = 1 %}"
    ]  # fmt: skip


def test_what_is_not_sent_is_no_blank() -> None:
    assert found("placeholder", "Hi {# {{name}} XXXX #}{{! {a|b} }}Ann") == []


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("Hi {{first_name}, thanks", "{{first_name}"),
        ("Hi {{first_name, thanks", "{{first_name"),
        ("Hi {first_name}}, thanks", "{first_name}}"),
        ("Hi first_name}}, thanks", "first_name}}"),
        ("Hi {first name}}, thanks", "{first name}}"),
        ("Hi {{first name}, thanks", "{{first name}"),
        ("Hi {{{name}}, thanks", "{{{name}}"),
        ("Hi {{ }}, thanks", "{{ }}"),
        ("Hi {{}}, thanks", "{{}}"),
        ("Hi {nome, thanks", "{nome"),
        ("Hi [Name, thanks", "[Name"),
        ("Hi Name], thanks", "Name]"),
        ("Hi [[Name], thanks", "[[Name]"),
        ("Hi %FIRSTNAME, thanks", "%FIRSTNAME"),
        ("Hi FIRSTNAME%, thanks", "FIRSTNAME%"),
        ("Hi <<name>, thanks", "<<name>"),
        ("Hi <Name>>, thanks", "<Name>>"),
        ("Hi *|FNAME, thanks", "*|FNAME"),
        ("Hi FNAME|*, thanks", "FNAME|*"),
        ("Hi *|FNAME|, thanks", "*|FNAME|"),
        ("Hi |FNAME|*, thanks", "|FNAME|*"),
        ("Hi {!Contact.FirstName, thanks", "{!Contact.FirstName"),
        ("Hi #firstName, thanks", "#firstName"),
        ("{{name}|there}, thanks", "{{name}"),
        ("{Hi|Hello} {{name}}}, thanks", "{{name}}}"),
        ("{Hi|Hello {{name}}, thanks", "{Hi|Hello"),
        ("Hi {Ann|Bob, thanks", "{Ann|Bob"),
        ("{% if x %}Hi{% else %}Hello, thanks", "{% if x %}"),
        ("Hi{% endif %}, thanks", "{% endif %}"),
        ("{{#if name}}Hi, thanks", "{{#if name}}"),
        ("{{#if name}}Hi{% endif %}, thanks", "{% endif %}"),
        ("{{#if name}}Hi{{else}}Hello{{#endif}}, thanks", "{{#endif}}"),
        ("*|IF:FNAME|*Hi, thanks", "*|IF:FNAME|*"),
        ("%IF $X%Hi, thanks", "%IF $X%"),
        ("%%[ IF @x THEN ]%%Hi, thanks", "%%[ IF @x THEN ]%%"),
        ("{{RANDOM | Hi | Hello, thanks", "{{RANDOM |"),
        ("{% case x %}{% when 1 %}Hi{% endif %}{% endcase %}, thanks", "{% endif %}"),
    ],
)
def test_half_a_placeholder_is_broken(text: str, broken: str) -> None:
    assert found("broken-placeholder", text) == [broken]


@pytest.mark.parametrize(
    "text",
    [
        "Nice :-{ and :[ and 8-} and =] and ;-]",
        "50% off, 20%ABC, 100 %",
        "#firstmonday #FIRSTNAMES C# and F#",
        "see [1], [sic], [the paper](https://example.com/a[1])",
        "a list:\n- [ ] one\n- [x] two",
        "{Hi|Hello {there|again}} Ann",
        "{Hi|\nHello} Ann",
        "{Hi {{name}}|Hello {{name}}}, Ann",
        "{{{name}}|Ann}, {Hi {name}|Hello {name}}",
        "{I {saw|read {{title}}}|{{icebreaker}}} Ann",
        "{% if x %}{Hi|Hello {{{name}}}}{% endif %} Ann",
        "{{RANDOM | Hi | Hello {{name}}}}, {{RANDOM|{{name}}|{{RANDOM | a | {{b}}}}}} Ann",
        "|GDPR|*required*|\n*yes*|ABC|no|",
        "1] one 2] two a] three",
        "x < y and y > z, 3 << 4",
        "**bold**|**bold**",
        "[a remark that goes on\nand on over the line] Ann",
        "{% if x %}Hi{% else %}Hello{% endif %} Ann",
        "{{#if name}}Hi{{/if}} Ann, {% for x in y %}z{% endfor %}",
        "*|IF:FNAME == 1|*Hi*|ELSE:|*Hello*|END:IF|* *|FNAME|*",
        "%IF $X%Hi%ELSE%Hello%/IF%%FIRSTNAME%%LASTNAME%",
        "%%[ IF @x THEN ]%%Hi%%[ ENDIF ]%% %%FirstName%%",
        "@if(%f%){Hi}@else{Hello}@endif Ann",
        "{{RANDOM | Hi {{name}} | {Hello|Hey}}} Ann",
        "{{fallback|{{first_name}}|Sir}}",
        "{# {{half #} {{! {{half }} {% comment %}{{{% endcomment %} Ann",
        "{see https://a.example/x|or https://b.example/y}",
        "a) one, b) two, [c) three]",
        "https://example.com/?q={x&r=%20a",
        "Ann <ann@example.com> wrote",
        "<b>bold</b> <br/>",
    ],
)
def test_ordinary_brackets_percents_and_smileys_are_not_broken(text: str) -> None:
    assert found("broken-placeholder", text) == []


def _pieces(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Templates in which every brace has its partner, made of such."""
    texts = st.lists(children, min_size=1, max_size=3).map(" ".join)
    several = st.lists(texts, min_size=2, max_size=3)
    return st.one_of(
        texts,
        several.map(lambda branches: "{" + "|".join(branches) + "}"),
        several.map(lambda branches: "{{RANDOM | " + " | ".join(branches) + "}}"),
        texts.map(lambda text: f"{{% if company %}}{text}{{% else %}}you{{% endif %}}"),
        texts.map(lambda text: f"{{{{#if company}}}}{text}{{{{/if}}}}"),
    )


LEAVES = st.sampled_from(["Hi", "50%", "{{first_name}}", "{{name | there}}", "[Name]", "*|FNAME|*", "%FIRSTNAME%"])


@given(st.recursive(LEAVES, _pieces, max_leaves=8))
def test_no_tag_in_any_nest_of_branches_is_broken(text: str) -> None:
    assert found("broken-placeholder", text) == []


def test_the_declared_dialect_says_which_tag_closes_a_condition() -> None:
    assert found("broken-placeholder", "{{#if a}}b{{/if}}", template="apollo") == ["{{/if}}"]
    assert found("broken-placeholder", "{{#if a}}b{{#endif}}", template="apollo") == []
    assert found("broken-placeholder", "{{#if a}}b{{#endif}}", template="smartlead") == ["{{#endif}}"]


def test_what_is_not_sent_cannot_be_broken() -> None:
    text = "<!-- {{first_name} --> Hi Ann"
    assert found("broken-placeholder", text, unsent=(Span(0, 22),)) == []
