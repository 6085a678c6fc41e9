"""The output formats by name; their modules are imported when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

from outreachlint.records import NamedTuple
from outreachlint.report.request import Request
from outreachlint.runner import Report

Lines = Callable[[Report, Request], Iterator[str]]
TEXT, COMMANDS, DOCUMENT = "text", "commands", "document"
"""For people, with the closing lines; lines for a log; all that its destination may hold."""


class Format(NamedTuple):
    """A format's module, which has a function `lines` of the type Lines, and what goes with it (TEXT, …)."""

    module: str
    kind: str


FORMATS = {
    "full": Format("full", TEXT),
    "concise": Format("concise", TEXT),
    "grouped": Format("grouped", TEXT),
    "json": Format("json_", DOCUMENT),
    "jsonl": Format("jsonl", DOCUMENT),
    "sarif": Format("sarif", DOCUMENT),
    "github": Format("github", COMMANDS),
    "gitlab": Format("gitlab", DOCUMENT),
    "junit": Format("junit", DOCUMENT),
    "checkstyle": Format("checkstyle", DOCUMENT),
    "rdjsonl": Format("rdjsonl", DOCUMENT),
    "azure": Format("azure", COMMANDS),
    "template": Format("template", COMMANDS),
}


def lines(name: str, report: Report, request: Request) -> Iterator[str]:
    """The lines of a report in a format, without their line ends."""
    made = _reporter(name)(report, request)
    if request.on_ci and (name == "template" or FORMATS[name].kind == TEXT):
        from outreachlint.report.escapes import defused

        return map(defused, made)
    return made


def _reporter(name: str) -> Lines:
    if name == "full":
        return _full
    if name == "concise":
        return _concise
    if name == "json":
        return _json
    reporter: Lines = import_module(f"outreachlint.report.{FORMATS[name].module}").lines
    return reporter


def _full(report: Report, request: Request) -> Iterator[str]:
    from outreachlint.report import full

    return full.lines(report, request.style, request.ui_lang)


def _concise(report: Report, request: Request) -> Iterator[str]:
    from outreachlint.report import concise

    return concise.lines(report, request.style, request.fixable)


def _json(report: Report, request: Request) -> Iterator[str]:
    from outreachlint.report import json_

    return json_.lines(report, request.threshold, exit_code=request.exit_code, ui_lang=request.ui_lang)
