"""The hook, run by the real pre-commit in a scratch repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
SHIPPED = (
    "outreachlint",
    "rules",
    "hatch_build.py",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "LICENSES",
    "NOTICE",
    ".pre-commit-hooks.yaml",
)
pytestmark = pytest.mark.slow

GOOD = "Hi Ann, your talk on soil mapping in Ghent answered a question I had for years. Thank you.\n"
BAD = "Hi Ann, I have added you to our weekly newsletter.\n"


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


@pytest.fixture(scope="module")
def hook_repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This project as it stands in the working tree, as a repository with one commit."""
    where = tmp_path_factory.mktemp("outreachlint")
    for name in SHIPPED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, where / name, ignore=shutil.ignore_patterns("__pycache__", "_pack", "_rules"))
        else:
            shutil.copy(ROOT / name, where / name)
    git(where, "init", "--quiet")
    git(where, "add", ".")
    git(where, "commit", "--quiet", "-m", "outreachlint")
    return where


@pytest.fixture(scope="module")
def pre_commit_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pre-commit")


@pytest.fixture
def templates(tmp_path: Path, hook_repository: Path) -> Path:
    """A templates repository that uses the hook."""
    git(tmp_path, "init", "--quiet")
    revision = git(hook_repository, "rev-parse", "HEAD")
    (tmp_path / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {hook_repository}\n    rev: {revision}\n    hooks:\n      - id: outreachlint\n",
        encoding="utf-8",
    )
    return tmp_path


def pre_commit(folder: Path, home: Path) -> subprocess.CompletedProcess[str]:
    git(folder, "add", ".")
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", "run"],
        cwd=folder,
        env={**os.environ, "PRE_COMMIT_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_bad_draft_is_stopped_and_a_good_one_passes(templates: Path, pre_commit_home: Path):
    (templates / "note.md").write_text(BAD, encoding="utf-8")
    stopped = pre_commit(templates, pre_commit_home)

    assert stopped.returncode == 1, stopped.stdout + stopped.stderr
    assert "note.md:1:" in stopped.stdout
    assert "OL302" in stopped.stdout

    (templates / "note.md").write_text(GOOD, encoding="utf-8")
    passed = pre_commit(templates, pre_commit_home)

    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert "Passed" in passed.stdout


def test_the_configuration_may_exclude_a_changed_file(templates: Path, pre_commit_home: Path):
    (templates / "README.md").write_text(BAD, encoding="utf-8")
    (templates / "outreachlint.toml").write_text('exclude = ["README.md"]\n', encoding="utf-8")

    done = pre_commit(templates, pre_commit_home)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "Passed" in done.stdout


def test_files_that_are_no_drafts_are_left_alone(templates: Path, pre_commit_home: Path):
    (templates / "script.py").write_text("# I have added you to our weekly newsletter.\n", encoding="utf-8")

    done = pre_commit(templates, pre_commit_home)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "no files to check" in done.stdout
