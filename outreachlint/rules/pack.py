"""The rule packs in memory: the shipped one from its prebuilt artefact, users' own from the cache.

An artefact is a folder with `rules.json` and one `phrases-LANG.txt` a language, so that a run reads only the languages
that its messages speak. The wheel carries the shipped one; in a source tree, and for users' rules, it is built from
the YAML files when they have changed and kept in the user's cache folder.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from outreachlint import __version__
from outreachlint.diagnostics import Severity
from outreachlint.document import LANGUAGES
from outreachlint.phrases.match import PhraseIndex
from outreachlint.records import NamedTuple

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PREBUILT = os.path.join(_PACKAGE, "_pack")
_RULES_IN_WHEEL = os.path.join(_PACKAGE, "_rules")
_BUILDERS = (
    "checks/__init__.py",
    "judge/opinion.py",
    "phrases/common_words.py",
    "phrases/compile.py",
    "phrases/syntax.py",
    "phrases/tokens.py",
    "rules/build.py",
    "rules/conditions.py",
    "rules/examples.py",
    "rules/fields.py",
    "rules/loader.py",
    "rules/tree.py",
)
PHRASE_PARTS = ("atoms", "lexicons", "phrases", "words", "stems")
_END, _PART_END = b"\n\n", b"\x1d"
_RULES_IN_TREE = os.path.join(os.path.dirname(_PACKAGE), "rules")


class RuleMeta(NamedTuple):
    """What a run needs to know of a rule.

    Texts are by UI language; `url` is its first source on the web; `match` is a tree as `tree.prepared` makes it.
    `anywhere` and `here` are sets of signals by their keys (`CODE/signal`), of each of which one must be in the
    message, or in the sentence, for the rule to hold. `judge` are the offences (`@name`) that its tree asks the judge
    about, `sees` those that it reports where the judge sees them. `fix` is the title of its fixes by UI language, the
    check whose edits they are (None for those of the check that is reported) and that check's options.
    """

    code: str
    name: str
    aliases: list[str]
    severity: Severity
    status: str
    summary: Mapping[str, str]
    message: Mapping[str, str]
    advice: Mapping[str, str]
    applies: Mapping[str, Any]
    languages: list[str]
    scope: str
    match: list[Any]
    anywhere: list[list[str]]
    here: list[list[str]]
    report: list[str]
    limit: int
    checks: Mapping[str, Any]
    judge: Sequence[str] = ()
    sees: Sequence[str] = ()
    url: str | None = None
    fix: Sequence[Any] | None = None


Artefact = str | Mapping[str, Any]
"""The folder of an artefact's files, or the artefact itself where no folder could be written."""


class Pack:
    """Rules of one or several artefacts, with their phrases loaded by language on demand."""

    def __init__(self, artefacts: Sequence[Artefact]) -> None:
        self._artefacts = tuple(artefacts)
        self.rules: list[RuleMeta] = []
        for artefact in artefacts:
            for entry in _part(artefact, "rules")["rules"]:
                self.rules.append(RuleMeta(**{**entry, "severity": Severity.parse(entry["severity"])}))
        self._phrases: dict[str, list[PhraseIndex]] = {}
        self.plans: dict[str, Any] = {}
        """By code what the kernel worked out of a rule once (`kernel.Plan`); to be cleared where a rule changes."""

    def phrases(self, lang: str) -> list[PhraseIndex]:
        """The phrase indexes of a language, one an artefact."""
        indexes = self._phrases.get(lang)
        if indexes is None:
            indexes = self._phrases[lang] = [PhraseIndex(_part(artefact, lang)) for artefact in self._artefacts]
        return indexes


def load_pack(user_folders: Sequence[str] = ()) -> Pack:
    """The shipped rules and those of users' folders; RuleError where a rule file is wrong."""
    shipped = PREBUILT if os.path.isdir(PREBUILT) else _cached([shipped_rules()], shared=())
    own = [_cached([folder], shared=(shipped_rules(),)) for folder in user_folders]
    pack = Pack([shipped, *own])
    _refuse_doubles(pack)
    return pack


def shipped_rules() -> str:
    """The folder of the shipped rules' YAML files."""
    return _RULES_IN_WHEEL if os.path.isdir(_RULES_IN_WHEEL) else _RULES_IN_TREE


def _refuse_doubles(pack: Pack) -> None:
    from outreachlint.errors import RuleError

    owners: dict[str, str] = {}
    for rule in pack.rules:
        for word in (rule.code, rule.name, *rule.aliases):
            if word in owners:
                raise RuleError(f"{rule.code}: '{word}' already belongs to {owners[word]}", hint="choose another one")
            owners[word] = rule.code


def _part(artefact: Artefact, key: str) -> Any:
    if not isinstance(artefact, str):
        return artefact[key]
    with open(os.path.join(artefact, _file_name(key)), "rb") as stream:
        data = stream.read()
    if key == "rules":
        return json.loads(data)
    # no JSON and, where possible, no UTF-8 for the long texts, and few copies: a start is made of milliseconds
    encoding, *parts, _ = data.split(_PART_END)
    return {name: part.decode(encoding.decode()) for name, part in zip(PHRASE_PARTS, parts)}


def _file_name(key: str) -> str:
    return "rules.json" if key == "rules" else f"phrases-{key}.txt"


def _cached(folders: Sequence[str], shared: Sequence[str]) -> Artefact:
    """The artefact of some YAML files, built now unless the cache has it whole.

    A cache that can't be written is no error: the rules are then built every time.
    """
    import hashlib

    what = (__version__, sys.version_info[:2], list(folders), list(shared), list(_stats([*shared, *folders])))
    key = hashlib.sha256(repr(what).encode())
    target = os.path.join(cache_folder(), "rules", key.hexdigest()[:32])
    if _whole(target):
        return target
    artefact = _build(folders, shared)
    try:
        write_artefact(artefact, target)
    except OSError:
        return artefact
    return target


def _whole(folder: str) -> bool:
    """Whether a folder has all files of an artefact; each ends as its writer ended it."""
    for key in ("rules", *LANGUAGES):
        try:
            with open(os.path.join(folder, _file_name(key)), "rb") as stream:
                stream.seek(-len(_END), os.SEEK_END)
                if stream.read() != _END:
                    return False
        except OSError:
            return False
    return True


def _stats(folders: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    for folder in folders:
        for place in (folder, os.path.join(folder, "lexicons")):
            if os.path.isdir(place):
                for entry in sorted(os.scandir(place), key=lambda entry: entry.name):
                    if entry.name.endswith((".yaml", ".yml")):
                        stat = entry.stat()
                        yield os.path.abspath(entry.path), stat.st_mtime_ns, stat.st_size
            elif os.path.isfile(place):
                stat = os.stat(place)
                yield os.path.abspath(place), stat.st_mtime_ns, stat.st_size
    # the code that builds is part of what is built
    for name in _BUILDERS:
        path = os.path.join(_PACKAGE, *name.split("/"))
        if os.path.isfile(path):
            yield name, os.stat(path).st_mtime_ns, os.stat(path).st_size


def _build(folders: Sequence[str], shared: Sequence[str]) -> dict[str, Any]:
    from outreachlint.rules.build import build
    from outreachlint.rules.loader import first_error, load_folders, rule_files

    loaded = load_folders([*shared, *folders])
    first_error(loaded)
    own = {path for folder in folders for path in rule_files(folder)}
    loaded.rules = [rule for rule in loaded.rules if rule.place.path in own]
    return build(loaded)


def write_artefact(artefact: Mapping[str, Any], folder: str) -> None:
    """Write an artefact's files into a folder, each whole or not at all. OSError where that fails."""
    os.makedirs(folder, exist_ok=True)
    for key, value in artefact.items():
        path = os.path.join(folder, _file_name(key))
        draft = f"{path}.{os.getpid()}"
        with open(draft, "wb") as stream:
            stream.write(_encoded(key, value) + _END)
        os.replace(draft, path)


def _encoded(key: str, value: Any) -> bytes:
    if key == "rules":
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    texts = [value[name] for name in PHRASE_PARTS]
    try:
        parts = [b"latin-1", *(text.encode("latin-1") for text in texts)]
    except UnicodeEncodeError:
        parts = [b"utf-8", *(text.encode() for text in texts)]
    return _PART_END.join([*parts, b""])


def cache_folder() -> str:
    """Where built rules are kept: OUTREACHLINT_CACHE_DIR, else the platform's folder for caches."""
    chosen = os.environ.get("OUTREACHLINT_CACHE_DIR")
    if chosen:
        return chosen
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or os.path.expanduser("~\\AppData\\Local")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return os.path.join(base, "outreachlint")
