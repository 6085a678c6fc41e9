from __future__ import annotations

import pytest

from outreachlint.text.template.fields import LENGTHS, meaning, plain


@pytest.mark.parametrize(
    ("name", "holds"),
    [
        ("first_name", "first_name"), ("FirstName", "first_name"), ("contact.firstname", "first_name"), ("FNAME", "first_name"),
        ("Vorname", "first_name"), ("prénom", "first_name"), ("nome", "first_name"), ("nombre", "first_name"),
        ("LAST_NAME", "last_name"), ("cognome", "last_name"), ("full-name", "full_name"), ("Name", "name"),
        ("Company Name", "company"), ("Account.Name", "company"), ("company.name", "company"), ("azienda", "company"),
        ("job-title", "title"), ("ruolo", "title"), ("personalization", "sentence"), ("SNIPPET_1", "sentence"),
        ("pain_point", None), ("", None), ("[", None), ("list_name", None),
    ],
)  # fmt: skip
def test_what_a_field_holds(name: str, holds: str | None) -> None:
    assert meaning(name) == holds
    assert holds is None or holds in LENGTHS


def test_plain_names_have_no_style() -> None:
    assert plain("First_Name") == plain("first name") == plain("firstName") == "firstname"
