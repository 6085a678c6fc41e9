"""Which files a run lints: named files, folders by extension and ignore files."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from outreachlint.errors import InputError, Place
from outreachlint.paths import inside
from outreachlint.readers.formats import BY_ENDING, FORMATS, ending_of
from outreachlint.records import NamedTuple
from outreachlint.runner import STDIN, STDIN_NAME


class Discovered(NamedTuple):
    """The files to lint, sorted by path and without repeats, and what could not be looked into.

    `excluded` says whether something that was named is left out; `walked` are the files that were found in a folder
    and need not be drafts.
    """

    files: tuple[str, ...]
    errors: tuple[InputError, ...]
    excluded: bool = False
    walked: frozenset[str] = frozenset()


def discover(
    paths: Sequence[str],
    *,
    exclude: Sequence[str] = (),
    root: str = ".",
    force: bool = False,
    stdin_name: str = STDIN_NAME,
) -> Discovered:
    """The files behind the paths of a command line.

    A named file is linted whatever ignores it, unless `force` makes `exclude` hold for what is named too (for standard
    input, by the name that it goes under). In a folder, files count that end as one of FORMATS does, are not
    hidden, and that neither a `.gitignore` (nested ones, and those above up to the repository's root) nor the globs
    of `exclude` (relative to `root`) leave out; a folder without any is an error. Symbolic links to folders are not
    followed.
    """
    errors: list[InputError] = []
    found: dict[str, str] = {}
    walked: set[str] = set()
    left = False
    for path in paths:
        if force and _excluded(stdin_name if path == STDIN else path, exclude, root):
            left = True
        elif path == STDIN:
            found.setdefault(STDIN, STDIN)
        elif os.path.isdir(path):
            before = len(errors)
            files = list(_Walk(exclude, root, errors).files(path))
            if not files and len(errors) == before:
                endings = ", ".join(ending for each in FORMATS for ending in each.endings)
                hint = f"drafts end in {endings}; hidden and ignored files don't count"
                errors.append(InputError("there are no drafts in this folder", Place(path), hint))
            for file in files:
                full = os.path.abspath(file)
                if full not in found:
                    found[full] = file
                    walked.add(full)
        elif os.path.exists(path):
            full = os.path.abspath(path)
            found.setdefault(full, os.path.normpath(path))
            walked.discard(full)
        else:
            errors.append(InputError("no such file or folder", Place(path)))
    doubtful = frozenset(found[full] for full in walked if not BY_ENDING[ending_of(full)].drafts)
    return Discovered(tuple(sorted(found.values())), tuple(errors), left, doubtful)


class _Walk:
    """One folder's walk; `rules` are pairs of a folder and the patterns that hold below it, outermost first."""

    def __init__(self, exclude: Sequence[str], root: str, errors: list[InputError]) -> None:
        self.errors = errors
        self.excluded = [(os.path.abspath(root), _patterns(exclude))] if exclude else []

    def files(self, folder: str) -> Iterator[str]:
        """The files below a folder; what would ignore the folder itself doesn't count, since somebody named it."""
        folder = os.path.normpath(folder)
        full = os.path.abspath(folder)
        above = list(_above(full))
        if _ignored(full, True, above):
            above = []
        if _ignored(full, True, self.excluded):
            self.excluded = []
        yield from self._below("" if folder == os.curdir else folder, above)

    def _below(self, folder: str, ignores: list[tuple[str, Any]]) -> Iterator[str]:
        here = os.path.abspath(folder)
        ignores = [*ignores, *_ignore_file(os.path.join(here, ".gitignore"), here)]
        try:
            with os.scandir(folder or os.curdir) as entries:
                ordered = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            self.errors.append(InputError(f"can't be read: {error.strerror or error}", Place(folder or os.curdir)))
            return
        for entry in ordered:
            if entry.name.startswith("."):
                continue
            path = os.path.join(folder, entry.name)
            is_folder = entry.is_dir(follow_symlinks=False)
            if not is_folder and ending_of(entry.name) not in BY_ENDING:
                continue
            full = os.path.join(here, entry.name)
            if _ignored(full, is_folder, ignores) or _ignored(full, is_folder, self.excluded):
                continue
            if is_folder:
                yield from self._below(path, ignores)
            elif not entry.is_dir():
                yield path


def _excluded(path: str, exclude: Sequence[str], root: str) -> bool:
    """Whether `exclude` covers something that is named."""
    return bool(exclude) and _ignored(os.path.abspath(path), os.path.isdir(path), [(root, _patterns(exclude))])


def _ignored(path: str, is_folder: bool, rules: Iterable[tuple[str, Any]]) -> bool:
    """Git's answer: the innermost ignore file that says anything about a path decides."""
    verdict = False
    for folder, patterns in rules:
        relative = inside(path, folder)
        if relative is None:
            continue
        said = patterns.check_file(f"{relative}/" if is_folder else relative).include
        if said is not None:
            verdict = said
    return verdict


def _above(folder: str) -> Iterator[tuple[str, Any]]:
    """The ignore files from the repository's root down to the folder's parent; none outside a repository."""
    chain: list[str] = []
    at = folder
    while not os.path.exists(os.path.join(at, ".git")):
        parent = os.path.dirname(at)
        if parent == at:
            return
        at = parent
        chain.append(at)
    yield from _ignore_file(os.path.join(at, ".git", "info", "exclude"), at)
    for above in reversed(chain):
        yield from _ignore_file(os.path.join(above, ".gitignore"), above)


def _ignore_file(path: str, folder: str) -> Iterator[tuple[str, Any]]:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            lines = file.read().splitlines()
    except OSError:
        return
    yield folder, _patterns(lines)


def _patterns(lines: Iterable[str]) -> Any:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)
