"""Start a folder of drafts: a commented configuration, a pre-commit snippet, one example draft."""

from __future__ import annotations

import argparse
import os
import shlex
from collections.abc import Iterator

from outreachlint.commands.output import write
from outreachlint.config.files import DEDICATED, PYPROJECT, pyproject_config
from outreachlint.config.options import OPTIONS, Option
from outreachlint.errors import InputError, Place

CONFIG = DEDICATED[0]
PRE_COMMIT = ".pre-commit-config.yaml"
DRAFT = os.path.join("drafts", "example.md")

_PRE_COMMIT_TEXT = """\
repos:
  - repo: local
    hooks:
      - id: outreachlint
        name: outreachlint
        entry: outreachlint check --force-exclude
        language: system
        files: ^drafts/.*\\.(md|markdown|txt|jsonl|ndjson|eml|mbox)$
"""

_DRAFT_TEXT = """\
---
channel: connection-note   # connection-note, inmail, message, group-post, comment, email
touch: 1                   # 1 is the first message to this person
relationship: stranger     # stranger, connected, engaged, customer
lang: en
---
Hi {{first_name}}, your talk on rota planning answered a question our ward had argued about for months. I would be glad
to follow what you publish.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `init`."""
    parser.add_argument(
        "folder",
        nargs="?",
        default=".",
        metavar="PATH",
        help="the folder to start in, made if need be (default: this one)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Write what is not there yet; nothing is ever overwritten."""
    folder = os.path.normpath(arguments.folder)
    folder = "" if folder == os.curdir else folder
    lines = []
    present = _configuration(folder)
    if present is not None:
        lines.append(f"kept the configuration in {present}")
    else:
        lines.append(_create(os.path.join(folder, CONFIG), "\n".join(config_text()) + "\n"))
    lines.append(_create(os.path.join(folder, DRAFT), _DRAFT_TEXT))
    pre_commit = os.path.join(folder, PRE_COMMIT)
    if os.path.exists(pre_commit):
        lines += [f"kept {pre_commit}; to run outreachlint before each commit, add:", "", _PRE_COMMIT_TEXT]
    else:
        lines.append(_create(pre_commit, _PRE_COMMIT_TEXT))
    write([*lines, f"next: outreachlint {shlex.quote(os.path.join(folder, 'drafts', ''))}"])
    return 0


def _configuration(folder: str) -> str | None:
    """The file that already holds the configuration of a folder; ConfigError where pyproject.toml can't be read."""
    for name in DEDICATED:
        path = os.path.join(folder, name)
        if os.path.exists(path):
            return path
    path = os.path.join(folder, PYPROJECT)
    return path if os.path.isfile(path) and pyproject_config(path) is not None else None


def config_text() -> Iterator[str]:
    """A configuration in which every option is a comment with its default or an example."""
    yield "# Configuration of outreachlint. `outreachlint config show --origin` says what is in force."
    for option in OPTIONS:
        if option.kind != "overrides":
            yield ""
            yield f"# {option.doc}"
            yield f"# {option.key} = {option.example}"
    yield from _overrides(next(option for option in OPTIONS if option.kind == "overrides"))


def _overrides(option: Option) -> Iterator[str]:
    yield ""
    yield f"# {option.doc} The last one that matches wins."
    yield f"# [[{option.key}]]"
    yield '# paths = ["drafts/mail/"]'
    yield '# context = { channel = "email", jurisdiction = "it" }'
    yield '# ignore = ["OL607"]'
    yield '# severity = { OL502 = "info" }'


def _create(path: str, text: str) -> str:
    if os.path.exists(path):
        return f"kept {path}"
    try:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        with open(path, "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise InputError(f"can't be written: {error.strerror or error}", Place(path)) from None
    return f"wrote {path}"
