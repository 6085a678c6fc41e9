"""Ask the judge about messages: from the cache where it knows them, else from the model, which is then loaded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from outreachlint.judge.cache import Cache, key_of
from outreachlint.judge.inputs import pieces
from outreachlint.judge.model import FOLDER, version_of
from outreachlint.judge.opinion import Opinion

if TYPE_CHECKING:
    from outreachlint.analysis import Analysis
    from outreachlint.judge.model import Model

AT_ONCE = 256
"""How many messages a judge is asked about at once: enough to fill the model's matrices."""


class Judge(Protocol):
    """Who can be asked about messages."""

    def opinions(self, messages: Sequence[Analysis]) -> list[Opinion | None]:
        """The opinion on each message, None where the judge has none."""


class ModelJudge:
    """The shipped model with its cache. `cache` is a file's path; without one nothing is kept between runs."""

    def __init__(self, cache: str | None = None, folder: str = FOLDER) -> None:
        self._folder = folder
        self._cache = Cache(cache)
        self._version = version_of(folder)
        self._model: Model | None = None

    def opinions(self, messages: Sequence[Analysis]) -> list[Opinion | None]:
        """The opinion on each message; all that the cache does not know are judged in one batch."""
        read = [pieces(each.view, each.document.context.values()) for each in messages]
        keys = [key_of(self._version, each) for each in read]
        known = self._cache.get(keys)
        missing = {key: each for key, each in zip(keys, read) if key not in known}
        if missing:
            fresh = dict(zip(missing, self.model.judge(list(missing.values()))))
            self._cache.put(fresh)
            known |= fresh
        return [Opinion("model", known[key]) for key in keys]

    @property
    def model(self) -> Model:
        """The model, loaded when it is first needed."""
        if self._model is None:
            from outreachlint.judge.model import Model

            self._model = Model(self._folder)
        return self._model
