"""What a mail says of itself."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from outreachlint.document import Fact, Sent
from outreachlint.readers.mail_facts import facts_of, sent_of
from outreachlint.readers.mail_people import Person, bare_subject, mentions, people

PEOPLE = {"from": "Mario <mario@acme.example>", "to": "Ann Lee <ann@x.example>"}
SENT = {**PEOPLE, "date": "Tue, 3 Mar 2026 10:00:00 +0100"}
THEIRS = "On Mon, 2 Mar 2026 at 10:00, Ann Lee <ann@x.example> wrote:\n> Hello\n"
MINE = "On Sun, 1 Mar 2026 at 10:00, Mario <mario@acme.example> wrote:\n> Hello\n"
OTHERS = "On Sun, 1 Mar 2026 at 10:00, Bob <bob@y.example> wrote:\n> Hello\n"


@pytest.mark.parametrize(
    ("values", "text", "name", "fact"),
    [
        ({}, THEIRS, "relationship", Fact("engaged", "quoted history")),
        ({}, "On Mon, 2 Mar 2026 at 10:00, ann lee wrote:\n> Hi", "relationship", Fact("engaged", "quoted history")),
        ({}, MINE + THEIRS.replace("On", "> On"), "relationship", Fact("engaged", "quoted history")),
        ({"to": "", "cc": "ann@x.example"}, THEIRS, "relationship", Fact("engaged", "quoted history")),
        ({}, MINE, "touch", Fact(2, "quoted history")),
        ({"in-reply-to": "<1@x>"}, MINE + MINE.replace("On", "> On"), "touch", Fact(3, "quoted history")),
        ({"in-reply-to": "<1@x>"}, "Hello", "touch", Fact(2, "mail header")),
        ({"references": "<1@x>"}, OTHERS, "touch", Fact(2, "mail header")),
    ],
)
def test_who_wrote_before(values: dict[str, str], text: str, name: str, fact: Fact) -> None:
    assert facts_of({**PEOPLE, **values}, text, ()) == {name: fact}
    assert facts_of({**PEOPLE, **values}, text, {name}) == {}


@pytest.mark.parametrize("text", ["Hello", OTHERS, "On Monday Ann Lee wrote: hello"])
def test_nobody_did(text: str) -> None:
    assert facts_of(PEOPLE, text, ()) == {}


def test_a_note_to_oneself_is_no_conversation() -> None:
    assert "relationship" not in facts_of({**PEOPLE, "to": "mario@acme.example"}, MINE, ())


def test_a_sent_mail_has_its_time_its_people_and_its_conversation() -> None:
    assert sent_of({**SENT, "message-id": "<1@a>"}, "Hi") == Sent(
        "1@a", datetime(2026, 3, 3, 9, tzinfo=timezone.utc), "ann@x.example"
    )


@pytest.mark.parametrize(
    ("values", "thread"),
    [
        ({"references": "<0@a> <1@a>", "in-reply-to": "<1@a>", "message-id": "<2@a>"}, "0@a"),
        ({"in-reply-to": "<1@a>", "message-id": "<2@a>"}, "1@a"),
        ({"message-id": "<2@a>"}, "2@a"),
        ({}, "table 3\nann@x.example"),
    ],
)
def test_a_conversation_goes_by_its_first_mail(values: dict[str, str], thread: str) -> None:
    found = sent_of({**SENT, **values}, "Re: R: Table  3")
    assert found is not None
    assert found.thread == thread


@pytest.mark.parametrize(
    "values",
    [
        {"date": ""},
        {"x-unsent": "1"},
        {"x-mozilla-draft-info": "internal/draft; vcard=0"},
        {"x-uniform-type-identifier": "com.apple.mail-draft"},
        {"x-gmail-labels": "Bozze,Importanti"},
    ],
)
def test_a_draft_was_not_sent(values: dict[str, str]) -> None:
    assert sent_of({**SENT, **values}, "Hi") is None


@pytest.mark.parametrize("date", ["yesterday", "Tue, 99 Mar 2026", "Tue, 3 Mar 999999999 10:00:00"])
def test_a_date_that_is_none_is_not_known(date: str) -> None:
    found = sent_of({**SENT, "date": date}, "Hi")
    assert found is not None
    assert found.when is None


def test_people() -> None:
    assert people(
        'Ann Lee <Ann@X.example>, "Rossi, Mario" <m@r.example>; bob@c.example', "=?utf-8?q?Z=C3=A8?= <z@z.example>, x:;"
    ) == [
        Person("Ann Lee", "ann@x.example"), Person("Rossi, Mario", "m@r.example"), Person("", "bob@c.example"),
        Person("Zè", "z@z.example"),
    ]  # fmt: skip


def test_a_short_name_is_not_looked_for() -> None:
    assert not mentions("On 3 Mar 2026, Li wrote:", [Person("Li", "li@x.example")])


@pytest.mark.parametrize(
    "subject", ["Table 3", "Re: Table 3", "R: I: table  3", "AW: WG: Table 3", "Re[2]: Fwd: Table 3"]
)
def test_a_subject_without_its_marks(subject: str) -> None:
    assert bare_subject(subject) == "table 3"
