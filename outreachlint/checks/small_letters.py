"""How words in capitals are written when nobody shouts: in small letters, but for names, acronyms and numerals."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from outreachlint.document import UNKNOWN
from outreachlint.text.patterns import LazyPattern

_WORD = LazyPattern(r"(?<![\w#@])[^\W\d_]+(?:-[^\W\d_]+)*(?!\w)")
_VOWEL = re.compile(r"[AEIOUYÀ-ÖØ-Þ]")
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ABBREVIATED = re.compile(r"(?<!\w)[^\W\d_]\.\Z")
_FEWEST = 4
"""A word in capitals of fewer letters may be an acronym."""
_MOST_SEARCHED = 20_000
"""Code points of a message in which the spelling of words is looked for."""
_ALONE = 3
"""Words on either side that stand between an acronym and the next word in capitals, where nobody shouts."""

# Long words in capitals that no small letters become.
_ACRONYMS = """
    AGCOM AIFA ANAC ARERA ASEAN BAFTA CAPTCHA CERN CGIL CISA CISL CONI CONSOB EFSA EIOPA ENEA ENISA ESMA FIFA HIPAA
    IATA IBAN ICANN ICML IELTS IKEA INAIL INPS INVALSI IRAP IRES IRPEF ISBN ISEE ISTAT IVASS LASER LIDAR MENSA NASA
    NATO NIST OAUTH OCSE OECD OPEC OSCE OSHA OTAN PISA RADAR RAID SAAS SEPA SIAE SIMEST SPID TEDX TOEFL UEFA UNESCO
    UNHCR UNICEF UNIDO
"""
ACRONYMS = frozenset(_ACRONYMS.split())

# As they are spelled; what is an everyday word too (`May`, `Apple`, `Nice`) is not here.
_NAMES = """
    LinkedIn Google Microsoft Facebook Instagram WhatsApp YouTube TikTok Amazon Salesforce HubSpot GitHub GitLab OpenAI
    ChatGPT Nvidia Adobe Oracle Netflix Spotify Airbnb Tesla Volkswagen Porsche Siemens Bosch Bayer Lego Ferrari iPhone
    iPad iOS macOS eBay PayPal PowerPoint JavaScript WordPress Shopify Mailchimp Wikipedia Python Android
    Berlin Hamburg Frankfurt Stuttgart Wien Bern Basel London Oxford Cambridge Manchester Edinburgh Dublin Paris Lyon
    Toulouse Bordeaux Bruxelles Madrid Barcelona Valencia Sevilla Bilbao Lisboa Lisbon Roma Rome Milano Milan
    Torino Turin Napoli Bologna Firenze Venezia Venice Verona Genova Palermo Bari Amsterdam Stockholm Oslo Copenhagen
    Helsinki Vienna Zurich Prague Warsaw Brussels Munich Boston Chicago Toronto
    Italia Italy Italie Italien Europa Europe Germania Germany Deutschland Francia France Frankreich Spagna Spain España
    Espagne Portugal Svizzera Schweiz Switzerland Suisse Austria Österreich Brasil Brazil Brasile India Canada Ireland
    Scotland England
"""
_ENGLISH = """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February April June July August September October
    November December Christmas Easter English Italian German French Spanish Portuguese European American British
"""
# What German writes small: `everyday` words are function words mostly.
_GERMAN = """
    anmelden ansehen bekommen bestellen bieten brauchen buchen danken entdecken erfahren erhalten freuen gehen gewinnen
    helfen herunterladen kaufen kommen lernen lesen machen nutzen profitieren registrieren sehen sichern sparen sprechen
    starten suchen testen treffen verdienen verpassen warten zeigen beste besten einfach einmalig einmalige einzige
    exklusiv exklusive gratis gross grosse grossen groß große großen gute guten guter günstig günstige kostenlos
    kostenlose kurz kurze letzte letzten letzter limitiert limitierte neu neue neuen neuer neues persönlich persönliche
    schnell viele vielen
"""
_POLITE = frozenset(["sie", "ihr", "ihre", "ihrem", "ihren", "ihrer", "ihnen"])


def small(word: str, lang: str, *, begins: bool, spelled: Mapping[str, str]) -> str:
    """A word in capitals as it stands in a calm sentence, which it `begins` or not.

    `spelled` is how the message itself writes words elsewhere (`spellings`), by their capitals.
    """
    known = spelled.get(word) or _names(lang).get(word)
    if known is not None:
        return known[0].upper() + known[1:] if begins and known.islower() else known
    lower = word.lower()
    if begins or (lang == "de" and _is_noun(lower)):
        return lower[0].upper() + lower[1:]
    return lower


def stays(word: str, lang: str, *, elided: bool, shouted: bool) -> bool:
    """Whether a word is written in capitals however calm the text is.

    `elided`: an apostrophe touches it. `shouted`: it is one of those that are only ever shouted.
    """
    if word == "I" and lang in ("en", UNKNOWN):
        return True
    if elided or shouted or word.lower() in everyday(lang):
        return False
    return len(word) < _FEWEST or word in ACRONYMS or not _VOWEL.search(word) or _ROMAN.fullmatch(word) is not None


def begins_sentence(before: str) -> bool:
    """Whether a sentence begins behind a text; it does not behind the point of an initial."""
    before = before.rstrip(' "«“‘(¡¿')
    return not before or (before[-1] in ".!?:" and _ABBREVIATED.search(before[-3:]) is None)


def spellings(text: str) -> dict[str, str]:
    """How a text writes its words where no sentence begins, by their capitals; in small letters where it does so once.

    What is in capitals among others counts for nothing, for there somebody shouts.
    """
    text = text[:_MOST_SEARCHED]
    found = list(_WORD.get().finditer(text))
    loud = [match[0].isupper() and len(match[0]) > 1 for match in found]
    spelled: dict[str, str] = {}
    for number, match in enumerate(found):
        word = match[0]
        if loud[number]:
            if sum(loud[max(0, number - _ALONE) : number + _ALONE + 1]) == 1:
                spelled.setdefault(word, word)
        elif word.islower():
            spelled[word.upper()] = word
        elif not begins_sentence(text[max(0, match.start() - 5) : match.start()].rpartition("\n")[2]):
            spelled.setdefault(word.upper(), word)
    return spelled


@cache
def everyday(lang: str) -> frozenset[str]:
    """The everyday words of a language, of all where nobody knows it."""
    from outreachlint.text.language_words import WORDS

    return frozenset((WORDS.get(lang) or " ".join(WORDS.values())).split())


@cache
def _names(lang: str) -> Mapping[str, str]:
    listed = _NAMES + (_ENGLISH if lang in ("en", UNKNOWN) else "")
    return {name.upper(): name for name in listed.split()}


@cache
def _small_in_german() -> frozenset[str]:
    return frozenset(_GERMAN.split()) | everyday("de") - _POLITE


def _is_noun(word: str) -> bool:
    """Whether a German word is likely to be written with a capital: none that is known to be small, or a polite one."""
    return word not in _small_in_german()
