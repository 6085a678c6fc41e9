"""Start-up and throughput of outreachlint beside its peers, in one run.

    pip install . proselint
    python benchmarks/run.py

Needs outreachlint installed (not run from the source tree: an installed wheel is compiled and carries its prebuilt
rules); proselint and write-good are measured where they are installed. Every figure is the median of several runs of
the whole process, the commands taken in turn, so that a machine that slows down slows all of them.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
from messages import messages

DRAFT = """\
---
channel: message
touch: 1
relationship: stranger
---
Hi Ann,

your talk on soil mapping at the Ghent conference answered a question that my team has carried around for a year:
how do you keep the samples comparable when the laboratories change? We run a small survey of peat bogs in Friesland,
and we have the same trouble every spring, with three labs and as many ways of drying a sample.

If you have written about it anywhere, I would be glad of a title. And if one day you feel like comparing notes, I
would be happy to show you what we tried and what failed, which is most of it.

Thank you for the talk, and for the slides.

Best wishes,
Bram de Wit
"""
COLD_BAR = 6.0
THROUGHPUT_BAR = 2_000.0


class Row(NamedTuple):
    """A command and its wall times in seconds; `forget` is removed before each run."""

    name: str
    command: list[str]
    times: list[float]
    forget: Path | None = None

    @property
    def median(self) -> float:
        """The figure to quote."""
        return statistics.median(self.times)


def program(name: str) -> str | None:
    """A program of this interpreter's environment, else of the PATH."""
    beside = Path(sys.executable).with_name(name)
    return str(beside) if beside.exists() else shutil.which(name)


def in_turn(rows: list[Row], runs: int, cwd: str) -> None:
    """Run the commands in turn; the first round, which warms the caches, is not counted."""
    for number in range(runs + 1):
        for row in rows:
            if row.forget is not None:
                row.forget.unlink(missing_ok=True)
            began = time.perf_counter()
            subprocess.run(row.command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
            if number:
                row.times.append(time.perf_counter() - began)


def cold(folder: str, runs: int) -> list[Row]:
    """Whole processes on one Markdown draft."""
    draft = Path(folder, "draft.md")
    draft.write_text(DRAFT, encoding="utf-8")
    rows = [
        Row("python -c pass", [sys.executable, "-c", "pass"], []),
        Row("outreachlint check draft.md", [str(program("outreachlint")), "check", str(draft)], []),
        Row(
            "outreachlint check draft.md (new to the judge)",
            [str(program("outreachlint")), "check", str(draft)],
            [],
            opinions(),
        ),
    ]
    proselint, write_good = program("proselint"), program("write-good")
    if proselint:
        rows.append(Row("proselint check draft.md", [proselint, "check", str(draft)], []))
    if write_good:
        rows.append(Row("write-good draft.md", [write_good, str(draft)], []))
    in_turn(rows, runs, folder)
    return rows


def opinions() -> Path:
    """The file in which the judge's opinions are kept."""
    return Path(os.environ["OUTREACHLINT_CACHE_DIR"], "judge.cache")


def batch(folder: str, counts: list[int], runs: int) -> list[tuple[int, Row]]:
    """Whole processes on JSON Lines files of growing size, all rules, one core; the judge off, then new to it all."""
    import json

    rows = []
    for count in counts:
        path = Path(folder, f"{count}.jsonl")
        lines = (json.dumps(record, ensure_ascii=False) for record in messages(count))
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        command = [str(program("outreachlint")), "check", "--quiet", "--output-format", "concise", str(path)]
        rows.append((count, Row(f"{count} messages, --judge off", [*command, "--judge", "off"], [])))
        rows.append((count, Row(f"{count} messages, new to the judge", command, [], opinions())))
    in_turn([row for _, row in rows], runs, folder)
    return rows


def main() -> int:
    """Print the tables; exit code 1 when a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15, help="counted runs on one draft (15)")
    parser.add_argument("--batch-runs", type=int, default=3, help="counted runs on many messages (3)")
    parser.add_argument("--messages", type=int, nargs="+", default=[1_000, 10_000], help="sizes (1000 10000)")
    arguments = parser.parse_args()
    if program("outreachlint") is None:
        print("outreachlint is not installed in this environment: pip install .", file=sys.stderr)
        return 2
    missed = []
    with tempfile.TemporaryDirectory() as folder:
        os.environ["OUTREACHLINT_CACHE_DIR"] = folder
        rows = cold(folder, arguments.runs)
        print("| one draft, whole process | median ms | times python |\n|---|---|---|")
        for row in rows:
            print(f"| `{row.name}` | {1000 * row.median:.1f} | {row.median / rows[0].median:.1f} |")
        if rows[1].median > COLD_BAR * rows[0].median:
            missed.append(f"one draft takes more than {COLD_BAR:g} times python -c pass")
        for row in rows[2:]:
            if row.name.startswith("proselint") and rows[1].median > row.median:
                missed.append("one draft takes longer than proselint")
        print("\n| JSON Lines, all rules, one core | median s | messages/s |\n|---|---|---|")
        for count, row in batch(folder, arguments.messages, arguments.batch_runs):
            print(f"| {row.name} | {row.median:.2f} | {count / row.median:.0f} |")
            if count >= 10_000 and row.forget is None and count / row.median < THROUGHPUT_BAR:
                missed.append(f"fewer than {THROUGHPUT_BAR:g} messages a second")
    for text in missed:
        print(f"MISSED: {text}")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
