"""What the judge costs: loading it, a message in a batch, a message alone, memory, and a draft from a cold start.

    python benchmarks/judge.py

Needs outreachlint installed. The messages are those of `messages.py`, about 110 words each, every one different; times
are those of one process on one core. It ends with exit code 1 when a bar is missed.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from messages import messages

MESSAGES = 256
RUNS = 5
BARS = {
    "loading the model, ms": 150.0,
    "a message of 100 words in a batch, ms": 3.0,
    "a message of 100 words alone, ms": 10.0,
    "memory of the process, MB": 150.0,
    "a draft from a cold start, s": 0.5,
}
_IN_PROCESS = """
import json, resource, sys, time
begin = time.perf_counter()
from outreachlint.judge.model import Model
model = Model()
loading = time.perf_counter() - begin
from outreachlint.analysis import Analysis
from outreachlint.judge.inputs import pieces
from outreachlint.rules.corpus import document_of
texts = json.load(sys.stdin)
analyses = [Analysis(document_of({"text": text, "lang": "en"})) for text in texts]
read = [pieces(each.view, each.document.context.values()) for each in analyses]
hundreds = sum(len(text.split()) for text in texts) / 100
model.judge(read[:8])
begin = time.process_time()
model.judge(read)
batch = time.process_time() - begin
begin = time.process_time()
for each in read[:64]:
    model.judge([each])
alone = (time.process_time() - begin) * len(read) / 64
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([loading * 1000, batch * 1000 / hundreds, alone * 1000 / hundreds, peak]))
"""


def main() -> int:
    """Measure, print the table, and say which bars are missed."""
    texts = [str(record["text"]) for record in messages(MESSAGES)]
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    runs = []
    for _ in range(RUNS):
        command = [sys.executable, "-c", _IN_PROCESS]
        done = subprocess.run(
            command, input=json.dumps(texts), env=environment, capture_output=True, text=True, check=True
        )
        runs.append([*json.loads(done.stdout), cold_start(texts[0], environment)])
    missed = []
    print("| what | median | bar |\n|---|---|---|")
    for name, values in zip(BARS, zip(*runs)):
        figure = statistics.median(values)
        print(f"| {name} | {figure:.2f} | {BARS[name]:g} |")
        if figure > BARS[name]:
            missed.append(name)
    for name in missed:
        print(f"MISSED: {name}")
    return 1 if missed else 0


def cold_start(text: str, environment: dict[str, str]) -> float:
    """Seconds of a whole `check` of one draft that the judge's cache does not know (the rules are built before)."""
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "draft.txt"
        draft.write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "outreachlint", "check", "--isolated", str(draft)]
        fresh = {**environment, "OUTREACHLINT_CACHE_DIR": str(Path(folder) / "cache")}
        subprocess.run([*command, "--judge", "off"], env=fresh, cwd=folder, stdout=subprocess.DEVNULL, check=False)
        begin = time.perf_counter()
        subprocess.run(command, env=fresh, cwd=folder, stdout=subprocess.DEVNULL, check=False)
        return time.perf_counter() - begin


if __name__ == "__main__":
    raise SystemExit(main())
