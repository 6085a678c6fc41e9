"""Text of drafts in JSON, XML and logs, so that it is what it was to a reader and no command to anybody else."""

from __future__ import annotations

import json
import re
from typing import Any

from outreachlint.report.style import visible

# `##[…]` (old GitHub, Azure), `##vso[…]` (Azure) and `##teamcity[…]` are heeded wherever they stand in a line
_COMMAND = r"##(?=\w*\[)"


def dumps(value: Any) -> str:
    """JSON in one line of ASCII without a control character; what a log might take for a command is an escape."""
    return no_command_in_json(json.dumps(value))


def no_command_in_json(text: str) -> str:
    """JSON without a control character that `json` leaves, and without what a log might take for a command."""
    text = text.replace("\x7f", "\\u007f")
    return re.sub(_COMMAND, r"#\\u0023", text) if "##" in text else text


def xml(text: str) -> str:
    """Text in ASCII for an element or for an attribute between double quotes; only what XML allows is left."""
    text = re.sub("[\ufffe\uffff]", "\ufffd", visible(text))
    for char, escape in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("\t", "&#9;")):
        text = text.replace(char, escape)
    text = re.sub(_COMMAND, "#&#35;", text)
    text = f"&#58;{text[1:]}" if text.startswith("::") else text  # GitHub's log heeds those that begin a line
    return text.encode("ascii", "xmlcharrefreplace").decode("ascii")


def attributes(**values: object) -> str:
    """Attributes of an XML element, each with a blank before it; those that are None are left out."""
    return "".join(f' {name}="{xml(str(value))}"' for name, value in values.items() if value is not None)


def no_command(text: str) -> str:
    """Text in which no log finds a command that may stand anywhere in a line; no column moves."""
    return re.sub(_COMMAND, "#\ufffd", text) if "##" in text else text


def defused(line: str) -> str:
    """A line for people in which the log of a CI service finds no command; no column moves."""
    line = no_command(line)
    if line.lstrip().startswith("::"):
        line = line.replace("::", "\ufffd:", 1)
    return line
