"""Run the commands that the documentation shows, and see whether they end and print as it says.

    python docs/console.py            run them all and write the output anew where it has changed
    python docs/console.py --check    run them all and say what is wrong

A fenced `console` block holds commands (`$ outreachlint …`) and what they print; a line `…` stands for any number of
lines. What a command prints is compared only where the page shows output; the exit code always: 0, or what a comment
after the command says (`# exit 1`). Every block runs in a fresh copy of tests/docs/workspace.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
WORKSPACE = ROOT / "tests" / "docs" / "workspace"
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
ELLIPSIS = "…"
_BLOCK = re.compile(r"^```console\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE)
_COMMAND = re.compile(r"\$ (?P<command>(?:outreachlint|cat|mkdir)\b.*?)(?:\s+# exit (?P<code>\d))?$")


class Step(NamedTuple):
    """One command of a block: its line as written, what to run, the exit code and the lines that it should print."""

    line: str
    command: str
    code: int
    output: tuple[str, ...]


class Block(NamedTuple):
    """A console block: its page, the span of its body in the page's text, its line number and steps."""

    page: Path
    start: int
    end: int
    line: int
    steps: tuple[Step, ...]


class Outcome(NamedTuple):
    """What a command did; `lines` are what it wrote to both standard output and standard error."""

    code: int
    lines: tuple[str, ...]


def blocks(page: Path) -> Iterator[Block]:
    """The console blocks of a page that hold commands to run."""
    text = page.read_text(encoding="utf-8")
    for match in _BLOCK.finditer(text):
        found = tuple(steps(match["body"]))
        if found:
            line = text.count("\n", 0, match.start()) + 1
            yield Block(page, match.start("body"), match.end("body"), line, found)


def steps(body: str) -> Iterator[Step]:
    """The commands of a block's body with their outputs."""
    command: re.Match[str] | None = None
    output: list[str] = []
    for line in [*body.splitlines(), None]:
        begins = _COMMAND.fullmatch(line) if line is not None else None
        if (begins or line is None) and command:
            while output and not output[-1]:
                output.pop()
            yield Step(command.string, command["command"], int(command["code"] or 0), tuple(output))
            output = []
        if begins:
            command = begins
        elif line is not None and command:
            output.append(line)


def run(block: Block, folder: Path, cache: Path) -> list[Outcome]:
    """Run a block's commands in a fresh copy of the workspace that is made in an empty folder."""
    work = folder / "work"
    shutil.copytree(WORKSPACE, work)
    (work / ".git").mkdir()
    shim = folder / "bin" / "outreachlint"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m outreachlint "$@"\n', encoding="utf-8")
    shim.chmod(0o755)
    environment = {
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "OUTREACHLINT_CACHE_DIR": str(cache),
        "PATH": f"{shim.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
    }
    outcomes = []
    for step in block.steps:
        done = subprocess.run(
            ["sh", "-c", step.command],
            cwd=work,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        outcomes.append(Outcome(done.returncode, tuple(done.stdout.rstrip().splitlines())))
    return outcomes


def problem(step: Step, outcome: Outcome) -> str | None:
    """What is wrong with a step, None where nothing is."""
    printed = "\n".join(outcome.lines)
    if outcome.code != step.code:
        return f"`{step.command}` ends with {outcome.code}, not {step.code}, and prints:\n{printed}"
    if step.output and not matches(step.output, outcome.lines):
        return f"`{step.command}` prints:\n{printed}"
    return None


def matches(wanted: Sequence[str], lines: Sequence[str]) -> bool:
    """Whether the lines are the wanted ones; a wanted `…` stands for any number of them."""
    pattern = "".join(".*" if line == ELLIPSIS else re.escape(f"{line}\n") for line in wanted)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in lines), re.DOTALL) is not None


def main(argv: Sequence[str] | None = None) -> int:
    """Run every block of every page; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="write nothing, exit with 1 when something is wrong")
    arguments = parser.parse_args(argv)
    wrong = 0
    with tempfile.TemporaryDirectory() as scratch:
        for page in PAGES:
            text = page.read_text(encoding="utf-8")
            for number, block in reversed(list(enumerate(blocks(page)))):
                folder = Path(scratch) / f"{page.stem}-{number}"
                folder.mkdir()
                outcomes = run(block, folder, Path(scratch) / "cache")
                found = [each for each in map(problem, block.steps, outcomes) if each]
                wrong += len(found)
                for each in found:
                    print(f"{page.relative_to(ROOT)}:{block.line}: {each}\n")
                if found and not arguments.check:
                    text = text[: block.start] + _rewritten(block, outcomes) + text[block.end :]
            if not arguments.check:
                page.write_text(text, encoding="utf-8", newline="\n")
    return 1 if wrong else 0


def _rewritten(block: Block, outcomes: Sequence[Outcome]) -> str:
    """A block's body with the output of each step that shows output as it is now; not where the exit code is wrong."""
    parts = []
    for step, outcome in zip(block.steps, outcomes, strict=True):
        stays = not step.output or outcome.code != step.code or matches(step.output, outcome.lines)
        parts.append("\n".join([step.line, *(step.output if stays else outcome.lines)]) + "\n")
    shown = any(step.output for step in block.steps)
    return ("\n" if shown else "").join(parts)


if __name__ == "__main__":
    raise SystemExit(main())
