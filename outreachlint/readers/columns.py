"""Which column of a table holds what: by the configuration's names, else by the usual ones in six languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from outreachlint.closest import did_you_mean
from outreachlint.errors import InputError, NoMessageError, Place
from outreachlint.facts import NAMES
from outreachlint.records import NamedTuple

_SHOWN = 20


class TextColumn(NamedTuple):
    """A column of messages; `column` is its index.

    `channel` and `touch` are what its name implies (`connection_note`, `followup`, `message_2`), None where it implies
    nothing. `subject` is the index of the column with the subjects that belong to them.
    """

    column: int
    name: str
    channel: str | None = None
    touch: int | None = None
    subject: int | None = None


class Columns(NamedTuple):
    """Indexes from 0. `facts` leads from `lang`, `id` and the facts' names to theirs; `to` is the recipient's.

    `directives` is the column of what keeps rules silent. `names` are all columns', one without a name is called by its
    number. What is not listed is the user's own.
    """

    names: tuple[str, ...]
    texts: tuple[TextColumn, ...]
    facts: Mapping[str, int]
    to: int | None
    directives: int | None = None


def find_columns(header: Sequence[str], fields: Mapping[str, tuple[str, ...]], where: Place) -> Columns:
    """The columns of a table with this header; `fields` is the configuration's map from our names to the user's.

    Purpose, jurisdiction, plan, consent and readiness have no usual names: such columns mean many things. Raises
    NoMessageError where no column holds messages, InputError where there is none with another configured name; `where`
    is the header's place.
    """
    names = tuple(" ".join(name.split()) or f"column {index + 1}" for index, name in enumerate(header))
    table = _Table(names, [fold_name(name) for name in header], fields, where)
    subjects = table.subjects()
    texts = tuple(_text_column(index, names[index], table.folded[index], subjects) for index in table.texts())
    facts = {}
    for key in ("lang", "id", *NAMES):
        index = table.one(key)
        if index is not None:
            facts[key] = index
    return Columns(names, texts, facts, table.one("to"), table.one("outreachlint"))


def fold_name(name: str) -> str:
    """A column's name without what people write in many ways: case, accents, spaces, `_`, `-` and other marks."""
    if not name.isascii():
        name = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    return "".join(char for char in name.casefold() if char.isalnum())


def _words(*names: str) -> frozenset[str]:
    return frozenset(word for line in names for word in line.split())


_MAIL = _words(
    "emailbody emailtext emailmessage emailcontent mailbody mailtext corpoemail corpomail corpodellemail testoemail",
    "testomail testodellemail cuerpodelcorreo textodelcorreo corpsdumail corpsdelemail corpsemail texteemail",
    "mailinhalt emailnachricht emailinhalt corpodoemail textodoemail",
)
_INMAIL = _words("inmail inmailbody inmailtext inmailmessage corpoinmail testoinmail")
_NOTE = _words(
    "connectionnote connectionmessage connectionrequest connectionrequestnote connectionrequestmessage invitationnote",
    "invitationmessage invitationtext invitenote invitemessage linkedinnote linkedinconnectionnote",
    "notadicollegamento notacollegamento messaggiodicollegamento notadinvito notainvito messaggiodinvito",
    "notadeconexion notadeinvitacion mensajedeconexion mensajedeinvitacion notedeconnexion notedinvitation",
    "messagedinvitation messagedeconnexion vernetzungsnachricht kontaktanfrage einladungstext einladungsnachricht",
    "notadeconexao notadeconvite mensagemdeconexao mensagemdeconvite",
)
_FOLLOW_UP = _words(
    "followup followupmessage followuptext followupbody followupemailbody followupnote messaggiodifollowup",
    "testofollowup sollecito messaggiodisollecito seguimiento mensajedeseguimiento relance messagederelance",
    "textederelance",
    "folgenachricht nachfassnachricht followupnachricht acompanhamento mensagemdeacompanhamento mensagemdefollowup",
)
_MESSAGE = _MAIL.union(
    _INMAIL,
    _words(
        "message messages messagetext messagebody messagecontent body bodytext text content dm directmessage",
        "stepbody steptext stepmessage stepcontent",
        "linkedinmessage draft drafttext messaggio testo testomessaggio testodelmessaggio corpo corpomessaggio",
        "corpodelmessaggio contenuto mensaje texto textodelmensaje cuerpo cuerpodelmensaje contenido texte",
        "textedumessage corps corpsdumessage contenu nachricht nachrichtentext inhalt mensagem textodamensagem",
        "corpodamensagem conteudo",
    ),
)
_REMARK = _words("note nota")
_SUBJECT = _words(
    "subject subjectline stepsubject emailsubject mailsubject messagesubject inmailsubject oggetto oggettoemail",
    "oggettomail asunto asuntodelcorreo objet objetdumail objetduemail betreff betreffzeile assunto assuntodoemail",
)
_FOLLOW_UP_SUBJECT = _words(
    "followupsubject followupsubjectline oggettofollowup asuntodeseguimiento objetderelance followupbetreff"
)
_OTHER = {
    "outreachlint": _words("outreachlint"),
    "id": _words("id messageid idmessaggio idmensaje"),
    "lang": _words("lang language lingua idioma langue sprache"),
    "channel": _words("channel canale canal kanal"),
    "touch": _words("touch step passo paso etape schritt etapa"),
    "relationship": _words("relationship relazione relacion relation beziehung relacionamento relacao"),
    "to": _words(
        "to recipient recipients recipientname name fullname leadfullname destinatario destinataire destinatarios nome",
        "nomecompleto nombre nombrecompleto nom nomcomplet empfanger",
    ),
}
_NUMBERED = re.compile(r"(\D+?)0*([1-9]\d?)(\D*)")


class _Table:
    """Looks for columns in a header."""

    def __init__(
        self, names: tuple[str, ...], folded: list[str], fields: Mapping[str, tuple[str, ...]], where: Place
    ) -> None:
        self.names = names
        self.folded = folded
        self.fields = fields
        self.where = where

    def texts(self) -> list[int]:
        """The columns of messages. A column `note` beside others that hold messages is a remark."""
        if "text" in self.fields:
            return [self.named("text", name) for name in self.fields["text"]]
        found = [index for index, name in enumerate(self.folded) if _kind(name) is not None]
        sure = [index for index in found if _parts(self.folded[index])[0] not in _REMARK]
        if any(_parts(self.folded[index])[0] not in _FOLLOW_UP for index in sure):
            found = sure
        if not found:
            raise NoMessageError(
                f"no column has a usual name of messages; {self._listed()}",
                self.where,
                'name it in the configuration, such as fields = { text = "COLUMN" }',
            )
        return found

    def subjects(self) -> dict[int | None, int]:
        """The columns of subjects, by the touch that they are for; None is for those of no stated touch."""
        if "subject" in self.fields:
            listed = [self.named("subject", name) for name in self.fields["subject"]]
        else:
            usual = _SUBJECT | _FOLLOW_UP_SUBJECT
            listed = [index for index, name in enumerate(self.folded) if _parts(name)[0] in usual]
        found: dict[int | None, int] = {}
        for index in listed:
            found.setdefault(_touch(self.folded[index]), index)
        return found

    def one(self, key: str) -> int | None:
        """The column of `id`, `to`, `lang` or a fact."""
        if key in self.fields:
            first, *_ = [self.named(key, name) for name in self.fields[key]]
            return first
        usual = _OTHER.get(key, ())
        return next((index for index, name in enumerate(self.folded) if name in usual), None)

    def named(self, key: str, name: str) -> int:
        """The column that the configuration calls `name`."""
        plain = " ".join(name.split())
        if plain in self.names:
            return self.names.index(plain)
        folded = fold_name(name)
        if folded and folded in self.folded:
            return self.folded.index(folded)
        kind = NoMessageError if key == "text" else InputError
        hint = did_you_mean(name, self.names) or f"`fields` in the configuration names it for `{key}`"
        raise kind(f"no column is called `{name}`; {self._listed()}", self.where, hint)

    def _listed(self) -> str:
        shown = ", ".join(name[:40] for name in self.names[:_SHOWN])
        more = len(self.names) - _SHOWN
        return f"the columns are {shown}" + (f" and {more:,} more" if more > 0 else "")


def _text_column(index: int, name: str, folded: str, subjects: Mapping[int | None, int]) -> TextColumn:
    channel, touch = _kind(folded) or (None, None)
    subject = None
    if channel != "connection-note":
        subject = subjects.get(touch, subjects.get(1 if touch is None else None))
    return TextColumn(index, name, channel, touch, subject)


def _kind(folded: str) -> tuple[str | None, int | None] | None:
    """The channel and the touch that a column's name implies; None where it is no usual name of messages."""
    base, _ = _parts(folded)
    if base in _NOTE or base in _REMARK:
        return "connection-note", None
    if base not in _MESSAGE and base not in _FOLLOW_UP:
        return None
    return "email" if base in _MAIL else "inmail" if base in _INMAIL else None, _touch(folded)


def _touch(folded: str) -> int | None:
    """The number of the message that a column is for: `message_2` is the second, a first follow-up as well."""
    base, number = _parts(folded)
    return (number or 1) + 1 if base in _FOLLOW_UP or base in _FOLLOW_UP_SUBJECT else number


def _parts(folded: str) -> tuple[str, int | None]:
    """A name and the number behind or in it (`email1body`)."""
    match = _NUMBERED.fullmatch(folded)
    return (match[1] + match[3], int(match[2])) if match else (folded, None)
