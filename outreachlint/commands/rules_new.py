"""`rules new`: the skeleton of a rule, ready to be filled in."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Iterator

from outreachlint.commands.output import write
from outreachlint.commands.session import add_config_arguments, configuration, pack_of
from outreachlint.config.settings import Config, rule_sources
from outreachlint.errors import InputError, Place, UsageError

FOLDER = "our-rules"
PREFIX = "OUR"
_CODE = re.compile(r"[A-Z]{2,8}[0-9]{3}\Z")
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")

_SKELETON = """\
# A rule of your own. `outreachlint rules test {path}` runs its examples.
code: {code}
name: {name}
severity: warning               # error, warning or info
summary:                        # what the message does, in one line
  en: The message says what we never say
  it: Il messaggio dice quello che non diciamo mai
message:                        # the finding; {{words}} quotes what the signal `words` found
  en: '"{{words}}" is not how we write'
  it: '"{{words}}" non è il nostro modo di scrivere'
why:
  en: Say why a reader minds.
  it: Spiega perché dà fastidio a chi legge.
advice:                         # what to write instead
  en: Say what to write instead.
  it: Spiega che cosa scrivere al suo posto.
sources:                        # kind: article, platform, law, netiquette, study or other
  - {{kind: other, cite: "our house style"}}
# applies:                      # leave it out to look at every message
#   channel: [connection-note, inmail]
#   touch: [first]              # first or later
#   relationship: {{not: [customer]}}
signals:                        # what to look for: [optional], (one|of|these), stem*, … is a gap inside the sentence
  words:
    en:
      - "just (checking in|circling back)"
    it:
      - "(ti|vi|le) scrivo solo per"
match:
  all: [words]
examples:                       # two to flag and two that are clean, in every language that the rule speaks
  - flag: "Hi Ann, just checking in about my last note."
    quote: just checking in
    lang: en
  - flag: "Hello, just circling back on this."
    lang: en
  - clean: "Hi Ann, have you had a chance to read the report?"
    lang: en
  - clean: "We are checking in at noon."
    lang: en
  - flag: "Ciao Anna, ti scrivo solo per sapere se hai letto."
    quote: ti scrivo solo per
    lang: it
  - flag: "Buongiorno, le scrivo solo per un saluto."
    lang: it
  - clean: "Ciao Anna, hai poi letto la relazione?"
    lang: it
  - clean: "Solo per oggi lo sportello chiude alle 12."
    lang: it
"""


def add_new_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `rules new`."""
    parser.add_argument("name", metavar="NAME", help="small letters, digits and hyphens, such as no-checking-in")
    parser.add_argument(
        "--code", metavar="CODE", help=f"capitals and three digits (default: the next free {PREFIX} code)"
    )
    parser.add_argument(
        "--folder", metavar="FOLDER", help=f"where to write it (default: the configured one, else {FOLDER})"
    )
    add_config_arguments(parser)


def run_new(arguments: argparse.Namespace) -> int:
    """Write the skeleton and say what to do next; nothing is ever overwritten."""
    name = arguments.name
    if not _NAME.match(name):
        raise UsageError(f"`{name}` is not a name for a rule", hint="small letters, digits and hyphens")
    if arguments.code and not _CODE.match(arguments.code):
        raise UsageError(f"`{arguments.code}` is not a code for a rule", hint="two to eight capitals and three digits")
    config = configuration(arguments)
    folder = arguments.folder or _folder(config)
    taken = {word for rule in pack_of(config).rules for word in (rule.code, rule.name, *rule.aliases)}
    taken |= set(_words(folder))
    code = arguments.code or _free_code(taken)
    for word in (name, code):
        if word in taken:
            raise UsageError(f"`{word}` already belongs to a rule", hint="choose another one")
    path = os.path.join(folder, f"{code}-{name}.yaml")
    _create(path, _SKELETON.format(path=path, code=code, name=name))
    lines = [f"wrote {path}"]
    if os.path.realpath(folder) not in map(os.path.realpath, rule_sources(config)):
        lines.append(f'next: put rules = ["{folder}"] into the configuration')
    write([*lines, f"next: outreachlint rules test {path}"])
    return 0


def _folder(config: Config) -> str:
    folders = rule_sources(config)
    return os.path.relpath(folders[0]) if folders else FOLDER


def _words(folder: str) -> Iterator[str]:
    """The codes and names that the files of a folder have, by what they are called and by what they say."""
    from outreachlint.rules.loader import load_folders

    if not os.path.isdir(folder):
        return
    for file in os.listdir(folder):
        code, _, name = os.path.splitext(file)[0].partition("-")
        yield from (code, name)
    for rule in load_folders([folder]).rules:
        yield from (rule.code, rule.name, *rule.aliases)


def _free_code(taken: set[str]) -> str:
    return next(code for number in range(1, 1000) if (code := f"{PREFIX}{number:03}") not in taken)


def _create(path: str, text: str) -> None:
    try:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        with open(path, "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise UsageError(f"{path} is already there") from None
    except OSError as error:
        raise InputError(f"can't be written: {error.strerror or error}", Place(path)) from None
