"""OL610: tags that the tool which sends the message will leave as they stand."""

from __future__ import annotations

import pytest

from outreachlint.text.template.dialects import DIALECTS, Dialect
from tests.checks.checking import fixed, found, signals

SPINS = {"brace": "{Hi|Hello TAG}", "random": "{{RANDOM | Hi | Hello TAG}}", "double": "{{Hi|Hello TAG}}"}


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("Hi {{first_name}} of [Company]", "[Company]"),
        ("Hi [First Name] of {{company}}", "[First Name]"),
        ("Hi {{first_name}} of {company}", "{company}"),
        ("Hi {first_name} of {{company}} in {{city}}", "{first_name}"),
        ("Hi {!Contact.FirstName} of {{{Recipient.Company}}}", "{{{Recipient.Company}}}"),
        ("Hi *|FNAME|* of %COMPANY%", "%COMPANY%"),
        ("Hi #firstName# of {company}", "{company}"),
        ("Hi {first_name}{{#if company}}!{{/if}}", "{{#if company}}"),
        ("Hi *|FNAME|*{% if a %}!{% endif %}", "{% if a %}"),
        ("{Hi {{first_name}}|Hi [Name]}", "[Name]"),
    ],
)
def test_without_a_dialect_the_first_tag_that_does_not_go_with_the_others_is_named(text: str, foreign: str) -> None:
    assert found("mixed-dialects", text) == [foreign]


@pytest.mark.parametrize(
    "text",
    [
        "Hi {{first_name}} of {{companyName}}",
        "Hi {{first_name}} of {{{company}}}",
        "Hi {{First name}} of <<Company>>",
        "Hi {FIRST_NAME}{% if '{COMPANY}' == '' %}!{% endif %}",
        "Hi [Name] of [Company] <city>",
        "Hi {{first_name}} [and thank you] [1]",
        "{Hi|Hello} {{first_name}}, 50% [off]",
        "Hi {{first_name}} <b>now</b> [here](https://a.example)",
        "Hi ${name} and {{first_name}}",
        "Hi {{first_name}},\n\n%signature%",
        "Hi {{first_name}}, {tea, coffee} and {sorry for the typo}",
        r"Hi {{first_name}}, \frac{a}{b} of x_{i}",
        "Hi {{first_name}}, <name>Ann</name> is an Array<string> in {color: red;}",
        "Buongiorno [Nome], «LinkedIn» e «iPhone»",
    ],
)
def test_what_one_tool_fills_in_is_not_mixed(text: str) -> None:
    assert found("mixed-dialects", text) == []


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("The old mail to {user} was wrong, {{first_name}}", "{user}"),
        ("%PATH% and %HOME%, {{first_name}}", "%PATH%"),
    ],
)
def test_the_tags_of_usual_fields_say_which_tool_it_is(text: str, foreign: str) -> None:
    assert found("mixed-dialects", text) == [foreign]


@pytest.mark.parametrize("dialect", [each for each in DIALECTS if each.fields], ids=lambda each: each.name)
def test_a_dialect_understands_all_that_it_writes_itself(dialect: Dialect) -> None:
    tag, name = dialect.tag("first_name"), dialect.fields["first_name"]
    assert tag is not None
    written = [f"Hi {tag}", f"Hi {dialect.tag_with_fallback(name, 'there') or tag}"]
    written += [SPINS[spin].replace("TAG", tag) for spin in dialect.spins]
    for text in written:
        for check in ("mixed-dialects", "broken-placeholder", "tag-case", "awkward-fallback"):
            assert found(check, f"{text}, thanks", template=dialect.name) == []


@pytest.mark.parametrize(
    ("dialect", "text", "foreign"),
    [
        ("apollo", "Hi {first_name} of [Company] and {{city}}", ["{first_name}", "[Company]"]),
        ("apollo", "{% if a %}b{% endif %}{{c | there}}{% assign d = 1 %}", ["{% if a %}", "{{c | there}}", "{% assign d = 1 %}"]),
        ("apollo", "{{#if a}}{Hi|Hello}{{#endif}}", []),
        ("hubspot", "{Hi|Hello} {{ contact.firstname }}", ["{Hi|Hello}"]),
        ("liquid", "{{a | there}} {{b | default: 'x'}} {{#if c}}d{{/if}}", ["{{a | there}}", "{{#if c}}"]),
        ("instantly", "{{a | there}} {{b | default: 'x'}} {{RANDOM | c | d}} {% if e %}f{% endif %}", []),
        ("pipl", "{{RANDOM | a | b}} {{fallback|{{c}}|d}} {{e | f}}", ["{{e | f}}"]),
        ("interceptly", "{first_name:there} {first-name there}", ["{first-name there}"]),
        ("mailchimp", "*|FNAME|* *|IF:A|*b*|END:IF|* {{c}}", ["{{c}}"]),
        ("brackets", "[Name] {{first_name}}", ["{{first_name}}"]),
        # only the form counts for a dialect that is known by hearsay
        ("gmass", "{FirstName} {a:b} {% if c %}d{% endif %} {{e}}", ["{{e}}"]),
        ("lemlist", "Hi {{firstName}} [as I told you last week in Leeds]", []),
        ("lemlist", "Hi {{firstName}}, %signature%", ["%signature%"]),
        ("smartlead", "Hi {{first_name}}, %FIRSTNAME%\n\n%signature%", ["%FIRSTNAME%"]),
        ("lemlist", "Hi {{firstName}}, it is $40 [net], [€45] or [$50 incl. VAT], items[i] of list[str] [Rossi, 2020]", []),
    ],
)  # fmt: skip
def test_a_declared_dialect_is_held_against_every_tag(dialect: str, text: str, foreign: list[str]) -> None:
    assert found("mixed-dialects", text, template=dialect) == foreign


@pytest.mark.parametrize(
    ("dialect", "text", "after"),
    [
        ("lemlist", "Hi [First Name] of {company}", "Hi {{firstName}} of {{companyName}}"),
        ("mailchimp", "Hi {{first_name}}", "Hi *|FNAME|*"),
        ("hubspot", "Hi [Nome]", "Hi {{ contact.firstname }}"),
        ("pipl", "Hi {{first_name | there}}", "Hi {{fallback|{{first_name}}|there}}"),
        ("apollo", "Hi {{first_name | there}}", "Hi {{#if first_name}}{{first_name}}{{#else}}there{{#endif}}"),
        # what it means is not sure, or the dialect has no such tag
        ("lemlist", "Hi [Name], [Hobby] {city}", "Hi [Name], [Hobby] {city}"),
        ("linkedin-ads", "Hi {{first_name | there}}", "Hi {{first_name | there}}"),
    ],
)
def test_a_tag_of_unmistakable_meaning_is_written_anew(dialect: str, text: str, after: str) -> None:
    assert fixed("mixed-dialects", text, template=dialect, applicability="unsafe") == after
    if after != text:
        assert found("mixed-dialects", after, template=dialect) == []


def test_the_finding_names_what_the_tag_does_not_go_with() -> None:
    (signal,) = signals("mixed-dialects", "Hi {{first_name}} of [Company]")
    assert signal.slots["other"] == "{{first_name}}"
    (signal,) = signals("mixed-dialects", "Hi [Company]", template="lemlist")
    assert signal.slots["other"] == "{{firstName}} (lemlist)"
