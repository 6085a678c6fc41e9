"""Which messages a document of JSON or YAML holds: by the configuration's paths, as a campaign, or as records."""

from __future__ import annotations

import re
from collections.abc import Iterator

from outreachlint.document import Document
from outreachlint.errors import InputError, NoMessageError
from outreachlint.readers.facts import Defaults
from outreachlint.readers.nodes import Node
from outreachlint.text.patterns import LazyPattern
from outreachlint.text.source import Source

_MAY_BE_DRAFTS = LazyPattern(
    r"""\b(?:text|\w*body|message|content|subject|steps|sequences|campaign|testo|messaggio|corpo|oggetto|texto|mensaje
      |cuerpo|asunto|texte|corps|objet|nachricht|inhalt|betreff|mensagem|conte[uú]do|assunto)["']?\s*:""",
    re.I | re.X,
)
# What other programs have files for: continuous integration, containers, clusters, web services, charts.
_FOREIGN = LazyPattern(
    r"^(?:apiVersion|jobs|services|stages|openapi|swagger|site_name|AWSTemplateFormatVersion|Resources|x-[\w-]+"
    r"|(?:- )?hosts|on|pipelines?|include|image|default|variables|before_script)\s*:"
    r"|^ *(?:runs-on|script|uses|image|template_file)\s*:|\{\{-|\{\{ *(?:\.Values|\.Release|\.Chart|cookiecutter)\b",
    re.M,
)


def read_tree(root: Node, source: Source, defaults: Defaults) -> Iterator[Document | InputError]:
    """The messages of a document; an InputError in the place of one that can't be read.

    The configuration's paths lead to them where it names some; a campaign that they lead nowhere in is read as one.
    """
    from outreachlint.readers import campaign, field_map, tree_records

    try:
        fields = None
        if defaults.reading.fields:
            text = defaults.reading.fields.get("text") or tree_records.text_path(root, source)
            fields = field_map.FieldMap(source, defaults, text) if text else None
        campaigns = [] if fields and fields.texts(root) else campaign.recognised(root, source)
        if campaigns:
            yield from campaign.documents(campaigns, source, defaults)
        elif fields:
            records = fields.records(root)
            wrong = fields.unused(root)
            yield from [wrong] if wrong else fields.messages(records)
        else:
            yield from tree_records.records(root, source, defaults)
    except InputError as error:
        yield error


def unreadable(error: InputError, text: str) -> InputError:
    """The error for a file that can't be parsed; a NoMessageError where it looks like another program's.

    That is one without a key of messages, or with keys of its own (`runs-on`, `apiVersion`). So a folder may hold other
    people's templates of YAML that are no YAML yet.
    """
    if _MAY_BE_DRAFTS.get().search(text) and not _FOREIGN.get().search(text):
        return error
    return NoMessageError(error.message, error.place, error.hint)
