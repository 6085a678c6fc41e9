"""Which lines of which files changed since a git revision: asked of the git that is installed."""

from __future__ import annotations

import os
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from outreachlint.errors import UsageError
from outreachlint.records import NamedTuple

_HUNK = re.compile(rb"@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@")
_ESCAPE = re.compile(rb"\\([abtnvfr\"\\]|[0-7]{3})")
_ESCAPES = dict(zip(b"abtnvfr", b"\a\b\t\n\v\f\r"))
_DIFF = (
    *("diff", "--patch", "--unified=0", "--inter-hunk-context=0", "--find-renames", "--no-color", "--no-ext-diff"),
    *("--no-textconv", "--no-relative", "--ignore-submodules=all", "--src-prefix=a/", "--dst-prefix=b/"),
)
_ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_DIFF_OPTS", "GIT_EXTERNAL_DIFF")
"""What a hook's environment says about its own repository, which need not be that of the drafts."""


class Changed(NamedTuple):
    """What changed in a file: all of it, or lines by number.

    `added` are runs of new or changed lines (first and last), in order; `cut` are the lines behind which some were
    removed (0: before the first).
    """

    whole: bool = False
    added: tuple[tuple[int, int], ...] = ()
    cut: tuple[int, ...] = ()

    def holds(self, first: int, last: int) -> bool:
        """Whether one of these lines is new or changed."""
        if self.whole:
            return True
        at = bisect_right(self.added, first, key=lambda run: run[0])
        return (at > 0 and self.added[at - 1][1] >= first) or (at < len(self.added) and self.added[at][0] <= last)

    def bears_on(self, first: int, last: int) -> bool:
        """Whether one of these lines is new or changed, or something was removed between or beside them."""
        if self.holds(first, last):
            return True
        at = bisect_left(self.cut, first - 1)
        return at < len(self.cut) and self.cut[at] <= last


WHOLE = Changed(whole=True)


def changes(files: Iterable[str], revision: str) -> dict[str, Changed]:
    """Those of some files that differ from a revision, as they are on the disk, with what changed in them.

    A file that git does not track changed as a whole, and so did one that git holds for binary. UsageError where there
    is no git, no repository or no such revision.
    """
    repositories: dict[str, list[tuple[str, str]]] = {}
    roots: dict[str, str | None] = {}
    for file in files:
        real = os.path.realpath(file)
        root = _root(os.path.dirname(real), roots)
        if root is None:
            raise UsageError(f"--diff-only: {file} lies in no git repository", hint="name files of a repository")
        repositories.setdefault(root, []).append((file, real))
    found: dict[str, Changed] = {}
    for root, members in repositories.items():
        found.update(_in_repository(root, members, revision))
    return found


def _root(folder: str, known: dict[str, str | None]) -> str | None:
    """The folder of the repository that a folder belongs to."""
    if folder not in known:
        parent = os.path.dirname(folder)
        if os.path.exists(os.path.join(folder, ".git")):
            known[folder] = folder
        else:
            known[folder] = _root(parent, known) if parent != folder else None
    return known[folder]


def _in_repository(root: str, members: Sequence[tuple[str, str]], revision: str) -> Iterator[tuple[str, Changed]]:
    commit = _commit(root, revision)
    tracked = {_path(root, name) for name in _git(root, "ls-files", "-z").split(b"\0") if name}
    changed = _diff(root, commit)
    for file, real in members:
        if real not in tracked:
            yield file, WHOLE
        elif real in changed:
            yield file, WHOLE if _counts_otherwise(real) else changed[real]


def _counts_otherwise(path: str) -> bool:
    """Whether a file has lines that end in a lone CR, which git does not count."""
    try:
        with open(path, "rb") as file:
            return re.search(rb"\r(?!\n)", file.read()) is not None
    except OSError:
        return True


def _commit(root: str, revision: str) -> str:
    problem = f"--diff-only: there is no revision `{revision}` in {root}"
    hint = "fetch it first: a clone in CI may hold the last commit only"
    if not revision or revision.startswith("-") or "\0" in revision:
        raise UsageError(problem, hint="name a commit, a branch or a tag")
    done = _run(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    if done.returncode == 1 or (done.returncode and not done.stderr):
        raise UsageError(problem, hint=hint)
    if done.returncode:
        raise _failed(done.stderr)
    return os.fsdecode(done.stdout.strip())


def _diff(root: str, commit: str) -> Mapping[str, Changed]:
    import subprocess
    import tempfile

    arguments = ["git", "-c", "core.quotePath=false", *_DIFF, commit, "--"]
    # a file takes what git says, since a pipe that nobody empties would stop it
    with tempfile.TemporaryFile() as errors:
        with subprocess.Popen(
            arguments, cwd=root, env=_environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors
        ) as process:
            assert process.stdout is not None
            found = {_path(root, name): changed for name, changed in _patches(process.stdout)}
        if process.returncode:
            errors.seek(0)
            raise _failed(errors.read())
    return found


def _git(root: str, *arguments: str) -> bytes:
    done = _run(root, *arguments)
    if done.returncode:
        raise _failed(done.stderr)
    output: bytes = done.stdout
    return output


def _run(root: str, *arguments: str):  # type: ignore[no-untyped-def] # its type is subprocess's, imported here alone
    import subprocess

    try:
        return subprocess.run(
            ["git", *arguments],
            cwd=root,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise UsageError("--diff-only needs git, which is not installed", hint="install it, or leave it out") from None
    except OSError as error:
        raise UsageError(f"--diff-only: git can't be run: {error.strerror or error}") from None


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    return {**kept, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}


def _failed(errors: bytes) -> UsageError:
    lines = errors.decode("utf-8", "replace").strip().splitlines()
    return UsageError(f"--diff-only: git says: {lines[0] if lines else 'nothing'}")


def _path(root: str, name: bytes) -> str:
    return os.path.join(root, *os.fsdecode(name).split("/"))


def _patches(lines: Iterable[bytes]) -> Iterator[tuple[bytes, Changed]]:
    """The files of a diff without context lines, each with what changed in it."""
    name: bytes | None = None
    whole = False
    added: list[tuple[int, int]] = []
    cut: list[int] = []
    for line in lines:
        hunk = _HUNK.match(line)
        if hunk:
            first, count = int(hunk[1]), int(hunk[2] or 1)
            if count:
                added.append((first, first + count - 1))
            else:
                cut.append(first)
        elif line.startswith(b"diff --git "):
            if name is not None:
                yield name, Changed(whole, tuple(added), tuple(cut))
            name, whole, added, cut = _same_name(line[11:].rstrip(b"\n")), False, [], []
        elif line.startswith(b"rename to "):
            name = _unquoted(line[10:].rstrip(b"\n"))
        elif line.startswith(b"Binary files "):
            whole = True
    if name is not None:
        yield name, Changed(whole, tuple(added), tuple(cut))


def _same_name(names: bytes) -> bytes:
    """The name in `a/NAME b/NAME`, which blanks in it don't hide: the two are as long as each other."""
    return _unquoted(names[: (len(names) - 1) // 2])[2:]


def _unquoted(name: bytes) -> bytes:
    """A path as it is; git writes one with control characters, quotes or backslashes as C does."""
    if not name.startswith(b'"'):
        return name
    return _ESCAPE.sub(_character, name[1:-1])


def _character(match: re.Match[bytes]) -> bytes:
    escaped = match[1]
    if len(escaped) == 3:
        return bytes([int(escaped, 8)])
    return bytes([_ESCAPES.get(escaped[0], escaped[0])])
