"""What the reader is told."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from outreachlint.judge import prompt
from outreachlint.judge.letter import Letter
from outreachlint.judge.opinion import OFFENCES
from tests.checks.checking import document

GUIDE = Path(__file__).parents[1] / "corpus" / "GUIDE.md"


def sections(text: str) -> dict[str, str]:
    parts = re.split(r"^## (.*)\n", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_the_guide_is_the_one_that_the_corpus_is_labelled_by() -> None:
    shipped = sections(Path(prompt.GUIDE).read_text(encoding="utf-8"))

    assert shipped == sections(GUIDE.read_text(encoding="utf-8"))
    assert shipped.keys() >= {"Labels", "Settled doubts", "Judging"}


@pytest.mark.parametrize("offence", OFFENCES)
def test_the_guide_explains_every_offence(offence: str) -> None:
    assert f"\n| `{offence}` |" in prompt.system()


def test_a_request_is_bound_to_the_form_and_to_no_chance() -> None:
    letter = Letter(document("Hi Ann, «là»."))

    body = json.loads(prompt.request("m", letter))

    assert (body["model"], body["temperature"], body["stream"]) == ("m", 0, False)
    assert body["response_format"]["type"] == "json_schema"
    assert body["response_format"]["json_schema"]["schema"] == prompt.SCHEMA
    assert [message["role"] for message in body["messages"]] == ["system", "user"]
    assert body["messages"][0]["content"] == prompt.system()
    assert body["messages"][1]["content"] == letter.content
    assert "«là»" in letter.content


def test_a_second_try_says_what_was_wrong_with_the_first() -> None:
    body = json.loads(prompt.request("m", Letter(document("Hi")), "it is not JSON"))

    assert "it is not JSON" in body["messages"][0]["content"].removeprefix(prompt.system())


def test_the_form_is_a_json_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(prompt.SCHEMA)
    offence = {"rule": "pressure", "quote": "x", "confidence": 1, "why": ""}
    jsonschema.validate({"offences": [offence]}, prompt.SCHEMA)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"offences": [{**offence, "rule": "rudeness"}]}, prompt.SCHEMA)


def test_another_guide_is_another_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "guide.md").write_text("Be kind.", encoding="utf-8")
    versions = [prompt.version()]
    try:
        monkeypatch.setattr(prompt, "GUIDE", str(tmp_path / "guide.md"))
        for kept in (prompt.system, prompt.version):
            kept.cache_clear()
        versions.append(prompt.version())
    finally:
        monkeypatch.undo()
        for kept in (prompt.system, prompt.version):
            kept.cache_clear()

    assert len(set(versions)) == 2
    assert prompt.version() == versions[0]
