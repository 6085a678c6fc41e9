"""Auditing an outbox and checking a table of it: time a row and peak memory, 10,000 rows beside 100,000.

    pip install .
    python benchmarks/outbox.py

Makes messages.csv of LinkedIn's data export with a fixed seed (templates and letters in six languages, answers,
drafts), and runs whole processes on it, the judge off. Exit code 1 when a bar is missed. `--write FILE --rows N` only
makes the file.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

CORPUS = Path(__file__).parent.parent / "tests" / "corpus" / "train"
OWNER = "Paola Ferri"
COLUMNS = (
    "CONVERSATION ID",
    "CONVERSATION TITLE",
    "FROM",
    "SENDER PROFILE URL",
    "TO",
    "RECIPIENT PROFILE URLS",
    "DATE",
    "SUBJECT",
    "CONTENT",
    "FOLDER",
    "IS MESSAGE DRAFT",
)
MEMORY_BAR = 300.0
LINEAR_BAR = 1.2
GIVEN = ("Ada", "Bram", "Carla", "Dario", "Elena", "Femke", "Giulia", "Hugo", "Ines", "Jonas", "Katja", "Luis", "Mara")
FAMILY = (
    "Abele",
    "Bakker",
    "Costa",
    "Dubois",
    "Esposito",
    "Fischer",
    "Gallo",
    "Hoffmann",
    "Ionescu",
    "Jansen",
    "Keller",
)
FIRMS = (
    "Altavia",
    "Borealis",
    "Cantieri",
    "Deltaforge",
    "Ecolab",
    "Ferrovie",
    "Granito",
    "Hafenkontor",
    "Isola",
    "Kiln",
)
TEMPLATES = (
    "Hi {given},\n\nI came across your profile and was impressed by your work at {firm}. We help companies like {firm} "
    "to save on payroll, and I would love to show you how in a quick call next week. When suits you?\n\nBest,\nPaola",
    "Ciao {given},\n\nho visto il tuo lavoro in {firm} e mi ha colpito. Aiutiamo aziende come {firm} a risparmiare "
    "sulle buste paga: ti andrebbe una chiamata di un quarto d'ora la prossima settimana?\n\nA presto,\nPaola",
    "Hi {given}, just floating this to the top of your inbox. Have you had a moment to think about what I sent you "
    "last week? I am sure {firm} would benefit.",
    "Buongiorno {given}, grazie per il collegamento. L'ho inserita nella nostra newsletter mensile, così resta "
    "aggiornata sulle novità del settore; per {firm} abbiamo preparato qualcosa di speciale.",
    "Dear {given}, thank you for connecting. I enjoyed what you wrote about {firm}, and I have no request: it is good "
    "to know who works on the same questions.",
)
ANSWERS = ("Thanks, not now.", "Grazie, ci penso.", "Sounds good, let me look at it.", "Merci, mais non merci.", "Ok!")


class Row(NamedTuple):
    """A command on so many rows: seconds, those of processors, megabytes at the peak of its largest process."""

    command: str
    rows: int
    seconds: float
    busy: float
    peak: float

    @property
    def each(self) -> float:
        """Microseconds of a processor a row, which do not depend on what else the machine does."""
        return self.busy / self.rows * 1e6


def letters(chooser: random.Random) -> Iterator[str]:
    """Letters of 30 to 120 words, cut from the corpus, without end."""
    pool: dict[str, list[str]] = {}
    for path in sorted(CORPUS.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            pool.setdefault(record["lang"], []).append(record["text"])
    languages = [lang for lang, texts in sorted(pool.items()) for _ in texts]
    while True:
        texts = pool[chooser.choice(languages)]
        words = " ".join(chooser.choice(texts) for _ in range(3)).split(" ")
        start = chooser.randrange(max(1, len(words) - 30))
        yield " ".join(words[start : start + chooser.randint(30, 120)])


def conversations(chooser: random.Random) -> Iterator[list[dict[str, str]]]:
    """Conversations of one to six messages, without end, each a little later than the one before."""
    own = letters(chooser)
    when = datetime(2017, 1, 2, 8, 30)
    number = 0
    while True:
        number += 1
        when += timedelta(minutes=chooser.randint(20, 400))
        given = chooser.choice(GIVEN)
        other = f"{given} {chooser.choice(FAMILY)}"
        found = []
        for step in range(chooser.choice((1, 1, 1, 2, 2, 3, 4, 6))):
            mine = step == 0 or chooser.random() < 0.6
            if not mine:
                text = chooser.choice(ANSWERS)
            elif chooser.random() < 0.45:
                text = chooser.choice(TEMPLATES).format(given=given, firm=chooser.choice(FIRMS))
            else:
                text = f"Hi {given},\n\n{next(own)}"
            day = when + timedelta(days=3 * step)
            found.append(
                {
                    "CONVERSATION ID": f"2-{number:08x}",
                    "FROM": OWNER if mine else other,
                    "TO": other if mine else OWNER,
                    "DATE": f"{day:%Y-%m-%d %H:%M:%S} UTC",
                    "CONTENT": text,
                    "FOLDER": "INBOX",
                    "IS MESSAGE DRAFT": "Yes" if mine and chooser.random() < 0.01 else "No",
                }
            )
        yield found


def write(path: Path, count: int, seed: int = 1) -> None:
    """Write an export of so many messages."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        left = count
        for found in conversations(random.Random(seed)):
            for row in found[:left]:
                writer.writerow(row)
            left -= len(found[:left])
            if not left:
                return


PROGRAM = """
import resource, sys, time
from outreachlint.cli import main
began = time.perf_counter()
code = main(sys.argv[1:])
seconds = time.perf_counter() - began
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
busy = sum(each.ru_utime + each.ru_stime for each in used)
unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
print(code, seconds, busy, max(each.ru_maxrss for each in used) / unit, file=sys.stderr)
"""


def measured(name: str, rows: int, path: Path, arguments: list[str]) -> Row:
    """A whole run on the file."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments, str(path)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=True,
    )
    code, seconds, busy, peak = done.stderr.splitlines()[-1].split()
    if int(code) > 1:
        raise SystemExit(f"{name}: exit code {code}\n{done.stderr}")
    return Row(name, rows, float(seconds), float(busy), float(peak))


def main() -> int:
    """Print the table; exit code 1 when a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000], help="sizes (10000 100000)")
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2], help="processes of audit (1 2)")
    parser.add_argument("--write", type=Path, metavar="FILE", help="only write messages.csv of the first size")
    arguments = parser.parse_args()
    if arguments.write:
        write(arguments.write, arguments.rows[0])
        return 0
    commands = {f"audit --jobs {jobs}": ["audit", "--no-progress", f"--jobs={jobs}"] for jobs in arguments.jobs}
    commands["check --sent"] = ["check", "--sent", "--quiet", "--output-format=concise"]
    found: dict[str, list[Row]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory() as folder:
        os.environ["OUTREACHLINT_CACHE_DIR"] = folder
        for rows in arguments.rows:
            path = Path(folder, f"{rows}", "messages.csv")
            path.parent.mkdir()
            write(path, rows)
            measured("warm", rows, path, ["audit", "--no-progress", "--judge=off", "--isolated", "--until=1900"])
            for name, command in commands.items():
                found[name].append(measured(name, rows, path, [*command, "--judge=off", "--isolated"]))
    return report(found)


def report(found: dict[str, list[Row]]) -> int:
    """Print what was measured, with the bars; 1 when one is missed."""
    missed = []
    print("| command, judge off | rows | s | CPU s | CPU µs a row | peak MB |\n|---|---|---|---|---|---|")
    for rows in found.values():
        for row in rows:
            print(
                f"| `{row.command}` | {row.rows:,} | {row.seconds:.1f} | {row.busy:.1f} | {row.each:.0f} "
                f"| {row.peak:.0f} |"
            )
            if row.peak > MEMORY_BAR:
                missed.append(f"{row.command} takes more than {MEMORY_BAR:.0f} MB for {row.rows:,} rows")
        if rows[-1].each > LINEAR_BAR * rows[0].each:
            missed.append(f"{rows[0].command} takes more than {LINEAR_BAR} times as long a row")
    print(f"\nBars: at most {MEMORY_BAR:.0f} MB; {LINEAR_BAR} times the time a row of the smallest file.")
    for text in missed:
        print(f"MISSED: {text}")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
