"""The reader that a configuration describes."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from outreachlint.config.options import READER_OPTIONS
from outreachlint.config.settings import Config
from outreachlint.errors import ConfigError, Place
from outreachlint.judge.endpoint import endpoint_of
from outreachlint.judge.panel import Judge
from outreachlint.judge.reader import ReaderJudge, Settings

KEY_PREFIX = "OUTREACHLINT_"


def reader_of(config: Config, cache: str, fallback: Callable[[], Judge]) -> ReaderJudge:
    """The reader with its cache in a file; `fallback` makes the judge of what it can't judge.

    ConfigError where the configuration does not name a model, lacks the consent to send drafts to another machine, or
    names a variable for the key that is not set.
    """
    chosen: dict[str, Any] = {option.key: option.default for option in READER_OPTIONS} | config["reader"]
    endpoint = endpoint_of(chosen["url"])
    if not endpoint.local and not chosen["consent"]:
        raise ConfigError(
            f"the reader is on another machine, {endpoint.host}, and would be sent your drafts",
            config.place("reader", "url"),
            "write `consent = true` into the table `reader` if drafts may go there, else give a `url` on 127.0.0.1",
        )
    if chosen["model"] is None:
        raise ConfigError(
            "the reader needs a model",
            config.key_place("reader") if config["reader"] else Place(config.path) if config.path else None,
            'name one that your service has, in the configuration: reader = { model = "NAME" }',
        )
    return ReaderJudge(
        Settings(
            endpoint,
            chosen["model"],
            _key(chosen["api-key-env"], config),
            chosen["timeout"],
            chosen["retries"],
            chosen["budget"],
        ),
        fallback,
        cache,
    )


def _key(variable: str | None, config: Config) -> str | None:
    """The key in an environment variable."""
    if variable is None:
        return None
    place = config.place("reader", "api-key-env")
    # else the configuration of somebody else's repository could send any secret of the environment to any host
    if not variable.startswith(KEY_PREFIX):
        raise ConfigError(f"`{variable}` can't hold the reader's key", place, f"its name must begin with {KEY_PREFIX}")
    key = os.environ.get(variable, "").strip()
    if not key:
        raise ConfigError(
            f"the environment variable `{variable}`, which should hold the reader's key, is not set", place
        )
    if not (key.isascii() and key.isprintable()) or " " in key:
        raise ConfigError(f"what the environment variable `{variable}` holds is no key", place)
    return key
