"""What a phrase finds in a message, as docs/rule-language.md says."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.phrases.compile import Compiler
from outreachlint.phrases.match import PhraseIndex
from outreachlint.phrases.syntax import parse
from outreachlint.rules.build import LanguageBuilder
from outreachlint.rules.model import LexiconFile, Place, WrittenPhrase
from outreachlint.text.view import build_view

HERE = Place("test.yaml", 1, 1)


def written(text: str) -> WrittenPhrase:
    return WrittenPhrase(text, parse(text), HERE)


def index(*phrases: str, lang: str = "en", **lexicons: list[str]) -> PhraseIndex:
    files = {
        name: LexiconFile(name, HERE, {lang: [written(entry) for entry in entries]})
        for name, entries in lexicons.items()
    }
    builder = LanguageBuilder(lang, files)
    builder.add("OL999/signal", [written(phrase) for phrase in phrases])
    return PhraseIndex(builder.data())


def found(phrases: PhraseIndex, text: str) -> list[str]:
    view = build_view(text)
    search = phrases.search(view)
    hits = [hit for signal in search.sentences for hit in search.hits(signal)]
    return [view.raw_span(hit.start, hit.end).of(text) for hit in hits]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("add you to", "I will add you to it.", "add you to"),
        ("add you to", "ADD  YOU\tTO it", "ADD  YOU\tTO"),
        ("add you to", "I add, you, to be brief, that", "add, you, to"),
        ("(add|put) you", "We put you in.", "put you"),
        ("[already] added", "I already added", "already added"),
        ("[already] added", "I added", "added"),
        ("we [have] added", "we added", "we added"),
        ("we [have] added", "we have added", "we have added"),
        ("send it [over] [now]", "send it", "send it"),
        ("send it [over] [now]", "send it over now", "send it over now"),
        ("subscri* you", "subscribing you", "subscribing you"),
        ("newsletter[s]", "Our Newsletters are", "Newsletters"),
        ("added … newsletter", "added your good self to our newsletter", "added your good self to our newsletter"),
        ("don't worry", "dont worry", "dont worry"),
        ("don't worry", "don’t worry", "don’t worry"),
        ("follow-up", "a followup and", "followup"),
        ("follow-up", "a follow up and", "follow up"),
        ("we've added", "we’ve added", "we’ve added"),
        ("^ interested", "Hello. Interested in it", "Interested"),
        ("interested ?", "Are you interested?", "interested"),
        ("may I … ?", "May I add you to the list of friends, or would you rather not?", "May I"),
        ("at <url>", "Read it at https://example.com/a?b=c, please", "at https://example.com/a?b=c"),
        ("hi <placeholder>", "Hi {{first_name}}, how", "Hi {{first_name}}"),
        ("write to <email>", "Write to ann@example.com.", "Write to ann@example.com"),
        ("from <number>", "from € 39,00 a month", "from € 39,00"),
        ("save <number>", "save 12.5 % now", "save 12.5 %"),
        ("<word> bills", "cut cloud bills", "cloud bills"),
    ],
)
def test_found(phrase: str, text: str, expected: str):
    assert found(index(phrase), text) == [expected]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("add you", "I add. You go"),
        ("add you", "add your"),
        ("add you", "readd you"),
        ("added … newsletter", "I added it. The newsletter"),
        ("added … newsletter", "added one two three four five six seven eight newsletter"),
        ("^ interested", "I am interested"),
        ("interested ?", "interested. Are you?"),
        ("may I … ?", "May I say that. Is it so?"),
        ("interested ?", "I am interested"),
    ],
)
def test_not_found(phrase: str, text: str):
    assert found(index(phrase), text) == []


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("perché no", "perche' no"),
        ("perché", "perche"),
        ("perché", "PERCHÉ"),
        ("perché no", "perche´ no"),
        ("è iscritto", "e' iscritto"),
        ("l'azienda", "l’azienda"),
        ("un po' di", "un po di"),
        ("dell'(azienda|impresa)", "dell'impresa"),
    ],
)
def test_italian_accents_and_apostrophes(phrase: str, text: str):
    assert found(index(phrase, lang="it"), f"Ecco {text} qui") == [text]


@pytest.mark.parametrize("text", ["für größe", "fuer groesse", "fur grosse", "FÜR GRÖSSE"])
def test_german_umlauts(text: str):
    assert found(index("für größe", lang="de"), text) == [text]


def test_decomposed_accents_keep_their_place():
    text = "La perche\u0301 no"

    assert found(index("perché no", lang="it"), text) == ["perche\u0301 no"]


def test_hard_wrapped_lines_are_one_sentence():
    text = "I have taken the liberty and added you to our\nweekly newsletter for dentists."

    assert found(index("our weekly newsletter"), text) == ["our\nweekly newsletter"]


def test_lexicons_nest():
    phrases = index("to <ours>", ours=["our <thing>"], thing=["list", "mailing list"])

    assert found(phrases, "to our mailing list") == ["to our mailing list"]


def test_a_phrase_that_is_a_lexicon_stands_for_its_entries():
    phrases = index("<asked>", asked=["may I … you", "^ shall we"])

    assert found(phrases, "May I perhaps add you? Shall we go?") == ["May I perhaps add you", "Shall we"]


def test_a_gap_takes_the_nearest_end():
    assert found(index("added … list"), "added to a list and a list") == ["added to a list"]


@pytest.mark.parametrize("before", [0, 150, 190, 250, 1000])
def test_a_very_long_sentence_is_searched_to_its_end(before: int):
    text = "word " * before + "we add one two you to the list"

    assert found(index("add … you to … list"), text) == ["add one two you to the list"]


def test_what_is_known_of_a_sentence_serves_the_next_message():
    phrases = index("we add you")

    assert found(phrases, "First. Now we add you to it.") == ["we add you"]
    assert found(phrases, "Quite another start here. Now we add you to it.") == ["we add you"]
    assert len(phrases.sentences) == 3


def test_order_of_phrases_changes_nothing():
    one, other = ["add you", "(sign|put) you … list"], "We add you and sign you up to the list."

    assert found(index(*one), other) == found(index(*reversed(one)), other)


PIECES = st.sampled_from(
    ["add", "(put|sign up)", "[already]", "you", "subscri*", "l'una", "e-mail", "don't", "…", "list[s]"]
)


@given(st.lists(PIECES, min_size=1, max_size=6))
def test_every_phrase_finds_what_it_was_written_for(pieces: list[str]):
    """The first alternative of everything, written out, is found."""
    from outreachlint.phrases.syntax import PhraseError

    text = " ".join(pieces)
    try:
        phrase = parse(text)
    except PhraseError:
        return
    compiler = Compiler("en")
    if not any(compiler.needs(compiler.program(segment)) for segment in phrase.segments):
        return
    plain = {"(put|sign up)": "put", "[already]": "already", "subscri*": "subscribed", "…": "now", "list[s]": "lists"}

    assert found(index(text), " ".join(plain.get(piece, piece) for piece in pieces))


@pytest.mark.parametrize(
    "text",
    ["we " * 100_000, "we\n" * 50_000, "a" * 300_000, "we" + " " * 300_000 + "you", "we you " * 50_000, "l'" * 100_000],
)
def test_time_is_linear_whatever_the_text(text: str):
    phrases = index("we … we … them", "weee* … [we] (we|you) we", "<word> we … you", "l'una … <number>")
    view = build_view(text)

    began = time.perf_counter()
    search = phrases.search(view)
    for signal in search.sentences:
        search.hits(signal)

    assert time.perf_counter() - began < 5
