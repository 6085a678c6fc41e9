"""Every branch is in a variant, and there are as many variants as the largest group has leaves."""

from __future__ import annotations

import time

import pytest
from hypothesis import given

from outreachlint.text.source import Span
from outreachlint.text.template.nodes import MAX_VARIANTS, Condition, Spin, TemplateError, Text
from outreachlint.text.template.variants import count, variants

from .reading import parse, texts
from .test_parse import templates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hi Ann", ["Hi Ann"]),
        ("Hi {{first_name | there}}", ["Hi {{first_name | there}}"]),
        ("{a|b} {c|d|e} {f|g}", ["a c f", "b d g", "a e f"]),
        ("{a|b {c|d|e} {f|g}}", ["a", "b c f", "b d g", "b e f"]),
        ("{% if a %}A{% endif %}{% if a %}B{% endif %}", ["AB", ""]),
        ("{% if a %}A{% endif %}{% unless a %}B{% endunless %}", ["A", "B"]),
        ("{{#a}}A{{/a}}{{^a}}B{{/a}}", ["A", "B"]),
        ("{# no #}a{% assign b = 1 %}c", ["ac"]),
        ("{% if a %}open", ["open"]),
    ],
)
def test_the_variants_of_a_text(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


def test_their_number_is_no_product() -> None:
    assert count(parse("{a|b|c}" * 30)) == 3


@given(templates)
def test_every_text_in_a_branch_is_in_a_variant(text: str) -> None:
    template = parse(text)
    found = variants(template)
    covered: set[int] = set()
    for variant in found:
        for at in range(len(variant.text)):
            place = variant.map.span(Span(at, at + 1))
            assert place.of(text) == variant.text[at]
            covered.add(place.start)
    for node in template.walk():
        if isinstance(node, Text):
            assert covered.issuperset(range(*node.span))


@given(templates)
def test_there_are_as_many_as_the_largest_group_has_leaves(text: str) -> None:
    template = parse(text)
    groups = [node for node in template.nodes if isinstance(node, (Spin, Condition))]
    assert len(variants(template)) == max([1, *(group.leaves for group in groups)])


def test_sixty_four_are_read_and_no_more() -> None:
    def spin(number: int) -> str:
        return "Hi {" + "|".join(str(each) for each in range(number)) + "}"

    assert len(texts(spin(MAX_VARIANTS))) == MAX_VARIANTS
    with pytest.raises(TemplateError, match="has 65 branches; at most 64 are read") as caught:
        texts(spin(65))
    assert caught.value.span.start == 3


def test_a_hostile_number_of_branches_is_counted_without_making_them() -> None:
    text = "x"
    for _ in range(5):
        text = "{" + "|".join([text] * 8) + "}"
    began = time.process_time()
    with pytest.raises(TemplateError, match="has 32768 branches"):
        texts(text)
    assert time.process_time() - began < 5
