"""OL612: fallbacks that show the machine."""

from __future__ import annotations

import pytest

from tests.checks.checking import found, signals

AWKWARD = [
    "Ciao {{nome | amico/a}}", "Dear {{last_name | Sir/Madam}}", "Caro {{nome | collega(a)}}", "Hallo {{vorname | Kolleg*in}}",
    "Liebe {{vorname | Freund:innen}}", "Ciao {{nome | amic*}}", "Hola {{nombre | amig@}}",
    'Hi {{first_name | default: ""}}', "Hi {{first_name | }}", 'about {{company | default: ""}}',
    'Hi {{first_name | default: "first name"}}', "Hi {{first_name | NAME}}", "Hi {{FIRST_NAME | first_name}}",
    "Hi {{first_name | [Name]}}", "Hi {{first_name | null}}", "Hi {{first_name | N/A}}", "about {{company | Company}}",
    "di {{azienda | azienda}}", "Hi {{first_name | friend}}", "Dear {{first_name | valued customer}}", "Hi {{first_name | lead}}",
    "Gentile {{cognome | cliente}}", "Hola {{nombre | amigo}}", "Hallo {{vorname | Kunde}}",
    "Hi {{first_name | Hi there}}", "Ciao {{nome | Ciao}}", "Hello {{first_name | good morning}}",
    "Hi {{first_name | There}}", "Ciao {{nome | Tutti}}", "{{first_name | there}}, a question",
    "{Hi|Hello} {{first_name | There}}", "Hi {{#if first_name}}{{first_name}}{{#else}}friend{{#endif}}",
    "Hi {first_name:friend}", "Hi {FirstName|fallback=friend}", "Hi {{fallback|{{first_name}}|Sir/Madam}}",
    "Gentile {{cognome | Sig./Sig.ra}}",
    "Hi {% if first_name %}{{first_name}}{% else %}first name{% endif %}",
]  # fmt: skip
FINE = [
    "Hi {{first_name | there}}", "Hi {{firstName | lastName | you}}", "Ciao {{nome | a tutti}}", "Hola {{nombre | buenas}}",
    "about {{company | your company}}", "di {{azienda | la Sua azienda}}", "your work as {{title | a manager}}",
    'a {{suffix | default: ""}} word', "Hi {{first_name}}", "the {{kind | talk and/or paper}}", "Hallo {{vorname | zusammen}}",
    "about {{company | the firm}}", "Hello, {{first_name | there}}",
    "Hi {{#if first_name}}{{first_name}}{{#else}}there{{#endif}}", "{{#if first_name}}a{{else}}I could not find your name{{/if}}",
    "{% if customer %}a{% else %}friend{% endif %}", "{% unless first_name %}friend{% endunless %}", "Hi [Name]",
    "{{first_name | there}} wrote", "{{topic | friend}}", "Hi {{fallback|{{first_name}}|{{nickname}}}}",
    "Hi {first_name:{last_name:there}}",
]  # fmt: skip


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_fallbacks(text: str) -> None:
    assert len(found("awkward-fallback", text)) == 1


@pytest.mark.parametrize("text", FINE)
def test_fallbacks_that_read_well(text: str) -> None:
    assert found("awkward-fallback", text) == []


def test_the_finding_says_what_stands_in_for_what() -> None:
    (signal,) = signals("awkward-fallback", "Ciao {{nome | amico/a}}!")
    assert signal.slots == {"fallback": "amico/a", "field": "nome"}
