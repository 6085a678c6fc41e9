"""Starting fast: what checking one draft does not import."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from outreachlint import __file__ as package
from tests.conftest import PACK, Cli, write

FORBIDDEN = (
    "concurrent.futures",
    "dataclasses",
    "difflib",
    "importlib.metadata",
    "inspect",
    "multiprocessing",
    "numpy",
    "pathlib",
    "pathspec",
    "sentencepiece",
    "shtab",
    "shutil",
    "socket",
    "subprocess",
    "tempfile",
    "textwrap",
    "tomllib",
    "urllib",
    "yaml",
)
"""Each of these costs milliseconds that `outreachlint check one.md` has no use for."""

_PROGRAM = """
import json, sys
before = set(sys.modules)
from outreachlint.rules import pack
pack.PREBUILT = pack._RULES_IN_WHEEL = "nowhere"
pack._RULES_IN_TREE = sys.argv[1]
from outreachlint.cli import main
code = main(sys.argv[2:])
print(json.dumps([code, sorted(set(sys.modules) - before)]))
"""


@pytest.mark.parametrize("extra", [[], ["--output-format=concise"], ["--output-format=json"], ["--quiet"]])
def test_checking_one_draft_imports_nothing_that_it_does_not_need(cli: Cli, rule_cache: Path, extra: list[str]) -> None:
    write("one.md", "---\nlang: en\nchannel: message\n---\nHi Ann, could you introduce me to your boss?\n")
    cli("one.md")  # builds the rules' cache

    done = subprocess.run(
        [sys.executable, "-S", "-c", _PROGRAM, str(PACK), "check", "one.md", *extra],
        env={"PYTHONPATH": str(Path(package).parent.parent), "OUTREACHLINT_CACHE_DIR": str(rule_cache)},
        capture_output=True,
        text=True,
        check=True,
    )

    code, imported = json.loads(done.stdout.splitlines()[-1])
    assert code == 1
    assert [name for name in FORBIDDEN if name in imported] == []
