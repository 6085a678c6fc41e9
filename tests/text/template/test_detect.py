"""A dialect is recognised by what no other one has, and by nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given

from outreachlint.text.template.detect import detect
from tests.text.strategies import texts


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hi {{ personalization_token('contact.firstname', 'there') }}", "hubspot"),
        ("Hi {!Contact.FirstName}", "salesforce-classic"),
        ("Hi {{{Recipient.FirstName}}}", "salesforce-lightning"),
        ("Hi {{Recipient.FirstName}} of {{{Recipient.Company}}}", "pardot"),
        ("Hi %%=v(@name)=%%", "marketing-cloud"),
        ("Hi {{#if first_name}}{{first_name}}{{#else}}there{{#endif}}", "apollo"),
        ("your {{title->lowercase}} work", "apollo"),
        ("{{RANDOM | Hi | Hello}}", "instantly"),
        ("{{random|Hi|Hello}}", "pipl"),
        ("Hi {{fallback|{{first_name}}|Sir}}", "pipl"),
        ("Hi *|FNAME|*", "mailchimp"),
        ("%IF a%Hi%/IF%", "activecampaign"),
        ("Hi {contactfield=firstname|there}", "mautic"),
        ("Hi {FirstName|fallback=there}", "gmass"),
        ("Hi #firstName#", "phantombuster"),
        ("Hi {first_name:there}", "interceptly"),
        ("Hi {first-name there}", "teamtailor"),
        ("{{SNIPPET_1}}", "woodpecker"),
        ("Hi «First_Name»", "mailmerge"),
        ("{% if a %}x{% elif b %}y{% endif %}", "jinja"),
        ('Hi {{ first_name | default("there") }}', "jinja"),
        ('Hi {{ first_name | default: "there" }}', "liquid"),
        ("{% unless a %}x{% endunless %}", "liquid"),
        ("{{RANDOM | Hi | Hello}} {{firstName | default: 'you'}}", "instantly"),
    ],
)
def test_unmistakable_forms_tell(text: str, name: str) -> None:
    found = detect(text)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "text",
    [
        "Hi Ann, 50 % off",
        "Hi {{first_name}}",
        "Hi {{firstName}} of {{companyName}}",
        "Hi {name}",
        "Hi %FIRSTNAME%",
        "Hi [First Name]",
        "{Hi|Hello}",
        "{% if a %}x{% endif %}",
        "{{name | there}}",
        "Hi {!Contact.FirstName} and {{{Recipient.FirstName}}}",
    ],
)
def test_what_several_dialects_share_tells_nothing(text: str) -> None:
    assert detect(text) is None


@given(texts)
def test_any_text_has_one_or_none(text: str) -> None:
    detect(text)
