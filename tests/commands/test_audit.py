"""`outreachlint audit`."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import tracemalloc
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreachlint.commands import audit
from outreachlint.outbox import audit as outbox
from tests.conftest import Cli, write
from tests.report.test_audit_json import SCHEMA
from tests.report.test_json import SCHEMA as REPORT_SCHEMA

ROOT = Path(__file__).parent.parent.parent
HEADER = "CONVERSATION ID,FROM,TO,DATE,CONTENT,IS MESSAGE DRAFT"
ASK = "Could you introduce me to your boss?"
SIGNUP = "I have added you to our newsletter."
OFF = ("--judge", "off")


def export(*rows: tuple[str, str, str, str], draft: str = "") -> str:
    """LinkedIn's messages.csv: conversation, to (or `<NAME` for an answer), day, content."""
    lines = [HEADER]
    for thread, who, day, text in rows:
        people = f"{who[1:]},Paola Ferri" if who.startswith("<") else f"Paola Ferri,{who}"
        lines.append(f'{thread},{people},{day} 09:00:00 UTC,"{text}",No')
    if draft:
        lines.append(f'c9,Paola Ferri,Cleo Poe,,"{draft}",Yes')
    return write("messages.csv", "\n".join(lines) + "\n")


def sample() -> str:
    return export(
        ("c1", "Ann Lee", "2024-01-02", f"Hi Ann, {ASK}"),
        ("c1", "<Ann Lee", "2024-01-03", "No, why?"),
        ("c1", "Ann Lee", "2024-02-04", "Hi Ann, I thought that you knew everybody there and might help me."),
        ("c2", "Bram Wit", "2024-02-05", f"Hi Bram, {SIGNUP}"),
        draft=f"Hi Cleo, {ASK}",
    )


def summary(cli: Cli, *arguments: str, code: int = 0) -> Any:
    outcome = cli("audit", *arguments, *OFF, "--output-format", "json")
    assert outcome.code == code, outcome.err
    data = json.loads(outcome.out)
    jsonschema.validate(data, SCHEMA)
    return data


class TestSummary:
    def test_counts_what_was_sent_and_drafts_and_no_answers(self, cli: Cli) -> None:
        data = summary(cli, sample())

        totals = data["summary"]
        assert {key: totals[key] for key in ("messages", "flagged", "drafts", "conversations", "error", "warning")} == {
            "messages": 4,
            "flagged": 3,
            "drafts": 1,
            "conversations": 2,
            "error": 1,
            "warning": 2,
        }
        assert [(rule["code"], rule["messages"]) for rule in data["rules"]] == [("OL201", 2), ("OL302", 1)]
        assert [(month["month"], month["flagged"]) for month in data["months"]] == [
            (None, 1),
            ("2024-01", 1),
            ("2024-02", 1),
        ]

    def test_an_answer_makes_the_recipient_one_who_answered(self, cli: Cli) -> None:
        assert [(each["relationship"], each["messages"]) for each in summary(cli, sample())["recipients"]] == [
            ("connected", 3),
            ("engaged", 1),
        ]

    def test_facts_of_the_command_line_win(self, cli: Cli) -> None:
        recipients = summary(cli, sample(), "--relationship", "customer")["recipients"]

        assert [(each["relationship"], each["messages"]) for each in recipients] == [("customer", 4)]

    def test_rules_can_be_selected(self, cli: Cli) -> None:
        assert [rule["code"] for rule in summary(cli, sample(), "--select", "OL302")["rules"]] == ["OL302"]

    def test_examples_are_places_in_the_file(self, cli: Cli) -> None:
        [asks, _] = summary(cli, sample())["rules"]

        lines = Path("messages.csv").read_text(encoding="utf-8").splitlines()
        for example in asks["examples"]:
            row, column = example["location"]["row"], example["location"]["column"]
            assert lines[row - 1][column - 1 :].startswith("introduce me to")

    def test_people_read_a_text(self, cli: Cli) -> None:
        outcome = cli("audit", sample(), *OFF)

        assert outcome.code == 0
        assert outcome.out.startswith(
            "Outbox: messages.csv\n  4 messages from 2024-01 to 2024-02, 2 conversations, 1 of them not sent"
        )
        assert re.search(r"OL302 +unconsented-signup +error +1 +1 +25% +\S+ +messages\.csv:5:\d+\n", outcome.out)

    def test_people_read_it_in_their_language(self, cli: Cli) -> None:
        assert cli("audit", sample(), *OFF, "--ui-lang", "it").out.startswith("Posta inviata: messages.csv\n")

    def test_other_files_are_read_too(self, cli: Cli) -> None:
        write("more/a.jsonl", json.dumps({"text": ASK}) + "\n")

        data = summary(cli, sample(), "more")

        assert data["summary"]["files"] == ["messages.csv", str(Path("more/a.jsonl"))]
        assert data["summary"]["messages"] == 5

    def test_of_a_mailbox_what_its_owner_wrote_counts(self, cli: Cli) -> None:
        begin = "From a Tue Mar  3 10:00:00 2026\n"
        own = begin + "From: Paola <paola@x.example>\nTo: ann@y.example\nDate: Tue, 3 Mar 2026 10:00:00 +0000\n\n"
        theirs = begin + f"From: Ann <ann@y.example>\nTo: paola@x.example\nReceived: by mx\n\nHi Paola, {ASK}\n\n"
        write("all.mbox", theirs + own + "Hi Ann, thank you.\n\n" + theirs + own + f"Hi Ann, {SIGNUP}\n")

        assert [rule["code"] for rule in summary(cli, "all.mbox")["rules"]] == ["OL302"]
        assert [rule["code"] for rule in summary(cli, "all.mbox", "--me", "Ann@y.example")["rules"]] == ["OL201"]
        assert "all mails in it are from somebody else" in cli("audit", "all.mbox", "--me", "cy@z.example", *OFF).err

    def test_of_mails_in_files_of_their_own_too_if_it_is_said_who_that_is(self, cli: Cli) -> None:
        write("a.eml", f"From: ann@y.example\nTo: paola@x.example\n\nHi Paola, {ASK}\n")
        write("b.eml", "From: paola@x.example\nTo: ann@y.example\n\nHi Ann, thank you.\n")

        assert summary(cli, ".")["summary"]["messages"] == 2
        assert summary(cli, ".", "--me", "paola@x.example")["summary"]["messages"] == 1

    def test_an_address_is_one(self, cli: Cli) -> None:
        outcome = cli("audit", sample(), "--me", "Paola Ferri")

        assert outcome.code == 2
        assert "`Paola Ferri` is not a mail address" in outcome.err

    def test_standard_input_is_read(self, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
        import io

        data = Path(sample()).read_bytes()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

        assert summary(cli, "-", "--stdin-filename", "messages.csv")["summary"]["messages"] == 4


class TestPeriod:
    @pytest.mark.parametrize(
        ("options", "messages"),
        [
            (["--since", "2024-02-05"], 1),
            (["--since", "2024-02"], 2),
            (["--until", "2024-01"], 1),
            (["--since", "2024", "--until", "2024"], 3),
            (["--until=2023"], 0),
        ],
    )
    def test_what_is_outside_is_left_out(self, cli: Cli, options: list[str], messages: int) -> None:
        totals = summary(cli, sample(), *options)["summary"]

        assert (totals["messages"], totals["left_out"], totals["undated"]) == (messages, 4 - messages, 1)

    @pytest.mark.parametrize("day", ["yesterday", "2024-13", "2024-02-30", "24", "2024-1", "0000"])
    def test_what_is_no_date_is_refused(self, cli: Cli, day: str) -> None:
        outcome = cli("audit", sample(), "--since", day)

        assert outcome.code == 2
        assert "no date like 2024-03-15" in outcome.err

    def test_an_end_before_the_start_is_refused(self, cli: Cli) -> None:
        outcome = cli("audit", sample(), "--since", "2024-02", "--until", "2024-01")

        assert outcome.code == 2
        assert "--since 2024-02-01 is behind --until 2024-01-31" in outcome.err

    @given(st.dates(date(1, 1, 1), date(9999, 12, 31)))
    def test_every_day_is_in_its_month_and_year(self, day: date) -> None:
        whole = day.isoformat()
        for text in (whole, whole[:7], whole[:4]):
            assert audit._first_day(text) <= day <= audit._last_day(text)


class TestExitCode:
    @pytest.mark.parametrize(
        ("options", "code"),
        [
            ([], 0),
            (["--fail-on", "warning"], 1),
            (["--fail-on", "error"], 1),
            (["--fail-on=error", "--ignore=OL302"], 0),
        ],
    )
    def test_is_0_unless_findings_are_asked_to_fail(self, cli: Cli, options: list[str], code: int) -> None:
        assert summary(cli, sample(), *options, code=code)["summary"]["exit_code"] == code

    def test_is_2_where_something_could_not_be_read(self, cli: Cli) -> None:
        data = summary(cli, sample(), "gone.csv", "--fail-on", "error", code=2)

        assert (data["summary"]["errors"], data["summary"]["messages"]) == (1, 4)

    def test_is_2_without_a_path(self, cli: Cli) -> None:
        outcome = cli("audit")

        assert outcome.code == 2
        assert "name what is to be audited" in outcome.err

    def test_is_2_for_a_bug_in_a_reader_too(self, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(outbox, "Tally", None)

        assert cli("audit", sample(), *OFF).code == 2


class TestErrors:
    def test_a_template_that_cannot_be_read_is_one_with_its_place(self, cli: Cli) -> None:
        export(("c1", "Ann Lee", "2024-01-02", "{a|" * 60 + "b" + "}" * 60), ("c2", "Bram Wit", "2024-01-02", ASK))

        outcome = cli("audit", "messages.csv", *OFF)

        assert outcome.code == 2
        assert re.match(r"messages\.csv:2:\d+: error: .* nested 60 deep", outcome.err)
        assert "  1 message in 2024-01" in outcome.out

    @pytest.mark.parametrize(("options", "shown"), [([], 5), (["--verbose"], 8), (["-v"], 8)])
    def test_the_first_few_are_shown_and_all_with_verbose(self, cli: Cli, options: list[str], shown: int) -> None:
        write("bad.jsonl", "no record\n" * 8 + json.dumps({"text": ASK}) + "\n")

        outcome = cli("audit", "bad.jsonl", *OFF, *options)

        assert outcome.code == 2
        assert len(re.findall(r"^bad\.jsonl:\d:1: error: ", outcome.err, re.MULTILINE)) == shown
        assert ("3 more errors; --verbose prints them all" in outcome.err) is (shown == 5)
        assert "Not everything could be read: 8 errors above (exit code 2)." in outcome.out


class TestFindings:
    def test_are_written_one_a_line(self, cli: Cli) -> None:
        cli("audit", sample(), *OFF, "--findings", "found.jsonl")

        lines = [json.loads(line) for line in Path("found.jsonl").read_text(encoding="ascii").splitlines()]
        assert [(line["code"], line["quote"], line["sent"]) for line in lines] == [
            ("OL201", "introduce me to", "2024-01-02T09:00:00+00:00"),
            ("OL302", "I have added you to our newsletter", "2024-02-05T09:00:00+00:00"),
            ("OL201", "introduce me to", None),
        ]
        for line in lines:
            del line["sent"]
            jsonschema.validate(line, {**REPORT_SCHEMA["$defs"]["diagnostic"], "$defs": REPORT_SCHEMA["$defs"]})

    def test_do_not_overwrite_what_is_read(self, cli: Cli) -> None:
        before = Path(sample()).read_bytes()

        outcome = cli("audit", "messages.csv", "--findings", "./messages.csv", *OFF)

        assert outcome.code == 2
        assert "would overwrite what is to be read" in outcome.err
        assert Path("messages.csv").read_bytes() == before

    def test_that_cannot_be_written_are_an_error(self, cli: Cli) -> None:
        outcome = cli("audit", sample(), "--findings", "gone/found.jsonl", *OFF)

        assert outcome.code == 2
        assert "the findings can't be written into gone/found.jsonl" in outcome.err


class TestNames:
    LETTER = "Hi {}, I saw your work on bridges and I wonder, {}, if you could introduce me to your boss some day."

    def outbox(self) -> str:
        people = ["Ann Lee", "bram wit", "Cleo Poe", "Noëlle"]
        rows = [
            (f"c{n}", name, f"2024-01-0{n + 1}", self.LETTER.format(*[name.split()[0]] * 2))
            for n, name in enumerate(people)
        ]
        return export(*rows)

    def test_are_masked(self, cli: Cli) -> None:
        outcome = cli("audit", self.outbox(), *OFF)

        assert "I saw your work on bridges and I wonder, […], if you could introduce" in outcome.out
        assert not re.search(r"(?i)\b(ann|lee|bram|wit|cleo|poe|no[eë]lle)\b", outcome.out)
        assert "Names are masked" in outcome.out

    def test_are_shown_where_they_are_asked_for(self, cli: Cli) -> None:
        outcome = cli("audit", self.outbox(), *OFF, "--names")

        assert "Hi Ann, I saw your work on bridges and I wonder, Ann, if you could introduce …" in outcome.out
        assert '"introduce me to"' in outcome.out

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        people=st.lists(
            st.text("abcdeioruvzàèéöüßñ", min_size=3, max_size=8), min_size=1, max_size=5, unique_by=str.casefold
        ),
        shape=st.sampled_from(
            [
                "Hi {0}, thank you for the talk about bridges and rivers which we all liked.",
                "{0} and the bridges over the rivers, {0}, are what we have to speak of.",
                "thank you {0} for the bridges that you have built for {0} over all the rivers.",
                "You can reach me at {0}.{0}@example.org or example.org/in/{0} about bridges and rivers and more.",
            ]
        ),
        write_name=st.sampled_from([str.title, str.lower, str.upper]),
    )
    def test_no_recipients_name_is_ever_in_the_summary(
        self, cli: Cli, people: list[str], shape: str, write_name: Any
    ) -> None:
        names = [f"{name}xq".title() for name in people]  # no everyday word ends so
        rows = [
            (f"c{n}{times}", name, "2024-01-02", shape.format(write_name(name)))
            for n, name in enumerate(names)
            for times in range(3)
        ]
        outcome = cli("audit", export(*rows), *OFF)
        as_json = cli("audit", "messages.csv", *OFF, "--output-format", "json")

        assert "By template" in outcome.out
        for out in (outcome.out, json.dumps(json.loads(as_json.out), ensure_ascii=False)):
            assert not [name for name in names if name.casefold() in out.casefold()]


class TestJobs:
    def test_say_the_same_whatever_their_number(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], rule_cache: Path
    ) -> None:
        from outreachlint.cli import main

        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("OUTREACHLINT_CACHE_DIR", str(rule_cache))
        monkeypatch.setattr("outreachlint.outbox.reading.AT_ONCE", 3)
        export(*((f"c{n}", f"Ann{n} Lee", f"2024-0{n % 9 + 1}-01", f"Hi Ann, {SIGNUP} {n}") for n in range(20)))
        outputs = []
        for jobs in ("1", "2"):
            assert main(["audit", "messages.csv", *OFF, "--jobs", jobs, "--findings", "found.jsonl"]) == 0
            outputs.append((capsys.readouterr().out, Path("found.jsonl").read_bytes()))

        assert outputs[0] == outputs[1]
        assert "20 messages with findings" in outputs[0][0]

    @pytest.mark.slow
    @pytest.mark.skipif(sys.platform == "win32", reason="there is no signal to send")
    def test_end_when_they_are_interrupted(self, tmp_path: Path, rule_cache: Path) -> None:
        rows = "".join(f'c{n},Paola Ferri,Ann Lee,2024-01-02,"Hi Ann, {SIGNUP} {n}",No\n' for n in range(60_000))
        (tmp_path / "messages.csv").write_text(f"{HEADER}\n{rows}", encoding="utf-8")
        program = [sys.executable, "-m", "outreachlint", "audit", "messages.csv", *OFF, "--jobs", "2"]
        environ = {**os.environ, "PYTHONPATH": str(ROOT), "OUTREACHLINT_CACHE_DIR": str(rule_cache)}
        running = subprocess.Popen(
            [*program, "--findings", "found.jsonl"],
            cwd=tmp_path,
            env=environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        until = time.monotonic() + 60
        while time.monotonic() < until and running.poll() is None and not _written(tmp_path / "found.jsonl"):
            time.sleep(0.05)
        os.killpg(running.pid, signal.SIGINT)
        out, err = running.communicate(timeout=30)  # which waits for all processes that have the pipes

        assert (running.returncode, out, err) == (130, "", "")

    @pytest.mark.parametrize("jobs", ["-1", "many", "1000", "1.5"])
    def test_are_a_number(self, cli: Cli, jobs: str) -> None:
        outcome = cli("audit", sample(), f"--jobs={jobs}")

        assert outcome.code == 2
        assert "--jobs" in outcome.err

    @pytest.mark.parametrize("jobs", ["auto", "0"])
    def test_are_as_many_as_cores(self, jobs: str) -> None:
        assert audit._jobs(jobs) == min(audit.MOST_JOBS, audit.cores())

    def test_are_one_with_the_reader(self, cli: Cli) -> None:
        write("outreachlint.toml", 'reader = { model = "m" }\n')

        outcome = cli("audit", sample(), "--jobs", "2", "--judge", "reader")

        assert outcome.code == 2
        assert "the reader judges in one process only" in outcome.err


def _written(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def test_memory_does_not_grow_with_the_outbox(cli: Cli) -> None:
    """A conversation costs some bytes, and sentences are remembered up to a bound: both come again and again here."""

    def peak(count: int) -> int:
        export(*((f"c{n % 50}", f"Ann{n % 50} Lee", "2024-01-01", f"Hi Ann{n % 50}, {ASK}") for n in range(count)))
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        assert summary(cli, "messages.csv", "--select", "OL201")["summary"]["warning"] == count
        return tracemalloc.get_traced_memory()[1] - before

    tracemalloc.start()
    try:
        peak(800)
        small, large = peak(800), peak(3_200)
    finally:
        tracemalloc.stop()
    assert large - small < 1_000_000
