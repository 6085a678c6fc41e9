from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given

from outreachlint.text.fold import fold, fold_char
from tests.text.strategies import texts


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("HELLO There", "hello there"),
        ("Perché è così, città", "perche e cosi, citta"),
        ("Größe, STRASSE, ẞ", "große, strasse, ß"),
        ("Señor Ação Île Ü", "senor acao ile u"),
        ("łódź øre đak", "lodz ore dak"),
        ("œuvre Æon", "oeuvre aeon"),
        ("don’t don‘t don´t don`t donʼt", "don't don't don't don't don't"),
        ("“a” „b“ «c» ‹d›", '"a" "b" "c" "d"'),
        ("a–b—c−d‑e", "a-b-c-d-e"),
        ("a\u00a0b\u2009c\td\u3000e", "a b c d e"),
        ("news\u200bletter sign\u00adup \u202ex\ufeff", "newsletter signup x"),
        ("𝐇𝐞𝐥𝐥𝐨 𝒲𝑜𝓇𝓁𝒹 𝚖𝚘𝚗𝚘 Ｆｕｌｌ", "hello world mono full"),
        ("раураl Ѕаlе ΝΟΤΕ", "paypal sale note"),
        ("ɴᴇᴡs ⓝⓔⓦ", "news new"),
        ("ﬁnance oﬀer", "finance offer"),
        ("✌️ 😀", "✌ 😀"),
        ("wait… ok™", "wait… ok™"),
        ("İstanbul ΣΑΣ", "istanbul oao"),
        ("nul\x00byte bell\x07", "nulbyte bell"),
    ],
)
def test_folding_gives_what_a_reader_takes_for_the_same(written: str, folded: str) -> None:
    assert fold(written)[0] == folded


@given(texts)
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    assert fold(normalize("NFC", text))[0] == fold(normalize("NFD", text))[0]


@given(texts)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)[0]
    assert fold(once) == (once, None)


@given(texts)
def test_folding_keeps_line_breaks_and_leaves_no_other_white_space_than_blanks(text: str) -> None:
    folded = fold(text)[0]
    assert folded.count("\n") == text.count("\n")
    assert not [char for char in folded if char.isspace() and char not in " \n"]


@given(texts)
def test_every_character_folds_on_its_own(text: str) -> None:
    assert fold(text)[0] == "".join("\n" if char == "\n" else fold_char(char) for char in text)


@given(texts)
def test_the_offset_map_leads_back_to_the_character_that_was_folded(text: str) -> None:
    folded, offsets = fold(text)
    if offsets is None:
        assert len(folded) == len(text)
        return
    raws = [offsets.to_raw(at) for at in range(len(folded) + 1)]
    assert raws == sorted(raws)
    assert raws[-1] == len(text)
    for at, raw in enumerate(raws[:-1]):
        assert folded[at] == text[raw] or folded[at] in fold_char(text[raw])


@given(texts)
def test_the_offset_map_goes_both_ways(text: str) -> None:
    folded, offsets = fold(text)
    if offsets is not None:
        there = [offsets.from_raw(raw) for raw in range(len(text) + 1)]
        assert there == sorted(there)
        assert there[-1] == len(folded)
        for raw, char in enumerate(text):
            if char == "\n" or fold_char(char):
                assert offsets.to_raw(there[raw]) == raw


def test_many_different_characters_fold_like_few() -> None:
    alphabet = "".join(map(chr, range(0xC0, 0x250)))
    assert fold(alphabet + "ABC\n")[0] == "".join(fold(char)[0] for char in alphabet) + "abc\n"
