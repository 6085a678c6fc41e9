"""The bar that shows how far a long run is, on a terminal only."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Any

from outreachlint.report.words import amount

AFTER = 1.0
"""Seconds before a bar is shown: a short run has none."""
EVERY = 0.1
"""Seconds between two looks at it."""
_FORMAT = "{percentage:3.0f}%|{bar:30}| {desc}, {elapsed}, {remaining} left"
_UNSIZED = "{desc}, {elapsed}"


class Progress:
    """A bar on standard error while the block lasts; nothing where that is no terminal or `wanted` is false."""

    def __init__(self, wanted: bool) -> None:
        self._wanted = wanted and sys.stderr is not None and sys.stderr.isatty()
        self._bar: Any = None

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None

    def moved(self, done: int, total: int, messages: int) -> None:
        """Say how many bytes of how many (0 where nobody knows) are read, and how many messages are linted."""
        if not self._wanted:
            return
        if self._bar is None:
            from tqdm import tqdm

            self._bar = tqdm(
                total=total or None,
                bar_format=_FORMAT if total else _UNSIZED,
                delay=AFTER,
                mininterval=EVERY,
                leave=False,
                file=sys.stderr,
                dynamic_ncols=True,
            )
        self._bar.set_description_str(amount(messages, "messages"), refresh=False)
        self._bar.update(max(0, done - self._bar.n))

    def clear(self) -> None:
        """Take the bar away for something else to be written; it comes back by itself."""
        if self._bar is not None:
            self._bar.clear()
