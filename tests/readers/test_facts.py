"""Facts: which there are, which values they take, and who is believed first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.document import CHANNELS, LANGUAGES
from outreachlint.readers import Defaults
from outreachlint.readers.facts import KEYS, RECORD_KEYS, near_miss
from tests.readers.reading import error, message


def test_facts_come_from_the_front_matter() -> None:
    context = message(
        "draft.md",
        "---\nchannel: inmail\ntouch: 2\nrelationship: connected\npurpose: recruiting\njurisdiction: eu\nplan: free\n"
        "ready: true\ntemplate: lemlist\nlang: it\n---\n\nBody",
    ).context
    assert context.values() == {
        "channel": "inmail",
        "touch": 2,
        "relationship": "connected",
        "purpose": "recruiting",
        "jurisdiction": "eu",
        "plan": "free",
        "ready": True,
        "template": "lemlist",
        "consent": {},
    }
    assert {context.channel.origin, context.ready.origin} == {"front matter"}


@pytest.mark.parametrize(
    ("lines", "consent"),
    [
        ("consent: newsletter", {"newsletter": {"given": None, "how": None}}),
        (
            "consent: [newsletter, call]",
            {"newsletter": {"given": None, "how": None}, "call": {"given": None, "how": None}},
        ),
        (
            'consent:\n- newsletter: {given: 2026-03-02, how: "web form"}',
            {"newsletter": {"given": "2026-03-02", "how": "web form"}},
        ),
        ("consent:\n  Call:\n    how: by phone", {"call": {"given": None, "how": "by phone"}}),
        ("consent:", {}),
    ],
)
def test_consent_is_a_list_or_a_map_of_proofs(lines: str, consent: dict[str, object]) -> None:
    assert message("draft.md", f"---\n{lines}\n---\n\nBody").context.consent.value == consent


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("channel: linkedin", "draft.md:2:10: unknown channel `linkedin`"),
        ("channel: on", "draft.md:2:10: `channel` can't be true"),
        ("plan: no", "draft.md:2:7: `plan` can't be false"),
        ("touch: 0", "draft.md:2:8: `touch` must be a whole number from 1"),
        ("touch: true", "draft.md:2:8: `touch` can't be true"),
        ("touch: first", "draft.md:2:8: `touch` must be a whole number from 1"),
        ("lang: no", "draft.md:2:7: unknown lang `false`"),
        ("lang: nl", "draft.md:2:7: unknown lang `nl` (one of it, en, es, fr, de, pt)"),
        ("ready: maybe", "draft.md:2:8: `ready` must be true or false"),
        ("consent: 3", "draft.md:2:10: `consent` must be"),
        ("consent: {call: {given: yesterday}}", "draft.md:2:10: `given` must be a date like 2026-03-02"),
        ("consent: {call: {whn: 2026-03-02}}", "draft.md:2:10: consent to `call` has an unknown key `whn`"),
        ("consent: {call: {how: 3}}", "draft.md:2:10: `how` must be a text"),
        ("relationshp: customer", "draft.md:2:1: unknown key `relationshp` (did you mean `relationship`?)"),
        ("Channel: email", "draft.md:2:1: unknown key `Channel` (did you mean `channel`?)"),
        ("relation: cold", "draft.md:2:1: unknown key `relation` (did you mean `relationship`?)"),
        ("outreachlint: {ingore: [OL302]}", "draft.md:2:15: `outreachlint` takes"),
        ("outreachlint: {ignore: [3]}", "draft.md:2:15: `ignore` takes codes"),
    ],
)
def test_a_wrong_key_or_value_is_refused_with_its_place(line: str, said: str) -> None:
    assert error("draft.md", f"---\n{line}\n---\n\nBody").startswith(said)


def test_a_wrong_channel_names_all_that_there_are() -> None:
    said = error("draft.md", "---\nchannel: linkedin\n---\n\nBody")
    assert all(channel in said for channel in CHANNELS)


@pytest.mark.parametrize(
    "key",
    ["title", "tags", "category", "language", "content", "name", "type", "notes", "owner", "date", "variant", "read"],
)
def test_keys_that_are_the_users_own_are_left_alone(key: str) -> None:
    assert message("draft.md", f"---\n{key}: something\n---\n\nBody").text == "Body"


@given(st.sampled_from(KEYS).filter(lambda key: len(key) >= 5), st.data())
def test_a_key_of_ours_with_two_letters_swapped_is_never_ignored(key: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(key) - 2))
    swapped = key[:at] + key[at + 1] + key[at] + key[at + 2 :]
    assert swapped == key or near_miss(swapped) == key


@pytest.mark.parametrize("known", [KEYS, RECORD_KEYS])
def test_every_key_of_ours_is_its_own_nearest(known: tuple[str, ...]) -> None:
    assert [near_miss(key, known) for key in known] == list(known)


def test_status_ready_says_the_same_as_ready() -> None:
    assert message("draft.md", "---\nstatus: ready\n---\n\nBody").context.ready.value is True
    assert message("draft.md", "---\nstatus: draft\n---\n\nBody").context.ready.value is False
    assert message("draft.md", "---\nstatus: ready\nready: false\n---\n\nBody").context.ready.value is False


def test_the_command_line_wins_over_the_front_matter_over_the_config_over_the_shape() -> None:
    config = (("config a", {"channel": "comment", "touch": 3}), ("config b", {"touch": 4, "plan": "free"}))
    defaults = Defaults({"channel": "group-post"}, config)
    context = message("draft.md", "---\nchannel: inmail\n---\n\nBody", defaults).context
    assert context.channel == ("group-post", "command line")
    assert context.touch == (3, "config a")
    assert context.plan == ("free", "config b")
    assert context.relationship == ("stranger", "default")
    context = message("draft.md", "---\nchannel: inmail\n---\n\nBody", Defaults({}, config)).context
    assert context.channel == ("inmail", "front matter")
    assert message("draft.md", "Body", Defaults({}, config)).context.channel == ("comment", "config a")


def test_the_channel_follows_from_the_files_shape_where_nobody_says_it() -> None:
    assert message("draft.txt", "Body").context.channel == ("message", "file shape")
    assert message("draft.txt", "Subject: Hello\n\nBody").context.channel == ("email", "file shape")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_stated_language_wins_over_the_detected_one(lang: str) -> None:
    text = "Gentile dottoressa, ho letto il Suo articolo e vorrei farLe una domanda sulla tabella."
    document = message("draft.md", f"---\nlang: {lang}\n---\n\n{text}")
    assert (document.lang, document.lang_origin) == (lang, "front matter")
    document = message("draft.md", f"---\nlang: {lang}\n---\n\n{text}", Defaults(lang="en"))
    assert (document.lang, document.lang_origin) == ("en", "command line")
    document = message("draft.md", text, Defaults(config=(("config", {"lang": lang}),)))
    assert (document.lang, document.lang_origin) == (lang, "config")


def test_the_language_is_detected_where_nobody_states_it() -> None:
    text = "Gentile dottoressa, ho letto il Suo articolo e vorrei farLe una domanda sulla tabella."
    document = message("draft.md", text)
    assert (document.lang, document.lang_origin) == ("it", "detected")
    assert message("draft.md", "OK 42").lang == "unknown"


def test_placeholders_and_comments_do_not_sway_the_language() -> None:
    note = "this is a note about the message that we have written for them, and what they should know of it"
    italian = "Ho letto il Suo articolo e vorrei farLe una domanda sulla tabella."
    assert message("draft.md", f"<!-- {note} -->\n{italian}").lang == "it"
    assert message("draft.md", f"{italian} {{{{{note}}}}}").lang == "it"
    assert message("draft.md", f"{italian} {note}").lang != "it"
