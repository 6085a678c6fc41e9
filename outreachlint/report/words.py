"""What the reports and `explain` say around the texts of rules, in the languages of the linter."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "en": {
        # a finding
        "error": "error",
        "warning": "warning",
        "info": "info",
        "advice": "advice",
        "fix": "fix",
        "related": "related",
        "also-here": "also here",
        "message": "message",
        "field": "field",
        "judge": "judge",
        "model": "the model, confidence {confidence}",
        "reader": "the reader, confidence {confidence}",
        # things that are counted: one|several
        "n-errors": "error|errors",
        "n-warnings": "warning|warnings",
        "n-infos": "info|info",
        "n-files": "file|files",
        "n-messages": "message|messages",
        "n-rules": "rule|rules",
        # the closing lines
        "ran": "Checked {messages} in {files} with {rules}: {found}.",
        "nothing": "no findings",
        "language-unknown": "1 message's language is unknown, so the rules of all languages ran there; "
        "say it with `lang:` or --lang.",
        "languages-unknown": "{number} messages' languages are unknown, so the rules of all languages ran there; "
        "say it with `lang:` or --lang.",
        "incomplete": "Not everything could be checked: {errors} above (exit code 2).",
        "none-reaches": "None reaches --fail-on {level} (exit code 0).",
        "one-reaches": "1 reaches --fail-on {level} (exit code {code}).",
        "several-reach": "{number} reach --fail-on {level} (exit code {code}).",
        "exit-zero": "0, because of --exit-zero",
        # the headings of `explain`
        "why": "Why",
        "instead": "Instead",
        "sources": "Where it comes from",
        "applies": "When it runs",
        "language": "language",
        "not": "not",
        "false-positives": "It may be wrong when",
        "flagged": "Found",
        "clean": "Fine",
        "aliases": "Also called",
        "silence": "To silence it in one draft",
        "reason": "reason",
    },
    "it": {
        "error": "errore",
        "warning": "avviso",
        "info": "info",
        "advice": "consiglio",
        "fix": "correzione",
        "related": "vedi anche",
        "also-here": "anche qui",
        "message": "messaggio",
        "field": "campo",
        "judge": "giudice",
        "model": "il modello, confidenza {confidence}",
        "reader": "il lettore, confidenza {confidence}",
        "n-errors": "errore|errori",
        "n-warnings": "avviso|avvisi",
        "n-infos": "info|info",
        "n-files": "file|file",
        "n-messages": "messaggio|messaggi",
        "n-rules": "regola|regole",
        "ran": "Controllo di {messages} in {files} con {rules}: {found}.",
        "nothing": "nessuna segnalazione",
        "language-unknown": "Di 1 messaggio non si conosce la lingua: lì valgono le regole di tutte le lingue; "
        "indicala con `lang:` o --lang.",
        "languages-unknown": "Di {number} messaggi non si conosce la lingua: lì valgono le regole di tutte le lingue; "
        "indicala con `lang:` o --lang.",
        "incomplete": "Non si è potuto controllare tutto: {errors} qui sopra (codice di uscita 2).",
        "none-reaches": "Nessuna raggiunge --fail-on {level} (codice di uscita 0).",
        "one-reaches": "1 raggiunge --fail-on {level} (codice di uscita {code}).",
        "several-reach": "{number} raggiungono --fail-on {level} (codice di uscita {code}).",
        "exit-zero": "0, per via di --exit-zero",
        "why": "Perché",
        "instead": "Che cosa scrivere invece",
        "sources": "Da dove viene",
        "applies": "Quando vale",
        "language": "lingua",
        "not": "non",
        "false-positives": "Può sbagliare quando",
        "flagged": "Che cosa segnala",
        "clean": "Che cosa lascia stare",
        "aliases": "Si chiama anche",
        "silence": "Per farla tacere in una bozza",
        "reason": "motivo",
    },
}
"""By language and key; `{holes}` are filled by whoever asks, `one|several` is for `amount`."""

_THOUSANDS = {"en": ",", "it": "."}


def number(value: int, ui_lang: str = "en") -> str:
    """A number with its thousands apart: `10,000` or `10.000`."""
    return f"{value:,}".replace(",", _THOUSANDS[ui_lang])


def amount(value: int, noun: str, ui_lang: str = "en") -> str:
    """A number with its noun (`files` of the key `n-files`): `1 file`, `10.000 messaggi`."""
    one, _, several = WORDS[ui_lang][f"n-{noun}"].partition("|")
    return f"{number(value, ui_lang)} {one if value == 1 else several}"
