"""The findings that a project has taken stock of: which of a run's are among them, and how they are kept in a file.

A finding is known by its rule and its fingerprint, as often as the baseline counts it, wherever in its file it stands.
Most rules report the first place in a message and name the others beside it; those are counted like findings of their
own, so that one more in a message that is known for the first is new, and the second is not when the first is mended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from outreachlint.errors import ConfigError, Place
from outreachlint.findings import Finding
from outreachlint.fingerprint import VERSION as FINGERPRINTS
from outreachlint.fingerprint import fingerprint
from outreachlint.records import NamedTuple

VERSION = 1
MOST_BYTES = 64 * 1024 * 1024
_WRITE = "make it anew with `outreachlint baseline write`"


class Key(NamedTuple):
    """What is counted: a file (relative to the baseline's folder, with `/`), a rule, a fingerprint."""

    path: str
    code: str
    fingerprint: str


class Sifted(NamedTuple):
    """Findings that are new and those of which a baseline knows all places.

    `used` are the places that it knows, under the files where they now are; `left` is what it holds besides.
    """

    new: tuple[Finding, ...]
    known: tuple[Finding, ...]
    used: Mapping[Key, int]
    left: Mapping[Key, int]


Counts = Mapping[Key, int]
"""The content of a baseline."""


def sift(
    findings: Iterable[Finding], baseline: Counts, *, named: Callable[[str], str], gone: Callable[[str], bool]
) -> Sifted:
    """Tell the findings that a baseline knows from those that it does not.

    `named` gives the path of a finding as the baseline writes it. A finding that its own file has no entry for takes
    one of a file that is `gone` (asked by the baseline's path): the file was renamed, or its text moved.
    """
    left = dict(baseline)
    used: dict[Key, int] = {}
    listed = list(findings)
    strays: list[tuple[int, Key]] = []
    for index, finding in enumerate(listed):
        for key in keys_of(finding, named):
            if _take(left, key):
                used[key] = used.get(key, 0) + 1
            else:
                strays.append((index, key))
    new: set[int] = set()
    lost = _lost(left, {(key.code, key.fingerprint) for _, key in strays}, gone) if strays else {}
    for index, key in strays:
        if any(_take(left, each) for each in lost.get((key.code, key.fingerprint), ())):
            used[key] = used.get(key, 0) + 1
        else:
            new.add(index)
    return Sifted(
        tuple(finding for index, finding in enumerate(listed) if index in new),
        tuple(finding for index, finding in enumerate(listed) if index not in new),
        used,
        left,
    )


def counted(findings: Iterable[Finding], named: Callable[[str], str]) -> dict[Key, int]:
    """A baseline of findings."""
    counts: dict[Key, int] = {}
    for finding in findings:
        for key in keys_of(finding, named):
            counts[key] = counts.get(key, 0) + 1
    return counts


def keys_of(finding: Finding, named: Callable[[str], str]) -> Iterator[Key]:
    """What a finding is counted under: its place, and the further ones in the same message that it stands for."""
    path, code = named(finding.path), finding.diagnostic.code
    yield Key(path, code, fingerprint(finding))
    for each in finding.related:
        if each.field and each.note:
            place = finding._replace(field=each.field, quote=each.quote, sentence=each.sentence)
            yield Key(path, code, fingerprint(place))


def together(one: Counts, other: Counts) -> dict[Key, int]:
    """Two baselines as one, their counts added."""
    return {key: one.get(key, 0) + other.get(key, 0) for key in {**one, **other}}


def _take(left: dict[Key, int], key: Key) -> bool:
    count = left.get(key, 0)
    if count == 0:
        return False
    if count == 1:
        del left[key]
    else:
        left[key] = count - 1
    return True


def _lost(
    left: Counts, wanted: set[tuple[str, str]], gone: Callable[[str], bool]
) -> Mapping[tuple[str, str], Sequence[Key]]:
    """The keys of files that are gone, by rule and fingerprint, in order."""
    known: dict[str, bool] = {}
    lost: dict[tuple[str, str], list[Key]] = {}
    for key in sorted(left):
        if (key.code, key.fingerprint) not in wanted:
            continue
        if key.path not in known:
            known[key.path] = gone(key.path)
        if known[key.path]:
            lost.setdefault((key.code, key.fingerprint), []).append(key)
    return lost


def render(counts: Counts) -> str:
    """The text of a baseline file: JSON, an entry a line, in order.

    The last entry is empty, so that every line before it ends alike and a branch that adds one touches no other: what
    two branches add can be joined line by line (`merge=union`).
    """
    return "".join(f"{line}\n" for line in _lines(counts))


def _lines(counts: Counts) -> Iterator[str]:
    yield f'{{\n  "version": {VERSION},\n  "fingerprints": {FINGERPRINTS},\n  "findings": ['
    for key, count in sorted(counts.items()):
        yield f"    {_entry([*key, count])},"
    yield "    []\n  ]\n}"


def _entry(values: Sequence[str | int]) -> str:
    import json

    # half a surrogate stands for a byte of a name that is no UTF-8, and can't be written as it is
    return json.dumps(values, ensure_ascii=not str(values[0]).isprintable())


def parse(data: bytes, path: str) -> dict[Key, int]:
    """The counts that a baseline file holds; ConfigError, with its place, where it is none.

    Of two entries for the same finding, which a merge may leave, the larger count holds.
    """
    import json

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = Place(path, data.count(b"\n", 0, error.start) + 1)
        raise ConfigError("the baseline is not UTF-8", place, _WRITE) from None
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise _broken(text, path, error) from None
    except RecursionError:
        raise ConfigError("the baseline is nested too deeply", Place(path), _WRITE) from None
    entries = _findings(content, text, path)
    counts: dict[Key, int] = {}
    for index, entry in enumerate(entries):
        if entry == []:
            continue
        if not _is_entry(entry):
            message = "an entry of the baseline is [path, code, fingerprint, count]"
            raise ConfigError(message, _place(text, path, index), _WRITE)
        key = Key(*entry[:3])
        counts[key] = max(entry[3], counts.get(key, 0))
    return counts


def _broken(text: str, path: str, error: Any) -> ConfigError:
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith(("<<<<<<< ", "=======", ">>>>>>> ")):
            hint = "keep the lines of both sides, in any order"
            return ConfigError("the baseline holds the marks of a merge conflict", Place(path, number, 1), hint)
    return ConfigError(f"the baseline is no JSON: {error.msg}", Place(path, error.lineno, error.colno), _WRITE)


def _findings(content: Any, text: str, path: str) -> list[Any]:
    """The list of entries; ConfigError where the file is of another kind or version."""
    version = content.get("version") if isinstance(content, dict) else None
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise ConfigError("this is no baseline of outreachlint", Place(path, 1, 1), _WRITE)
    if version > VERSION:
        message = f"the baseline was written by a newer outreachlint (version {version}; this one reads {VERSION})"
        raise ConfigError(message, _key_place(text, path, "version"), "upgrade outreachlint")
    kind = content.get("fingerprints")
    if kind != FINGERPRINTS or isinstance(kind, bool):
        message = f"the baseline has fingerprints of another kind ({kind!r}; this outreachlint makes {FINGERPRINTS})"
        raise ConfigError(message, _key_place(text, path, "fingerprints"), _WRITE)
    entries = content.get("findings")
    if not isinstance(entries, list):
        raise ConfigError("`findings` must be a list", _key_place(text, path, "findings"), _WRITE)
    return entries


def _is_entry(entry: Any) -> bool:
    return (
        isinstance(entry, list)
        and len(entry) == 4
        and all(isinstance(part, str) and part for part in entry[:3])
        and isinstance(entry[3], int)
        and not isinstance(entry[3], bool)
        and entry[3] > 0
    )


def _key_place(text: str, path: str, key: str) -> Place:
    return _at(text, path, max(0, text.find(f'"{key}"')))


def _place(text: str, path: str, index: int) -> Place:
    """Where the entry with this index begins, in a text that is known to be JSON."""
    import json

    decode = json.JSONDecoder().raw_decode
    at = text.index("[", text.index('"findings"')) + 1
    for number in range(index + 1):
        while text[at] in " \t\r\n,":
            at += 1
        if number < index:
            at = decode(text, at)[1]
    return _at(text, path, at)


def _at(text: str, path: str, offset: int) -> Place:
    return Place(path, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))
