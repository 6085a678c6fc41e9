"""What the field of a tag holds, whatever its tool and its language, and how long that is."""

from __future__ import annotations

import re

from outreachlint.text.listed import words

_MEANINGS: dict[str, frozenset[str]] = {
    "first_name": words(
        "firstname fname first givenname forename contactfirstname leadfirstname recipientfirstname yourfirstname",
        "nome prenom prénom vorname nombre primeironome primernombre nomeproprio",
    ),
    "last_name": words(
        "lastname lname last surname familyname contactlastname cognome nachname nomdefamille apellido apellidos",
        "sobrenome",
    ),
    "full_name": words("fullname contactname leadname prospectname nomecompleto nombrecompleto nomcomplet nomecognome"),
    "name": words("name recipient recipientname theirname nom yourname"),
    "company": words(
        "company companyname organization organisation org account accountname business employer theircompany acctname",
        "yourcompany nameofcompany azienda nomeazienda impresa società societa ditta empresa nombreempresa nomeempresa",
        "nomedaempresa nomedellazienda nombredelaempresa entreprise société societe nomentreprise firma unternehmen",
        "firmenname",
    ),
    "title": words(
        "title jobtitle job position role ruolo posizione qualifica cargo puesto poste fonction titel stelle funktion",
        "função funcao",
    ),
    "city": words("city town location city città citta ciudad ville stadt ort cidade"),
    "country": words("country paese país pais pays land"),
    "industry": words("industry sector settore secteur branche branche setor industria"),
    "email": words("email emailaddress mail correo"),
    "phone": words("phone phonenumber mobile telefono telefon telephone téléphone"),
    "website": words("website domain url companywebsite companyurl companydomain site sito sitoweb link"),
    "sentence": words(
        "personalization personalisation personalizedline personalisedline icebreaker intro introline firstline opener",
        "customintro customline openingline snippet1 snippet2 snippet3 snippet4",
    ),
}
_MEANING = {word: meaning for meaning, listed in _MEANINGS.items() for word in listed}
LENGTHS = {
    "first_name": 8,
    "last_name": 9,
    "full_name": 16,
    "name": 8,
    "company": 18,
    "title": 20,
    "city": 10,
    "country": 10,
    "industry": 16,
    "email": 24,
    "phone": 14,
    "website": 20,
    "sentence": 80,
}
"""How many characters a field usually becomes, by what it holds."""
NAMES_OF_PEOPLE = frozenset(["first_name", "last_name", "full_name", "name"])
_NO_LETTER = re.compile(r"[\W_]+")


def plain(name: str) -> str:
    """A field's name without what people write differently: capitals, blanks, hyphens, underscores."""
    return _NO_LETTER.sub("", name).lower()


def meaning(name: str) -> str | None:
    """What a field holds, a key of LENGTHS: of `Contact.FirstName`, `first_name` and `Vorname` the first name.

    None where the name does not tell.
    """
    whole = plain(name)
    if whole in ("accountname", "companyname"):
        return "company"
    return _MEANING.get(whole) or _MEANING.get(plain(name.rpartition(".")[2]))
