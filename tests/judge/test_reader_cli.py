"""`--judge reader` and `judge = "reader"`: from the configuration to the report."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from outreachlint.analysis import Analysis
from outreachlint.commands import judging
from outreachlint.judge.opinion import NUMBER, OFFENCES, Opinion
from tests.conftest import Cli, Outcome, write
from tests.judge.serving import Service, answers, offence, replies, says

RULE = """\
code: OUR101
name: our-pressure
severity: warning
summary: {en: Pressure, it: Pressione}
message: {en: '"{quote}" presses', it: '"{quote}" preme'}
why: {en: w, it: w}
advice: {en: a, it: a}
sources: [{kind: other, cite: ours}]
signals:
  never: {en: [xyzzy plugh]}
match: {any: [{judge: {offence: pressure, at_least: 0.5}}, never]}
report: never
examples:
  - {flag: "Xyzzy plugh.", lang: en}
  - {flag: "So xyzzy plugh it is.", lang: en}
  - {clean: "Hi Ann.", lang: en}
  - {clean: "Hi Bo.", lang: en}
"""
DRAFT = "---\nlang: en\n---\nHi Ann. Last chance today! Buy now.\n"
PRESSURE = answers([offence("pressure", "Last chance", 0.8)])


class Model:
    """Stands for the shipped model, which finds pressure in every first sentence."""

    def opinions(self, messages: Sequence[Analysis]) -> list[Opinion | None]:
        row = [0.0] * len(OFFENCES)
        row[NUMBER["pressure"]] = 0.6
        return [Opinion("model", [row]) for _ in messages]


@pytest.fixture(autouse=True)
def _drafts(workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OUTREACHLINT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr(judging, "_model", Model)
    write("own/OUR101-our-pressure.yaml", RULE)
    write("a.md", DRAFT)


def configure(service: Service | str, more: str = "", top: str = "") -> None:
    url = service if isinstance(service, str) else service.url
    write("outreachlint.toml", f'rules = ["own"]\n{top}\n[reader]\nurl = "{url}"\nmodel = "m"\n{more}\n')


def check(cli: Cli, *arguments: str) -> Outcome:
    return cli("a.md", "--select", "OUR", "--judge", "reader", *arguments)


def found(outcome: Outcome) -> list[tuple[str, str, float, int]]:
    return [
        (each["code"], each["judge"], each["confidence"], each["location"]["column"])
        for each in json.loads(outcome.out)["diagnostics"]
    ]


def test_findings_say_that_the_reader_found_them(cli: Cli, service: Service) -> None:
    configure(service)
    service.behave = PRESSURE

    outcome = check(cli, "--output-format", "json")

    assert (outcome.code, outcome.err) == (1, "")
    assert found(outcome) == [("OUR101", "reader", 0.8, 9)]
    assert '"Last chance" presses' in outcome.out.replace("\\", "")


def test_the_configuration_may_choose_it(cli: Cli, service: Service) -> None:
    configure(service, top='judge = "reader"')
    service.behave = PRESSURE

    assert found(cli("a.md", "--select", "OUR", "--output-format", "json"))[0][1] == "reader"
    assert "OUR101" in cli("a.md", "--select", "OUR").out
    assert len(service.requests) == 1, "the second run asks the cache"


def test_nobody_asks_it_unless_it_is_chosen(cli: Cli, service: Service) -> None:
    configure(service)

    assert found(cli("a.md", "--select", "OUR", "--output-format", "json"))[0][1] == "model"
    assert cli("a.md", "--select", "OUR", "--judge", "off").code == 0
    assert service.requests == []


def test_it_is_not_asked_for_rules_that_do_not_want_to_know(cli: Cli, service: Service) -> None:
    configure(service)

    cli("a.md", "--select", "OL502", "--judge", "reader")

    assert service.requests == []


@pytest.mark.parametrize("quiet", [[], ["--quiet"]])
def test_one_that_is_down_is_said_and_changes_no_exit_code(cli: Cli, service: Service, quiet: list[str]) -> None:
    configure(service, "retries = 0")
    service.stop()

    outcome = check(cli, "--output-format", "json", *quiet)

    assert outcome.code == 1
    assert found(outcome) == [("OUR101", "model", 0.6, 1)]
    assert outcome.err == (
        f"outreachlint: warning: the reader at {service.url} can't be reached (Connection refused; is it running?), and "
        "was not asked any more; the shipped model judged 1 message (first: a.md:4) instead\n"
    )
    assert check(cli, "--exit-zero").code == 0


def test_what_a_service_says_can_not_move_the_cursor(cli: Cli, service: Service) -> None:
    configure(service)
    service.behave = replies(json.dumps({"error": "\x1b[2J\u202eno\nsuch model"}).encode(), 404)

    err = check(cli).err

    assert err.count("\n") == 1
    assert "\x1b" not in err
    assert "\u202e" not in err
    assert "such model" in err


def test_nonsense_is_said_too(cli: Cli, service: Service) -> None:
    configure(service)
    service.behave = says("I can't help with that.")

    outcome = check(cli)

    assert "gave no verdict (it is not JSON); the shipped model judged 1 message (first: a.md:4) instead" in outcome.err
    assert len(service.requests) == 3


def test_all_its_settings_count(cli: Cli, service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    configure(service, 'api-key-env = "OUTREACHLINT_KEY"\nretries = 1\nbudget = 1\ntimeout = 7.5')
    monkeypatch.setenv("OUTREACHLINT_KEY", " s3cret\n")
    write("b.md", DRAFT + "Bye.\n")
    service.behave = says("x")

    outcome = cli("a.md", "b.md", "--select", "OUR", "--judge", "reader")

    assert [request.headers["Authorization"] for request in service.requests] == ["Bearer s3cret"] * 2
    assert "budget of 1 message a run is used up" in outcome.err
    assert "s3cret" not in outcome.err


def test_without_a_model_it_is_an_error(cli: Cli) -> None:
    outcome = cli("a.md", "--judge", "reader", "--isolated")
    assert outcome.code == 2
    assert outcome.err.startswith("outreachlint: error: the reader needs a model (name one")

    write("outreachlint.toml", 'rules = ["own"]\n')
    assert check(cli).err == (
        "outreachlint.toml: error: the reader needs a model "
        '(name one that your service has, in the configuration: reader = { model = "NAME" })\n'
    )

    write("outreachlint.toml", 'rules = ["own"]\n[reader]\ntimeout = 9\n')
    assert check(cli).err.startswith("outreachlint.toml:2:2: error: the reader needs a model")


@pytest.mark.parametrize("url", ["https://api.example.com/v1", "http://192.168.1.5:8000/v1", "http://0.0.0.0:11434/v1"])
@pytest.mark.parametrize("consent", ["", "consent = false"])
def test_another_machine_needs_consent(cli: Cli, url: str, consent: str) -> None:
    configure(url, consent)

    outcome = check(cli)

    host = url.split("/")[2].partition(":")[0]
    assert outcome.code == 2
    assert outcome.err == (
        f"outreachlint.toml:4:7: error: the reader is on another machine, {host}, and would be sent your drafts (write "
        "`consent = true` into the table `reader` if drafts may go there, else give a `url` on 127.0.0.1)\n"
    )


def test_with_consent_another_machine_is_asked(cli: Cli, loopback: None, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    asked: list[object] = []

    def connect(address: object, *_: object, **__: object) -> None:
        asked.append(address)
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(socket, "create_connection", connect)
    configure("http://reader.example:8000/v1", "consent = true\nretries = 0")

    outcome = check(cli)

    assert asked == [("reader.example", 8000)]
    assert "the reader at http://reader.example:8000/v1 can't be reached" in outcome.err


@pytest.mark.parametrize(
    ("value", "said"),
    [(None, "is not set"), (" ", "is not set"), ("a\nb", "is no key"), ("a b", "is no key"), ("clé", "is no key")],
)
def test_a_key_that_is_none_is_an_error(
    cli: Cli,
    service: Service,
    monkeypatch: pytest.MonkeyPatch,
    value: str | None,
    said: str,
) -> None:
    configure(service, 'api-key-env = "OUTREACHLINT_KEY"')
    if value is None:
        monkeypatch.delenv("OUTREACHLINT_KEY", raising=False)
    else:
        monkeypatch.setenv("OUTREACHLINT_KEY", value)

    outcome = check(cli)

    assert outcome.code == 2
    assert outcome.err.startswith("outreachlint.toml:6:15: error: ")
    assert said in outcome.err
    assert "`OUTREACHLINT_KEY`" in outcome.err
    assert service.requests == []


def test_no_other_variable_can_be_sent(cli: Cli, service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    configure(service, 'api-key-env = "CLOUD_SECRET"')
    monkeypatch.setenv("CLOUD_SECRET", "s3cret")

    outcome = check(cli)

    assert outcome.code == 2
    assert "must begin with OUTREACHLINT_" in outcome.err
    assert "s3cret" not in outcome.err
    assert service.requests == []


def test_another_judge_imports_nothing_of_it(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = [name for name in sys.modules if name in ("outreachlint.judge.reader", "outreachlint.judge.chat")]
    for name in parts:
        monkeypatch.delitem(sys.modules, name)
    write("outreachlint.toml", 'rules = ["own"]\n')

    cli("a.md", "--select", "OUR", "--judge", "model")

    assert not {"outreachlint.judge.reader", "outreachlint.judge.chat"} & sys.modules.keys()
