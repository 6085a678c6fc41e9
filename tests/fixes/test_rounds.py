"""Fixing the bytes of a file in any format: nothing but the fixes, all of them, and once."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreachlint.errors import FixError, Place
from outreachlint.fixes import rewrite, rounds
from outreachlint.fixes.edits import SAFE, UNSAFE, Chosen
from outreachlint.fixes.proof import prove
from outreachlint.fixes.rounds import fixed, fixed_together
from outreachlint.readers import Defaults
from outreachlint.rules.pack import load_pack
from outreachlint.rules.select import select
from outreachlint.runner import Job, Report, run
from tests.fixes.formats import FORMATS, Draft, Format, texts
from tests.fixes.sample import fixing
from tests.readers.workbooks import loaded, members

NEW_RULES = ("OL203", "OL306", "OL502", "OL613")


@pytest.fixture(scope="module")
def job() -> Job:
    rules = select(load_pack(), NEW_RULES)
    return Job(lambda _: rules, lambda _: Defaults(lang="en"), rules.rules)


def linted(name: str, data: bytes, job: Job) -> Report:
    return run((name,), job._replace(overlay={name: data}))


TEXT_FORMATS = [each for each in FORMATS if each.text]
FORMAT = pytest.mark.parametrize("format_", FORMATS, ids=[each.file for each in FORMATS])
FULL = Draft(
    "RE: LAST CHANCE, Ann",
    'Hi Ann,\n\nthis is fr\u200bee!!! See https://x.com/a?utm_source=b&c=1 — "quoted", it\'s 🎉 & cafe\u0301.\n\nYours\nBo',
)
CALM = Draft(
    "Last chance, Ann",
    'Hi Ann,\n\nthis is free! See https://x.com/a?c=1 — "quoted", it\'s 🎉 & cafe\u0301.\n\nYours\nBo',
)


@FORMAT
def test_all_is_fixed_and_nothing_else_changes(format_: Format, job: Job) -> None:
    data = format_.written([FULL])

    done = fixed(format_.file, data, job, UNSAFE)

    assert done.errors == ()
    assert texts(format_.file, done.after) == [CALM]
    assert done.number == 5
    assert linted(format_.file, done.after, job).findings == ()


@FORMAT
def test_without_leave_nothing_is_done_that_could_change_what_is_meant(format_: Format, job: Job) -> None:
    done = fixed(format_.file, format_.written([FULL]), job, SAFE)

    [draft] = texts(format_.file, done.after)
    assert draft.subject == FULL.subject
    assert "this is free! See https://x.com/a?utm_source=b&c=1" in draft.text
    assert {finding.diagnostic.code for finding in linted(format_.file, done.after, job).findings} == {
        "OL203",
        "OL306",
        "OL502",
    }


@pytest.mark.parametrize("format_", TEXT_FORMATS, ids=[each.file for each in TEXT_FORMATS])
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_byte_order_mark_and_line_ends_stay(format_: Format, job: Job, mark: bytes, end: bytes) -> None:
    written = format_.written([Draft("Hello", "Hi Ann,\n\nyes!!!\n\nYours")])
    data = mark + re.sub(b"\r?\n", end, written)

    assert fixed(format_.file, data, job, UNSAFE).after == data.replace(b"yes!!!", b"yes!")


def test_of_a_workbook_only_the_cell_s_text_changes(job: Job) -> None:
    format_ = next(each for each in FORMATS if each.file == "a.xlsx")
    data = format_.written([FULL, CALM])

    after = fixed("a.xlsx", data, job, UNSAFE).after

    cell = loaded(after).active["C2"]
    assert str(cell.value) == CALM.text
    assert (cell.font.bold, cell.font.color.rgb) == (True, "00FF0000")
    assert loaded(after).active["D2"].value == "fr\u200bee!!! stays"
    assert [name for name, content in members(data).items() if members(after)[name] != content] == [
        "xl/worksheets/sheet1.xml"
    ]


def test_of_a_word_document_the_runs_keep_their_looks(job: Job) -> None:
    format_ = next(each for each in FORMATS if each.file == "a.docx")

    after = fixed("a.docx", format_.written([Draft("", "Hi Ann, this is fr\u200bee!!! Yours")]), job, SAFE).after

    [paragraph] = docx.Document(io.BytesIO(after)).paragraphs
    assert [(run.text, run.bold) for run in paragraph.runs] == [
        ("Hi", True),
        (" Ann,", False),
        (" this", True),
        (" is", False),
        (" free!", True),
        (" Yours", False),
    ]


def test_what_can_not_be_written_is_left(job: Job) -> None:
    mail = EmailMessage()
    mail["Subject"] = "Hello"
    mail.set_content("Hi Ann, yes!!!\n", cte="base64")

    assert not fixed("a.eml", mail.as_bytes(), job, UNSAFE).changed
    [finding] = linted("a.eml", mail.as_bytes(), job).findings
    assert finding.fix is not None
    assert finding.fix.applicability == "display"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_table_in_utf_16_stays_one(job: Job, encoding: str) -> None:
    mark = codecs.BOM_UTF16_LE if encoding == "utf-16-le" else codecs.BOM_UTF16_BE
    data = mark + "id,message\r\n1,Hi Ann 🎉 yes!!!\r\n".encode(encoding)

    assert fixed("a.csv", data, job, SAFE).after == mark + "id,message\r\n1,Hi Ann 🎉 yes!\r\n".encode(encoding)


def test_what_is_no_text_comes_through(job: Job) -> None:
    data = b'id,message\n1,"Hi Ann, yes!!!"\n2,"caf\xe9"\n'

    assert fixed("a.csv", data, job, SAFE).after == data.replace(b"yes!!!", b"yes!")


def test_a_file_without_anything_to_fix_is_the_same(job: Job) -> None:
    done = fixed("a.txt", b"Hi Ann, hello.\n", job, UNSAFE)

    assert (done.after, done.number, done.changed) == (b"Hi Ann, hello.\n", 0, False)


def test_what_one_fix_shows_the_next_round_fixes(job: Job) -> None:
    done = fixed("a.txt", "Hi Ann, yes!\u200b!\u200b!\n".encode(), job, SAFE)

    assert (done.after, done.number) == (b"Hi Ann, yes!\n", 2)


def test_every_branch_of_a_template_is_fixed_where_it_is_written(job: Job) -> None:
    text = "{Hi|Hello} {{name}}, {fr\u200bee!!!|good!!!} for {{company}} {% if x %}yes!!!{% else %}no!!!{% endif %} So there!!!\n"

    done = fixed("a.txt", text.encode(), job, UNSAFE)

    assert done.after.decode() == text.replace("!!!", "!").replace("\u200b", "")
    assert not fixed("a.txt", done.after, job, UNSAFE).changed


def test_what_is_suppressed_is_not_fixed(job: Job) -> None:
    data = b"<!-- outreachlint-ignore OL502: our way -->\n\nHi Ann, yes!!!\n"

    assert not fixed("a.md", data, job, UNSAFE).changed


def test_what_can_not_be_read_is_said_and_the_rest_is_fixed(job: Job) -> None:
    done = fixed("a.jsonl", b'{"text": "yes!!!"}\n{"text": \n{"text": "no!!!"}\n', job, SAFE)

    assert done.after == b'{"text": "yes!"}\n{"text": \n{"text": "no!"}\n'
    assert [str(error).partition(": ")[0] for error in done.errors] == ["a.jsonl:2:10"]


def test_two_fixes_that_undo_each_other_come_to_an_end(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    turns = iter(range(100))

    def undoing(_: str, data: bytes, *__: object) -> bytes:
        next(turns)
        return data.swapcase()

    def always(*_: object) -> Chosen:
        finding = fixing((0, 1, "x"))
        return Chosen({"": finding.fix.edits if finding.fix else ()}, (finding,), ())

    monkeypatch.setattr(rounds, "rewritten", undoing)
    monkeypatch.setattr(rounds, "choose", always)
    monkeypatch.setattr(rounds, "prove", lambda *_: None)

    fixed("a.txt", b"Hi!!!", job, SAFE)

    assert next(turns) == rounds.MOST_ROUNDS


class TestProof:
    """A file with fixes made is read again before anything is written."""

    def refusal(self, name: str, before: str, after: str, chosen: Chosen | None = None) -> str:
        with pytest.raises(FixError) as caught:
            self.prove(name, before, after, chosen)
        return str(caught.value)

    def prove(self, name: str, before: str, after: str, chosen: Chosen | None = None) -> None:
        whole = {name: chosen or Chosen({}, (), ())}
        prove(name, name, {name: before.encode()}, {name: after.encode()}, whole, Defaults(lang="en"))

    def test_what_is_no_more_read_is_refused(self) -> None:
        assert self.refusal("a.jsonl", '{"text": "a"}\n', '{"text": "a}\n').startswith(
            "a.jsonl:1:10: with the fixes the line is not valid JSON"
        )

    def test_more_messages_or_fewer_are_refused(self) -> None:
        one, two = '{"text": "a"}\n', '{"text": "a"}\n{"text": "b"}\n'

        assert "other messages" in self.refusal("a.jsonl", one, two)
        assert "other messages" in self.refusal("a.jsonl", two, one)

    def test_another_message_that_changed_is_refused(self) -> None:
        assert self.refusal("a.jsonl", '{"text": "a"}\n{"text": "b"}\n', '{"text": "a"}\n{"text": "c"}\n') == (
            "a.jsonl:2:11: a fix would change more than it says (nothing was changed; fix it by hand)"
        )

    def test_a_fix_that_does_something_else_is_refused(self) -> None:
        finding = fixing((0, 1, "x"))
        chosen = Chosen({"": finding.fix.edits if finding.fix else ()}, (finding,), ())

        self.prove("a.txt", "0123", "x123", chosen)
        assert "more than it says" in self.refusal("a.txt", "0123", "y123", chosen)


class TestCampaign:
    """A campaign whose steps are files of their own is fixed as it is linted: as a whole."""

    CAMPAIGN = "campaign:\n  channel: email\n  steps:\n    - subject: Peat\n      text: Hi Ann!!!\n    - file: b.md\n"
    STEP = "subject: Re: peat\n\nHi Ann, did you see fr\u200bee!!!\n"

    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.chdir(tmp_path)
        (tmp_path / "b.md").write_text(self.STEP, encoding="utf-8")
        return tmp_path

    def test_each_file_gets_its_own_fixes(self, job: Job) -> None:
        done = fixed_together({"a.yaml": self.CAMPAIGN.encode()}, job, SAFE)

        assert done.refused == ()
        assert done.files["a.yaml"].after.decode() == self.CAMPAIGN.replace("!!!", "!")
        assert done.files["b.md"].after.decode() == "subject: Re: peat\n\nHi Ann, did you see free!\n"
        assert {path: each.number for path, each in done.files.items()} == {"a.yaml": 1, "b.md": 2}

    def test_what_a_step_may_say_is_left(self, job: Job, folder: Path) -> None:
        done = fixed_together({"a.yaml": self.CAMPAIGN.encode()}, job, UNSAFE)

        assert done.files["b.md"].after.startswith(b"subject: Re: peat\n")
        assert done.claimed == {str(folder / "b.md")}

    def test_a_draft_that_is_two_steps_is_fixed_once(self, job: Job) -> None:
        twice = self.CAMPAIGN + "    - file: b.md\n"

        done = fixed_together({"a.yaml": twice.encode()}, job, SAFE)

        assert done.refused == ()
        assert done.files["b.md"].after.decode() == "subject: Re: peat\n\nHi Ann, did you see free!\n"

    def test_a_step_that_can_not_be_written_back_leaves_the_others_alone(
        self, job: Job, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def rewritten(name: str, *rest: Any) -> bytes:
            if name == "b.md":
                raise FixError("no", Place(name))
            return rewrite.rewritten(name, *rest)

        monkeypatch.setattr(rounds, "rewritten", rewritten)

        done = fixed_together({"a.yaml": self.CAMPAIGN.encode()}, job, SAFE)

        assert [str(error) for error in done.refused] == ["b.md: no"]
        assert not done.files["b.md"].changed
        assert done.files["a.yaml"].after.decode() == self.CAMPAIGN.replace("!!!", "!")

    def test_a_step_that_would_be_read_otherwise_leaves_the_others_alone(
        self, job: Job, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def rewritten(name: str, *rest: Any) -> bytes:
            return rewrite.rewritten(name, *rest) + (b"and more" if name == "b.md" else b"")

        monkeypatch.setattr(rounds, "rewritten", rewritten)

        done = fixed_together({"a.yaml": self.CAMPAIGN.encode()}, job, SAFE)

        assert ["b.md" in str(error) and "more than it says" in str(error) for error in done.refused] == [True]
        assert [path for path, each in done.files.items() if each.changed] == ["a.yaml"]

    def test_of_standard_input_nothing_else_is_fixed(self, job: Job) -> None:
        done = fixed_together({"-": self.CAMPAIGN.encode()}, job._replace(stdin_name="a.yaml"), SAFE)

        assert list(done.files) == ["-"]
        assert done.files["-"].after.decode() == self.CAMPAIGN.replace("!!!", "!")


def test_only_rules_that_can_fix_run() -> None:
    rules = select(load_pack())

    kept = {rule.code for rule in rounds.can_fix(rules).rules}

    assert {*NEW_RULES} <= kept
    assert "OL201" not in kept


# Words, what is fixed, and what formats have to escape.
PIECES = st.sampled_from(
    [
        "free",
        "fr\u200bee",
        "yes!!!",
        "so?!?!!!",
        "café",
        "🎉",
        '"so"',
        "it's",
        "a, b",
        "a;b",
        "a\tb",
        "<b>",
        "&amp;",
        "&",
        "of\xadfer",
        "\\n",
        "{x}",
        "#1",
        "- a",
        "a: b",
        "https://x.com/a?utm_source=b&id=1",
        "https://x.com/?gclid=1#f",
    ]
)
TEXTS = st.lists(PIECES, min_size=1, max_size=8).map(lambda pieces: "Hi Ann, " + " ".join(pieces) + " end.")
SUBJECTS = st.sampled_from(["", "Hello", "RE: LAST CHANCE", "Re: Fwd: offer", "BUY NOW, FREE TODAY!!!", "fr\u200bee"])
DRAFTS = st.builds(Draft, SUBJECTS, st.lists(TEXTS, min_size=1, max_size=3).map("\n\n".join))


@FORMAT
@given(drafts=st.lists(DRAFTS, min_size=1, max_size=3))
@settings(deadline=None, max_examples=25)
def test_whatever_is_drafted(format_: Format, drafts: Sequence[Draft], job: Job) -> None:
    """The fixes of a draft are those of its text alone, a second run changes nothing, lint finds nothing to fix."""
    drafts = drafts if format_.several else drafts[:1]
    data = format_.written(drafts)
    before = texts(format_.file, data)

    done = fixed(format_.file, data, job, UNSAFE)

    after = texts(format_.file, done.after)
    assert len(after) == len(before)
    assert [visible(draft) for draft in after] == [visible(draft) for draft in before]
    assert not fixed(format_.file, done.after, job, UNSAFE).changed
    assert [
        each
        for each in linted(format_.file, done.after, job).findings
        if each.fix and each.fix.applicability != "display"
    ] == []


def visible(draft: Draft) -> str:
    """What no fix changes of a draft: neither case nor marks, nothing hidden, no mark of a thread, nothing that tracks."""
    subject = re.sub("^((re|fwd): *)+", "", draft.subject.lower())
    text = re.sub(r"(utm_source=b&|\?gclid=1)", "", draft.text)
    return re.sub(r"\?!|!+|[\u200b\u00ad]|[?!]+", "", f"{subject}\n{text}")
