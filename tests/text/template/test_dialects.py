"""Every dialect that is known from a source is read as it is written: tags, fallbacks, conditions, spin text."""

from __future__ import annotations

import pytest

from outreachlint.text.template.dialects import (
    BY_NAME,
    CONDITIONS,
    DIALECTS,
    FALLBACKS,
    HUMAN,
    SPINS,
    Dialect,
)
from outreachlint.text.template.fields import meaning
from outreachlint.text.template.names import NAMES
from outreachlint.text.template.nodes import Condition, Spin, Tag

from .reading import parse, shape, tag, texts


def test_the_names_are_those_of_the_table() -> None:
    assert tuple(dialect.name for dialect in DIALECTS) == NAMES
    assert list(BY_NAME) == list(NAMES)


@pytest.mark.parametrize("dialect", DIALECTS, ids=NAMES)
def test_a_row_speaks_only_of_what_there_is(dialect: Dialect) -> None:
    assert set(dialect.conditions) <= set(CONDITIONS)
    assert set(dialect.spins) <= set(SPINS)
    assert set(dialect.fallbacks) <= set(FALLBACKS)
    assert set(dialect.sources.split(", ")) <= {"O", "S", "C", "GK"}
    assert all(meaning(name) == holds for holds, name in dialect.fields.items())


@pytest.mark.parametrize("dialect", DIALECTS, ids=NAMES)
def test_the_tags_that_a_row_writes_are_read_as_its_own(dialect: Dialect) -> None:
    for holds, name in dialect.fields.items():
        written = dialect.tag(holds)
        assert written is not None
        read = tag(f"Hi {written}, thanks", dialect.name)
        assert (read.form in dialect.tags, read.name) == (True, name)


@pytest.mark.parametrize("dialect", [each for each in DIALECTS if each.fallback], ids=lambda each: each.name)
def test_the_fallback_that_a_row_recommends_is_read_as_one(dialect: Dialect) -> None:
    name = dialect.fields["first_name"]
    written = dialect.tag_with_fallback(name, "there")
    assert written is not None
    template = parse(f"Hi {written}, thanks", dialect.name)
    tags = [node for node in template.walk() if isinstance(node, Tag)]
    branches = [branch.span.of(template.text) for node in template.nodes if isinstance(node, Condition) for branch in node.branches]  # fmt: skip
    assert template.problems == ()
    assert {each.name for each in tags} == {name}
    assert "there" in branches or "there" in tags[0].fallbacks


def test_a_field_that_a_dialect_does_not_know_has_no_tag() -> None:
    assert BY_NAME["linkedin-ads"].tag("city") is None
    assert BY_NAME["phantombuster"].tag_with_fallback("firstName", "there") is None


FIRST_NAMES = [
    # C
    ("hubspot", "{{ contact.firstname }}", "contact.firstname"),
    ("salesforce-classic", "{!Contact.FirstName}", "Contact.FirstName"),
    ("salesforce-lightning", "{{{Recipient.FirstName}}}", "Recipient.FirstName"),
    ("apollo", "{{first_name}}", "first_name"),
    ("lemlist", "{{firstName}}", "firstName"),
    ("instantly", "{{firstName}}", "firstName"),
    ("smartlead", "{{first_name}}", "first_name"),
    ("phantombuster", "#firstName#", "firstName"),
    ("linkedin-ads", "%FIRSTNAME%", "FIRSTNAME"),
    ("activecampaign", "%FIRSTNAME%", "FIRSTNAME"),
    ("mailchimp", "*|FNAME|*", "FNAME"),
    ("brackets", "[Name]", "Name"),
    ("brackets", "[Prénom]", "Prénom"),
    ("brackets", "[NOMBRE]", "NOMBRE"),
    ("brackets", "[Vorname]", "Vorname"),
    ("brackets", "[Nome]", "Nome"),
    ("brackets", "<name>", "name"),
    # S and O
    ("pardot", "{{Recipient.FirstName}}", "Recipient.FirstName"),
    ("pardot", "%%first_name%%", "first_name"),
    ("marketing-cloud", "%%FirstName%%", "FirstName"),
    ("woodpecker", "{{FIRST_NAME}}", "FIRST_NAME"),
    ("reply", "{{FirstName}}", "FirstName"),
    ("mautic", "{contactfield=firstname}", "firstname"),
    ("smartreach", "{{first_name}}", "first_name"),
    ("emailbison", "{FIRST_NAME}", "FIRST_NAME"),
    ("pipl", "{{first_name}}", "first_name"),
    ("interceptly", "{first_name}", "first_name"),
    ("teamtailor", "{first-name}", "first-name"),
    ("coldsend", "{{first_name}}", "first_name"),
    # other tools, each by its help page
    (None, "{{name}}", "name"),
    (None, '{{ ["First Name"] }}', "First Name"),
    (None, "{{ contact.first_name }}", "contact.first_name"),
    (None, "{{ ${first_name} }}", "first_name"),
    (None, "[[First Name]]", "First Name"),
    (None, '[[ Details "First Name" Field ]]', 'Details "First Name" Field'),
    (None, "%contact_first_name%", "contact_first_name"),
    (None, "$[first_name]", "first_name"),
    (None, "####{{contact.data.firstname}}", "contact.data.firstname"),
    (None, "#{{first_name}}", "first_name"),
]


@pytest.mark.parametrize(("dialect", "written", "name"), FIRST_NAMES)
def test_first_names_are_read(dialect: str | None, written: str, name: str) -> None:
    read = tag(f"Hi {written}, thanks", dialect)
    assert (read.name, read.span.of(f"Hi {written}, thanks")) == (name, written)
    if dialect is not None:
        assert read.form in BY_NAME[dialect].tags
    if '"' not in name:
        assert meaning(read.name) in ("first_name", "name")


COMPANIES = [
    ("hubspot", "{{ company.name }}"),
    ("hubspot", "{{ contact.company }}"),
    ("salesforce-classic", "{!Account.Name}"),
    ("salesforce-lightning", "{{{Recipient.Company}}}"),
    ("pardot", "{{Recipient.Company}}"),
    ("pardot", "%%company%%"),
    ("marketing-cloud", "%%Company%%"),
    ("apollo", "{{company}}"),
    ("lemlist", "{{companyName}}"),
    ("instantly", "{{companyName}}"),
    ("smartlead", "{{company_name}}"),
    ("woodpecker", "{{COMPANY}}"),
    ("reply", "{{Company}}"),
    ("mautic", "{contactfield=company}"),
    ("activecampaign", "%ACCT_NAME%"),
    ("mailchimp", "*|COMPANY|*"),
    ("linkedin-ads", "%COMPANYNAME%"),
    ("phantombuster", "#company#"),
    ("smartreach", "{{company}}"),
    ("interceptly", "{company_name}"),
    ("coldsend", "{{company}}"),
    ("outreach", "{{account.name}}"),
    ("brackets", "[Company]"),
]


@pytest.mark.parametrize(("dialect", "written"), COMPANIES)
def test_companies_are_read(dialect: str, written: str) -> None:
    read = tag(f"How is {written}?", dialect)
    assert read.form in BY_NAME[dialect].tags
    assert meaning(read.name) == "company"


FALLBACK_TAGS = [
    ("liquid", '{{ first_name | default: "there" }}', "first_name", ("there",), "filter"),
    ("jinja", '{{ first_name | default("there") }}', "first_name", ("there",), "filter"),
    ("hubspot", "{{ personalization_token('contact.firstname', 'there') }}", "contact.firstname", ("there",), "call"),
    ("salesforce-classic", '{!IF(ISBLANK(Contact.FirstName), "there", Contact.FirstName)}', "Contact.FirstName", ("there",), "call"),
    ("marketing-cloud", '%%=IIF(EMPTY(FirstName), "there", FirstName)=%%', "FirstName", ("there",), "call"),
    ("marketing-cloud", "%%=v(@name)=%%", "@name", (), ""),
    ("instantly", "{{companyName | your company}}", "companyName", ("your company",), "bar"),
    ("instantly", "{{firstName | lastName | you}}", "firstName", ("lastName", "you"), "bar"),
    ("lemlist", '{{firstName | default: "there"}}', "firstName", ("there",), "filter"),
    ("woodpecker", '{{FIRST_NAME | "there"}}', "FIRST_NAME", ("there",), "bar"),
    ("gmass", "{FirstName|fallback=there}", "FirstName", ("there",), "named"),
    ("mautic", "{contactfield=firstname|there}", "firstname", ("there",), "bar"),
    ("pipl", "{{fallback|{{first_name}}|Sir}}", "first_name", ("Sir",), "word"),
    ("interceptly", "{first_name:there}", "first_name", ("there",), "colon"),
    ("interceptly", "{company_name:your company}", "company_name", ("your company",), "colon"),
    ("interceptly", "{custom_company_name:{company_name:your company}}", "custom_company_name", ("your company",), "colon"),
    ("teamtailor", "{first-name there}", "first-name", ("there",), "space"),
    # other tools, each by its help page
    (None, "{{name|there}}", "name", ("there",), "bar"),
    (None, "{{ [\"Column Name\"] | default: 'x' }}", "Column Name", ("x",), "filter"),
    (None, "{{ contact.first_name, fallback=Customer }}", "contact.first_name", ("Customer",), "named"),
    (None, "{{ contact.first_name || 'there' }}", "contact.first_name", ("there",), "or"),
    (None, "{{ ${first_name} | default: 'x' }}", "first_name", ("x",), "filter"),
    (None, "$[first_name|x]", "first_name", ("x",), "bar"),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "written", "name", "fallbacks", "style"), FALLBACK_TAGS)
def test_fallbacks_are_read(
    dialect: str | None, written: str, name: str, fallbacks: tuple[str, ...], style: str
) -> None:
    read = tag(f"Hi {written}, thanks", dialect)
    assert (read.name, read.fallbacks, read.style) == (name, fallbacks, style)


FILTERS = [
    ("apollo", "{{title->lowercase}}", "title", ("lowercase",)),
    ("apollo", "{{now_day->plus_3}}", "now_day", ("plus_3",)),
    ("apollo", "{{opt_out_message}}", "opt_out_message", ()),
    ("instantly", "{{personalization}}", "personalization", ()),
    ("liquid", "{{ first_name | capitalize | truncate: 20 }}", "first_name", ("capitalize", "truncate")),
    ("liquid", "{{- first_name -}}", "first_name", ()),
    ("teamtailor", "{job-title}", "job-title", ()),
    ("woodpecker", "{{SNIPPET_1}}", "SNIPPET_1", ()),
    ("mautic", "{ownerfield=firstname}", "firstname", ()),
]


@pytest.mark.parametrize(("dialect", "written", "name", "filters"), FILTERS)
def test_what_else_stands_in_tags_is_read(dialect: str, written: str, name: str, filters: tuple[str, ...]) -> None:
    read = tag(f"See {written}.", dialect)
    assert (read.name, read.filters, read.fallbacks) == (name, filters, ())


GROUPS = [
    ("apollo", "{{#if first_name}}{{first_name}}{{#else}}there{{#endif}}", ["{{first_name}}", "there"]),
    ("smartlead", "{{#if first_name}}Hi {{first_name}}{{else}}Hi{{/if}}", ["Hi {{first_name}}", "Hi"]),
    ("pardot", "{{#if Recipient.FirstName}}A{{else}}B{{/if}}", ["A", "B"]),
    ("handlebars", "{{#if a}}A{{else if b}}B{{else}}C{{/if}}", ["A", "B", "C"]),
    ("handlebars", "x{{^name}}no name{{/name}}", ["x", "xno name"]),
    ("handlebars", "x{{#each items}}y{{/each}}", ["xy", "x"]),
    ("mailchimp", "*|IF:FNAME|*Hi *|FNAME|**|ELSE:|*Hello*|END:IF|*", ["Hi *|FNAME|*", "Hello"]),
    ("mailchimp", "*|IF:N == 0|*A*|ELSEIF:N <= 5|*B*|ELSE:|*C*|END:IF|*", ["A", "B", "C"]),
    ("mailchimp", "Hi*|IFNOT:FNAME|* there*|END:IF|*", ["Hi", "Hi there"]),
    ("activecampaign", "%IF in_array('x', $TAGS)%A%ELSE%B%/IF%", ["A", "B"]),
    ("marketing-cloud", "%%[ SET @a = 1 IF @a == 1 THEN ]%%A%%[ ELSE ]%%B%%[ ENDIF ]%%", ["A", "B"]),
    ("marketing-cloud", "%%[ IF @a == 1 THEN SET @b = 2 ENDIF ]%%A", ["A"]),
    ("liquid", "{% if x != blank %}A{% elsif y %}B{% else %}C{% endif %}", ["A", "B", "C"]),
    ("liquid", "a {%- if x -%} b {%- endif -%} c", ["abc", "ac"]),
    ("liquid", "{% assign x = 1 %}A", ["A"]),
    ("liquid", "{% capture x %}hidden{% endcapture %}A", ["A"]),
    ("smartreach", "{% if profession == 'x' %}A{% elsif b %}B{% endif %}C", ["AC", "BC", "C"]),
    ("smartreach", "A{% unless profession == 'x' %}B{% endunless %}", ["A", "AB"]),
    ("smartreach", "{% case p %} {% when 'a' %}A{% when 'b' %}B{% else %}C{% endcase %}", ["A", "B", "C"]),
    ("emailbison", "{% if '{FIRST_NAME}' == '' %}there{% else %}{FIRST_NAME}{% endif %}", ["there", "{FIRST_NAME}"]),
    ("jinja", "{% if a %}A{% elif b %}B{% endif %}{# {x|y} #}", ["A", "B", ""]),
    ("jinja", "{% for a in b %}A{% else %}B{% endfor %}", ["A", "B"]),
    ("hubspot", "{% if contact.firstname %}A{% else %}B{% endif %}", ["A", "B"]),
    (None, "@if(%f%){Hello {name}}@else{Hi}@endif!", ["Hello {name}!", "Hi!"]),
    ("instantly", "{{RANDOM | Hi | Hello}} x", ["Hi x", "Hello x"]),
    ("instantly", "{{RANDOM | Hi {{firstName}} | Hello}}", ["Hi {{firstName}}", "Hello"]),
    ("pipl", "{{random|Hello|Hey}}", ["Hello", "Hey"]),
    ("pipl", "{{random| Hello|Hey {{first_name}}}}", [" Hello", "Hey {{first_name}}"]),
    ("pipl", "x{{random||Hello}}", ["x", "xHello"]),
    ("coldsend", "{{Hi|Hello}} {{first_name}}", ["Hi {{first_name}}", "Hello {{first_name}}"]),
    ("spintax", "{Hi|Hello {there|again}}", ["Hi", "Hello there", "Hello again"]),
    ("smartlead", "{Hi|Hello} x", ["Hi x", "Hello x"]),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "written", "expected"), GROUPS)
def test_conditions_and_spin_text_are_read(dialect: str | None, written: str, expected: list[str]) -> None:
    template = parse(written, dialect)
    assert template.problems == ()
    assert texts(written, dialect) == expected
    if dialect is not None:
        groups = [node for node in template.walk() if isinstance(node, (Spin, Condition))]
        row = BY_NAME[dialect]
        assert all(
            group.kind in row.spins if isinstance(group, Spin) else group.family in row.conditions for group in groups
        )


BARS = [
    (None, "{a|b}", "(a/b)"),
    (None, "{{a | upcase}}", "<a>"),
    (None, "{{a | default: 'b'}}", "<a>"),
    (None, "{{a | some words}}", "<a>"),
    (None, "{{RANDOM | a | b}}", "(a/b)"),
    (None, "{{random|a|b}}", "(a/b)"),
    (None, "{RANDOM|a|b}", "(a/b)"),
    ("coldsend", "{{a|b}}", "(a/b)"),
    ("coldsend", "{a|b}", "(a/b)"),
    ("instantly", "{{a|b}}", "<a>"),
    ("instantly", "{a|b}", "(a/b)"),
    ("liquid", "{{a|b}}", "<a>"),
    ("liquid", "{a|b}", "(a/b)"),
    ("mautic", "{contactfield=a|b}", "<a>"),
    ("gmass", "{a|fallback=b}", "<a>"),
    ("gmass", "{a|b}", "(a/b)"),
]


@pytest.mark.parametrize(("dialect", "written", "expected"), BARS)
def test_a_bar_is_settled_by_the_dialect(dialect: str | None, written: str, expected: str) -> None:
    assert shape(written, dialect) == expected


@pytest.mark.parametrize(
    ("written", "filters", "fallbacks"),
    [
        ("{{a | upcase}}", ("upcase",), ()),
        ("{{a | truncate: 20}}", ("truncate",), ()),
        ("{{a | unknown: 20}}", ("unknown",), ()),
        ("{{a | title()}}", ("title",), ()),
        ("{{a | collega(a)}}", (), ("collega(a)",)),
        ("{{a | Freund:in}}", (), ("Freund:in",)),
        ("{{a | there}}", (), ("there",)),
        ("{{a | your company}}", (), ("your company",)),
        ('{{a | upcase | default: "x | y"}}', ("upcase", "default"), ("x | y",)),
        ("{{a | }}", (), ("",)),
    ],
)
def test_without_a_dialect_known_filters_are_filters_and_words_are_fallbacks(
    written: str, filters: tuple[str, ...], fallbacks: tuple[str, ...]
) -> None:
    assert (tag(written).filters, tag(written).fallbacks) == (filters, fallbacks)


def test_what_people_fill_in_is_known_by_its_brackets() -> None:
    assert set(BY_NAME["brackets"].tags) == set(HUMAN)
