"""`outreachlint explain`."""

from __future__ import annotations

import pytest

from tests.conftest import Cli, write


@pytest.mark.parametrize("word", ["OL302", "ol302", "unconsented-signup", "old-signup"])
def test_a_rule_is_known_by_code_name_and_old_name(cli: Cli, word: str) -> None:
    outcome = cli("explain", word)

    assert outcome.code == 0
    assert outcome.out.startswith("OL302 unconsented-signup [error]\n")


def test_it_says_why_what_to_write_where_it_comes_from_and_shows_examples(cli: Cli) -> None:
    out = cli("explain", "OL302").out

    for part in (
        "The message signs the recipient up to a list nobody asked for\n",
        "\nWhy\n  A list is a promise of more messages.\n",
        "\nInstead\n  Ask first, or send a link with which they can sign up.\n",
        "\nWhere it comes from\n  - law: GDPR art. 4(11) and 7 <https://eur-lex.europa.eu/eli/reg/2016/679/oj>\n",
        "\nWhen it runs\n  - language: en, it\n  - channel: message, email, inmail\n",
        "\nIt may be wrong when\n  - The recipient subscribed elsewhere",
        "\nFound\n  - (en) Hi Ann, I've added you to our newsletter.\n",
        "\nFine\n  - (en) May I add you?\n",
        "\nAlso called\n  old-signup\n",
        "<!-- outreachlint-ignore OL302: reason -->\n",
    ):
        assert part in out


def test_it_speaks_italian(cli: Cli) -> None:
    out = cli("explain", "OL302", "--ui-lang", "it").out

    assert out.startswith("OL302 unconsented-signup [errore]\n")
    assert "\nPerché\n  Una lista promette altri messaggi.\n" in out
    assert "\nQuando vale\n  - lingua: en, it\n" in out
    assert "<!-- outreachlint-ignore OL302: motivo -->\n" in out
    assert not [heading for heading in ("Why", "Instead", "Where it", "When it", "Found", "Fine") if heading in out]


def test_preview_rules_say_so(cli: Cli) -> None:
    assert cli("explain", "OL601").out.startswith("OL601 over-limit [error, preview]\n")


def test_facts_of_an_example_are_shown(cli: Cli) -> None:
    assert "- (en, channel connection-note) Hello and also besides." in cli("explain", "OL601").out


def test_rules_of_ones_own_are_explained_too(cli: Cli) -> None:
    cli("rules", "new", "no-checking-in")
    write("outreachlint.toml", 'rules = ["our-rules"]\n')

    assert cli("explain", "no-checking-in").out.startswith("OUR001 no-checking-in [warning]\n")


def test_an_unknown_rule_is_answered_with_the_nearest_one(cli: Cli) -> None:
    assert cli("explain", "introducton-ask") == (
        2,
        "",
        "outreachlint: error: there is no rule `introducton-ask` (did you mean `introduction-ask`?)\n",
    )


def test_the_messages_of_an_example_are_told_apart(cli: Cli) -> None:
    from tests.rules.test_examples import RULE

    write("our-rules/TEST801-price-gone.yaml", RULE)
    write("outreachlint.toml", 'rules = ["our-rules"]')
    out = " ".join(cli("explain", "price-gone").out.split())

    assert "- (en, channel email) [1] [Prices] The price list is below. [2, +4 d, TEST801] Any news?" in out
    assert "Fine - (en) [1] The price list is below. [3] The price is the same." in out


def test_what_a_rule_counts_with_can_be_looked_up(cli: Cli) -> None:
    from tests.rules.test_examples import BODIES

    write("our-rules/TEST807-same-words.yaml", BODIES)
    write("outreachlint.toml", 'rules = ["our-rules"]')

    assert (
        "What it counts with (options in the configuration)\n  - least: 2\n  - words: 2\n"
        in cli("explain", "same-words").out
    )
    assert "What it counts with" not in cli("explain", "OL302").out
