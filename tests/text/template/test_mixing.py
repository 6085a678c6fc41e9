from __future__ import annotations

import pytest

from outreachlint.text.template.mixing import Uses, excluded, tools, uses

from .reading import parse


def asked(text: str) -> Uses:
    return uses(parse(text))


@pytest.mark.parametrize(
    "text",
    [
        "Hi Ann",
        "Hi {{first_name}} of {{company}}",
        "{% if a %}{{x}}{% endif %}",
        "{% if '{A}' == 'x' %}{A}{% endif %}",
        "{{x}} and {{{y}}}",
        "[Name] of [Company]",
        "<<a b>> {{c}}",
        "Hi {{first_name}} [as I said]",
    ],
)
def test_some_tool_understands_all_of_it(text: str) -> None:
    assert tools(asked(text))


@pytest.mark.parametrize(
    "text",
    [
        "{{first_name}} [Company]",
        "{{a}} {b}",
        "{!A.b} {{{Recipient.c}}}",
        "*|FNAME|* {% if a %}b{% endif %}",
        "%AAA% {b}",
    ],
)
def test_no_tool_understands_all_of_it(text: str) -> None:
    assert tools(asked(text)) == []


def test_messages_of_a_file_can_exclude_each_other() -> None:
    assert excluded(asked("Hi {{first_name}}"), asked("Hi {first_name}"))
    assert not excluded(asked("Hi {{first_name}}"), asked("Hi Ann"))
    assert not excluded(asked("Hi {{first_name}}"), asked("{a} {{b}}"))
    assert asked("{{a}}").joined(asked("{b}")) == asked("{{a}} {b}")
