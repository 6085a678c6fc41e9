"""Readers of the output formats, as the programs that they are for read them: each gives back what a format holds."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import unquote


class Read(NamedTuple):
    """A finding as a format tells it; line and column are None where it points at the whole file."""

    path: str
    line: int | None
    column: int | None
    code: str
    severity: str
    message: str


_LINE = re.compile(
    r"(?P<path>.+?):(?:\[.*?\]:)?(?P<line>\d+):(?P<column>\d+): (?P<code>\w+) [\w-]+ (?:\[(?P<level>\w+)\] )?(?P<message>.*)"
)
_GROUPED = re.compile(
    r"  (?:\[.*?\]:)?(?P<line>\d+):(?P<column>\d+) +(?P<level>\w+) +(?P<code>\w+) [\w-]+ +(?P<message>.*)"
)
_GITHUB_LEVELS = {"error": "error", "warning": "warning", "notice": "info"}
_GITLAB_LEVELS = {"major": "error", "minor": "warning", "info": "info"}
_SARIF_LEVELS = {"error": "error", "warning": "warning", "note": "info"}


def _printed(match: re.Match[str]) -> Read:
    return Read(
        match["path"], int(match["line"]), int(match["column"]), match["code"], match["level"] or "", match["message"]
    )


def full(lines: Sequence[str]) -> Iterator[Read]:
    """The header lines; what belongs to them is indented."""
    for line in lines:
        if line and not line.startswith(" "):
            match = _LINE.fullmatch(line)
            assert match, line
            yield _printed(match)


def grouped(lines: Sequence[str]) -> Iterator[Read]:
    """The lines below each path."""
    path = ""
    for line in lines:
        match = _GROUPED.fullmatch(line)
        if match:
            yield Read(path, int(match["line"]), int(match["column"]), match["code"], match["level"], match["message"])
        elif line:
            path = line


def _fields(found: Mapping[str, object]) -> Read:
    place = found["location"]
    assert isinstance(place, dict)
    values = [str(found[name]) for name in ("code", "severity", "message")]
    return Read(str(found["filename"]), place["row"], place["column"], *values)


def json_(lines: Sequence[str]) -> Iterator[Read]:
    yield from map(_fields, json.loads("\n".join(lines))["diagnostics"])


def jsonl(lines: Sequence[str]) -> Iterator[Read]:
    for line in lines:
        found = json.loads(line)
        if "error" not in found:
            yield _fields(found)


def sarif(lines: Sequence[str]) -> Iterator[Read]:
    (run,) = json.loads("\n".join(lines))["runs"]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]
        region = place.get("region", {})
        yield Read(
            unquote(place["artifactLocation"]["uri"]),
            region.get("startLine"),
            region.get("startColumn"),
            result["ruleId"],
            _SARIF_LEVELS[result["level"]],
            result["message"]["text"].split("\n")[0],
        )


def github(lines: Sequence[str]) -> Iterator[Read]:
    """As the runner does: the command's name, its properties, its data."""
    for line in lines:
        match = re.fullmatch(r"::(?P<command>\w+) (?P<properties>.*?)::(?P<data>.*)", line)
        assert match, line
        values = dict(each.split("=", 1) for each in match["properties"].split(","))
        for escape, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
            values = {name: value.replace(escape, char) for name, value in values.items()}
        data = match["data"].replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
        if values["title"] != "outreachlint":
            yield Read(
                values["file"],
                _number(values.get("line")),
                _number(values.get("col")),
                values["title"].split()[0],
                _GITHUB_LEVELS[match["command"]],
                data.split("\n")[0],
            )


def gitlab(lines: Sequence[str]) -> Iterator[Read]:
    issues = json.loads("\n".join(lines))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    for issue in issues:
        place = issue["location"]
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        if issue["check_name"] != "outreachlint-error":
            begin = place.get("positions", {}).get("begin", {})
            yield Read(
                place["path"],
                begin.get("line"),
                begin.get("column"),
                issue["check_name"],
                _GITLAB_LEVELS[issue["severity"]],
                issue["description"].split(": ", 1)[1],
            )


def junit(lines: Sequence[str]) -> Iterator[Read]:
    root = ElementTree.fromstring("\n".join(lines))
    for suite in root:
        assert int(suite.attrib["tests"]) == len(suite)
        assert int(suite.attrib["failures"]) == len(suite.findall("testcase/failure"))
        for element in (*suite.iterfind("testcase/failure"), *suite.iterfind("testcase/system-out")):
            for line in (element.text or "").strip().split("\n"):
                match = _LINE.fullmatch(line.strip())
                assert match, line
                yield _printed(match)


def checkstyle(lines: Sequence[str]) -> Iterator[Read]:
    for file in ElementTree.fromstring("\n".join(lines)):
        for each in file:
            values = each.attrib
            if values["source"] != "outreachlint.error":
                column = _number(values.get("column"))
                yield Read(
                    file.attrib["name"],
                    None if column is None else int(values["line"]),
                    column,
                    values["source"].split(".")[1],
                    values["severity"],
                    values["message"],
                )


def rdjsonl(lines: Sequence[str]) -> Iterator[Read]:
    for line in lines:
        found = json.loads(line)
        if "code" in found:
            start = found["location"].get("range", {}).get("start", {})
            yield Read(
                found["location"]["path"],
                start.get("line"),
                start.get("column"),
                found["code"]["value"],
                found["severity"].lower(),
                found["message"].split(": ", 1)[1],
            )


def azure(lines: Sequence[str]) -> Iterator[Read]:
    """As the agent does: a command with its properties and its data."""
    for line in lines:
        match = re.fullmatch(r"##vso\[task\.logissue (?P<properties>[^\]]*)\](?P<data>.*)", line)
        assert match, line
        values = dict(each.split("=", 1) for each in match["properties"].split(";") if each)
        for escape, char in (("%3B", ";"), ("%0D", "\r"), ("%0A", "\n"), ("%5D", "]"), ("%AZP25", "%")):
            values = {name: value.replace(escape, char) for name, value in values.items()}
        data = match["data"].replace("%AZP25", "%")
        if "code" in values:
            level = "info" if data.startswith("info: ") else values["type"]
            yield Read(
                values["sourcepath"],
                _number(values.get("linenumber")),
                _number(values.get("columnnumber")),
                values["code"],
                level,
                data.removeprefix("info: ").split(": ", 1)[1],
            )


TEMPLATE = r"{path}\t{line}\t{column}\t{code}\t{severity}\t{message}"


def template(lines: Sequence[str]) -> Iterator[Read]:
    for line in lines:
        path, row, column, code, severity, message = line.split("\t")
        yield Read(path, int(row), int(column), code, severity, message)


READERS: Mapping[str, Callable[[Sequence[str]], Iterator[Read]]] = {
    "full": full,
    "concise": full,
    "grouped": grouped,
    "json": json_,
    "jsonl": jsonl,
    "sarif": sarif,
    "github": github,
    "gitlab": gitlab,
    "junit": junit,
    "checkstyle": checkstyle,
    "rdjsonl": rdjsonl,
    "azure": azure,
    "template": template,
}


def _number(text: str | None) -> int | None:
    return None if text is None else int(text)
