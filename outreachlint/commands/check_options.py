"""The options that a configuration gives to the checks of rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from outreachlint.checks import SHARED, check_options, validated_options
from outreachlint.closest import did_you_mean
from outreachlint.config.settings import Config
from outreachlint.errors import ConfigError
from outreachlint.rules.pack import Pack, RuleMeta


def set_options(pack: Pack, config: Config) -> None:
    """Put the configuration's `options` into the rules of a pack.

    ConfigError, with its place, for a word that means several rules, and for an option that a rule does not have or
    whose value has another type.
    """
    for word, given in config["options"].items():
        at = next((n for n, rule in enumerate(pack.rules) if word in (rule.code, rule.name, *rule.aliases)), None)
        if at is None:
            place = config.key_place("options", word)
            raise ConfigError(f"`{word}` is not one rule", place, "options go by a rule's code or name")
        pack.rules[at] = _with_options(pack.rules[at], given, config, word)
        shared = {name: value for name, value in given.items() if name in SHARED}
        if shared:
            _share(pack, pack.rules[at].code, shared, config)
    pack.plans.clear()


def _share(pack: Pack, owner: str, given: Mapping[str, Any], config: Config) -> None:
    """Give options to the other rules that have them, unless the configuration gives them their own."""
    for at, rule in enumerate(pack.rules):
        own = {name for word in (rule.code, rule.name, *rule.aliases) for name in config["options"].get(word, ())}
        if rule.code != owner and not own.intersection(given):
            checks = {
                signal: [check, {**options, **{name: given[name] for name in given if name in check_options(check)}}]
                for signal, (check, options) in rule.checks.items()
            }
            pack.rules[at] = rule._replace(checks=checks)


def _with_options(rule: RuleMeta, given: Mapping[str, Any], config: Config, word: str) -> RuleMeta:
    checks = {signal: [check, dict(options)] for signal, (check, options) in rule.checks.items()}
    known = [name for check, _ in checks.values() for name in check_options(check)]
    for name, value in given.items():
        if name not in known:
            hint = did_you_mean(name, known) or (f"options are {', '.join(known)}" if known else "it has none")
            raise ConfigError(f"{rule.code} has no option `{name}`", config.key_place("options", word, name), hint)
        for check, options in checks.values():
            if name in check_options(check):
                try:
                    validated_options(check, {name: value})
                except ValueError as error:
                    raise ConfigError(str(error), config.place("options", word, name)) from None
                options[name] = value
    return rule._replace(checks=checks)
