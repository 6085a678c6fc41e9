"""What divides a text into sections."""

from __future__ import annotations

from outreachlint.readers.markdown_blocks import comments, parse
from outreachlint.readers.sections import Section, fact_lines, find_sections
from outreachlint.text.source import Source


def sections(text: str) -> list[Section]:
    lines, blocks = parse(Source("x.md", text), 0, comments(text))
    return list(find_sections(lines, blocks))


def test_the_first_section_is_what_stands_above_the_first_heading() -> None:
    assert [each.titles for each in sections("# A\n\ntext\n")] == [(), ("A",)]
    assert [len(each.blocks) for each in sections("text\n\n# A\n")] == [1, 0]
    assert [each.titles for each in sections("")] == [()]


def test_a_section_knows_the_headings_above_it() -> None:
    found = sections("# A\n## B\n### C\n## D\n# E\n#### F\n")
    assert [each.titles for each in found[1:]] == [
        ("A",),
        ("B", "A"),
        ("C", "B", "A"),
        ("D", "A"),
        ("E",),
        ("F", "E"),
    ]
    assert [each.above for each in found] == [None, 0, 1, 2, 1, 0, 5]
    assert [(each.first, each.end) for each in found[:3]] == [(0, 0), (0, 1), (1, 2)]


def test_bold_lines_over_openings_divide_a_section_and_a_single_one_does_not() -> None:
    two = sections("# A\n\n**One**\n\nHi Ann\n\n**Two:**\n\nHi Bob\n")
    assert [each.titles for each in two[1:]] == [("A",), ("One", "A"), ("Two", "A")]
    assert [each.above for each in two[1:]] == [0, 1, 1]
    assert len(sections("# A\n\n**One**\n\nHi Ann\n")) == 2
    assert len(sections("# A\n\n**One**\n\ntext\n\n**Two**\n\ntext\n")) == 2


def test_what_is_folded_away_is_a_section_with_its_summary_as_the_title() -> None:
    text = (
        "# A\n\n<details>\n<summary>One</summary>\n\nHi Ann\n\n</details>\n"
        "<details open><summary><b>Two</b></summary><br>\n\ntext\n\n</details>\n"
    )
    assert [each.titles for each in sections(text)[1:]] == [("A",), ("One", "A"), ("Two", "A")]


def test_a_rule_divides_a_section_where_a_second_message_opens_behind_it() -> None:
    assert [each.titles for each in sections("# A\n\nHi Ann\n\n---\n\nHi Bob\n")[1:]] == [("A",), ("A",)]
    assert len(sections("# A\n\nHi Ann\n\n---\n\nRuth\n")) == 2


def test_facts_stand_right_below_a_heading() -> None:
    def facts(text: str) -> list[range]:
        lines, blocks = parse(Source("x.md", text), 0, [])
        return [fact_lines(lines, section) for section in find_sections(lines, blocks)]

    assert facts("# A\n\nchannel: email\ntouch: 2\n\ntext\n")[1] == range(2, 4)
    assert facts("# A\n\nchannel: email\nand more\n")[1] == range(0)
    assert facts("channel: email\n")[0] == range(0)
