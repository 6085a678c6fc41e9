"""Whose mailbox it is, told by the headers of its mails."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.readers.mail_owner import Mailbox

ME, ANN, NEWS = "mario@acme.example", "ann@x.example", "news@letters.example"


def mail(sender: str, *to: str, **more: str) -> Mapping[str, str]:
    return {"from": f"Somebody <{sender}>", "to": ", ".join(to), **{key.replace("_", "-"): more[key] for key in more}}


MAILS = [
    mail(ME, ANN),
    mail(ANN, ME),
    mail(ME, "bo@x.example"),
    mail(NEWS, "", delivered_to=ME, received="by mx"),
    mail(NEWS, "", delivered_to=ME, received="by mx"),
    mail(NEWS, "", delivered_to=ME, received="by mx"),
]


def test_the_owner_is_in_most_mails_whoever_writes_most() -> None:
    mailbox = Mailbox(MAILS)

    assert mailbox.owner == {ME}
    assert [mailbox.is_own(each) for each in MAILS] == [True, False, True, False, False, False]


def test_in_a_folder_of_what_was_sent_all_is_own_whatever_the_address() -> None:
    mails = [mail(ME, ANN), mail(ME, "bo@x.example"), mail("mario@home.example", "cy@x.example")]

    assert [Mailbox(mails).is_own(each) for each in mails] == [True, True, True]


def test_of_two_that_are_in_all_mails_the_one_that_writes_more_is_the_owner() -> None:
    assert Mailbox([mail(ANN, ME), mail(ME, ANN), mail(ME, ANN)]).owner == {ME}


def test_of_two_that_write_as_much_the_owner_is_whose_mails_never_came() -> None:
    assert Mailbox([mail(ANN, ME, received="by mx"), mail(ME, ANN)]).owner == {ME}
    assert Mailbox([mail(ME, ANN), mail(ANN, ME)]).owner == {ANN}  # else no matter who, but always the same


def test_what_came_from_elsewhere_is_nobody_s_own() -> None:
    mailbox = Mailbox(MAILS)

    for trace in ("received", "x_received", "delivered_to", "return_path"):
        assert not mailbox.is_own(mail("list@y.example", "all@y.example", **{trace: "x"}))
    assert mailbox.is_own(mail(ME, ANN, received="by the mail server that sent it"))


def test_who_says_the_addresses_is_believed() -> None:
    mailbox = Mailbox(MAILS, ["ANN@x.example", "cy@x.example"])

    assert [mailbox.is_own(each) for each in MAILS] == [False, True, False, False, False, False]
    assert mailbox.is_own(mail("Cy@X.example", ANN))


def test_a_mail_from_nobody_is_a_draft() -> None:
    assert Mailbox(MAILS, [ME]).is_own({"to": ANN})


@pytest.mark.parametrize(
    ("to", "date", "thread", "answered"),
    [
        (ANN, "Wed, 4 Mar 2026 10:00:00 +0000", "<1@x>", True),
        (ANN, "Mon, 2 Mar 2026 10:00:00 +0000", "<1@x>", False),  # before she did
        (ANN, "Wed, 4 Mar 2026 10:00:00 +0000", "<2@x>", False),  # about something else
        ("bo@x.example", "Wed, 4 Mar 2026 10:00:00 +0000", "<1@x>", False),
        (ANN, "", "<1@x>", False),
    ],
)
def test_who_has_written_in_the_conversation_has_answered(to: str, date: str, thread: str, answered: bool) -> None:
    answer = mail(ANN, ME, references="<1@x>", date="Tue, 3 Mar 2026 10:00:00 +0000")
    mailbox = Mailbox([mail(ME, ANN), mail(ME, ANN), answer])

    assert mailbox.is_answered(mail(ME, to, references=thread, date=date)) is answered


@given(st.lists(st.tuples(st.sampled_from([ANN, NEWS, ""]), st.booleans()), max_size=12))
def test_every_mailbox_whose_owner_wrote_has_mails_of_theirs(others: list[tuple[str, bool]]) -> None:
    mails = [mail(ME, ANN), *(mail(sender, ME, **({"received": "x"} if way else {})) for sender, way in others)]
    mailbox = Mailbox([*mails, mail(ME, "bo@x.example"), mail(ME, "cy@x.example")])

    assert mailbox.owner == {ME}
    assert all(mailbox.is_own(each) is (ANN not in each["from"] and NEWS not in each["from"]) for each in mails)
