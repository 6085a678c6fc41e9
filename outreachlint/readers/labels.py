"""What the headings and labels around a message say of it: notes, a message, its channel, its place in a sequence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from outreachlint.records import NamedTuple
from outreachlint.text.patterns import LazyPattern

_MARKS = LazyPattern(r"^[\W_]+|[\W_]+$")
_NUMBERED = LazyPattern(r"^\(?\d{1,3}[.):]?\)?\s+|^[a-z][.)]\s+")

# Headings and labels of what is about a message; all of the words, or the first of them before a colon.
_NOTES = LazyPattern(
    r"(?:key |usage |general |important |quick |writing )?(?:notes?|tips?|hints?|guidelines?|rules?|instructions?"
    r"|best practices?|do'?s (?:and|&) don'?ts?|do not.*|variables?|placeholders?|merge (?:tags|fields)|constraints?"
    r"|structure|framework|overview|purpose|goals?|contents|table of contents|index|changelog|checklist|metrics|stats"
    r"|timing|frequency|cadence|audience|context|usage|background|why|reply rates?|results?|strategy|tone|changes)"
    r"|(?:when|where|who|how) (?:and when )?to (?:use|send|personali[sz]e|write|adapt).*"
    r"|why (?:it|this|these) works?.*|personali[sz]ation.*|character (?:count|limit).*|subject(?: lines?)?(?: .*)?"
    r"|(?:what|things) to (?:avoid|change|say).*|customi[sz]ation.*|use (?:when|for|case|cases|it).*|crm action"
    r"|note|consigli|suggerimenti|istruzioni|regole|buone pratiche|variabili|segnaposto|indice|contesto|scopo|obiettivo"
    r"|(?:quando|come|perch[eé]) (?:usar|inviar|mandar|funziona|adattar|personalizzar).*|tempistiche?|avvertenze"
    r"|notas?|consejos|instrucciones|reglas|buenas pr[aá]cticas|[ií]ndice|objetivo|contexto"
    r"|(?:cu[aá]ndo|c[oó]mo|por qu[eé]) (?:usar|enviar|funciona|adaptar|personalizar).*"
    r"|remarques?|conseils?|astuces?|r[eè]gles?|consignes|bonnes pratiques|sommaire|objectifs?|contexte"
    r"|(?:quand|comment|pourquoi) (?:l'|les? |l’)?(?:utiliser|envoyer|adapter|personnaliser|[cç]a marche).*"
    r"|notizen|hinweise?|anmerkung(?:en)?|tipps?|regeln|anleitung|platzhalter|variablen|inhalt(?:sverzeichnis)?|ziel"
    r"|zielgruppe|(?:wann|wie|warum) (?:verwenden|einsetzen|senden|anpassen|(?:es|das) funktioniert|man).*"
    r"|dicas|instru[cç][oõ]es|regras|boas pr[aá]ticas|vari[aá]veis|sum[aá]rio"
    r"|(?:quando|como|por que|porque) (?:usar|enviar|funciona|adaptar|personalizar).*",
    re.I,
)
# Headings and labels of examples that nobody should send.
_WARNINGS = LazyPattern(
    r"(?:common |frequent )?(?:errors?|mistakes?|pitfalls) to avoid|avoid(?: this)?|bad|wrong|don'?ts?"
    r"|(?:what|things|phrases|messages) (?:not to|to avoid).*|do(?: not|n['’]t) (?:do|send|write).*"
    r"|(?:(?:a |the )?(?:bad|wrong|poor|weak|terrible)|anti)[ -](?:(?:cold )?e-?mails?|patterns?|examples?|templates?"
    r"|messages?|versions?|notes?)"
    r"|(?:gli )?errori(?: comuni)? da evitare|(?:esemp[io]|messagg[io]|frasi) (?:sbagliat|negativ)[aeio]"
    r"|(?:(?:esemp[io]|messagg[io]|frasi) )?da evitare|(?:cosa|come) (?:non|evitare).*|sbagliato"
    r"|errores (?:comunes |frecuentes )?(?:que|a) evitar|qu[eé] evitar|mal(?:os)? ejemplos?"
    r"|(?:les )?erreurs [aà] [eé]viter|mauvais(?:es)? (?:exemples?|mod[eè]les?)|[aà] [eé]viter"
    r"|(?:schlechte|falsche)[sr]? beispiele?|fehler,? (?:vermeiden|die .*)|erros (?:a|para) evitar|maus exemplos",
    re.I,
)
# Those of them that do not stand inside a message as well.
_ASIDES = LazyPattern(
    r"(?:key |usage |important )?(?:notes?|tips?|variables?|placeholders?|merge (?:tags|fields)|timing|reply rates?)"
    r"|personali[sz]ation.*|character (?:count|limit).*|(?:when|how) to (?:use|personali[sz]e|adapt).*|crm action"
    r"|why (?:it|this) works?.*|use (?:when|case|cases)|customi[sz]ation.*|what to (?:change|avoid).*"
    r"|note|consigli|suggerimenti|variabili|segnaposto|tempistiche?"
    r"|(?:quando|come|perch[eé]) (?:usar|inviar|funziona).*"
    r"|notas?|consejos|(?:cu[aá]ndo|c[oó]mo|por qu[eé]) (?:usar|enviar|funciona).*"
    r"|remarques?|conseils?|astuces?"
    r"|(?:quand|comment|pourquoi) (?:l'|les? |l’)?(?:utiliser|envoyer|adapter|[cç]a marche).*"
    r"|notizen|hinweise?|tipps?|variablen|platzhalter"
    r"|(?:wann|wie|warum) (?:verwenden|einsetzen|(?:es|das) funktioniert).*"
    r"|dicas|vari[aá]veis|(?:quando|como|por que|porque) (?:usar|enviar|funciona).*",
    re.I,
)
# Lines between a subject and its text that belong to neither.
_META = LazyPattern(
    r"(?:send(?: (?:on|after|time))?|timing|delay|day|wait|goal|purpose|channel|from|to|cc|bcc|reply[- ]to"
    r"|preview(?: text)?|pre-?header|sender|audience|trigger|personali[sz]ed|cta|character count|length|tone"
    r"|invio|ritardo|canale|da|a|per|anteprima|obiettivo|envío|canal|de|para|vista previa|env[oi]i?|d[ée]lai|[àa]"
    r"|aper[cç]u|versand|kanal|von|an|vorschau|envio|pr[ée]via)(?:\s*\([^()]*\))?",
    re.I,
)
_BODY = LazyPattern(
    r"[^:]{0,40}\b(?:body|message|text|copy|note|template|script|draft|variant|version|testo|messaggio|corpo|nota|modello"
    r"|cuerpo|mensaje|texto|plantilla|corps|texte|mod[eè]le|nachricht|vorlage|inhalt|mensagem|modelo)\b[^:]{0,60}",
    re.I,
)
_MESSAGE_WORD = LazyPattern(
    r"\b(?:templates?|messages?|e-?mails?|in-?mails?|dms?|follow[ -]?ups?|outreach|connection (?:requests?|notes?)"
    r"|invitations?|messagg[io]|richiest[ae] di (?:collegamento|contatto)|invit[oi]|sollecit[oi]|plantillas?|mensajes?"
    r"|correos?|solicitud(?:es)? de (?:conexi[oó]n|contacto)|mod[eè]les?|courriels?|relances?|vorlagen?|nachrichten?"
    r"|kontaktanfragen?|mensage(?:m|ns)|modelos?|pedidos? de conex[aã]o)\b",
    re.I,
)
_VARIANT = LazyPattern(
    r"(?:version|variante?|template|option|alternative|message|note|sample|versione|opzione|alternativa|modello|messaggio"
    r"|nota|versi[oó]n|opci[oó]n|plantilla|mensaje|mod[eè]le|vorlage|nachricht|vers[aã]o|op[cç][aã]o|modelo|mensagem)",
    re.I,
)
_LABEL = LazyPattern(
    r"[^\w*\n]{0,8}(?:\d{1,2}[.)]\s+)?(?:(?P<bold>\*\*|__)(?P<inside>[^*_\n]{1,80}?)(?P<colon>:)?(?P=bold)(?P<after>\s*:)?"
    r"|(?P<plain>[A-ZÀ-Þ][^:*_\n.,!?]{0,40}):(?=\s|$))[^\S\n]*(?P<rest>[^\n]*)"
)

_CHANNELS = {
    "connection-note": (
        r"(?:connection|connect|linkedin) (?:requests?|invit\w+)(?: (?:notes?|messages?))?"
        r"|(?:connection|invit\w+) (?:notes?|messages?)"
        r"|(?:richiesta|invito|nota) di (?:collegamento|contatto|connessione)|nota (?:di|per l['’]) ?invito"
        r"|(?:solicitud|nota|invitaci[oó]n) de (?:conexi[oó]n|contacto|invitaci[oó]n)"
        r"|demande de (?:connexion|contact|mise en relation)|note d['’]invitation"
        r"|(?:kontakt|vernetzungs)anfrage|einladungsnotiz|(?:pedido|solicita[cç][aã]o|nota|convite) de conex[aã]o"
    ),
    "inmail": r"in-?mails?",
    "email": r"(?:cold |warm )?e-?mails?|correos? electr[oó]nicos?|courriels?",
    "group-post": (
        r"group posts?|posts? (?:in|for|to) (?:the |a )?groups?|post (?:nel|per il|di) gruppo|gruppen(?:beitrag|post)"
        r"|publicaci[oó]n (?:en|para) (?:el )?grupo|publication (?:dans|pour) (?:le )?groupe"
        r"|publica[cç][aã]o (?:no|em) grupo"
    ),
    "message": (
        r"direct messages?|dms?|linkedin messages?|messagg[io] dirett[io]|mensajes? directos?"
        r"|messages? (?:direct|priv[ée])s?|direktnachrichten?|mensage(?:m|ns) diretas?"
    ),
}
_CHANNEL = {channel: LazyPattern(rf"(?<![\w-])(?:{words})(?![\w-])", re.I) for channel, words in _CHANNELS.items()}
# Words by which a heading speaks of what came before, of several things, or of the lack of one.
_UNSURE = LazyPattern(
    r"(?<![\w-])(?:after|following|accept\w*|without|no|not|vs|or|and|repl(?:y|ied|ies)|response|dopo|accettat\w+|senza"
    r"|oppure|despu[eé]s|tras|aceptad\w+|sin|apr[eè]s|accept[ée]\w*|sans|nach|ohne|akzeptier\w*|oder|und|ap[oó]s|depois"
    r"|aceit\w+|sem|ou|o|e|y|et)(?![\w-])|[+&/|]",
    re.I,
)
_FOLLOW_UP = r"(?:follow[ -]?ups?|sollecit[oi]|seguimientos?|relances?|nachfass\w*|erinnerung(?:en)?)"
# A heading of these is not a part of what a heading above it names.
_ANOTHER_KIND = LazyPattern(
    rf"\b(?:{_FOLLOW_UP}|messages?|messagg[io]|mensajes?|nachricht(?:en)?|mensage(?:m|ns)|e-?mails?|in-?mails?|dms?|posts?"
    r"|repl(?:y|ies)|rispost[ae]|respuestas?|r[ée]ponses?|antwort(?:en)?|respostas?|comment\w*)\b",
    re.I,
)
_CONNECTED = LazyPattern(r"accept|connect|colleg|accett|conex|acept|vernetz|kontakt|aceit", re.I)
_ORDINALS = {
    word: number
    for number, words in enumerate(
        (
            "first 1st primo prima primer primera premier première erste erster primeiro primeira",
            "second 2nd secondo seconda segundo segunda deuxième zweite zweiter",
            "third 3rd terzo terza tercer tercera troisième dritte dritter terceiro terceira",
            "fourth 4th quarto quarta cuarto cuarta quatrième vierte vierter",
        ),
        1,
    )
    for word in words.split()
}
_TOUCH = LazyPattern(
    rf"(?:^|[\s:—–(-])(?:(?P<nth>{'|'.join(_ORDINALS)})\s+{_FOLLOW_UP}\b|{_FOLLOW_UP}\s*(?:n[.°o]?\s*|no\.\s*|\#)?(?P<number>[1-9])\b"
    r"|touch(?:point)?\s*\#?(?P<touch>[1-9])\b)",
    re.I,
)


def bare(title: str) -> str:
    """A heading or label without emphasis, marks, emoji and numbering around its words."""
    words = _MARKS.get().sub("", title.replace("**", "").replace("__", "").replace("`", "")).strip()
    return _NUMBERED.get().sub("", words).strip()


def shown(title: str) -> str:
    """A heading's words without emphasis."""
    return title.replace("**", "").replace("__", "").replace("`", "").strip(" *_")


def is_note(title: str) -> bool:
    """Whether a heading or label stands over notes: `When to use`, `Consigli`, `Why it works`."""
    words = bare(title)[:120]
    return bool(_NOTES.get().fullmatch(words)) or bool(_NOTES.get().fullmatch(words.partition(":")[0].strip()))


def is_warning(title: str) -> bool:
    """Whether a heading or label stands over what should not be sent: `Bad example`, `Errori da evitare`."""
    words = bare(title)[:120]
    return bool(_WARNINGS.get().fullmatch(words)) or bool(_WARNINGS.get().fullmatch(words.partition(":")[0].strip()))


def names_message(title: str) -> bool:
    """Whether a heading or label says that a message follows."""
    return bool(_MESSAGE_WORD.get().search(title[:200]))


def is_variant(word: str) -> bool:
    """Whether a word that comes with a number or letter (`Version B`) is one for messages that are alike."""
    return bool(_VARIANT.get().fullmatch(word) or _MESSAGE_WORD.get().fullmatch(word))


class Label(NamedTuple):
    """The words of a label that begins a line, whether they are bold, and where in the line they and the mark end."""

    words: str
    bold: bool
    end: int


def label(line: str) -> Label | None:
    """The label that a line begins with: in bold (`**Tip:**`, `**Short note**`), or a few words and a colon."""
    match = _LABEL.get().match(line)
    if match is None:
        return None
    if match["bold"] and not (match["colon"] or match["after"]) and match["rest"].strip():
        return None
    return Label((match["inside"] or match["plain"] or "").strip(), match["bold"] is not None, match.start("rest"))


def is_aside(words: str) -> bool:
    """Whether a label ends a message because a note follows: `Tip`, `Variables`."""
    return bool(_ASIDES.get().fullmatch(bare(words)))


def is_meta(found: Label) -> bool:
    """Whether a label stands between subject and text and is of neither: `Delay`, `Preview text`, `To`."""
    return bool(_META.get().fullmatch(found.words)) or (found.bold and is_note(found.words))


def is_body(words: str) -> bool:
    """Whether a label says that the text of a message follows: `Body`, `Message (300 characters)`, `Testo`."""
    return bool(_BODY.get().fullmatch(words)) and not is_note(words)


def channel(titles: Sequence[str]) -> str | None:
    """The channel that the headings over a message name, its own first; None where they name none or are unsure.

    A heading further up counts only where those below it speak of no kind of message.
    """
    for title in titles:
        named = [name for name, words in _CHANNEL.items() if words.get().search(title)]
        if named:
            return named[0] if len(named) == 1 and not _UNSURE.get().search(bare(title)) else None
        if _ANOTHER_KIND.get().search(title):
            return None
    return None


def touch(title: str) -> int | None:
    """The touch that a message's own heading names (`Follow-up 2` is the third); None where it names none."""
    match = _TOUCH.get().search(title)
    if match is None or _CONNECTED.get().search(title):
        return None
    if match["touch"]:
        return int(match["touch"])
    return 1 + (_ORDINALS[match["nth"].lower()] if match["nth"] else int(match["number"]))
