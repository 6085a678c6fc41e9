"""The summary of an outbox for people: lined up, a screen or two, nobody's name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from outreachlint.outbox.summary import Example, Share, Summary, Template
from outreachlint.outbox.tally import LEAST
from outreachlint.report.style import Style, one_line, visible
from outreachlint.report.words import WORDS, amount, number

MOST_MONTHS = 24
"""So many months have a line each; of more, those of the last two years, and the years before have a line each."""
_WIDTH = 10
_QUOTE = 80
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_STEPS = "▁▂▃▄▅▆▇█"
_ASCII_STEPS = ".:-=+*%#"
_INDENT = "  "

Row = tuple[str, ...]


def lines(summary: Summary, style: Style, ui_lang: str = "en", *, ascii_only: bool = False) -> Iterator[str]:
    """The lines, without their line ends; `ascii_only` is for terminals that can't draw bars."""
    for line in _lines(_Report(summary, style, ui_lang, ascii_only)):
        yield line.replace("…", "...") if ascii_only else line


def _lines(report: _Report) -> Iterator[str]:
    yield from report.head()
    for section in (report.rules(), report.months(), report.recipients(), report.templates(), report.closing()):
        text = list(section)
        if text:
            yield ""
            yield from text


def where(example: Example) -> str:
    """`file:line:col`, as editors and terminals link it; of a cell `file:[address]:line:col` (in the cell's text)."""
    address = f"[{one_line(example.address)}]:" if example.cell else ""
    return f"{visible(example.path)}:{address}{example.line}:{example.column}"


class _Report:
    def __init__(self, summary: Summary, style: Style, ui_lang: str, ascii_only: bool) -> None:
        self.summary = summary
        self.style = style
        self.lang = ui_lang
        self.words = WORDS[ui_lang]
        self.ascii_only = ascii_only

    def head(self) -> Iterator[str]:
        summary, words = self.summary, self.words
        files = visible(summary.files[0]) if summary.files else "-"
        if len(summary.files) > 1:
            more = amount(len(summary.files) - 1, "outbox-files", self.lang)
            files = words["outbox-files"].format(file=files, more=more)
        yield self.style("bold", words["outbox"].format(files=files))
        yield _INDENT + ", ".join(self._size())
        if not summary.findings:
            yield _INDENT + words["outbox-clean"]
            return
        counts = [(summary.severities[level], f"{level}s") for level in ("error", "warning", "info")]
        found = ", ".join(amount(count, noun, self.lang) for count, noun in counts if count)
        flagged = amount(summary.total.flagged, "messages", self.lang)
        share = self.share(summary.total)
        yield _INDENT + words["outbox-found"].format(flagged=flagged, share=share, found=found)

    def _size(self) -> Iterator[str]:
        summary, words = self.summary, self.words
        size = amount(summary.total.messages, "messages", self.lang)
        if summary.first:
            key = "outbox-month" if summary.first == summary.last else "outbox-from"
            size = words[key].format(messages=size, first=summary.first, last=summary.last)
        yield size
        if summary.conversations:
            yield amount(summary.conversations, "conversations", self.lang)
        if 0 < summary.drafts < summary.total.messages:
            yield words["outbox-drafts"].format(number=number(summary.drafts, self.lang))

    def rules(self) -> Iterator[str]:
        summary, words = self.summary, self.words
        if not summary.rules:
            return
        most = max(rule.messages for rule in summary.rules)
        rows: list[Row] = [("", "", "", words["findings"], words["messages"], words["share"], "", words["worst"])]
        for rule in summary.rules:
            share = Share(summary.total.messages, rule.messages)
            rows.append(
                (
                    rule.code,
                    rule.name,
                    words[rule.severity.label],
                    number(rule.findings, self.lang),
                    number(rule.messages, self.lang),
                    self.share(share),
                    self.bar(rule.messages, most),
                    where(rule.examples[0]) if rule.examples else "",
                )
            )
        table = _table(rows, "<<<>>><<")
        yield self.style("bold", words["by-rule"])
        yield self.style("dim", next(table)[1])
        for (_, line), rule in zip(table, summary.rules):
            yield line.replace(rule.code, self.style(rule.severity.label, rule.code), 1)
            if rule.examples and rule.examples[0].quote:
                yield _INDENT * 5 + self.quote(rule.examples[0].quote)

    def months(self) -> Iterator[str]:
        months = self.summary.months
        if not self.summary.first:
            return
        dated = [month for month in months if month]
        first = "" if len(dated) <= MOST_MONTHS else f"{int(dated[-1][:4]) - 1:04}"
        single = [month for month in dated if month >= first]
        entries: list[tuple[str, Share, str]] = []
        for year in sorted({month[:4] for month in dated if month < first}):
            own = {month: months[month] for month in dated if month[:4] == year}
            entries.append((year, _sum(own.values()), self.sparkline(year, own)))
        most = max((months[month].share for month in single), default=0.0)
        for month in [*single, ""]:
            if month in months:
                label = month or self.words["no-date"]
                entries.append((label, months[month], self.bar(months[month].share, most) if month else ""))
        yield self.style("bold", self.words["by-month"])
        yield from self.shares(entries)

    def recipients(self) -> Iterator[str]:
        counts = self.summary.relationships
        if not counts:
            return
        most = max(count.share for count in counts.values())
        yield self.style("bold", self.words["by-recipient"])
        yield from self.shares(
            [(self.words[f"to-{who}"], count, self.bar(count.share, most)) for who, count in counts.items()]
        )

    def shares(self, entries: Sequence[tuple[str, Share, str]]) -> Iterator[str]:
        """A table of labels with their shares and something drawn behind each."""
        words = self.words
        rows: list[Row] = [("", words["messages"], words["with-findings"], words["share"], "")]
        for label, count, drawn in entries:
            rows.append(
                (label, number(count.messages, self.lang), number(count.flagged, self.lang), self.share(count), drawn)
            )
        for index, (_, line) in enumerate(_table(rows, "<>>><")):
            yield line if index else self.style("dim", line)

    def templates(self) -> Iterator[str]:
        summary, words = self.summary, self.words
        if not summary.templates:
            return
        yield self.style("bold", words["by-template"])
        yield _INDENT + words["template-total"].format(
            templates=amount(summary.template_total, "templates", self.lang),
            least=number(LEAST, self.lang),
            messages=amount(summary.templated, "messages", self.lang),
        )
        rows: list[Row] = [(words["messages"], words["with-findings"], words["first"], words["last"], words["rules"])]
        rows += [self.template(template) for template in summary.templates]
        table = _table(rows, ">><<<")
        yield self.style("dim", next(table)[1])
        for (_, line), template in zip(table, summary.templates):
            yield line
            quote = self.style("advice", f'"{one_line(template.opening)}"')
            yield f"{_INDENT * 2}{where(template.example)}  {quote}"

    def template(self, template: Template) -> Row:
        """The row of a template."""
        return (
            number(template.total.messages, self.lang),
            self.share(template.total),
            str(template.first or ""),
            str(template.last or ""),
            " ".join(template.rules),
        )

    def closing(self) -> Iterator[str]:
        summary, words = self.summary, self.words
        if summary.left_out:
            key = "left-out-undated" if summary.undated else "left-out"
            messages = amount(summary.left_out, "messages", self.lang)
            yield words[key].format(messages=messages, undated=number(summary.undated, self.lang))
        if summary.unknown_language:
            key = "language-unknown" if summary.unknown_language == 1 else "languages-unknown"
            yield words[key].format(number=number(summary.unknown_language, self.lang))
        if summary.rules:
            yield words["explain"].format(code=summary.rules[0].code)
        if not summary.names and (summary.templates or summary.rules):
            yield words["masked"]
        if summary.errors:
            yield words["unread"].format(errors=amount(summary.errors, "errors", self.lang))

    def quote(self, text: str) -> str:
        """What was found, in one short line."""
        line = one_line(text)
        return f'"{line if len(line) <= _QUOTE else line[: _QUOTE - 1] + "…"}"'

    def share(self, count: Share) -> str:
        """`12%`, `3.4%`, `<0.1%`."""
        percent = 100 * count.share
        if 0 < percent < 0.1:
            text = "<0.1"
        elif 0 < percent < 9.95 or 99.5 <= percent < 100:
            text = f"{min(percent, 99.9):.1f}"
        else:
            text = f"{percent:.0f}"
        return f"{text.replace('.', ',') if self.lang == 'it' else text}%"

    def bar(self, value: float, most: float) -> str:
        """A bar of at most _WIDTH columns, at least a sliver where there is anything."""
        if not value or not most:
            return ""
        if self.ascii_only:
            return "#" * max(1, round(_WIDTH * value / most))
        eighths = max(1, round(8 * _WIDTH * value / most))
        return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()

    def sparkline(self, year: str, months: Mapping[str, Share]) -> str:
        """A step for the share of each month of a year, as high as the share; blank where there is no message."""
        steps = _ASCII_STEPS if self.ascii_only else _STEPS
        counts = [months.get(f"{year}-{month:02}") for month in range(1, 13)]
        return "".join(
            " " if count is None else steps[min(len(steps) - 1, int(count.share * len(steps)))] for count in counts
        ).rstrip()


def _table(rows: Sequence[Row], sides: str) -> Iterator[tuple[Row, str]]:
    """Each row, and its line with the cells lined up on their sides (`<` or `>`), columns without text left out."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(sides))]
    for row in rows:
        cells = [f"{cell:{side}{width}}" for cell, side, width in zip(row, sides, widths, strict=True) if width]
        yield row, (_INDENT + "  ".join(cells)).rstrip()


def _sum(counts: Collection[Share]) -> Share:
    return Share(sum(count.messages for count in counts), sum(count.flagged for count in counts))
