"""How like two messages are, and groups of messages that are nearly the same."""

from __future__ import annotations

import random
import time
import tracemalloc
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.text.likeness import (
    MOST_WORDS,
    SKETCH,
    Clusters,
    fingerprint,
    likeness,
    own_words,
    shingles,
    skeleton,
    sketch,
)
from outreachlint.text.source import Span
from outreachlint.text.view import build_view

WORDS = st.lists(
    st.sampled_from(["scanner", "label", "wet", "desk", "hour", "frost", "page", "rota", "night"]), max_size=30
)


def words(text: str, **about: object) -> str:
    return " ".join(own_words(build_view(text, **about)))  # type: ignore[arg-type]


class TestOwnWords:
    @pytest.mark.parametrize(
        ("text", "own"),
        [
            ("Hi Ann, we make scanners.", "we make scanners"),
            ("Hi Ann - we make scanners.", "we make scanners"),
            ("Hi {{first_name}},\n\nWe help {{company}} by 40%.", "we help by 40"),
            ("Dear Mr and Mrs Bone: we make scanners.", "we make scanners"),
            ("Ann, we make scanners.", "we make scanners"),
            ("Anna Maria Bo, we make scanners.", "we make scanners"),
            ("Last week, we made scanners.", "last week we made scanners"),
            ("Gentile dott.ssa Rossi,\nproduciamo lettori.\n\nCordiali saluti\nAnna Bo", "produciamo lettori"),
            ("Sehr geehrte Frau Meier,\n\nwir bauen Geräte.\n\nMit freundlichen Grüßen\nUwe Roth", "wir bauen gerate"),
            ("We make scanners. Hi Bob, too.", "we make scanners hi bob too"),
            ("See https://example.com or write to bob@example.com.", "see or write to"),
            ("Just bumping.\n\nOn Mon, 11 Sep 2026, Bob wrote:\n> we make scanners", "just bumping"),
            ("Hi Ann!", ""),
            ("", ""),
        ],
    )
    def test_greeting_signature_quotes_tags_and_links_are_left_out(self, text: str, own: str) -> None:
        assert words(text) == own

    def test_the_subject_is_left_out(self) -> None:
        assert words("Labels\n\nWe make scanners.", subject=Span(0, 6)) == "we make scanners"

    def test_there_is_an_end_to_them(self) -> None:
        assert len(own_words(build_view("wet label. " * 30_000))) == MOST_WORDS


class TestLikeness:
    @given(WORDS)
    def test_a_text_is_like_itself(self, text: list[str]) -> None:
        assert likeness(shingles(text), shingles(text)) == 1.0

    @given(WORDS, WORDS)
    def test_it_is_a_share_and_goes_both_ways(self, one: list[str], other: list[str]) -> None:
        like = likeness(shingles(one), shingles(other))

        assert 0.0 <= like <= 1.0
        assert like == likeness(shingles(other), shingles(one))

    def test_the_order_of_the_words_counts(self) -> None:
        assert 0 < likeness(shingles(["wet", "label"]), shingles(["label", "wet"])) < 1

    def test_nothing_is_like_nothing_but_itself(self) -> None:
        assert likeness(shingles([]), shingles([])) == 1.0
        assert likeness(shingles([]), shingles(["wet"])) == 0.0


class TestFingerprints:
    def test_eight_bytes_that_depend_on_the_words_alone(self) -> None:
        assert fingerprint(["wet", "label"]) == fingerprint(iter(["wet", "label"]))
        assert fingerprint(["wet", "label"]) != fingerprint(["label", "wet"])
        assert len(fingerprint([])) == 8

    def test_a_skeleton_has_no_names_and_no_numbers(self) -> None:
        one = build_view("Hi Ann, I saw that Reed Scanners opened 12 desks in Hull.")
        other = build_view("Dear Bob, I saw that Acme opened 300 desks in Leeds.")

        assert skeleton(one) == skeleton(other)
        assert skeleton(one) != skeleton(build_view("Hi Ann, I saw that Reed Scanners closed 12 desks in Hull."))

    def test_where_nouns_have_capitals_they_stay(self) -> None:
        one, other = build_view("Danke für die Kontaktaufnahme."), build_view("Danke für die Vernetzung.")

        assert skeleton(one) == skeleton(other)
        assert skeleton(one, nouns=True) != skeleton(other, nouns=True)


class TestClusters:
    def test_near_messages_are_together_and_others_apart(self) -> None:
        clusters: Clusters[str] = Clusters()
        text = [
            "we",
            "make",
            "scanners",
            "that",
            "read",
            "wet",
            "labels",
            "and",
            "save",
            "a",
            "returns",
            "desk",
            "about",
            "an",
            "hour",
            "a",
            "day",
            "in",
            "winter",
        ]
        first = clusters.add(sketch(text), "first")

        assert clusters.add(sketch([*text[:-2], "of", "frost"]), "second") is first
        assert (
            clusters.add(
                sketch(["your", "talk", "in", "leeds", "on", "rotas", "stayed", "with", "me", "all", "week", "long"]),
                "other",
            )
            is not first
        )
        assert [(each.first, each.size) for each in clusters.largest(9)] == [("first", 2), ("other", 1)]

    @given(st.lists(WORDS, max_size=20))
    def test_the_same_words_are_always_together(self, texts: list[list[str]]) -> None:
        clusters: Clusters[int] = Clusters()
        for number, text in enumerate(texts):
            found = clusters.add(sketch(text), number)
            assert likeness(frozenset(map(str, found.sketch)), frozenset(map(str, sketch(text)))) >= clusters.least
            assert clusters.add(sketch(text), number) is found
        assert sum(each.size for each in clusters.largest(99)) == 2 * len(texts)

    def test_the_most_are_bounded_and_what_repeats_stays(self) -> None:
        clusters: Clusters[int] = Clusters(most=50)
        often = sketch(["the", "same", "words", "for", "everybody", "on", "the", "list"])
        for number in range(2_000):
            clusters.add(sketch([f"word{number}", f"other{number}", f"third{number}"]), number)
            if number % 10 == 0:
                clusters.add(often, -1)

        assert len(clusters) <= 50
        (largest, *_) = clusters.largest(1)
        assert (largest.first, largest.size) == (-1, 200)
        assert sum(each.size for each in clusters.largest(99)) + clusters.forgotten == 2_200

    def test_where_all_repeat_the_oldest_go(self) -> None:
        clusters: Clusters[int] = Clusters(most=4)
        for number in range(8):
            for _ in range(2):
                clusters.add(sketch([f"word{number}", f"other{number}"]), number)

        assert len(clusters) <= 4
        assert clusters.largest(9)[-1].first == 7

    def test_a_sketch_is_small_and_the_same_everywhere(self) -> None:
        assert sketch(["wet", "label"]) == array("I", sorted(sketch(["wet", "label"])))
        assert list(sketch(["wet"])) == [3318291986]
        assert len(sketch([f"word{number}" for number in range(2_000)])) == SKETCH

    def test_a_hundred_times_as_many_take_a_hundred_times_as_long(self) -> None:
        vocabulary = [f"word{number}" for number in range(3_000)]
        choose = random.Random(1)
        sketches = [sketch(choose.choices(vocabulary, k=40)) for _ in range(3_000)]
        clusters: Clusters[int] = Clusters(most=500)
        tracemalloc.start()
        start = time.perf_counter()

        for number, each in enumerate(sketches):
            clusters.add(each, number)

        assert time.perf_counter() - start < 5
        assert tracemalloc.get_traced_memory()[0] < 500 * 8_000
        tracemalloc.stop()
