"""Messages for benchmarks: about 100 words each, cut from the training corpus and shuffled with a fixed seed.

python benchmarks/messages.py 10000 > messages.jsonl
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path

CORPUS = Path(__file__).parent.parent / "tests" / "corpus" / "train"
WORDS = 100


def messages(count: int, seed: int = 1) -> Iterator[dict[str, object]]:
    """Distinct records of about WORDS words in the proportions of languages of the corpus."""
    pool: dict[str, list[str]] = {}
    for path in sorted(CORPUS.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            pool.setdefault(record["lang"], []).append(record["text"])
    chooser = random.Random(seed)
    languages = [lang for lang, texts in sorted(pool.items()) for _ in texts]
    for number in range(count):
        lang = chooser.choice(languages)
        parts: list[str] = []
        while sum(len(part.split()) for part in parts) < WORDS * 0.85:
            parts.append(chooser.choice(pool[lang]))
        text = " ".join("\n\n".join(parts).split(" ")[: WORDS + 20])
        yield {
            "id": f"m{number}",
            "channel": chooser.choice(["message", "email", "inmail"]),
            "touch": 1,
            "relationship": "stranger",
            "text": text,
        }


def main() -> int:
    """Print as many messages as the first argument says (10,000)."""
    for record in messages(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000):
        print(json.dumps(record, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
