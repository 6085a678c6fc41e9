"""What mail programs write over, before and below older mails, in six languages and a few more."""

from __future__ import annotations

import re

from outreachlint.text.patterns import LazyPattern

_OPENINGS = "On|Il|In data|El|Le|Am|Em|A|Op|Den|W dniu|Dnia|Dne"
_VERBS = "|".join(
    [
        r"wrote|writes",
        r"ha scritto|scrive|scriveva",
        r"escribió|escribio",
        r"a écrit",
        r"schrieb|schreibt",
        r"escreveu",
        r"schreef|skrev|napisał(?:\(a\))?|napsal(?:\(a\))?",
    ]
)
_ADDRESS = r"<[^<>\s]{1,100}@[^<>\s]{1,100}>"

SAID = LazyPattern(rf"(?:{_OPENINGS})\b[\s,].*\d.*\b(?:{_VERBS})\b.{{0,150}}:", re.IGNORECASE)
"""`On Tue, 3 Mar 2026 at 10:00, Ann wrote:`, all of a line or of several joined."""
SAID_BY = LazyPattern(
    rf".{{0,120}}{_ADDRESS}.{{0,60}}\b(?:{_VERBS})\b.{{0,60}}:|\d{{4}}-\d\d-\d\d \d\d?:\d\d.{{0,60}}{_ADDRESS}:",
    re.IGNORECASE,
)
"""The same with the name first, or without a verb: only with an address."""
MAY_SAY = LazyPattern(rf"(?:{_OPENINGS})\b[\s,]|.{{0,120}}<[^<>\s]{{1,100}}@|\d{{4}}-\d\d-\d\d \d", re.IGNORECASE)
"""How the first line of these begins."""
SURE = LazyPattern(r"@|\b\d{1,2}[:.h]\d{2}\b")
"""Part of SAID in what a program writes, and not in a sender's own `On 3 May you wrote:`."""

_ORIGINAL = "|".join(
    [
        r"original message|original e-?mail|forwarded message",
        r"messaggio originale|messaggio inoltrato",
        r"mensaje original|mensaje reenviado",
        r"message d['’]origine|message original|message transféré|message réexpédié",
        r"ursprüngliche nachricht|ursprüngliche e-?mail|original-?nachricht|weitergeleitete nachricht",
        r"mensagem original|mensagem encaminhada|mensagem reencaminhada",
        r"oorspronkelijk bericht|doorgestuurd bericht",
    ]
)
_FORWARDED = "|".join(
    [
        r"begin forwarded message",
        r"inizio messaggio inoltrato",
        r"inicio del mensaje reenviado",
        r"début du message (?:transféré|réexpédié)",
        r"anfang der weitergeleiteten (?:nachricht|e-?mail)",
        r"início da mensagem (?:encaminhada|reencaminhada)",
    ]
)
SEPARATOR = LazyPattern(
    rf"[-_=*]{{2,40}}\s?(?:{_ORIGINAL})\s?[-_=*]{{0,40}}|(?:{_FORWARDED})[ \u00a0]?:", re.IGNORECASE
)
"""`-----Original Message-----` and `Begin forwarded message:`, all of a line."""
RULE = LazyPattern(r"[_-]{10,200}")
"""A line that some programs draw over the headers of an older mail."""

_FROM = "from|da|de|von|van|mittente|expéditeur|remitente|absender|remetente"
_HEADERS = "|".join(
    [
        "sent|date|to|cc|subject|reply-to|importance",
        "inviato|inviata|data|a|oggetto|destinatario|priorità",
        "enviado|enviado el|fecha|para|asunto",
        "envoyé|envoyé le|à|objet|destinataire",
        "gesendet|datum|an|betreff",
        "enviada|enviada em|enviado em|assunto",
        "verzonden|aan|onderwerp",
    ]
)
FROM = LazyPattern(rf"[*_]{{0,2}}(?:{_FROM})[*_\s]{{0,3}}:[*_]{{0,2}}\s?\S", re.IGNORECASE)
"""How the first header of an older mail begins, in bold or not."""
HEADER = LazyPattern(rf"[*_]{{0,2}}(?P<label>{_HEADERS})[*_\s]{{0,3}}:[*_]{{0,2}}(?:\s|$)", re.IGNORECASE)
"""How those below it begin."""

BEGINS = LazyPattern(
    rf"[-_=*]|(?:{_OPENINGS})\b[\s,]|.{{0,120}}<[^<>\s]{{1,100}}@|\d{{4}}-\d\d-\d\d \d|(?:{_FORWARDED})|(?:{_FROM})\b",
    re.IGNORECASE,
)
"""How the first line of any heading begins: what does not, is none."""

_DEVICES = "|".join(
    [
        r"sent (?:from|via|with) \[?(?:my|mail for|outlook|yahoo|proton|gmail) .{1,60}|get outlook for .{1,60}",
        r"inviato da(?:l mio)? (?:iphone|ipad|outlook|yahoo|libero|posta|mail|smartphone|cellulare|telefono|huawei|"
        r"samsung|android|tim|vodafone)\b.{0,60}|(?:scarica|ottieni|download) outlook per .{1,60}",
        r"enviado desde mi .{1,60}|obtener outlook para .{1,60}",
        r"envoyé (?:de|depuis) (?:mon|ma|outlook|yahoo|l['’]application)\b.{0,60}",
        r"(?:télécharger|obtenez|obtenir) outlook pour .{1,60}",
        r"(?:von meinem .{1,60}|diese nachricht wurde von .{1,60}|gesendet von .{1,60}) gesendet\.?",
        r"gesendet (?:von|mit|aus) (?:meinem|der|outlook|yahoo)\b.{0,60}",
        r"outlook für .{1,60} (?:beziehen|herunterladen)",
        r"enviad[oa] (?:do|a partir do|através do|por) (?:meu|minha|outlook|yahoo|correio)\b.{0,60}",
        r"obter o? ?outlook para .{1,60}",
        r"verzonden vanaf mijn .{1,60}",
    ]
)
DEVICE = LazyPattern(_DEVICES, re.IGNORECASE)
"""What a phone or a mail program writes below a mail, all of a line."""
