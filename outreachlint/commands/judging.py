"""The judge that a run asks."""

from __future__ import annotations

import os
from collections.abc import Sequence

from outreachlint.config.settings import Config
from outreachlint.judge.panel import Judge, ModelJudge
from outreachlint.rules.pack import cache_folder


def judge_of(choice: str, config: Config) -> Judge | None:
    """The judge of a name (`config.options.JUDGES`); None for `off`."""
    if choice == "off":
        return None
    if choice == "reader":
        from outreachlint.commands.reading import reader_of

        return reader_of(config, os.path.join(cache_folder(), "reader.jsonl"), _model)
    return _model()


def notices_of(judge: Judge | None) -> Sequence[str]:
    """What a judge has to say about a run besides its opinions."""
    return getattr(judge, "notices", ())


def _model() -> ModelJudge:
    return ModelJudge(os.path.join(cache_folder(), "judge.cache"))
