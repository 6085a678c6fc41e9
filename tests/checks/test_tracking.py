"""OL306: parameters of links that track, and links without them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checks.checking import fixed, found, signals


@pytest.mark.parametrize(
    ("link", "bare"),
    [
        ("https://x.com/a?utm_source=b", "https://x.com/a"),
        ("https://x.com/a?utm_source=b&utm_medium=c", "https://x.com/a"),
        ("https://x.com/a?utm_source=b#top", "https://x.com/a#top"),
        ("https://x.com/a?id=1&utm_source=b", "https://x.com/a?id=1"),
        ("https://x.com/a?utm_source=b&id=1", "https://x.com/a?id=1"),
        ("https://x.com/a?utm_source=b&id=1&gclid=2&page=3&fbclid=4#f", "https://x.com/a?id=1&page=3#f"),
        ("https://x.com/a?id=1;utm_source=b;page=2", "https://x.com/a?id=1;page=2"),
        ("https://x.com/a?id=1&amp;utm_source=b&amp;page=2", "https://x.com/a?id=1&amp;page=2"),
        ("https://x.com/a?id=1&amp;utm_source=b", "https://x.com/a?id=1"),
        ("https://x.com/?UTM_Source=b", "https://x.com/"),
        ("example.com/a?mc_eid=4f2a", "example.com/a"),
        ("https://x.com/a?utm_source", "https://x.com/a"),
        ("https://x.com/a?utm_source=b&", "https://x.com/a"),
        ("https://x.com/a?id=1&utm_source=b&#top", "https://x.com/a?id=1#top"),
        ("https://x.com/a?_hsenc=1&_hsmi=2&mkt_tok=3&vero_id=4&li_fat_id=5&pk_campaign=6", "https://x.com/a"),
        (
            "https://www.linkedin.com/in/ann?lipi=x&trk=z&trackingId=y&lang=it",
            "https://www.linkedin.com/in/ann?lang=it",
        ),
        ("https://youtu.be/abc?si=1&t=20", "https://youtu.be/abc?t=20"),
        ("https://x.com/a?utm_campaign={{a & b}}&id=1", "https://x.com/a?id=1"),
        ("https://x.com/a?utm_campaign=#name#&id=1", "https://x.com/a?id=1"),
    ],
)
def test_a_link_is_left_without_what_tracks(link: str, bare: str) -> None:
    assert fixed("tracking", f"See {link}, Ann.") == f"See {bare}, Ann."


@pytest.mark.parametrize(
    "text",
    [
        "https://x.com/a?id=1&page=2#utm_source=b",
        "https://x.com/utm_source=b",
        "utm_source=b&utm_medium=c",
        "https://x.com/a?ref=ann&source=mail&campaign=2",
        "https://x.com/a?si=1",
        "https://notlinkedin.com/a?trackingId=1",
        "https://x.com/a?trk=7&pk_id=3",
        "https://x.com/login?next=https%3A%2F%2Fy.com%3Futm_source%3Db",
        "https://x.com/?",
        "what is utm_source?",
    ],
)
def test_other_links_and_other_words_are_left_alone(text: str) -> None:
    assert found("tracking", text) == []


@pytest.mark.parametrize("name", ["sig", "Signature", "X-Amz-Signature", "hmac"])
def test_a_link_that_is_signed_is_for_its_writer_to_change(name: str) -> None:
    [signal] = signals("tracking", f"See https://x.com/a?id=1&{name}=4f2a&utm_source=b")

    assert signal.fix is None


def test_it_points_from_the_first_to_the_last_of_them() -> None:
    assert found("tracking", "(https://x.com/a?id=1&utm_source=b&p=2&gclid=3)") == ["utm_source=b&p=2&gclid=3"]


def test_in_markdown_the_address_ends_with_its_bracket() -> None:
    assert fixed("tracking", "[a](https://x.com/?utm_source=b) b") == "[a](https://x.com/) b"


def test_every_link_is_a_finding_of_its_own() -> None:
    assert len(found("tracking", "https://x.com/?gclid=1 and https://y.com/?gclid=2")) == 2


def test_the_parameters_are_named_once_and_not_all_of_many() -> None:
    many = "&".join(f"utm_{letter}=1" for letter in "abcdefgha")

    assert signals("tracking", f"https://x.com/?{many}")[0].slots["parameters"] == (
        "utm_a, utm_b, utm_c, utm_d, utm_e, utm_f, …"
    )


def test_further_parameters_and_those_that_are_allowed_are_options() -> None:
    assert found("tracking", "https://x.com/?mine=1&utm_id=2", {"parameters": ["Mine"], "allow": ["UTM_ID"]}) == [
        "mine=1"
    ]


NAMES = st.sampled_from(["utm_source", "gclid", "id", "page", "q", "fbclid"])


@given(
    st.lists(st.tuples(NAMES, st.sampled_from(["", "=", "=1", "=a%20b"])), max_size=6),
    st.sampled_from(["", "#f", "#?utm_id=1"]),
)
def test_what_does_not_track_stays_in_its_order(parameters: list[tuple[str, str]], end: str) -> None:
    link = "https://x.com/a" + ("?" if parameters else "") + "&".join(map("".join, parameters)) + end
    kept = "&".join(name + value for name, value in parameters if name in ("id", "page", "q"))

    assert fixed("tracking", f"see {link} now") == f"see https://x.com/a{'?' + kept if kept else ''}{end} now"
