"""Masking: placeholders, links and addresses become one made-up word of the same length."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from outreachlint.records import NamedTuple
from outreachlint.text.listed import words
from outreachlint.text.patterns import LazyPattern
from outreachlint.text.source import Span

_LETTERS = {"placeholder": "ˣ", "url": "ʷ", "email": "ᵉ", "unsent": " "}
#: What the mask letters in a raw text count as, so that nobody can write a mask by hand.
_PLAIN = {"ˣ": "x", "ʷ": "w", "ᵉ": "e"}


class Mask(NamedTuple):
    """Text that was masked. `kind`: placeholder, url, email or unsent; `span` in raw code points.

    `dialect` names a placeholder's syntax (a group in `_FORMS`), None for the other kinds.
    """

    kind: str
    span: Span
    dialect: str | None = None


#: The placeholders by their first character. Every repeat stops at the next bracket, the line's end or a bound, so
#: that unclosed ones cost linear time.
_FORMS = {
    opener: LazyPattern(form, re.VERBOSE)
    for opener, form in {
        "{": r"""\{(?:
          (?P<liquid_tag>%(?:[^%{\n]|%(?!\})|\{(?!%)){1,300}%\})
        | (?P<triple_brace>\{\{[^{}\n]{1,80}\}\}\})
        | (?P<double_brace>
            \{\s?[fF]allback\|[^{}\n]{0,60}(?:\{\{[^{}\n]{1,60}\}\}[^{}\n]{0,60}){1,3}\}\}
          | \{[^{}\n]{1,200}(?:\{[^{}\n]{1,60}\}[^{}\n]{0,60})?\}\} )
        | (?P<salesforce>![^{}\n]{1,300}\})
        | (?P<brace>[^\W\d](?:[\w .-]{0,40}:\{[^{}\n]{1,60}\}|[^{}\n]{0,60})\}) )""",
        "[": r"""\[(?:
          (?P<double_bracket>\[[^\[\]\n]{1,60}\]\])
        | (?P<bracket>(?:[^\W\d]|[€$£%])(?:[^\[\]\n]{0,118}[^\s\[\]])?\](?![(\[]|:[ ]*(?:<|/|\w{1,10}:/))) )""",
        "<": r"""<(?:
          (?P<double_angle><[^<>\s][^<>\n]{0,59}>>)
        | (?P<angle>[^\W\d][\w\u0300-\u036f]{0,40}(?:[ ][\w\u0300-\u036f]{1,20}){0,3}>) )""",
        "%": r"""%(?:
          (?P<ampscript>%\[(?:[^\[\]]|\[[^\[\]\n]{1,60}\]){1,1000}\]%%|%=[^%\n]{1,200}=%%)
        | (?P<double_percent>%[^\W\d][\w.\u0300-\u036f]{0,60}%%)
        | (?P<percent>(?:(?:ELSE)?IF[ ][^%\n]{1,160}|/IF|[^\W\d][\w.\u0300-\u036f]{2,60})%) )""",
        "#": r"\#(?P<hash>[^\W\d][\w\u0300-\u036f]{1,40}\#)(?![\w#])",
        "$": r"\$(?P<dollar>\{[^{}\n]{1,60}\}|\[[^\[\]\n]{1,60}\])",
        "*": r"\*(?P<mailchimp>\|[^|*\n]{1,120}\|\*)",
        # guillemets are quotation marks too: a field has an underscore, a capital inside, or is called as one
        "«": r"""«(?P<double_angle>(?:[^\W\d][\w.]{0,30}(?:_|(?<=[^\W\dA-Z_])[A-Z])\w{1,30}
          |Name|Nome|Cognome|Azienda|Nombre|Empresa|Pr[eé]nom|Vorname|Nachname|Firma|Company)»)""",
    }.items()
}
_HTML = words(
    "a abbr address article aside audio b base big blockquote body br button canvas caption center cite code col",
    "colgroup dd del details div dl dt em embed fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 head",
    "header hr html i iframe img input ins kbd label legend li link main mark meta nav object ol option p param path",
    "picture pre q s script section select small source span strike strong style sub summary sup svg table tbody td",
    "textarea tfoot th thead title tr tt u ul var video wbr",
)
#: Remarks in brackets that are no blanks to fill in.
_REMARKS = words("sic image img foto photo cid net gross netto lordo external")
#: So are sums, what is said of their tax, and who wrote something when (`[Rossi, 2020]`).
_NOTE = LazyPattern(
    r"[€$£%][\s\d.,'’-]+"
    r"|(?=.*\b(?:vat|iva|tva|mwst|ust)\b)(?=.*(?:[ei][ns]?[ck]l|zzgl|plus|hors|compres|[+\d])).*"
    r"|.*(?:,|\bet al\.?)\s*(?:19|20)\d\d[a-z]?",
    re.IGNORECASE,
)
#: What stands before braces that are no tag: a command or an index of LaTeX.
_LATEX = LazyPattern(r"(?:\\[a-zA-Z]+\*?(?:\{[^{}\n]{0,20}\})?|[\w)}][_^])$")
#: What in braces is no tag: a list, a command of a language.
_NO_TAG = LazyPattern(r"\w+,(?!.*=).*|.*;\s*|.*![rsa]", re.S)
_LATEX_REACH = 40
_SHORT = 3
_CLOSE_REACH = 400
#: Longer text in brackets is a blank all the same when it begins so: it tells the sender what to write.
_INSTRUCTIONS = words(
    "insert add ask quote optional your mention describe name include write",
    "inserisci inserire aggiungi aggiungere scrivi cita indica tuo tua nome",
    "inserta insertar añade añadir escribe tu nombre insérer insérez ajouter ajoutez votre nom",
    "einfügen hier ihr name inserir insira adicione escreva seu",
)
#: A blank to fill in has so few words; longer text in brackets is an aside that gets read.
_MOST_WORDS = {"bracket": 6, "brace": 4}

#: What makes a bar in single braces a fallback; else they are spin text.
_ASSIGNED = LazyPattern(r"[\w.]+=|[^|]*\|\s*fallback\s*=")

_URL = LazyPattern(r"""(?:[hH][tT]{2}[pP][sS]?://|[wW]{3}\.)[^\s<>"«»“”]{1,2000}""")
_EMAIL_HOST = LazyPattern(r"@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_DOMAIN = re.compile(r"\.([a-zA-Z]{2,12})(?![\w@-]|\.[a-z])(?::\d{2,5})?([/?#][^\s<>]{0,2000})?")
_TLDS = words(
    "com net org info biz io co ai app dev eu it de fr es pt uk ch nl us br mx ar cl pe ca au ly gl gd xyz link click",
    "online site store shop blog cloud tech agency group academy live pro club media news page work jobs email",
    "digital solutions consulting edu gov int tv cc ws top test example",
)
#: Domains that are words too: these need a path behind them.
_WORD_TLDS = words("me to in is so no la se am do ma ci gg at be")
_TRAILING = ".,;:!?'’…*_"

_MOST_HASHES = 4
_LIST_MARKS = ("- ", "* ", "+ ", ". ", ") ")


def mask(text: str, unsent: Sequence[Span] = ()) -> tuple[str, tuple[Mask, ...]]:
    """The text with everything that is no prose masked, same length, and what was masked in order of its start.

    A placeholder inside a link is reported behind the link.
    """
    for letter, plain in _PLAIN.items():
        if letter in text:
            text = text.replace(letter, plain)
    masks: list[Mask] = []
    if unsent:
        masks += [Mask("unsent", span) for span in unsent if span.start < span.end]
        text = _apply(text, masks)
    for find in (_placeholders, _emails, _urls, _domains):
        found = find(text)
        if found:
            text = _apply(text, found)
            masks += found
    if len(masks) > 1:
        masks.sort(key=lambda each: (each.span.start, -each.span.end))
    return text, tuple(masks)


def _apply(text: str, masks: Sequence[Mask]) -> str:
    parts: list[str] = []
    at = 0
    for kind, (start, end), _ in masks:
        parts.append(text[at:start])
        parts.append(_LETTERS[kind] * (end - max(at, start)))
        at = max(at, end)
    parts.append(text[at:])
    return "".join(parts)


def _placeholders(text: str) -> list[Mask]:
    found = [
        Mask("placeholder", Span(_start(match), match.end()), match.lastgroup)
        for opener, form in _FORMS.items()
        if opener in text
        for match in form.get().finditer(text)
        if _is_placeholder(match)
    ]
    if len(found) < 2:
        return found
    found.sort(key=lambda each: (each.span.start, -each.span.end))
    outer: list[Mask] = []
    for each in found:
        if not outer or each.span.start >= outer[-1].span.end:
            outer.append(each)
    return outer


def _start(match: re.Match[str]) -> int:
    """Where a placeholder begins: some tools write `#` before the braces."""
    start = match.start()
    if match.lastgroup == "double_brace":
        while match.string[start - 1 : start] == "#" and match.start() - start < _MOST_HASHES:
            start -= 1
    return start


def _is_placeholder(match: re.Match[str]) -> bool:
    """Whether it is none of a placeholder's doubles: a tag, a remark, an aside, a spin, a link's label."""
    dialect = match.lastgroup or ""
    inside = match.group()[1:-1]
    before = match.string[match.start() - 1 : match.start()]
    if dialect in _MOST_WORDS and _is_aside(inside, _MOST_WORDS[dialect]):
        return False
    if dialect == "angle":
        return not (before.isalnum() or inside.split()[0].lower() in _HTML or _is_element(match))
    if dialect == "double_angle" and match[0][0] == "«":
        return "_" in inside or _is_field(inside)
    if dialect == "bracket":
        return not (before == "]" or "://" in inside or _is_remark(match, inside, before))
    if dialect == "brace":
        if _NO_TAG.get().fullmatch(inside) or _is_argument(match):
            return False
        return "|" not in inside or _ASSIGNED.get().match(inside) is not None
    if dialect == "hash":
        return not (before.isalnum() or before == "#")
    return True


def _is_element(match: re.Match[str]) -> bool:
    """Whether an end tag of the same name follows (`<name>Ann</name>`): that is XML."""
    end = match.end()
    return match.string.find(f"</{match[0][1:]}", end, end + _CLOSE_REACH) >= 0


def _is_field(name: str) -> bool:
    """Whether a word with capitals in it is a usual field's name (`FirstName`) and no brand (`LinkedIn`)."""
    from outreachlint.text.template.fields import meaning

    return meaning(name) is not None


def _is_remark(match: re.Match[str], inside: str, before: str) -> bool:
    """Whether text in square brackets is no blank: a box that is ticked, a remark, a sum, an index (`list[str]`)."""
    if inside in ("x", "X") and match.string[max(0, match.start() - 2) : match.start()] in _LIST_MARKS:
        return True
    if before.isalnum() and inside.islower() and all(len(word) <= _SHORT for word in re.findall(r"\w+", inside)):
        return True
    return inside.lower() in _REMARKS or _NOTE.get().fullmatch(inside) is not None


def _is_argument(match: re.Match[str]) -> bool:
    """Whether braces belong to a command of LaTeX: `\\frac{a}{b}`, `x_{i}`."""
    start = match.start()
    if match.string[start - 1 : start] in ("", " ", "\n"):
        return False
    return _LATEX.get().search(match.string[max(0, start - _LATEX_REACH) : start]) is not None


def _is_aside(inside: str, most_words: int) -> bool:
    """Whether the text in brackets is a remark to be read rather than a blank to be filled in."""
    count = len(inside.split())
    if count <= most_words and not (count > 2 and inside[-1] in ".!?;"):
        return False
    return inside.split()[0].rstrip(":").lower() not in _INSTRUCTIONS


def _emails(text: str) -> list[Mask]:
    if "@" not in text:
        return []
    found: list[Mask] = []
    done = 0
    for match in _EMAIL_HOST.get().finditer(text):
        start = _left(text, match.start(), max(done, match.start() - 64), "._+-%'")
        if start < match.start():
            found.append(Mask("email", Span(start, match.end())))
            done = match.end()
    return found


def _left(text: str, at: int, least: int, extra: str) -> int:
    """Where the run of letters, digits and `extra` characters that ends at `at` begins, not before `least`."""
    start = at
    while start > least and (text[start - 1].isalnum() or text[start - 1] in extra):
        start -= 1
    while start < at and text[start] in extra:
        start += 1
    return start


def _urls(text: str) -> list[Mask]:
    if not ("://" in text or "www." in text or "WWW." in text or "Www." in text):
        return []
    found: list[Mask] = []
    for match in _URL.get().finditer(text):
        start, end = match.span()
        if text[start - 1 : start] == "(":
            close = text.find(")", start, end)
            end = close if close >= 0 else end
        found.append(Mask("url", Span(start, _trim(text, start, end))))
    return found


def _trim(text: str, start: int, end: int) -> int:
    """The end of a link without the punctuation of the sentence around it."""
    link = text[start:end]
    while len(link) > 1:
        last = link[-1]
        if last in _TRAILING or (last in ")]}" and "([{"[")]}".index(last)] not in link):
            link = link[:-1]
        else:
            break
    return start + len(link)


def _domains(text: str) -> list[Mask]:
    """Links without scheme or `www.`: a host with a known top-level domain, and a path."""
    found: list[Mask] = []
    done = 0
    for label, path, span in _dotted(text):
        if label not in _TLDS and not (path and label in _WORD_TLDS):
            continue
        start = _left(text, span.start, max(done, span.start - 80), ".-_")
        abbreviation = span.start - start == 1 and not path and label != "com"
        if start < span.start and not abbreviation and text[start - 1 : start] not in ("@", "/"):
            end = _trim(text, start, span.end)
            found.append(Mask("url", Span(start, end)))
            done = end
    return found


def _dotted(text: str) -> Iterator[tuple[str, str | None, Span]]:
    for match in _DOMAIN.finditer(text):
        label = match.group(1)
        yield label.lower() if label.isupper() else label, match.group(2), Span(*match.span())
