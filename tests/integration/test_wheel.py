"""The built wheel in a clean environment: it carries its rules and lints with them."""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
pytestmark = pytest.mark.slow


def run(*command: object, cwd: Path | None = None, code: int = 0) -> str:
    """Standard output of a command that must end with this exit code."""
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment that holds the wheel and what it needs, nothing else."""
    where = tmp_path_factory.mktemp("environment")
    venv.create(where, with_pip=True)
    bin_folder = where / ("Scripts" if sys.platform == "win32" else "bin")
    run(bin_folder / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel)
    return bin_folder


def test_the_wheel_carries_rules_artefact_and_schema(wheel: Path):
    names = run(sys.executable, "-m", "zipfile", "-l", wheel)

    for name in (
        "outreachlint/_rules/OL302-unconsented-signup.yaml",
        "outreachlint/_rules/lexicons/",
        "outreachlint/_pack/rules.json",
        "outreachlint/_pack/phrases-it.txt",
        "outreachlint/report/output.schema.json",
        "outreachlint/py.typed",
        "outreachlint/judge/model/pieces.bin",
        "outreachlint/judge/model/weights.bin",
        "outreachlint/judge/guide.md",
        "licenses/LICENSE",
        "licenses/NOTICE",
        "licenses/LICENSES/Apache-2.0.txt",
    ):
        assert name in names, name


def test_it_lints_with_its_own_rules_and_writes_nothing(installed: Path, tmp_path: Path):
    draft = tmp_path / "draft.md"
    draft.write_text("Ciao Anna,\n\nti ho iscritta alla nostra newsletter settimanale.\n", encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))

    out = run(installed / "outreachlint", "check", "--output-format", "json", draft, cwd=tmp_path, code=1)

    (found,) = json.loads(out)["diagnostics"]
    assert (found["code"], found["location"]["row"]) == ("OL302", 3)
    assert sorted(tmp_path.rglob("*")) == before


def test_it_judges_with_its_own_model(installed: Path, tmp_path: Path):
    draft = tmp_path / "draft.txt"
    draft.write_text("Hi Ann, I put you down for our Thursdays, you will love it!\n", encoding="utf-8")
    command = (installed / "outreachlint", "check", "--isolated", "--output-format", "json", draft)

    with_judge = json.loads(run(*command, cwd=tmp_path, code=1))["diagnostics"]
    alone = json.loads(run(*command, "--judge", "off", cwd=tmp_path))["diagnostics"]

    assert "model" in {found["judge"] for found in with_judge}
    assert alone == []


def test_all_rules_are_there_and_their_examples_hold(installed: Path, tmp_path: Path):
    listed = json.loads(run(installed / "outreachlint", "rules", "list", "--output-format", "json", cwd=tmp_path))

    assert len(listed) == 41
    assert "no failures" in run(installed / "outreachlint", "rules", "test", cwd=tmp_path)


def test_explain_and_completion(installed: Path, tmp_path: Path):
    assert "newsletter" in run(installed / "outreachlint", "explain", "OL302", cwd=tmp_path)
    assert "outreachlint" in run(installed / "outreachlint", "completion", "bash", cwd=tmp_path)


def test_the_examples_are_linted(installed: Path):
    out = run(installed / "outreachlint", ROOT / "examples", code=1)

    assert "Checked" in out
