"""Any text becomes a Template: nodes cover it, what is left open is named, and nothing takes long."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.text.source import Span
from outreachlint.text.template.nodes import MAX_DEPTH, Branch, Condition, Node, Spin, TemplateError, Text
from outreachlint.text.template.parse import parse as parse_template

from .reading import parse, shape

BITS = st.sampled_from(
    [
        *"{}|[]<>%#*«» \nab:",
        "{{", "}}", "{{{", "}}}", "{% if x %}", "{%- else -%}", "{% elsif y %}", "{% endif %}", "{% unless z %}",
        "{% endunless %}", "{% case a %}", "{% when b %}", "{% endcase %}", "{% raw %}", "{% endraw %}", "{% comment %}",
        "{% endcomment %}", "{{#if x}}", "{{else}}", "{{/if}}", "{{#else}}", "{{#endif}}", "{{^x}}", "{{/x}}", "{{RANDOM |",
        "{{first_name}}", "{name}", "[Name]", "*|IF:A|*", "*|ELSE:|*", "*|END:IF|*", "*|FNAME|*", "%IF a%", "%ELSE%", "%/IF%",
        "%%[ IF x THEN ]%%", "%%[ ELSE ]%%", "%%[ ENDIF ]%%", "@if(x){", "}@else{", "}@endif", "{#", "#}", "{{!", "{{!--", "--}}",
        "https://a.example/", "ann@acme.example", "Hi", "{a|b}", "{a|{b|c}}",
    ]
)  # fmt: skip
templates = st.lists(BITS, max_size=40).map("".join)


def covers(nodes: tuple[Node, ...], span: Span) -> bool:
    """Whether nodes lie side by side from one end of a span to the other, and so do those inside them."""
    at = span.start
    for node in nodes:
        if node.span.start != at:
            return False
        at = node.span.end
        if isinstance(node, (Spin, Condition)) and not all(covers_branch(branch, node) for branch in node.branches):
            return False
    return at == span.end


def covers_branch(branch: Branch, group: Node) -> bool:
    return (
        group.span.start <= branch.span.start <= branch.span.end <= group.span.end
        and covers(branch.nodes, branch.span)
        and branch.leaves >= 1
    )


@given(templates)
def test_nodes_cover_the_text(text: str) -> None:
    assert covers(parse(text).nodes, Span(0, len(text)))


@given(templates, templates)
def test_no_group_reaches_over_the_end_of_a_field(subject: str, body: str) -> None:
    end = len(subject)
    found = parse_template(f"{subject}\n\n{body}", breaks=[end])
    tags = [node for node in found.nodes if not isinstance(node, Text)]
    assert all(node.span.end <= end or node.span.start >= end for node in tags)


@given(templates)
def test_leaves_are_those_of_the_branches(text: str) -> None:
    for node in parse(text).walk():
        if isinstance(node, (Spin, Condition)):
            assert node.leaves == sum(branch.leaves for branch in node.branches)
            assert len(node.branches) >= 2 or node.leaves == 1


@given(templates)
def test_problems_and_braces_lie_in_the_text(text: str) -> None:
    found = parse(text)
    assert all(0 <= problem.span.start <= problem.span.end <= len(text) for problem in found.problems)
    assert all(text[at] in "{}" for at in found.loose)
    assert all(text[pair.start] == "{" and text[pair.end - 1] == "}" for pair in found.pairs)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hi {{first_name}}, {tea|coffee}?", "Hi <first_name>, (tea/coffee)?"),
        ("{a|b{c|d}e|{f}}", "(a/b(c/d)e/<f>)"),
        ("{a|\nb}", "(a/\nb)"),
        ("{|a}", "(/a)"),
        ("a | b", "a | b"),
        ("{ a b c d e }", "{ a b c d e }"),
        ("{see https://a.example/x|look at https://b.example/y}", "(see https://a.example/x/look at https://b.example/y)"),
        ("https://a.example/?q={x|y}&z", "https://a.example/?q={x|y}&z"),
        ("{{Hi {{first_name}}, my friend|Hello}}", "(Hi <first_name>, my friend/Hello)"),
        ("{% raw %}{{x}} {a|b}{% endraw %}", "%{{x}} {a|b}%"),
        ("a{# {b|c} #}d{{! e }}f{{!-- {{g}} --}}h{% comment %}{i|j}{% endcomment %}", "a#d#f#h#"),
        ("{% if a %}{x|y}{% else %}{{#if b}}z{{/if}}{% endif %}", "((x/y)/(z/))"),
        ("{% if a %}x", "%x"),
        ("{a {% if x %}|b{% endif %}}", "{a (|b/)}"),
        ("{% if x %}{a|{% endif %}b}", "({a|/)b}"),
    ],
)  # fmt: skip
def test_the_shape_of_a_template(text: str, expected: str) -> None:
    assert shape(text) == expected


@pytest.mark.parametrize(
    ("text", "dialect", "problems"),
    [
        ("{% if a %}x", None, [("{% if a %}", "unclosed")]),
        ("x{% endif %}", None, [("{% endif %}", "stray")]),
        ("x{% else %}", None, [("{% else %}", "stray")]),
        ("{{#if a}}x{% endif %}", None, [("{% endif %}", "foreign")]),
        ("{% if a %}x{{/if}}", None, [("{{/if}}", "foreign")]),
        ("{{#if a}}x{{else}}y{{#endif}}", None, [("{{#endif}}", "foreign")]),
        ("{{#if a}}x{{#endif}}", None, []),
        ("{{#if a}}x{{/if}}", None, []),
        ("{{#if a}}x{{/if}}", "apollo", [("{{/if}}", "foreign")]),
        ("{{#if a}}x{{#endif}}", "handlebars", [("{{#endif}}", "foreign")]),
        ("{% if a %}{{#if b}}x{% endif %}", None, [("{{#if b}}", "unclosed")]),
        ("{% for a in b %}{% if c %}x{% endfor %}", None, [("{% if c %}", "unclosed")]),
        ("{% if a %}x{% endfor %}{% endif %}", None, [("{% endfor %}", "stray")]),
        ("{{RANDOM | a | b", None, [("{{RANDOM |", "unclosed")]),
        ("*|IF:A|*x", None, [("*|IF:A|*", "unclosed")]),
        ("@if(a){x", None, [("@if(a){", "unclosed")]),
    ],
)
def test_halves_of_conditions_are_problems(text: str, dialect: str | None, problems: list[tuple[str, str]]) -> None:
    assert [(problem.span.of(text), problem.kind) for problem in parse(text, dialect).problems] == problems


def test_braces_without_a_partner_are_loose() -> None:
    assert parse("{a|b {c} d").loose == (0,)
    assert parse("a} {b|c}").loose == (1,)


def test_what_is_never_sent_is_a_comment() -> None:
    text = "{a|<!-- |}{{x}} -->b}"
    found = parse_template(text, unsent=[Span(3, 19)])
    (spin,) = found.nodes
    assert isinstance(spin, Spin)
    assert [branch.span.of(text) for branch in spin.branches] == ["a", "<!-- |}{{x}} -->b"]
    assert found.tags() == []


def nested(depth: int) -> str:
    text = "x"
    for _ in range(depth):
        text = "{a|" + text + "}"
    return text


def test_groups_may_be_twenty_deep_and_no_deeper() -> None:
    assert len(parse("Hi " + nested(MAX_DEPTH)).nodes) == 2
    with pytest.raises(TemplateError, match="nested 50 deep; at most 20 are read") as caught:
        parse("Hi " + nested(50))
    assert caught.value.span.start == 3
    with pytest.raises(TemplateError, match="nested 21 deep"):
        parse("{% if x %}" * 21 + "{% endif %}" * 21)


def test_what_is_not_closed_has_no_depth() -> None:
    assert len(parse("{a|" * 1000).loose) == 1000
    assert len(parse("{% if x %}" * 1000).problems) == 1000
    assert len(parse("{" * 1000 + "}" * 1000).pairs) == 1000


@pytest.mark.parametrize(
    "unit",
    [
        "{{", "{", "{a|", "{% if x %}", "{% endif %}", "{{#if x}}", "{{RANDOM |", "{#", "{{!", "{% comment %}", "{% raw %}",
        "%%[", "@if(a){", "*|IF:", "{{#a", "{x}|", "«A", "{{fallback|{{a}}", "{!", "{a:{b", "{{ \"'", "%IF ", "{{a|",
        "{% if x %}{", "https://a.example/{|", "{%- ",
    ],
)  # fmt: skip
def test_a_hundred_thousand_open_things_take_little_time(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    began = time.process_time()
    parse(text)
    assert time.process_time() - began < 5


def test_time_is_linear() -> None:
    def seconds(count: int) -> float:
        text = "{% if x %}{Hi|Hello} {{name}}{% endif %} and { {{ so on\n" * count
        began = time.process_time()
        parse(text)
        return time.process_time() - began

    seconds(200)
    small, large = seconds(500), seconds(4_000)
    assert large < 40 * small + 0.5
