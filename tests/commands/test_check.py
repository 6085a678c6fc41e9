"""`outreachlint check`: every option, what it changes and what it leaves alone."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from tests.conftest import Cli, write

ASK = "Hi Ann, could you introduce me to your boss?\n"
SIGNUP = "Hi Ann, I've added you to our newsletter.\n"
SHOUT = "Hi Ann, act now.\n"


def draft(text: str = ASK, *, path: str = "a.md", **facts: object) -> str:
    front = "".join(f"{name}: {value}\n" for name, value in {"lang": "en", **facts}.items())
    return write(path, f"---\n{front}---\n{text}")


def stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


class TestWhatIsRead:
    def test_without_a_path_this_folder_is_checked(self, cli: Cli) -> None:
        draft()

        assert cli("check").out.startswith("a.md:4:19: OL201")

    def test_findings_are_sorted_by_path_then_place(self, cli: Cli) -> None:
        draft(SIGNUP + SHOUT, path="b.md")
        draft(path="a.md")

        outcome = cli("b.md", "a.md", "--output-format", "concise", "--quiet")

        assert [line.split(" ")[:2] for line in outcome.out.splitlines()] == [
            ["a.md:4:19:", "OL201"],
            ["b.md:4:9:", "OL302"],
            ["b.md:5:9:", "OL502"],
        ]

    @pytest.mark.parametrize("command", [["check"], []])
    def test_what_follows_two_hyphens_is_a_path(self, cli: Cli, command: list[str]) -> None:
        write("-x", ASK)
        draft(path="a.md")

        outcome = cli(*command, "a.md", "--output-format=concise", "--", "-x", "--quiet")

        assert "\n-x:1:19: OL201" in f"\n{outcome.out}"
        assert "\na.md:4:19: OL201" in outcome.out
        assert outcome.err == "--quiet: error: no such file or folder\n"

    def test_a_file_named_twice_is_checked_once(self, cli: Cli) -> None:
        draft()

        assert "Checked 1 message in 1 file" in cli("a.md", "./a.md", ".").out

    def test_a_dash_is_standard_input(self, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
        stdin(monkeypatch, ASK.encode())

        assert cli("-", "--lang", "en").out.startswith("<stdin>:1:19: OL201")

    @pytest.mark.parametrize("dash", [["-"], []])
    def test_stdin_filename_names_it_and_says_its_format(
        self, cli: Cli, monkeypatch: pytest.MonkeyPatch, dash: list[str]
    ) -> None:
        stdin(monkeypatch, json.dumps({"id": "7", "lang": "en", "text": ASK}).encode())

        outcome = cli(*dash, "--stdin-filename", "mail.jsonl", "--output-format", "json")

        found = json.loads(outcome.out)["diagnostics"][0]
        assert (found["filename"], found["message_id"]) == ("mail.jsonl", "7")

    def test_a_record_that_is_broken_is_an_error_and_the_others_are_linted(self, cli: Cli) -> None:
        record = json.dumps({"lang": "en", "text": ASK})
        write("a.jsonl", f'{record}\n{{"text": "cut o\n{record}\n')

        outcome = cli("a.jsonl", "--output-format", "concise")

        assert outcome.code == 2
        assert outcome.err.startswith("a.jsonl:2:")
        assert outcome.out.count("OL201") == 2
        assert "Not everything could be checked: 1 error above (exit code 2)." in outcome.out

    def test_a_file_of_50_mb_is_an_error_without_being_read(self, cli: Cli) -> None:
        with open("big.txt", "wb") as file:
            file.truncate(50 * 1024 * 1024)

        outcome = cli("big.txt")

        assert outcome.code == 2
        assert outcome.err.startswith("big.txt: error: the file has 50 MB")

    def test_broken_front_matter_is_an_error_with_its_place(self, cli: Cli) -> None:
        write("a.md", "---\ntouch: [1\n---\nHi\n")

        outcome = cli("a.md")

        assert outcome.code == 2
        assert outcome.err.startswith("a.md:")

    def test_a_folder_as_unreadable_as_a_missing_one_does_not_stop_the_rest(self, cli: Cli) -> None:
        draft()

        outcome = cli("nowhere", "a.md")

        assert outcome.code == 2
        assert "OL201" in outcome.out
        assert "nowhere: error: no such file or folder" in outcome.err


class TestFormats:
    def test_full_shows_the_line_with_carets_and_the_advice(self, cli: Cli) -> None:
        draft()

        assert cli("a.md").out == (
            "a.md:4:19: OL201 introduction-ask [warning] Asks for an introduction\n"
            "   |\n"
            " 4 | Hi Ann, could you introduce me to your boss?\n"
            "   |                   ^^^^^^^^^^^^^^^\n"
            "   = advice: Write to the third person yourself.\n"
            "\n"
            "Checked 1 message in 1 file with 3 rules: 1 warning.\n"
            "1 reaches --fail-on warning (exit code 1).\n"
        )

    def test_concise_is_one_line_a_finding(self, cli: Cli) -> None:
        draft()

        assert cli("a.md", "--output-format=concise", "-q").out == (
            "a.md:4:19: OL201 introduction-ask Asks for an introduction\n"
        )

    def test_json_is_nothing_but_json(self, cli: Cli) -> None:
        draft()

        report = json.loads(cli("a.md", "--output-format=json", "--statistics", "--color=always").out)

        assert report["summary"]["warning"] == 1
        assert report["summary"]["exit_code"] == 1

    def test_json_gives_the_first_source_that_is_on_the_web(self, cli: Cli) -> None:
        draft(f"{ASK}\n{SIGNUP}")

        urls = {
            found["code"]: found["url"] for found in json.loads(cli("a.md", "--output-format=json").out)["diagnostics"]
        }

        assert urls == {"OL201": None, "OL302": "https://eur-lex.europa.eu/eli/reg/2016/679/oj"}

    def test_json_carries_the_errors_too(self, cli: Cli) -> None:
        outcome = cli("missing.md", "--output-format=json")

        assert json.loads(outcome.out)["errors"] == [
            {"message": "no such file or folder", "filename": "missing.md", "location": None, "hint": None}
        ]
        assert "missing.md: error:" in outcome.err

    def test_full_says_which_message_of_many_it_is(self, cli: Cli) -> None:
        write("a.jsonl", json.dumps({"id": "lead-7", "lang": "en", "text": ASK}))

        assert "   = message: lead-7, field text\n   = advice: " in cli("a.jsonl").out

    def test_quiet_leaves_out_the_closing_lines(self, cli: Cli) -> None:
        write("a.md", "---\nlang: en\n---\nHello Ann\n")

        assert cli("a.md", "--quiet") == (0, "", "")

    def test_statistics_count_each_rule(self, cli: Cli) -> None:
        draft(path="a.md")
        draft(ASK + "\n" + SIGNUP, path="b.md")

        out = cli(".", "--statistics", "--output-format=concise").out

        assert "2  OL201  introduction-ask\n1  OL302  unconsented-signup\nChecked" in out

    @pytest.mark.parametrize(
        ("arguments", "environ", "coloured"),
        [
            ([], {}, False),
            (["--color=always"], {}, True),
            (["--color=always"], {"NO_COLOR": "1"}, True),
            (["--color=never"], {"FORCE_COLOR": "1"}, False),
            ([], {"FORCE_COLOR": "1"}, True),
            ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ],
    )
    def test_colour(
        self,
        cli: Cli,
        monkeypatch: pytest.MonkeyPatch,
        arguments: list[str],
        environ: dict[str, str],
        coloured: bool,
    ) -> None:
        draft()
        for name, value in environ.items():
            monkeypatch.setenv(name, value)

        assert ("\x1b[" in cli("a.md", *arguments).out) == coloured


class TestWhichRules:
    @pytest.fixture(autouse=True)
    def _drafts(self, workspace: Path) -> None:
        draft(f"{ASK}\n{SIGNUP}\n{SHOUT}")

    def codes(self, cli: Cli, *arguments: str) -> list[str]:
        outcome = cli("a.md", "--output-format=json", *arguments)
        return [found["code"] for found in json.loads(outcome.out)["diagnostics"]]

    @pytest.mark.parametrize("selector", ["OL302", "OL3", "unconsented-signup", "old-signup"])
    def test_select_takes_code_family_name_and_old_name(self, cli: Cli, selector: str) -> None:
        assert self.codes(cli, "--select", selector) == ["OL302"]

    def test_lists_have_commas_and_may_be_repeated(self, cli: Cli) -> None:
        assert self.codes(cli, "--select", "OL302,OL201", "--select", "OL5") == ["OL201", "OL302", "OL502"]

    def test_ignore_leaves_rules_out(self, cli: Cli) -> None:
        assert self.codes(cli, "--ignore", "OL3") == ["OL201", "OL502"]

    def test_extend_select_adds_preview_rules(self, cli: Cli) -> None:
        draft("Hello and also besides.", channel="connection-note")

        assert self.codes(cli) == []
        assert self.codes(cli, "--extend-select", "OL601") == ["OL601"]

    def test_select_starts_afresh_from_the_configuration(self, cli: Cli) -> None:
        write("outreachlint.toml", 'select = ["OL201"]\nignore = ["OL302"]\n')

        assert self.codes(cli) == ["OL201"]
        assert self.codes(cli, "--select", "OL302") == ["OL302"]

    def test_extend_select_brings_back_what_the_configuration_ignores(self, cli: Cli) -> None:
        write("outreachlint.toml", 'ignore = ["OL302"]\n')

        assert self.codes(cli, "--extend-select", "OL302") == ["OL201", "OL302", "OL502"]

    def test_an_option_that_names_no_rule_is_refused(self, cli: Cli) -> None:
        assert cli("a.md", "--select", " , ").err == "outreachlint: error: --select names no rule\n"

    def test_severity_changes_a_level(self, cli: Cli) -> None:
        outcome = cli("a.md", "--severity", "OL302=info,OL201=info", "--severity", "shouting=info")

        assert outcome.code == 0
        assert "OL302 unconsented-signup [info]" in outcome.out

    def test_the_more_specific_severity_wins_whatever_the_order(self, cli: Cli) -> None:
        outcome = cli("a.md", "--severity", "OL302=error", "--severity", "ALL=info", "--output-format=json")

        levels = {found["code"]: found["severity"] for found in json.loads(outcome.out)["diagnostics"]}
        assert levels == {"OL201": "info", "OL302": "error", "OL502": "info"}

    @pytest.mark.parametrize("value", ["OL302", "OL302=bad", "=error"])
    def test_a_severity_of_another_shape_is_refused(self, cli: Cli, value: str) -> None:
        outcome = cli("a.md", "--severity", value)

        assert outcome.code == 2
        assert f"--severity takes RULE=LEVEL, not `{value}` (levels are error, warning, info)" in outcome.err


class TestExitCode:
    @pytest.mark.parametrize(
        ("text", "level", "code"),
        [
            (SHOUT, "info", 1),
            (SHOUT, "warning", 0),
            (ASK, "warning", 1),
            (ASK, "error", 0),
            (SIGNUP, "error", 1),
            (SIGNUP, "never", 0),
        ],
    )
    def test_fail_on_is_the_lowest_level_that_fails(self, cli: Cli, text: str, level: str, code: int) -> None:
        draft(text)

        assert cli("a.md", "--fail-on", level).code == code

    def test_fail_on_is_warning_unless_somebody_says_otherwise(self, cli: Cli) -> None:
        draft(SHOUT)

        outcome = cli("a.md")

        assert outcome.code == 0
        assert outcome.out.endswith("1 info.\nNone reaches --fail-on warning (exit code 0).\n")

    def test_the_configuration_may_set_fail_on_and_the_option_wins(self, cli: Cli) -> None:
        draft(SHOUT)
        write("outreachlint.toml", 'fail-on = "info"\n')

        assert cli("a.md").code == 1
        assert cli("a.md", "--fail-on=error").code == 0

    def test_exit_zero_turns_1_into_0(self, cli: Cli) -> None:
        draft()

        outcome = cli("a.md", "--exit-zero")

        assert outcome.code == 0
        assert outcome.out.endswith("(exit code 0, because of --exit-zero).\n")

    def test_exit_zero_leaves_2_alone(self, cli: Cli) -> None:
        assert cli("missing.md", "--exit-zero").code == 2


class TestFacts:
    def test_a_fact_of_the_command_line_wins_over_the_message(self, cli: Cli) -> None:
        draft(SIGNUP, channel="message")

        assert cli("a.md").code == 1
        assert cli("a.md", "--channel", "comment").code == 0
        assert cli("a.md", "--context", "channel=comment").code == 0

    def test_facts_are_told_by_verbose_with_their_origin(self, cli: Cli) -> None:
        draft(relationship="customer")
        write(
            "outreachlint.toml",
            '[context]\njurisdiction = "it"\n[[overrides]]\npaths = ["*.md"]\ncontext = {plan = "free"}\n',
        )

        err = cli("a.md", "--touch", "2", "--context", "consent=call,newsletter", "--verbose").err

        assert "a.md:5: lang en (front matter)\n" in err
        assert "  touch: 2 (command line)\n" in err
        assert "  consent: call, newsletter (command line)\n" in err
        assert "  relationship: customer (front matter)\n" in err
        assert "  jurisdiction: it (config outreachlint.toml:1)\n" in err
        assert "  plan: free (config outreachlint.toml:5)\n" in err

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["--channel", "e-mail"], "unknown channel `e-mail` (did you mean `email`?)"),
            (["--touch", "0"], "`touch` must be a whole number from 1 up"),
            (["--relationship", "friend"], "unknown relationship `friend`"),
            (["--context", "purpose"], "--context takes FACT=VALUE, not `purpose`"),
            (["--context", "pupose=personal"], "unknown fact `pupose` (did you mean `purpose`?)"),
            (["--lang", "xx"], "argument --lang: invalid choice: `xx` (choose from it, en, es, fr, de, pt)"),
        ],
    )
    def test_an_unknown_fact_is_refused(self, cli: Cli, arguments: list[str], said: str) -> None:
        draft()

        outcome = cli("a.md", *arguments)

        assert outcome.code == 2
        assert said in outcome.err

    def test_lang_wins_over_the_message(self, cli: Cli) -> None:
        draft("Ti ho iscritto alla newsletter.\n")

        assert cli("a.md").code == 0
        assert cli("a.md", "--lang", "it").code == 1

    def test_the_language_of_the_configuration_gives_way_to_the_message(self, cli: Cli) -> None:
        write("outreachlint.toml", 'lang = "it"\n')
        write("a.txt", "Ti ho iscritto alla newsletter.\n")
        draft("Ti ho iscritto alla newsletter.\n", path="b.md")

        err = cli(".", "--verbose").err

        assert "a.txt:1: lang it (config outreachlint.toml:1)" in err
        assert "b.md:4: lang en (front matter)" in err

    def test_the_language_of_some_files_can_be_configured(self, cli: Cli) -> None:
        write("outreachlint.toml", '[[overrides]]\npaths = ["it/"]\nlang = "it"\n')
        write("it/a.txt", "Ti ho iscritto alla newsletter.\n")

        assert "it/a.txt:1: lang it (config outreachlint.toml:1)" in cli("it", "--verbose").err

    def test_a_language_that_nobody_knows_is_counted(self, cli: Cli) -> None:
        write("a.txt", "42!\n")

        assert "1 message's language is unknown" in cli("a.txt").out


class TestMessagesOfTheLinter:
    @pytest.mark.parametrize(
        ("arguments", "environ", "said"),
        [
            ([], {}, "signs the recipient up"),
            (["--ui-lang", "it"], {}, "iscrive il destinatario"),
            ([], {"LANG": "it_IT.UTF-8"}, "iscrive il destinatario"),
            ([], {"LANG": "it_IT.UTF-8", "LC_ALL": "C"}, "signs the recipient up"),
            (["--ui-lang", "en"], {"LANG": "it_IT.UTF-8"}, "signs the recipient up"),
        ],
    )
    def test_their_language(
        self, cli: Cli, monkeypatch: pytest.MonkeyPatch, arguments: list[str], environ: dict[str, str], said: str
    ) -> None:
        draft(SIGNUP)
        for name, value in environ.items():
            monkeypatch.setenv(name, value)

        assert said in cli("a.md", *arguments).out

    def test_the_configuration_decides_it_before_the_environment(
        self, cli: Cli, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        draft(SIGNUP)
        write("outreachlint.toml", 'ui-lang = "it"\n')
        monkeypatch.setenv("LANG", "en_GB.UTF-8")

        assert "iscrive il destinatario" in cli("a.md").out

    def test_everything_that_the_report_says_is_in_it(self, cli: Cli) -> None:
        write("a.jsonl", json.dumps({"id": "7", "lang": "en", "text": SIGNUP}) + '\n{"text": "42!"}')

        assert cli("a.jsonl", "--ui-lang", "it").out == (
            'a.jsonl:1:44: OL302 unconsented-signup [errore] "I\'ve added you to our newsletter" iscrive il destinatario '
            "senza chiedere\n"
            "   |\n"
            ' 1 | {"id": "7", "lang": "en", "text": "Hi Ann, I\'ve added you to our newsletter.\\n"}\n'
            "   |                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
            "   = messaggio: 7, campo text\n"
            "   = consiglio: Chiedi prima, o manda un link.\n"
            "\n"
            "Controllo di 2 messaggi in 1 file con 3 regole: 1 errore.\n"
            "Di 1 messaggio non si conosce la lingua: lì valgono le regole di tutte le lingue; indicala con `lang:` o "
            "--lang.\n"
            "1 raggiunge --fail-on warning (codice di uscita 1).\n"
        )

    def test_verbose_says_which_rules_did_not_run_and_why(self, cli: Cli) -> None:
        draft(SIGNUP, channel="comment")

        err = cli("a.md", "--verbose", "--ignore", "OL502").err

        assert "configuration: none\n" in err
        assert "skipped everywhere: OL502 shouting: not selected\n" in err
        assert "skipped everywhere: OL601 over-limit: preview, not selected by name\n" in err
        assert "  skipped: OL302 unconsented-signup: channel is comment (front matter)\n" in err

    def test_verbose_says_what_an_override_ignores(self, cli: Cli) -> None:
        draft()
        write("outreachlint.toml", '[[overrides]]\npaths = ["a.md"]\nignore = ["OL2"]\n')

        err = cli("a.md", "--verbose").err

        assert "  skipped: OL201 introduction-ask: ignored in this file by outreachlint.toml\n" in err

    def test_verbose_leaves_standard_output_as_it_is(self, cli: Cli) -> None:
        draft()

        assert cli("a.md", "--verbose").out == cli("a.md").out

    def test_show_settings_prints_what_is_in_force_and_checks_nothing(self, cli: Cli) -> None:
        draft()
        write("outreachlint.toml", '# ours\nignore = ["OL502"]\nfail-on = "info"\n')

        outcome = cli("a.md", "--show-settings", "--fail-on", "error", "--ignore", "OL2")

        assert outcome.code == 0
        assert "# configuration file: outreachlint.toml\n" in outcome.out
        assert 'ignore = ["OL502", "OL2"]  # outreachlint.toml:2 and command line\n' in outcome.out
        assert 'fail-on = "error"  # command line\n' in outcome.out
        assert 'ui-lang = "en"  # default\n' in outcome.out
        assert "# 1 of 4 rules selected\n#   OL302 unconsented-signup [error]\n" in outcome.out


class TestConfigurationFiles:
    def test_isolated_ignores_every_file(self, cli: Cli) -> None:
        draft()
        write("outreachlint.toml", 'ignore = ["OL201"]\n')

        assert cli("a.md").code == 0
        assert cli("a.md", "--isolated").code == 1

    def test_isolated_is_not_even_bothered_by_a_broken_file(self, cli: Cli) -> None:
        draft()
        write("outreachlint.toml", "ignore = [\n")

        assert cli("a.md").code == 2
        assert cli("a.md", "--isolated").code == 1

    def test_config_names_the_file(self, cli: Cli) -> None:
        draft()
        write("outreachlint.toml", 'ignore = ["OL201"]\n')
        write("other/mine.toml", "")

        assert cli("a.md", "--config", "other/mine.toml").code == 1

    def test_config_and_isolated_exclude_each_other(self, cli: Cli) -> None:
        write("mine.toml", "")

        assert cli("--config", "mine.toml", "--isolated").code == 2

    def test_overrides_ignore_rules_and_change_levels_by_path(self, cli: Cli) -> None:
        write(
            "outreachlint.toml",
            '[[overrides]]\npaths = ["old/"]\nignore = ["OL201"]\nseverity = { OL302 = "info" }\n',
        )
        draft(ASK + "\n" + SIGNUP, path="old/a.md")
        draft(ASK + "\n" + SIGNUP, path="new/a.md")

        assert "OL201" not in cli("old/a.md").out
        assert "OL302 unconsented-signup [info]" in cli("old/a.md").out
        assert cli("old/a.md").code == 0
        assert "OL302 unconsented-signup [error]" in cli("new/a.md").out

    def test_excluded_files_are_left_out_of_folders_but_linted_when_named(self, cli: Cli) -> None:
        write("outreachlint.toml", 'exclude = ["README.md", "old/"]\n')
        draft(path="README.md")
        draft(path="old/a.md")
        draft(path="b.md")

        assert "Checked 1 message in 1 file" in cli(".").out
        assert "Checked 2 messages in 2 files" in cli(".", "README.md").out

    def test_force_exclude_leaves_out_named_files_too(self, cli: Cli) -> None:
        write("outreachlint.toml", 'exclude = ["README.md", "old/"]\n')
        draft(path="README.md")
        draft(path="old/a.md")
        draft(path="b.md")

        assert "Checked 1 message in 1 file" in cli("README.md", "old/a.md", "b.md", "--force-exclude").out
        assert cli("README.md", "old", "--force-exclude", "--quiet") == (0, "", "")

    def test_an_unknown_rule_in_the_file_is_an_error_with_its_place(self, cli: Cli) -> None:
        draft()
        write("outreachlint.toml", 'ignore = [\n  "OL201",\n  "unconsented-singup",\n]\n')

        assert cli("a.md").err == (
            "outreachlint.toml:3:3: error: there is no rule `unconsented-singup` (did you mean `unconsented-signup`?)\n"
        )

    def test_an_unknown_rule_in_a_severity_table_is_an_error_at_its_key(self, cli: Cli) -> None:
        write("outreachlint.toml", '[severity]\nOL201 = "info"\nOL999 = "info"\n')

        assert cli(".").err.startswith("outreachlint.toml:3:1: error: there is no rule `OL999`")

    def test_rules_of_ones_own_run_beside_the_shipped_ones(self, cli: Cli) -> None:
        cli("rules", "new", "no-checking-in")
        write("outreachlint.toml", 'rules = ["our-rules"]\n')
        draft("Hi Ann, just checking in about my last note.\n")

        assert "OUR001 no-checking-in [warning]" in cli("a.md").out

    def test_rules_of_ones_own_may_come_from_a_package(self, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
        cli("rules", "new", "no-checking-in", "--folder", "site/house_rules")
        write("site/house_rules/__init__.py", "")
        write("outreachlint.toml", 'rules = ["house_rules"]\n')
        draft("Hi Ann, just checking in about my last note.\n")
        monkeypatch.syspath_prepend("site")

        assert "OUR001 no-checking-in [warning]" in cli("a.md").out


class TestWhereTheConfigurationIsLookedFor:
    @pytest.fixture(autouse=True)
    def _team(self, workspace: Path) -> None:
        write("team/outreachlint.toml", 'exclude = ["README.md"]\nignore = ["OL302"]\n')
        draft(path="team/README.md")
        draft(SIGNUP, path="team/drafts/a.md")
        draft(SIGNUP, path="b.md")

    @pytest.mark.parametrize("path", ["team", "team/", "team/drafts", "team/drafts/a.md", "./team/../team"])
    def test_it_is_the_folder_that_is_checked(self, cli: Cli, path: str) -> None:
        assert cli(path, "--quiet") == (0, "", "")

    def test_of_several_paths_it_is_the_folder_that_holds_them_all(self, cli: Cli) -> None:
        assert cli("team/drafts", "team/drafts/a.md").code == 0
        assert cli("team/drafts", "b.md").out.count("OL302") == 2

    def test_the_nearest_file_wins_over_that_of_the_working_directory(self, cli: Cli) -> None:
        write("outreachlint.toml", 'ignore = ["OL201"]\n')

        assert "configuration: team/outreachlint.toml" in cli("team/drafts", "--verbose").err

    def test_it_is_looked_for_up_to_the_root_of_the_repository(self, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
        write("elsewhere/drafts/c.md", SHOUT)
        monkeypatch.chdir("elsewhere")

        assert "configuration: none\n" in cli("drafts", "--verbose").err
        assert cli("../team/drafts").code == 0

        write("../outreachlint.toml", "")
        assert "/outreachlint.toml\n" in cli("drafts", "--verbose").err

    def test_its_globs_are_relative_to_it(self, cli: Cli) -> None:
        write("team/outreachlint.toml", '[[overrides]]\npaths = ["/drafts/"]\nignore = ["OL3"]\n')

        assert cli("team/drafts").code == 0

    def test_standard_input_lies_where_its_name_says(self, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
        stdin(monkeypatch, SIGNUP.encode())
        assert cli("-", "--stdin-filename", "team/drafts/new.txt", "--lang", "en").code == 0

        stdin(monkeypatch, SIGNUP.encode())
        assert cli("-", "--lang", "en").code == 1

    def test_without_a_path_it_is_the_working_directory(self, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir("team")

        assert cli("check").code == 0


LIMIT = """\
code: OUR001
name: too-long
severity: warning
summary: {en: Long, it: Lungo}
message: {en: "{length} of {limit}", it: "{length} su {limit}"}
why: {en: w, it: w}
advice: {en: a, it: a}
sources: [{kind: other, cite: ours}]
applies: {channel: [connection-note]}
signals:
  over: {check: over-limit, options: {note: 30}}
scope: message
match: {all: [over]}
examples:
  - {flag: "Hi Ann, thank you for the talk on rotas.", lang: en, channel: connection-note}
  - {flag: "Hi Ann, thank you for the talk in Leeds.", lang: en, channel: connection-note}
  - {clean: "Hi Ann.", lang: en, channel: connection-note}
  - {clean: "Hi Bo.", lang: en, channel: connection-note}
"""


class TestOptionsOfRules:
    @pytest.fixture(autouse=True)
    def _rule(self, workspace: Path) -> None:
        write("own/OUR001-too-long.yaml", LIMIT)
        draft("Hi {{first_name}}, thanks for the talk.\n", channel="connection-note")

    def configure(self, text: str) -> None:
        write("outreachlint.toml", f'rules = ["own"]\n{text}\n')

    def test_a_rule_has_those_of_its_own_file(self, cli: Cli) -> None:
        self.configure("")

        assert "too-long 33 of 30\n" in cli("a.md", "--output-format=concise").out

    @pytest.mark.parametrize(
        "text",
        [
            "[options.OUR001]\nplaceholder = 12",
            "options.too-long.placeholder = 12",
            "options = { OUR001 = { placeholder = 12 } }",
        ],
    )
    def test_the_configuration_changes_what_it_names_and_nothing_else(self, cli: Cli, text: str) -> None:
        self.configure(text)

        assert "too-long 37 of 30\n" in cli("a.md", "--output-format=concise").out

    def test_yaml_says_them_too(self, cli: Cli) -> None:
        write(".outreachlint.yaml", "rules: [own]\noptions: {OUR001: {note: 40}}\n")

        assert cli("a.md").code == 0

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            (
                "[options.OUR001]\nplacehodler = 1",
                "3:1: error: OUR001 has no option `placehodler` (did you mean `placehol",
            ),
            ("[options.OUR001]\nallow = []", "3:1: error: OUR001 has no option `allow` (options are note, note_free, "),
            ("[options.OL201]\nnote = 1", "3:1: error: OL201 has no option `note` (it has none)"),
            (
                "[options.OUR001]\nnote = '1'",
                "3:8: error: the option `note` of the check over-limit takes a whole number",
            ),
            (
                "[options.OUR001]\nnote = true",
                "3:8: error: the option `note` of the check over-limit takes a whole number",
            ),
            ("[options.OUR01]\nnote = 1", "2:2: error: there is no rule `OUR01` (did you mean `OUR001`?)"),
            ("[options.OL]\nnote = 1", "2:2: error: `OL` is not one rule (options go by a rule's code or name)"),
            ("[options]\nOUR001 = 3", "3:10: error: `OUR001` must be a table, not a number"),
        ],
    )
    def test_a_wrong_one_is_an_error_with_its_place(self, cli: Cli, text: str, said: str) -> None:
        self.configure(text)

        outcome = cli("a.md")

        assert outcome.code == 2
        assert outcome.err.startswith(f"outreachlint.toml:{said}")

    def test_the_lengths_of_tags_are_a_table(self, cli: Cli) -> None:
        self.configure("[options.OUR001.lengths]\nfirst_name = 20")

        assert "too-long 45 of 30\n" in cli("a.md", "--output-format=concise").out

    @pytest.mark.parametrize(
        ("options", "found"),
        [
            ('[options.OUR002]\ntags = ["first_name"]', ["OUR002", "OUR003"]),
            ('[options]\nOUR002 = {tags = ["first_name"]}\nother-case = {tags = ["First_Name"]}', ["OUR002"]),
            ("", []),
        ],
    )
    def test_a_list_of_tags_holds_for_all_rules_that_have_none_of_their_own(
        self, cli: Cli, options: str, found: list[str]
    ) -> None:
        draft("Hi {{First_Name}} of {{nickname}}, thanks for the talk.\n")
        for code, name, check in (("OUR002", "no-field", "unknown-tag"), ("OUR003", "other-case", "tag-case")):
            rule = LIMIT.replace("OUR001", code).replace("too-long", name)
            rule = rule.replace("over-limit, options: {note: 30}", check).replace("scope: message", "scope: template")
            write(f"own/{code}-{name}.yaml", rule.replace("{length} of {limit}", "x").replace("applies", "# applies"))
        self.configure(options)

        out = cli("a.md", "--select=OUR002,OUR003", "--output-format=concise").out

        assert [line.split()[1] for line in out.splitlines() if line.startswith("a.md:")] == sorted(found, reverse=True)

    def test_the_examples_of_a_rule_run_with_its_own(self, cli: Cli) -> None:
        self.configure("[options.OUR001]\nnote = 4000")

        assert cli("rules", "test", "own").code == 0
