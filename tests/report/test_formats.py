"""One run, all formats: the same findings in each, whatever the draft holds."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.diagnostics import Edit, Fix, Related, Severity
from outreachlint.document import Context, Document, Field
from outreachlint.errors import InputError, Place
from outreachlint.findings import Finding, Suppressed
from outreachlint.report import formats
from outreachlint.report.request import Request, relative
from outreachlint.report.style import one_line, visible
from outreachlint.runner import Report
from outreachlint.text.source import Position, Source, Span
from tests.report.read_back import READERS, TEMPLATE, Read
from tests.report.sample import document, finding, report

SCHEMAS = Path(__file__).parent.parent / "fixtures" / "schemas"
SNAPSHOTS = Path(__file__).parent / "snapshots"
DOCUMENTS = [name for name, each in formats.FORMATS.items() if each.kind == formats.DOCUMENT]
XML = ("junit", "checkstyle")
NOTE = "Hi Zoë 🙂,\n\nCould you introduce me\nto your boss? We sell, too, and 100 % of you know it.\nACT NOW!!!\n"


def output(name: str, found: Report, **options: Any) -> list[str]:
    pieces = formats.lines(name, found, Request(template=TEMPLATE, **options))
    lines = [line for piece in pieces for line in piece.split("\n")]
    assert not [line for line in lines if len(line.splitlines()) > 1]
    return lines


def read(name: str, found: Report, **options: Any) -> list[Read]:
    return list(READERS[name](output(name, found, **options)))


def wanted(name: str, one: Finding) -> Read:
    """What a format is to say of a finding, with what it leaves out left out."""
    found = one.diagnostic
    level = "" if name == "concise" else found.severity.label
    message = found.message if name in ("json", "jsonl") else one_line(found.message)
    path = one.path if name in ("json", "jsonl") else visible(one.path)
    # GitHub takes no columns of several lines
    column = None if name == "github" and one.end.line > one.start.line else one.start.column
    return Read(path, one.start.line, column, found.code, level, message)


def cell(address: str, text: str, quote: str) -> Finding:
    """A finding in a cell of a workbook."""
    field = Field("text", text, 0, source=Source("book.xlsx", text), address=address)
    return finding(Document(Source("book.xlsx", ""), [field], Context(), "en"), quote)


def sample() -> Report:
    """One message with findings of all kinds, and another message with the last of them."""
    note = document(NOTE, "drafts/note 1.md", message_id="n-1")
    start = NOTE.index("NOW!!!")
    shouts = Fix('write "Now."', (Edit(Span(start, start + 6), "Now."),), "safe")
    we_sell = NOTE.index("We sell")
    related = Related(Span(we_sell, we_sell + 7), "for its own interest")
    return report(
        finding(note, "introduce me\nto your boss", related=(related,), advice="Ask for advice, 100 % of the time."),
        finding(note, "We sell", code="OL101", severity=Severity.ERROR, message='Sells: \',;] & <b>"100 %"</b>'),
        finding(note, "NOW!!!", code="OL502", severity=Severity.INFO, message="Shouts", fix=shouts),
        finding(document(NOTE, "drafts/other.md"), "NOW!!!", code="OL502", severity=Severity.INFO, message="Shouts"),
        files=("drafts/clean.md", "drafts/note 1.md", "drafts/other.md"),
        messages=3,
    )


class TestTheSameFindings:
    def test_every_format_has_a_reader_here(self) -> None:
        assert set(READERS) == set(formats.FORMATS)

    @pytest.mark.parametrize("name", formats.FORMATS)
    def test_are_in_every_format(self, name: str) -> None:
        found = sample()

        got = read(name, found)

        if name == "rdjsonl":  # its columns are bytes
            got = [each._replace(column=one.start.column) for each, one in zip(got, found.findings, strict=True)]
        if name == "junit":  # what fails comes before what does not
            assert sorted(got) == sorted(wanted(name, one) for one in found.findings)
        else:
            assert got == [wanted(name, one) for one in found.findings]

    @pytest.mark.parametrize("name", formats.FORMATS)
    @given(
        message=st.text(min_size=1, max_size=80).filter(lambda text: text.strip() != ""),
        path=st.text("ab %,;]:#=é\x1b\n<&\"'", min_size=1, max_size=12).map(lambda name: f"d/{name}.md"),
        text=st.text(max_size=80),
        severity=st.sampled_from(Severity),
    )
    def test_survive_whatever_they_hold(
        self, name: str, message: str, path: str, text: str, severity: Severity
    ) -> None:
        one = finding(document(text + "Zoë", path), "Zoë", message=message, severity=severity, advice=message)

        lines = output(name, report(one, files=(path,)), threshold=Severity.ERROR)
        (got,) = READERS[name](lines) if name not in ("full", "concise", "grouped", "junit") else [None]

        if got is not None:
            assert (got.code, got.severity) == ("OL201", severity.label)
            if name in ("json", "jsonl"):
                assert got.message == message
            else:
                same = re.sub("[\ufffe\uffff]", "\ufffd", one_line(message))
                assert re.sub("[\ufffe\uffff]", "\ufffd", got.message) in (
                    same,
                    re.sub(r"##(?=\w*\[)", "#\ufffd", same),
                )
        for line in lines:
            assert visible(line) == line or name in (
                "json",
                "jsonl",
                "sarif",
                "gitlab",
                "rdjsonl",
                "junit",
                "checkstyle",
            )
            assert "\x1b" not in line

    @pytest.mark.parametrize("name", formats.FORMATS)
    def test_are_none_where_there_are_none(self, name: str) -> None:
        assert read(name, report()) == []

    @pytest.mark.parametrize("name", DOCUMENTS)
    def test_documents_are_ascii(self, name: str) -> None:
        assert all(line.isascii() for line in output(name, sample()))

    @pytest.mark.parametrize("name", formats.FORMATS)
    def test_look_like_this(self, name: str) -> None:
        text = "".join(f"{line}\n" for line in output(name, sample(), exit_code=1))
        text = re.sub(r'"semanticVersion": "[^"]*"', '"semanticVersion": "0"', text)
        path = SNAPSHOTS / f"{name}.txt"
        if os.environ.get("OUTREACHLINT_WRITE_SNAPSHOTS"):
            path.write_text(text, encoding="utf-8", newline="\n")

        assert text == path.read_text(encoding="utf-8")


class TestCells:
    @pytest.mark.parametrize(
        "name", set(formats.FORMATS) - {"full", "concise", "grouped", "json", "jsonl", "junit", "template"}
    )
    def test_have_their_address_and_no_line_of_the_file(self, name: str) -> None:
        found = report(cell("Sheet1!B12", "Hi.\nCould you introduce me?", "introduce"), files=("book.xlsx",))

        assert read(name, found) == [
            Read("book.xlsx", None, None, "OL201", "warning", "[Sheet1!B12] Asks for an introduction")
        ]

    @pytest.mark.parametrize("name", ["full", "concise", "junit"])
    def test_have_their_address_before_the_line_in_text(self, name: str) -> None:
        found = report(cell("Sheet1!B12", "Hi.\nCould you introduce me?", "introduce"), files=("book.xlsx",))

        assert any("book.xlsx:[Sheet1!B12]:2:11: OL201" in line for line in output(name, found))


class TestErrors:
    ERROR = InputError("can't be read: 100 %, <no>", Place("a,b.md", 3, 4), "save it as UTF-8")

    @pytest.mark.parametrize("name", set(formats.FORMATS) - {"full", "concise", "grouped", "template"})
    def test_are_in_every_format_for_programs(self, name: str) -> None:
        found = report(finding("Hi Zoë", "Zoë"), errors=(self.ERROR,))
        lines = output(name, found, exit_code=2)

        assert "can't be read" in "\n".join(lines).replace("&apos;", "'")
        assert len(list(READERS[name](lines))) == 1

    def test_make_a_run_of_sarif_a_failure(self) -> None:
        lines = output("sarif", report(errors=(self.ERROR,)), exit_code=2)

        (invocation,) = json.loads("".join(lines))["runs"][0]["invocations"]
        assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 2)


class TestSchemas:
    @pytest.mark.parametrize(
        "found", [sample(), report(), report(errors=(TestErrors.ERROR,))], ids=["some", "none", "error"]
    )
    def test_sarif_is_valid(self, found: Report) -> None:
        schema = json.loads((SCHEMAS / "sarif-2.1.0.schema.json").read_text(encoding="utf-8"))

        jsonschema.Draft7Validator(schema).validate(json.loads("".join(output("sarif", found))))

    def test_rdjsonl_is_valid(self) -> None:
        schema = json.loads((SCHEMAS / "rdf-diagnostic.schema.json").read_text(encoding="utf-8"))

        for line in output("rdjsonl", sample()._replace(errors=(TestErrors.ERROR,))):
            jsonschema.Draft4Validator(schema).validate(json.loads(line))

    def test_jsonl_is_what_the_schema_of_json_says(self) -> None:
        from outreachlint.report import json_

        schema = json.loads(Path(json_.__file__).with_name("output.schema.json").read_text(encoding="utf-8"))
        for line in output("jsonl", sample()):
            jsonschema.validate(json.loads(line), {**schema["$defs"]["diagnostic"], "$defs": schema["$defs"]})


class TestLogs:
    DRAFT = "##vso[task.complete result=Failed]x ##[add-mask]y ::stop-commands::z"

    @pytest.mark.parametrize("name", formats.FORMATS)
    def test_find_no_command_of_a_draft(self, name: str) -> None:
        path = "::error::x.md"
        one = finding(
            document(self.DRAFT, path, message_id=self.DRAFT), self.DRAFT, message=self.DRAFT, advice=self.DRAFT
        )

        for line in output(name, report(one, files=(path,)), on_ci=True):
            assert not re.findall(r"##\w*\[", line.removeprefix("##vso[task.logissue ")), line
            assert not line.lstrip().startswith("::") or name == "github"
            assert name != "github" or (
                line.count("::") >= 2 and line.startswith("::warning file=%3A%3Aerror%3A%3Ax.md,")
            )


class TestRelative:
    def test_a_path_below_the_root_is_told_from_there(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "sub").mkdir()
        monkeypatch.chdir(tmp_path / "sub")

        assert relative("a.md", str(tmp_path)) == "sub/a.md"
        assert relative(str(tmp_path / "sub" / "a.md"), str(tmp_path)) == "sub/a.md"
        assert relative("./../b.md", str(tmp_path)) == "b.md"

    def test_another_stays_as_it_is(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)

        assert relative("../b.md", str(tmp_path)) == "../b.md"
        assert relative("<stdin>", str(tmp_path)) == "<stdin>"
        assert relative("a/b.md", "") == "a/b.md"


class TestSarif:
    def results(self, *findings: Finding, **options: Any) -> list[Any]:
        found: list[Any] = json.loads("".join(output("sarif", report(*findings, **options))))["runs"][0]["results"]
        return found

    def test_a_path_is_an_escaped_uri_below_the_root(self) -> None:
        (found,) = self.results(finding(document("Zoë", "a b/c#%.md"), "Zoë"))

        place = found["locations"][0]["physicalLocation"]
        assert place["artifactLocation"] == {"uri": "a%20b/c%23%25.md", "uriBaseId": "%SRCROOT%"}
        assert place["region"] == {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 4}

    def test_a_path_from_elsewhere_is_absolute(self) -> None:
        (found,) = self.results(finding(document("Zoë", "/x/é.md"), "Zoë"))

        place = found["locations"][0]["physicalLocation"]["artifactLocation"]
        assert place == {"uri": "file:///x/%C3%A9.md"}

    def test_a_place_in_a_table_is_a_logical_location(self) -> None:
        (found,) = self.results(cell("Sheet1!B12", "introduce me", "introduce"))

        assert found["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "Sheet1!B12"}]

    def test_fingerprints_stay_when_lines_move_and_tell_equal_findings_apart(self) -> None:
        one, other = finding("Hi Zoë", "Zoë"), finding("Hello.\n\nHi Zoë", "Zoë")

        prints = [each["partialFingerprints"]["outreachlint/v1"] for each in self.results(one, one)]
        assert len(set(prints)) == 2
        assert self.results(other)[0]["partialFingerprints"]["outreachlint/v1"] == prints[0]

    def test_a_fix_is_a_replacement_of_code_points(self) -> None:
        text = "Hi 🙂 NOW!!!"
        fix = Fix("one mark", (Edit(Span(8, 11), "!"),), "safe")
        (found,) = self.results(finding(text, "NOW!!!", fix=fix))

        (change,) = found["fixes"][0]["artifactChanges"]
        (replacement,) = change["replacements"]
        assert replacement == {
            "deletedRegion": {"startLine": 1, "startColumn": 9, "endLine": 1, "endColumn": 12},
            "insertedContent": {"text": "!"},
        }

    def test_a_fix_to_be_made_by_hand_is_left_out(self) -> None:
        fix = Fix("one mark", (Edit(Span(0, 1), "!"),), "display")

        assert "fixes" not in self.results(finding("Hi", "Hi", fix=fix))[0]

    def test_what_is_in_the_baseline_is_suppressed(self) -> None:
        new, old = finding("Hi Zoë", "Zoë"), finding("Hi Ann", "Ann")

        found = {each["properties"]["quote"]: each for each in self.results(new, known=(old,))}
        assert "suppressions" not in found["Zoë"]
        assert [each["kind"] for each in found["Ann"]["suppressions"]] == ["external"]

    def test_what_a_directive_silences_is_suppressed_in_source(self) -> None:
        hushed = Suppressed(finding("Hi Zoë", "Zoë"), "a joke", "line", Position(1, 1))

        (found,) = self.results(suppressed=(hushed,))
        assert found["suppressions"] == [{"kind": "inSource", "justification": "a joke"}]
        assert [
            json.loads(line)["suppression"]["reason"] for line in output("jsonl", report(suppressed=(hushed,)))
        ] == ["a joke"]
        assert "[suppressed] Asks" in "".join(output("grouped", report(suppressed=(hushed,))))

    def test_a_rule_has_its_help_in_english(self) -> None:
        (run,) = json.loads("".join(output("sarif", sample(), ui_lang="it")))["runs"]

        rule = run["tool"]["driver"]["rules"][0]
        assert run["columnKind"] == "unicodeCodePoints"
        assert "Ask for advice instead." in rule["help"]["text"]
        assert rule["deprecatedNames"] == ["intro-ask"]
        assert rule["defaultConfiguration"] == {"level": "warning"}


class TestRdjsonl:
    def one(self, found: Finding) -> Any:
        return json.loads(output("rdjsonl", report(found))[0])

    def test_columns_are_bytes(self) -> None:
        assert self.one(finding("é🙂 Zoë.", "Zoë"))["location"]["range"] == {
            "start": {"line": 1, "column": 8},
            "end": {"line": 1, "column": 12},
        }

    def test_columns_are_bytes_in_long_lines_too(self) -> None:
        found = self.one(finding("é" * 1000 + " Zoë." + "x" * 1000, "Zoë"))

        assert found["location"]["range"]["start"] == {"line": 1, "column": 2002}

    def test_edits_of_a_line_are_one_suggestion(self) -> None:
        fix = Fix("shorter", (Edit(Span(0, 1), "I"), Edit(Span(6, 7), "")), "unsafe")
        found = self.one(finding("é a é bc", "é a é bc", fix=fix))

        assert found["suggestions"] == [
            {"range": {"start": {"line": 1, "column": 1}, "end": {"line": 1, "column": 10}}, "text": "I a é "}
        ]


class TestJunit:
    def test_a_file_without_findings_passes(self) -> None:
        lines = output("junit", report(files=("a.md", "-")), stdin_name="mail.txt")

        assert [line.strip() for line in lines if "testcase" in line] == [
            '<testcase name="a.md" classname="a.md" time="0"/>',
            '<testcase name="mail.txt" classname="mail.txt" time="0"/>',
        ]

    def test_what_does_not_fail_the_run_fails_no_test(self) -> None:
        note = finding("Hi Zoë", "Zoë", severity=Severity.INFO)

        assert not [line for line in output("junit", report(note)) if "<failure" in line]
        assert [line for line in output("junit", report(note), threshold=Severity.INFO) if "<failure" in line]
        assert not [line for line in output("junit", report(note), threshold=None) if "<failure" in line]
