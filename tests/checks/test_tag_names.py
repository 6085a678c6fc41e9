"""OL608 and OL609: fields that the tool does not have, or spells in another way."""

from __future__ import annotations

import pytest

from tests.checks.checking import fixed, found, signals

TAGS = {"tags": ["first_name", "company", "Pain Point"]}


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("Hi {{first_name}} of {{company}}: {{Pain Point}}", []),
        ("Hi {{nickname}} of {{company}}", ["{{nickname}}"]),
        ("Hi {{contact.first_name}}", ["{{contact.first_name}}"]),
        ("{{#if nickname}}Hi{{/if}}", ["{{#if nickname}}"]),
        ("{% if first_name == 'x' %}a{% elsif nickname %}b{% endif %}", ["{% elsif nickname %}"]),
        ("{{^nickname}}Hi{{/nickname}}", ["{{^nickname}}"]),
        ("{{#nickname}}Hi{{/nickname}}", ["{{#nickname}}"]),
        ("{% case nickname %}{% when company %}a{% endcase %}", ["{% case nickname %}"]),
        ("{Hi|Hello {{nickname}}}", ["{{nickname}}"]),
        ("*|IF:NICKNAME|*Hi*|END:IF|*", ["*|IF:NICKNAME|*"]),
        # other capitals are for OL609, what the template sets is no field, and people fill in brackets
        ("Hi {{FirstName}} of {{COMPANY}}", []),
        ("{% assign x = company %}{{x}}", []),
        ("{% for x in company %}{{x.name}}{% endfor %}", []),
        ("Hi [Nickname]", []),
        ("{{ 'now' | date: '%d' }} %%=v(@x)=%%", []),
        ("Hi {{first_name | nickname}}", []),
    ],
)
def test_a_field_that_is_not_on_the_list_is_unknown(text: str, unknown: list[str]) -> None:
    assert found("unknown-tag", text, TAGS) == unknown


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("frist_name", "first_name"),
        ("fist_name", "first_name"),
        ("first_nme", "first_name"),
        ("firstNane", "firstName"),
        ("FIRST_NAMME", "FIRST_NAME"),
        ("Frist Name", "First Name"),
        ("contact.fistname", "contact.firstname"),
        ("compnay", "company"),
        ("CompanyNane", "CompanyName"),
        ("Job_Titel", "Job_Title"),
    ],
)
def test_without_a_list_a_slip_in_a_usual_field_is_unknown(name: str, right: str) -> None:
    (signal,) = signals("unknown-tag", f"Hi {{{{{name}}}}}")
    assert signal.slots == {"name": name, "right": right}
    assert fixed("unknown-tag", f"Hi {{{{{name}}}}}") == f"Hi {{{{{right}}}}}"


@pytest.mark.parametrize(
    "name",
    [
        "first_name",
        "firstname",
        "first_names",
        "company2",
        "list_name",
        "companies",
        "nome",
        "x",
        "frst_nme",
        "fullname",
    ],
)
def test_without_a_list_other_fields_are_the_users_own(name: str) -> None:
    assert found("unknown-tag", f"Hi {{{{{name}}}}}") == []


def test_a_list_is_all_that_counts_where_there_is_one() -> None:
    assert found("unknown-tag", "Hi {{frist_name}}", {"tags": ["frist_name"]}) == []


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Hi {{FirstName | there}}", "Hi {{first_name | there}}"),
        ("Hi {{first-name}} of {{COMPANY}}", "Hi {{first_name}} of {{company}}"),
        ("{{#if Company}}a{{/if}}", "{{#if company}}a{{/if}}"),
        ("{{pain_point}}", "{{Pain Point}}"),
    ],
)
def test_other_capitals_and_underscores_than_on_the_list_are_named_and_mended(text: str, after: str) -> None:
    assert found("tag-case", text, TAGS) != []
    assert fixed("tag-case", text, TAGS, applicability="unsafe") == after
    assert found("tag-case", after, TAGS) == []


def test_without_a_list_the_fields_of_a_dialect_that_minds_capitals_count() -> None:
    assert found("tag-case", "Hi {{first_name}}", template="instantly") == ["{{first_name}}"]
    assert found("tag-case", "{{RANDOM | Hi | Hey}} {{Firstname}}") == ["{{Firstname}}"]
    assert found("tag-case", "Hi {{first_name}}", template="lemlist") == []
    assert found("tag-case", "Hi {{first_name}}") == []


def test_two_fields_may_differ_by_capitals_alone() -> None:
    assert found("tag-case", "{{Name}} {{name}}", {"tags": ["Name", "name"]}) == []
