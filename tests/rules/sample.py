"""A small rule to change in tests, and folders that hold it."""

from __future__ import annotations

from pathlib import Path

RULE = """\
code: TEST101
name: shouted-hello
aliases: [TEST001, loud-hello]
severity: warning
summary: {en: "A loud hello", it: "Un saluto forte"}
message: {en: '"{hello}" is loud', it: '"{hello}" è forte'}
why: {en: "It hurts.", it: "Fa male."}
advice: {en: "Say it softly.", it: "Dillo piano."}
sources:
  - {kind: other, cite: "a test", url: "https://example.com/test"}
applies:
  channel: [message, email]
signals:
  hello:
    en: ["<loud> hello", "hello (there|you)"]
    it: ["ciao forte"]
  soft:
    en: [softly]
    it: [piano]
match:
  all: [hello]
  none: [{signal: soft, in: message}]
report: hello
examples:
  - {flag: "A loud hello to you.", quote: "loud hello", lang: en}
  - {flag: "Hello you!", lang: en}
  - {clean: "Hello there, softly.", lang: en}
  - {flag: "Ciao forte a te.", lang: it}
  - {clean: "Ciao forte ma piano.", lang: it}
"""

LEXICON = """\
name: loud
phrases:
  en: [loud, "very (loud|noisy)"]
"""


def folder(
    path: Path, rule: str = RULE, lexicon: str | None = LEXICON, name: str = "TEST101-shouted-hello.yaml"
) -> str:
    """A folder of rules with one rule and one lexicon."""
    path.mkdir(parents=True, exist_ok=True)
    (path / name).write_text(rule, encoding="utf-8")
    if lexicon is not None:
        (path / "lexicons").mkdir(exist_ok=True)
        (path / "lexicons" / "loud.yaml").write_text(lexicon, encoding="utf-8")
    return str(path)
