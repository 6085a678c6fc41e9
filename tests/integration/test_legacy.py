"""A repository of 2,000 old drafts with thousands of findings: `baseline write`, and from then on a clean run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from outreachlint.commands.baselining import NAME
from tests.test_changes import git

pytestmark = pytest.mark.slow

DRAFTS = 2_000
SENTENCES = (
    "I have added you to our weekly newsletter for {0}.",
    "Could you introduce me to the head of {0}?",
    "We sell {0} from 900 euros a month.",
    "Act now, the offer on {0} ends tonight!",
    "Do you have 15 minutes on Thursday to talk about {0}?",
)
THINGS = ("scanners", "labels", "peat bogs", "returns desks", "soil maps", "drying racks", "audit trails")


def draft(number: int) -> str:
    thing = THINGS[number % len(THINGS)]
    said = [SENTENCES[(number + step) % len(SENTENCES)].format(f"{thing} {number // 10}") for step in range(3)]
    front = "---\nlang: en\nchannel: message\n---\n"
    return f"{front}Hi Ann,\n\n" + "\n\n".join(said) + f"\n\nBest wishes,\nBo from desk {number}\n"


@pytest.fixture(scope="module")
def legacy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("legacy")
    (folder / "outreachlint.toml").write_text('judge = "off"\n', encoding="utf-8")
    for number in range(DRAFTS):
        path = folder / "drafts" / f"team-{number % 20}" / f"note-{number:04}x.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(draft(number), encoding="utf-8")
    git("init", "--quiet", folder=str(folder))
    git("add", ".", folder=str(folder))
    git("commit", "--quiet", "-m", "two thousand drafts", folder=str(folder))
    return folder


def outreachlint(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "outreachlint", *arguments],
        cwd=folder,
        env={**os.environ, "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_stock_is_taken_once_and_then_only_what_is_new_is_reported(legacy: Path) -> None:
    before = outreachlint(legacy, ".", "--output-format", "json")
    found = json.loads(before.stdout)["diagnostics"]
    assert before.returncode == 1
    assert len(found) > 2 * DRAFTS

    wrote = outreachlint(legacy, "baseline", "write")
    assert wrote.returncode == 0, wrote.stderr
    assert wrote.stdout.startswith(f"wrote {NAME}: {len(found):,} findings, ")

    clean = outreachlint(legacy, ".")
    assert clean.returncode == 0, clean.stdout[-2000:]
    assert f"{len(found):,} findings in the baseline." in clean.stdout

    os.rename(legacy / "drafts" / "team-0", legacy / "drafts" / "old-team")
    assert outreachlint(legacy, ".").returncode == 0

    added = legacy / "drafts" / "team-1" / "note-0001x.md"
    added.write_text(added.read_text(encoding="utf-8") + "\nI have added you to our mailing list.\n", encoding="utf-8")
    again = outreachlint(legacy, ".", "--output-format", "concise", "--quiet")
    assert again.returncode == 1
    assert [line.split(":")[0] for line in again.stdout.splitlines()] == ["drafts/team-1/note-0001x.md"]

    git("add", ".", folder=str(legacy))
    changed = outreachlint(legacy, "--diff-only", "HEAD", "--output-format", "concise", "--no-baseline")
    assert "in 1 file with" in changed.stdout.splitlines()[-2]
