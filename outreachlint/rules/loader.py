"""Read rule and lexicon files; everything that is wrong with them is said with file, line and column."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from outreachlint.closest import did_you_mean
from outreachlint.diagnostics import Severity
from outreachlint.document import LANGUAGES
from outreachlint.errors import Place, RuleError
from outreachlint.facts import NAMES as FACT_NAMES
from outreachlint.phrases.syntax import GAP, PhraseError, lexicons_of, parse
from outreachlint.rules import fields
from outreachlint.rules.conditions import read_conditions
from outreachlint.rules.examples import KEYS as MESSAGES_OF
from outreachlint.rules.examples import check_quote, read_facts, read_messages
from outreachlint.rules.model import (
    UI_LANGUAGES,
    Example,
    FixFile,
    LexiconFile,
    Localised,
    RuleFile,
    SignalFile,
    SourceCite,
    WrittenPhrase,
)
from outreachlint.rules.tree import STEP_PLACES, TreeNode, read_tree, seen_by_judge, signals_of
from outreachlint.rules.yaml_nodes import Node, load

LEXICON_FOLDER = "lexicons"
SOURCE_KINDS = ("article", "platform", "law", "netiquette", "study", "other")
STATUSES = ("stable", "preview")
SCOPES = ("sentence", "message", "template", "sequence", "run")
MAX_EXCERPT = 70
"""How much of a phrase an error quotes, in code points."""
MAX_FILE_SIZE = 2_000_000
CODE_PATTERN = "^[A-Z]{2,8}[0-9]{3}$"
NAME_PATTERN = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
_CODE = re.compile(CODE_PATTERN)
_NAME = re.compile(NAME_PATTERN)
_HOLE = re.compile(r"\{([a-z_-]+)\}")
REQUIRED = (
    "code",
    "name",
    "severity",
    "summary",
    "message",
    "why",
    "advice",
    "sources",
    "signals",
    "match",
    "examples",
)
_RULE_KEYS = (*REQUIRED, "aliases", "status", "applies", "scope", "report", "fix", "false_positives")


@dataclass(slots=True)
class RuleFolder:
    """What one or more folders of rules hold. `errors` lists what could not be read; the rest is usable."""

    rules: list[RuleFile] = field(default_factory=list)
    lexicons: dict[str, LexiconFile] = field(default_factory=dict)
    errors: list[RuleError] = field(default_factory=list)


class _SeveralError(RuleError):
    """Several errors of one file, so that an author sees all bad phrases at once."""

    def __init__(self, errors: list[RuleError]) -> None:
        super().__init__(errors[0].message, errors[0].place, errors[0].hint)
        self.errors = errors


def load_folders(folders: Sequence[str]) -> RuleFolder:
    """All rules and lexicons of some folders or single rule files.

    Later folders may use the lexicons of earlier ones.
    """
    out = RuleFolder()
    for folder in folders:
        for path in lexicon_files(folder):
            _collect(out, path, _add_lexicon)
        for path in rule_files(folder):
            _collect(out, path, _add_rule)
    _check_lexicons(out)
    _check_codes(out)
    return out


def rule_files(folder: str) -> list[str]:
    """The rule files of a folder in the order of their names; a file stands for itself."""
    if os.path.isfile(folder):
        return [folder]
    if not os.path.isdir(folder):
        raise RuleError("there is no such folder of rules", Place(folder))
    return [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith((".yaml", ".yml"))]


def lexicon_files(folder: str) -> list[str]:
    """The lexicon files beside a folder's rules."""
    base = os.path.join(os.path.dirname(folder) if os.path.isfile(folder) else folder, LEXICON_FOLDER)
    return rule_files(base) if os.path.isdir(base) else []


def _collect(out: RuleFolder, path: str, add: Any) -> None:
    try:
        add(out, path)
    except _SeveralError as several:
        out.errors.extend(several.errors)
    except RuleError as error:
        out.errors.append(error)


def _read(path: str) -> Node:
    try:
        if os.path.getsize(path) > MAX_FILE_SIZE:
            raise RuleError(f"the file is larger than {MAX_FILE_SIZE} bytes", Place(path))
        with open(path, encoding="utf-8-sig") as stream:
            text = stream.read()
    except OSError as error:
        raise RuleError(f"can't be read: {error.strerror}", Place(path)) from None
    except UnicodeDecodeError as error:
        raise RuleError(f"is not UTF-8 (byte {error.start})", Place(path)) from None
    return load(path, text)


def _add_lexicon(out: RuleFolder, path: str) -> None:
    lexicon = read_lexicon(_read(path))
    if lexicon.name in out.lexicons:
        other = out.lexicons[lexicon.name].place.path
        raise RuleError(f"the lexicon '{lexicon.name}' is already in {other}", lexicon.place)
    out.lexicons[lexicon.name] = lexicon


def _add_rule(out: RuleFolder, path: str) -> None:
    out.rules.append(read_rule(_read(path)))


def read_lexicon(node: Node) -> LexiconFile:
    """A lexicon file's tree as a LexiconFile."""
    parts = fields.mapping(node, "a lexicon", {"name", "summary", "phrases"})
    name = fields.text(fields.required(parts, "name", "the lexicon", node.place), "name")
    if not _NAME.match(name):
        raise RuleError(f"'{name}' is not a name", parts["name"].place, "small letters, digits and hyphens")
    phrases = _phrases(fields.required(parts, "phrases", "the lexicon", node.place), f"lexicon {name}")
    return LexiconFile(name, node.place, phrases)


def _phrases(node: Node, what: str) -> dict[str, list[WrittenPhrase]]:
    out: dict[str, list[WrittenPhrase]] = {}
    errors: list[RuleError] = []
    for lang, listed in fields.mapping(node, what, LANGUAGES).items():
        out[lang] = []
        seen: set[str] = set()
        if not isinstance(listed.value, list):
            raise RuleError(f"{what}: {lang} must be a list of phrases", listed.place)
        for item in listed.value:
            try:
                text = fields.text(item, f"a phrase of {what}")
                if text in seen:
                    raise RuleError(f"the phrase stands here twice: {text}", item.place)
                seen.add(text)
                out[lang].append(WrittenPhrase(text, _parse(text, item), item.place))
            except RuleError as error:
                errors.append(error)
    if errors:
        raise _SeveralError(errors)
    return out


def _parse(text: str, node: Node) -> Any:
    try:
        return parse(text)
    except PhraseError as error:
        column = node.column + node.quoted + error.column
        place = Place(node.path, node.line, column)
        raise RuleError(f"phrase '{_excerpt(text, error.column)}': {error.message}", place) from None


def _excerpt(text: str, column: int) -> str:
    """The text, or what is around a column of a long one."""
    if len(text) <= MAX_EXCERPT:
        return text
    start = max(0, column - MAX_EXCERPT // 2)
    end = start + MAX_EXCERPT
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")


def read_rule(node: Node) -> RuleFile:
    """A rule file's tree as a RuleFile; RuleError for the first thing that is wrong."""
    parts = fields.mapping(node, "a rule", _RULE_KEYS)
    for key in REQUIRED:
        fields.required(parts, key, "the rule", node.place)
    code, name = _identity(parts)
    scope = fields.choice(parts["scope"], "scope", SCOPES) if "scope" in parts else "sentence"
    signals = _signals(parts["signals"])
    _check_scope(signals, scope, parts["signals"])
    match = read_tree(parts["match"], scope)
    _check_signals(match, signals, parts["match"])
    report, limit = _report(parts.get("report"), match, signals, parts["match"].place, scope)
    rule = RuleFile(
        place=node.place,
        code=code,
        name=name,
        aliases=_texts(parts, "aliases"),
        severity=fields.choice(parts["severity"], "severity", [level.label for level in Severity]),
        status=fields.choice(parts["status"], "status", STATUSES) if "status" in parts else "stable",
        summary=_localised(parts["summary"], "summary"),
        message=_message(parts["message"], signals, judged=bool(seen_by_judge(match, scope))),
        why=_localised(parts["why"], "why"),
        advice=_localised(parts["advice"], "advice"),
        sources=tuple(_source(item) for item in _list(parts["sources"], "sources")),
        applies=read_conditions(parts["applies"], "applies") if "applies" in parts else {},
        signals=signals,
        scope=scope,
        match=match,
        report=report,
        limit=limit,
        fix=_fix(parts["fix"], signals) if "fix" in parts else None,
        false_positives=_texts(parts, "false_positives"),
        examples=tuple(_example(item, scope) for item in _list(parts["examples"], "examples")),
    )
    _check_examples(rule, parts["examples"])
    return rule


def _identity(parts: dict[str, Node]) -> tuple[str, str]:
    code, name = fields.text(parts["code"], "code"), fields.text(parts["name"], "name")
    if not _CODE.match(code):
        raise RuleError(f"'{code}' is not a code", parts["code"].place, "capitals and three digits, such as OL302")
    if not _NAME.match(name):
        raise RuleError(f"'{name}' is not a name", parts["name"].place, "small letters, digits and hyphens")
    return code, name


def _texts(parts: dict[str, Node], key: str) -> tuple[str, ...]:
    return tuple(fields.items(parts[key], key, fields.text)) if key in parts else ()


def _list(node: Node, what: str) -> list[Node]:
    if not isinstance(node.value, list) or not node.value:
        raise RuleError(f"'{what}' must be a list with at least one entry", node.place)
    found: list[Node] = node.value
    return found


def _localised(node: Node, what: str) -> Localised:
    return _titled(fields.mapping(node, what, UI_LANGUAGES), what, node.place)


def _titled(parts: dict[str, Node], what: str, place: Place) -> Localised:
    found = {lang: fields.required(parts, lang, what, place) for lang in UI_LANGUAGES}
    return {lang: " ".join(fields.text(node, f"{what}: {lang}").split()) for lang, node in found.items()}


def _message(node: Node, signals: dict[str, SignalFile], *, judged: bool) -> Localised:
    message = _localised(node, "message")
    fixed = all(signal.check is None for signal in signals.values())
    for text in message.values():
        for hole in _HOLE.findall(text):
            if fixed and hole not in signals and hole != "quote":
                hint = did_you_mean(hole, [*signals, "quote"]) or "a hole names a signal, or is {quote}"
                raise RuleError(f"message: there is no signal '{hole}' to fill {{{hole}}}", node.place, hint)
            if judged and hole != "quote":
                text = f"message: nothing fills {{{hole}}} where the judge alone finds something"
                raise RuleError(text, node.place, "write {quote}")
    return message


def _source(node: Node) -> SourceCite:
    parts = fields.mapping(node, "a source", {"kind", "cite", "url"})
    kind = fields.choice(fields.required(parts, "kind", "the source", node.place), "kind", SOURCE_KINDS)
    cite = fields.text(fields.required(parts, "cite", "the source", node.place), "cite")
    return SourceCite(kind, cite, fields.text(parts["url"], "url") if "url" in parts else None)


def _signals(node: Node) -> dict[str, SignalFile]:
    out: dict[str, SignalFile] = {}
    for name, value in fields.mapping(node, "signals").items():
        if not _NAME.match(name.replace("_", "-")):
            raise RuleError(f"'{name}' is not a name for a signal", node.keys[name])
        parts = fields.mapping(value, f"signal {name}", {*LANGUAGES, "check", "options"})
        if "check" in parts:
            out[name] = _check_signal(name, value, parts, node.keys[name])
        else:
            out[name] = SignalFile(name, node.keys[name], _phrases(value, f"signal {name}"))
    return out


def _fix(node: Node, signals: dict[str, SignalFile]) -> FixFile:
    from outreachlint.checks import CHECKS

    parts = fields.mapping(node, "fix", {*UI_LANGUAGES, "check", "options"})
    title = _titled(parts, "fix", node.place)
    if "check" in parts:
        check = fields.choice(parts["check"], "check", CHECKS)
        return FixFile(title, check, _options(check, parts, node))
    if all(signal.check is None for signal in signals.values()):
        raise RuleError("fix: no check of this rule makes edits", node.place, "name one under `check`")
    return FixFile(title)


def _check_signal(name: str, node: Node, parts: dict[str, Node], place: Place) -> SignalFile:
    from outreachlint.checks import CHECKS, RUN_CHECKS, SEQUENCE_CHECKS

    fields.mapping(node, f"signal {name}", {"check", "options"})
    check = fields.choice(parts["check"], "check", (*CHECKS, *SEQUENCE_CHECKS, *RUN_CHECKS))
    return SignalFile(name, place, check=check, options=_options(check, parts, node))


def _options(check: str, parts: dict[str, Node], node: Node) -> dict[str, Any]:
    from outreachlint.checks import validated_options

    given = parts["options"] if "options" in parts else Node({}, node.path, node.line, node.column)
    values = {key: value.plain() for key, value in fields.mapping(given, "options").items()}
    try:
        return validated_options(check, values)
    except ValueError as error:
        raise RuleError(str(error), given.place) from None


def _check_scope(signals: dict[str, SignalFile], scope: str, node: Node) -> None:
    """A check of several messages stands in a rule about such, and a rule about a run has one."""
    from outreachlint.checks import RUN_CHECKS, scope_of

    for signal in signals.values():
        wanted = scope_of(signal.check or "")
        if wanted not in (None, scope):
            raise RuleError(f"the check {signal.check} needs a rule with `scope: {wanted}`", signal.place)
    if scope == "run" and not any(signal.check in RUN_CHECKS for signal in signals.values()):
        text = "a rule with `scope: run` needs a check that compares messages"
        raise RuleError(text, node.place, f"one of {', '.join(RUN_CHECKS)}")


def _check_signals(match: TreeNode, signals: dict[str, SignalFile], node: Node) -> None:
    used = signals_of(match)
    for name in used:
        if name not in signals:
            raise RuleError(f"match: there is no signal '{name}'", node.place, did_you_mean(name, signals))
    for name, signal in signals.items():
        if name not in used:
            raise RuleError(f"the signal '{name}' is never used in match", signal.place)
    languages = {lang for signal in signals.values() for lang in signal.phrases}
    for signal in signals.values():
        missing = sorted(languages - signal.phrases.keys()) if signal.check is None else []
        if missing:
            text = f"the signal '{signal.name}' says nothing in {', '.join(missing)}, which the rule speaks"
            raise RuleError(text, signal.place, "write an empty list if there is nothing to say")


def _report(
    node: Node | None, match: TreeNode, signals: dict[str, SignalFile], place: Place, scope: str
) -> tuple[tuple[str, ...], int]:
    positive = _positive(match)
    if not positive and not seen_by_judge(match, scope):
        raise RuleError("match has no signal that must be there, so there is nothing to report", place)
    names, limit, listed = positive, 1, None
    if node is not None:
        listed = node
        if isinstance(node.value, dict):
            parts = fields.mapping(node, "report", {"at", "limit"})
            limit = fields.whole(parts["limit"], "limit") if "limit" in parts else 1
            listed = parts.get("at")
        names = positive if listed is None else fields.items(listed, "report", fields.text)
    at = place if listed is None else listed.place
    for name in names:
        if name not in signals:
            raise RuleError(f"report: there is no signal '{name}'", at, did_you_mean(name, signals))
        if name not in positive:
            raise RuleError(f"report: '{name}' only stands under 'none' or elsewhere, so it is never found", at)
    if not _reports(match, names, scope):
        raise RuleError("report: match may hold without any of these signals, and would then say nothing", at)
    return tuple(names), limit


def _reports(node: TreeNode, names: Sequence[str], scope: str) -> bool:
    """Whether each way in which a tree may hold has a signal that is reported."""
    kind = node[0]
    if kind == "all":
        return any(_reports(child, names, scope) for child in node[1])
    if kind == "any":
        return all(_reports(child, names, scope) for child in node[1])
    if kind == "judge":
        return bool(seen_by_judge(node, scope))
    return kind != "none" and not _is_elsewhere(node) and not set(names).isdisjoint(signals_of(node))


def _positive(node: TreeNode) -> list[str]:
    kind = node[0]
    if kind in ("all", "any"):
        return list(dict.fromkeys(name for child in node[1] for name in _positive(child)))
    return [] if kind == "none" or _is_elsewhere(node) else signals_of(node)


def _is_elsewhere(node: TreeNode) -> bool:
    """Whether a node looks for a signal in other messages, where it can't be reported."""
    return node[0] == "signal" and node[2] in STEP_PLACES


def _example(node: Node, scope: str) -> Example:
    known = {"flag", "clean", "lang", "subject", "quote", *FACT_NAMES}
    several = MESSAGES_OF.get(scope, "steps")
    if scope in MESSAGES_OF or (isinstance(node.value, dict) and several in node.value):
        return _example_of_several(node, scope, several)
    parts = fields.mapping(node, "an example", known)
    if ("flag" in parts) == ("clean" in parts):
        raise RuleError("an example needs either 'flag' or 'clean'", node.place)
    flagged = "flag" in parts
    body = parts["flag" if flagged else "clean"]
    example = Example(
        text=body.value if isinstance(body.value, str) else fields.text(body, "the example"),
        flagged=flagged,
        lang=_example_language(parts, node),
        place=body.place,
        subject=fields.text(parts["subject"], "subject") if "subject" in parts else None,
        quote=fields.text(parts["quote"], "quote") if "quote" in parts else None,
        facts=read_facts(parts),
    )
    check_quote(example.quote, example.text, example.subject, flagged, parts)
    return example


def _example_of_several(node: Node, scope: str, key: str) -> Example:
    parts = fields.mapping(node, "an example", {key, "lang", *FACT_NAMES})
    messages = read_messages(fields.required(parts, key, "the example", node.place), scope)
    return Example(
        text="",
        flagged=any(message.flagged for message in messages),
        lang=_example_language(parts, node),
        place=node.place,
        facts=read_facts(parts),
        messages=messages,
    )


def _example_language(parts: dict[str, Node], node: Node) -> str:
    languages = (*LANGUAGES, "unknown")
    return str(fields.choice(fields.required(parts, "lang", "the example", node.place), "lang", languages))


def _check_examples(rule: RuleFile, node: Node) -> None:
    for lang in rule.languages or ("",):
        for flagged, word in ((True, "flag"), (False, "clean")):
            if not any(example.flagged == flagged and (not lang or example.lang == lang) for example in rule.examples):
                where = f" in '{lang}'" if lang else ""
                raise RuleError(f"there is no '{word}' example{where}", node.place)


def _check_lexicons(out: RuleFolder) -> None:
    """References to lexicons exist in the phrase's language and have no cycle; gaps stand only where they may."""
    done: set[tuple[str, str, bool]] = set()
    for rule in list(out.rules):
        try:
            for lang, written in rule.phrases():
                _resolve(out, written, lang, (), done)
        except RuleError as error:
            out.errors.append(error)
            out.rules.remove(rule)


def _resolve(
    out: RuleFolder, written: WrittenPhrase, lang: str, above: tuple[str, ...], done: set[tuple[str, str, bool]]
) -> None:
    from outreachlint.phrases.syntax import alone

    whole = alone(written.phrase)
    for name in sorted(lexicons_of(written.phrase)):
        if name in above:
            raise RuleError(f"the lexicon '{name}' uses itself", written.place)
        if (name, lang, name == whole) in done:
            continue
        lexicon = out.lexicons.get(name)
        if lexicon is None:
            raise RuleError(f"there is no lexicon '{name}'", written.place, did_you_mean(name, out.lexicons))
        if not lexicon.phrases.get(lang):
            raise RuleError(f"the lexicon '{name}' has no phrases in '{lang}'", written.place)
        for entry in lexicon.phrases[lang]:
            simple = len(entry.phrase.segments) == 1 and not entry.phrase.at_start and not entry.phrase.question
            if not simple and name != whole:
                raise RuleError(
                    f"'{entry.text}' of the lexicon '{name}' has a gap or an anchor, so it can only be used alone",
                    written.place,
                    f"remove {GAP}, ^ and ? from the entry or use <{name}> as a whole phrase",
                )
            _resolve(out, entry, lang, (*above, name), done)
        done.add((name, lang, name == whole))


def _check_codes(out: RuleFolder) -> None:
    owners: dict[str, str] = {}
    for rule in list(out.rules):
        for word in (rule.code, rule.name, *rule.aliases):
            if word in owners:
                out.errors.append(RuleError(f"'{word}' already belongs to {owners[word]}", rule.place))
                out.rules.remove(rule)
                break
            owners[word] = rule.code


def first_error(folder: RuleFolder) -> None:
    """Raise the first error, if any; its hint tells how many more there are."""
    if not folder.errors:
        return
    error = folder.errors[0]
    more = len(folder.errors) - 1
    if more:
        hint = f"{error.hint}; " if error.hint else ""
        raise RuleError(error.message, error.place, f"{hint}and {more} more: run `outreachlint rules check`")
    raise error
