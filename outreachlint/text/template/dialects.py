"""The dialects: how each tool writes its tags, fallbacks, conditions and spin text, as one table."""

from __future__ import annotations

from collections.abc import Mapping

from outreachlint.records import NamedTuple

CONDITIONS = {
    "liquid": "{% if x %} … {% elsif y %} … {% else %} … {% endif %}",
    "handlebars": "{{#if x}} … {{else}} … {{/if}}",
    "apollo": "{{#if x}} … {{#else}} … {{#endif}}",
    "mailchimp": "*|IF:X|* … *|ELSE:|* … *|END:IF|*",
    "percent": "%IF x% … %ELSE% … %/IF%",
    "ampscript": "%%[ IF x THEN ]%% … %%[ ELSE ]%% … %%[ ENDIF ]%%",
    "at": "@if(x){ … }@else{ … }@endif",
}
"""The languages of conditions by name, each with its shape."""

SPINS = {"brace": "{Hi|Hello}", "random": "{{RANDOM | Hi | Hello}}", "double": "{{Hi|Hello}}"}
"""The kinds of spin text by name, each with its shape."""

FALLBACKS = {
    "filter": '{{name | default: "there"}}',
    "bar": "{{name | there}}",
    "or": "{{name || 'there'}}",
    "call": "{{ personalization_token('name', 'there') }}",
    "named": "{name|fallback=there}",
    "colon": "{name:there}",
    "space": "{name there}",
    "word": "{{fallback|{{name}}|there}}",
}
"""How a tag may say what is sent where its field is empty, by name, each with its shape."""


class Dialect(NamedTuple):
    """What a tool understands.

    `tags` are the forms of its tags (`text.mask`), `write` is one with `NAME` for its field. `fields` has, by what they
    hold (`fields.meaning`), the names of common fields as the tool spells them; where it is `case_sensitive` they are
    filled in under no other spelling. `fallbacks` are how its tags name what stands in for an empty field (FALLBACKS),
    `fallback` the way to recommend, with `NAME` and `TEXT`, empty where there is none in the text. `conditions` and
    `spins` are names of CONDITIONS and SPINS. `sources` says where this is known from: O an official page, S another
    page, C public code, GK nothing but general knowledge. `extra` are tags that it writes unlike the others, by
    form and field.
    """

    name: str
    title: str
    tags: tuple[str, ...]
    write: str
    fields: Mapping[str, str]
    fallback: str = ""
    fallbacks: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    spins: tuple[str, ...] = ()
    case_sensitive: bool = False
    sources: str = "GK"
    extra: tuple[tuple[str, str], ...] = ()

    def tag(self, field: str) -> str | None:
        """The tag of a field by what it holds (`first_name`); None where its name is not known."""
        name = self.fields.get(field)
        return None if name is None else self.write.replace("NAME", name)

    def tag_with_fallback(self, name: str, text: str) -> str | None:
        """A tag that sends a text where the field is empty; None where the dialect has no way to write one."""
        return self.fallback.replace("NAME", name).replace("TEXT", text) if self.fallback else None


_SNAKE = {"first_name": "first_name", "last_name": "last_name", "company": "company", "title": "title"}
_CAMEL = {"first_name": "firstName", "last_name": "lastName", "company": "companyName"}
_LIQUID = '{{NAME | default: "TEXT"}}'
_HANDLEBARS = "{{#if NAME}}{{NAME}}{{else}}TEXT{{/if}}"
_OUTPUT = ("double_brace", "liquid_tag")

DIALECTS: tuple[Dialect, ...] = (
    Dialect(
        "liquid", "Liquid", _OUTPUT, "{{NAME}}", _SNAKE, _LIQUID, ("filter",), ("liquid",), ("brace",), sources="S"
    ),
    Dialect(
        "handlebars",
        "Handlebars, Mustache",
        ("double_brace", "triple_brace"),
        "{{NAME}}",
        _SNAKE,
        _HANDLEBARS,
        (),
        ("handlebars",),
        ("brace",),
    ),
    Dialect(
        "jinja",
        "Jinja",
        _OUTPUT,
        "{{ NAME }}",
        _SNAKE,
        '{{ NAME | default("TEXT") }}',
        ("filter",),
        ("liquid",),
        ("brace",),
        sources="C",
    ),
    Dialect(
        "hubspot",
        "HubSpot (HubL)",
        _OUTPUT,
        "{{ NAME }}",
        {
            "first_name": "contact.firstname",
            "last_name": "contact.lastname",
            "company": "company.name",
            "title": "contact.jobtitle",
        },
        "{{ personalization_token('NAME', 'TEXT') }}",
        ("call", "filter"),
        ("liquid",),
        sources="C",
    ),
    Dialect(
        "salesforce-classic",
        "Salesforce, classic templates",
        ("salesforce",),
        "{!NAME}",
        {
            "first_name": "Contact.FirstName",
            "last_name": "Contact.LastName",
            "company": "Account.Name",
            "title": "Contact.Title",
        },
        '{!IF(ISBLANK(NAME), "TEXT", NAME)}',
        ("call",),
        sources="C",
    ),
    Dialect(
        "salesforce-lightning",
        "Salesforce, Lightning templates",
        ("triple_brace",),
        "{{{NAME}}}",
        {"first_name": "Recipient.FirstName", "last_name": "Recipient.LastName", "company": "Recipient.Company"},
        sources="C",
    ),
    Dialect(
        "pardot",
        "Account Engagement (Pardot)",
        ("double_brace", "triple_brace", "double_percent"),
        "{{NAME}}",
        {"first_name": "Recipient.FirstName", "last_name": "Recipient.LastName", "company": "Recipient.Company"},
        _HANDLEBARS,
        (),
        ("handlebars",),
        sources="S",
    ),
    Dialect(
        "marketing-cloud",
        "Marketing Cloud (AMPscript)",
        ("double_percent", "ampscript"),
        "%%NAME%%",
        {"first_name": "FirstName", "last_name": "LastName", "company": "Company"},
        '%%=IIF(EMPTY(NAME), "TEXT", NAME)=%%',
        ("call",),
        ("ampscript",),
        sources="O",
    ),
    Dialect(
        "apollo",
        "Apollo",
        ("double_brace",),
        "{{NAME}}",
        _SNAKE,
        "{{#if NAME}}{{NAME}}{{#else}}TEXT{{#endif}}",
        (),
        ("apollo",),
        ("brace",),
        sources="C",
    ),
    Dialect(
        "instantly",
        "Instantly",
        _OUTPUT,
        "{{NAME}}",
        _CAMEL,
        "{{NAME | TEXT}}",
        ("bar", "filter"),
        ("liquid",),
        ("random", "brace"),
        True,
        sources="C",
    ),
    Dialect(
        "smartlead",
        "Smartlead",
        _OUTPUT,
        "{{NAME}}",
        {"first_name": "first_name", "last_name": "last_name", "company": "company_name"},
        _HANDLEBARS,
        ("bar", "filter"),
        ("handlebars", "liquid"),
        ("brace", "random"),
        sources="C",
        extra=(("percent", "signature"),),
    ),
    Dialect(
        "lemlist",
        "lemlist",
        _OUTPUT,
        "{{NAME}}",
        _CAMEL,
        _LIQUID,
        ("filter", "bar"),
        ("liquid",),
        ("brace", "random"),
        sources="C",
    ),
    Dialect(
        "mailchimp",
        "Mailchimp",
        ("mailchimp",),
        "*|NAME|*",
        {"first_name": "FNAME", "last_name": "LNAME", "company": "COMPANY"},
        "*|IF:NAME|**|NAME|**|ELSE:|*TEXT*|END:IF|*",
        (),
        ("mailchimp",),
        sources="C",
    ),
    Dialect(
        "activecampaign",
        "ActiveCampaign",
        ("percent",),
        "%NAME%",
        {"first_name": "FIRSTNAME", "last_name": "LASTNAME", "company": "ACCT_NAME"},
        conditions=("percent",),
        sources="C",
    ),
    Dialect(
        "mautic",
        "Mautic",
        ("brace",),
        "{contactfield=NAME}",
        {"first_name": "firstname", "last_name": "lastname", "company": "company"},
        "{contactfield=NAME|TEXT}",
        ("bar",),
        sources="O",
    ),
    Dialect(
        "gmass",
        "GMass",
        ("brace",),
        "{NAME}",
        {"first_name": "FirstName", "last_name": "LastName", "company": "Company"},
        "{NAME|fallback=TEXT}",
        ("named",),
        (),
        ("brace",),
    ),
    Dialect(
        "yamm",
        "Yet Another Mail Merge",
        ("double_brace", "double_angle"),
        "{{NAME}}",
        {"first_name": "First name", "last_name": "Last name", "company": "Company"},
    ),
    Dialect(
        "phantombuster",
        "PhantomBuster",
        ("hash",),
        "#NAME#",
        {"first_name": "firstName", "last_name": "lastName", "company": "company"},
        spins=("brace",),
        sources="C",
    ),
    Dialect(
        "linkedin-ads",
        "LinkedIn Message and Conversation Ads",
        ("percent",),
        "%NAME%",
        {"first_name": "FIRSTNAME", "last_name": "LASTNAME", "company": "COMPANYNAME"},
        sources="C",
    ),
    Dialect("outreach", "Outreach", _OUTPUT, "{{NAME}}", _SNAKE, "", ("filter",), ("liquid",), ("brace",)),
    Dialect("salesloft", "Salesloft", _OUTPUT, "{{NAME}}", _SNAKE, _LIQUID, ("filter",), ("liquid",), ("brace",)),
    Dialect(
        "woodpecker",
        "Woodpecker",
        _OUTPUT,
        "{{NAME}}",
        {"first_name": "FIRST_NAME", "last_name": "LAST_NAME", "company": "COMPANY"},
        "",
        ("bar", "filter"),
        ("liquid",),
        ("brace",),
        sources="S",
    ),
    Dialect(
        "reply",
        "Reply.io",
        _OUTPUT,
        "{{NAME}}",
        {"first_name": "FirstName", "last_name": "LastName", "company": "Company"},
        "",
        ("filter", "bar"),
        ("liquid",),
        ("brace",),
        sources="S",
    ),
    Dialect(
        "expandi",
        "Expandi",
        ("brace",),
        "{NAME}",
        {"first_name": "first_name", "last_name": "last_name", "company": "company_name"},
        spins=("brace",),
    ),
    Dialect(
        "smartreach",
        "SmartReach",
        _OUTPUT,
        "{{NAME}}",
        _SNAKE,
        "{% if NAME %}{{NAME}}{% else %}TEXT{% endif %}",
        ("filter",),
        ("liquid",),
        ("brace",),
        sources="S",
    ),
    Dialect(
        "emailbison",
        "EmailBison",
        ("brace", "liquid_tag"),
        "{NAME}",
        {"first_name": "FIRST_NAME", "last_name": "LAST_NAME", "company": "COMPANY"},
        "{% if '{NAME}' == '' %}TEXT{% else %}{NAME}{% endif %}",
        (),
        ("liquid",),
        ("brace",),
        sources="S",
    ),
    Dialect(
        "pipl",
        "Pipl.ai",
        _OUTPUT,
        "{{NAME}}",
        _SNAKE,
        "{{fallback|{{NAME}}|TEXT}}",
        ("word", "filter"),
        ("liquid",),
        ("random",),
        sources="S",
    ),
    Dialect(
        "interceptly",
        "Interceptly",
        ("brace",),
        "{NAME}",
        {"first_name": "first_name", "last_name": "last_name", "company": "company_name"},
        "{NAME:TEXT}",
        ("colon",),
        (),
        ("brace",),
        sources="S",
    ),
    Dialect(
        "teamtailor",
        "Teamtailor",
        ("brace",),
        "{NAME}",
        {"first_name": "first-name", "last_name": "last-name", "full_name": "full-name", "title": "job-title"},
        "{NAME TEXT}",
        ("space",),
        sources="S",
    ),
    Dialect("coldsend", "ColdSend", ("double_brace",), "{{NAME}}", _SNAKE, spins=("double", "brace"), sources="S"),
    Dialect(
        "mailmerge",
        "Word mail merge",
        ("double_angle",),
        "«NAME»",
        {"first_name": "First_Name", "last_name": "Last_Name", "company": "Company"},
    ),
    Dialect(
        "brackets",
        "blanks for people",
        ("bracket", "double_bracket", "angle"),
        "[NAME]",
        {"first_name": "First name", "last_name": "Last name", "company": "Company", "title": "Title"},
        spins=("brace",),
        sources="C",
    ),
    Dialect("spintax", "spin text alone", (), "", {}, spins=("brace",), sources="S"),
)
"""One row a name of `names.NAMES`, in that order."""

BY_NAME = {dialect.name: dialect for dialect in DIALECTS}
HUMAN = ("bracket", "double_bracket", "angle")
"""The forms that people fill in by hand."""
