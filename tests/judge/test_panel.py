"""Asking the shipped model through its cache."""

from __future__ import annotations

from pathlib import Path

import pytest

from outreachlint.analysis import Analysis
from outreachlint.document import Context, Document, Fact, Field
from outreachlint.judge.panel import ModelJudge
from outreachlint.text.source import Source


def analysis(text: str, relationship: str = "stranger") -> Analysis:
    context = Context(relationship=Fact(relationship, "test"))
    return Analysis(Document(Source("draft.md", text), [Field("text", text, 0)], context, "en"))


def test_what_the_cache_knows_costs_no_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = str(tmp_path / "judge.cache")
    messages = [analysis("We sell pumps at a good price."), analysis("Thanks for the talk."), analysis("")]
    first = ModelJudge(path).opinions(messages)

    monkeypatch.setattr(ModelJudge, "model", property(lambda _: pytest.fail("the model was loaded")))

    assert ModelJudge(path).opinions(messages) == first
    assert [opinion.judge for opinion in first if opinion] == ["model"] * 3


def test_another_context_is_another_question(tmp_path: Path):
    path = str(tmp_path / "judge.cache")
    stranger, customer = (
        ModelJudge(path).opinions([analysis("Here is the quote for the pumps, 900 euros.", who)])
        for who in ("stranger", "customer")
    )

    assert stranger != customer


def test_the_same_message_twice_is_judged_once(tmp_path: Path):
    one, two = ModelJudge().opinions([analysis("We sell pumps.")] * 2)

    assert one == two


def test_opinions_tell_the_sentences_that_weighed_most():
    (opinion,) = ModelJudge().opinions([analysis("Good morning. We sell pumps at a good price, buy now. Greetings")])

    assert opinion is not None
    ranked = opinion.weighed_most("immediate-pitch", 2)
    assert ranked[0][0] == 1
    assert ranked[0][1] >= ranked[1][1]
    assert opinion.of("immediate-pitch", 1) == ranked[0][1]
    assert opinion.of("immediate-pitch", 99) == 0.0
