"""A fingerprint knows a finding again after its file was edited."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from outreachlint.fingerprint import fingerprint, fingerprints
from tests.report.sample import document, finding

QUOTE = "introduce me to your boss"
DRAFT = f"Hi Ann,\n\nThank you for the talk. Could you {QUOTE} on\nThursday at 10? It was good.\n"


def of(text: str, quote: str = QUOTE, path: str = "a.md", **options: str) -> str:
    return fingerprint(finding(document(text, path, message_id=options.pop("message_id", None)), quote, **options))


class TestFingerprint:
    def test_is_short_hexadecimal(self) -> None:
        assert re.fullmatch("[0-9a-f]{32}", of(DRAFT))

    def test_is_the_same_in_every_run_and_version(self) -> None:
        # who changes this breaks baselines: raise fingerprint.VERSION
        assert of("Could you introduce me to your boss?") == "bd700b0841010a2624646570e49beee0"

    def test_stays_when_another_sentence_is_edited(self) -> None:
        edited = DRAFT.replace("Thank you for the talk.", "Thanks a lot!\n\nYour talk was splendid.").replace(
            "It was good.", "All the best."
        )
        assert of(edited) == of(DRAFT)

    def test_stays_when_lines_move_and_wrap_anew(self) -> None:
        assert of("\n\n" + DRAFT.replace(" on\nThursday", "\non Thursday")) == of(DRAFT)

    def test_stays_when_letters_become_capitals(self) -> None:
        assert of(DRAFT.replace(QUOTE, QUOTE.upper()), QUOTE.upper()) == of(DRAFT)

    def test_stays_in_another_file(self) -> None:
        assert of(DRAFT, path="b/c.md") == of(DRAFT)

    def test_stays_when_the_rule_is_worded_anew(self) -> None:
        assert of(DRAFT, message="Another message") == of(DRAFT)

    def test_changes_with_the_quote(self) -> None:
        assert of(DRAFT.replace("boss", "head"), "introduce me to your head") != of(DRAFT)

    def test_changes_with_the_rest_of_the_sentence(self) -> None:
        assert of(DRAFT.replace("Could you", "Would you mind to")) != of(DRAFT)
        assert of(DRAFT.replace("Thursday", "Friday")) != of(DRAFT)

    def test_changes_with_a_digit(self) -> None:
        assert of(DRAFT.replace("10", "11")) != of(DRAFT)

    def test_changes_with_the_rule_and_with_the_message(self) -> None:
        assert len({of(DRAFT), of(DRAFT, code="OL202"), of(DRAFT, message_id="m-1")}) == 3

    def test_changes_with_the_occurrence(self) -> None:
        one = finding(DRAFT, QUOTE)
        assert fingerprint(one) == fingerprint(one, 0) != fingerprint(one, 1)

    def test_of_a_whole_message_is_known_by_its_rule(self) -> None:
        assert of("Hi Ann.", "") == of("Dear Bob!", "")

    def test_of_list_items_is_theirs_alone(self) -> None:
        assert of(f"- we meet\n- {QUOTE}\n- bye", QUOTE) == of(f"- we met\n- {QUOTE}\n- see you", QUOTE)

    @given(st.text(max_size=700), st.text(min_size=1, max_size=40), st.text(max_size=700))
    def test_takes_any_text(self, before: str, quote: str, behind: str) -> None:
        one = finding(before + quote + behind, quote)

        assert one.quote in one.sentence
        assert one.sentence in before + quote + behind
        assert len(one.sentence) <= len(one.quote) + 600
        assert fingerprint(one) == fingerprint(one)


class TestFingerprints:
    def test_counts_equal_findings_of_one_file(self) -> None:
        one, other = finding(DRAFT, QUOTE), finding(document(DRAFT, "b.md"), QUOTE)

        found = [each for _, each in fingerprints([one, one, other, other])]

        assert found == [fingerprint(one), fingerprint(one, 1)] * 2
