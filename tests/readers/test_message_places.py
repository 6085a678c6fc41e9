"""What is a message in a Markdown file, and what is a note."""

from __future__ import annotations

import pytest

from outreachlint.document import Document
from tests.readers.reading import items


def texts(text: str) -> list[str]:
    """The bodies of a file's messages, their line ends as blanks."""
    found = items("x.md", text)
    assert all(isinstance(item, Document) for item in found), [str(item) for item in found]
    return [" ".join(item.fields[-1].text.split()) for item in found if isinstance(item, Document)]


def subjects(text: str) -> list[str]:
    found = (item for item in items("x.md", text) if isinstance(item, Document))
    return [item.fields[0].text if len(item.fields) > 1 else "" for item in found]


NOTES = "Some words on it.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- one\n- two\n\n"


@pytest.mark.parametrize(
    "text",
    [
        f"# Templates\n\n{NOTES}## One\n\n```\nHi Ann\n```\n\n{NOTES}## Two\n\n```\nHi Bob\n```\n{NOTES}",
        f"# Templates\n\n## One\n{NOTES}> Hi Ann\n\n## Two\n\n> Hi Bob\n\n{NOTES}",
        "## One\n```text\nHi Ann\n```\n## Two\n~~~email\nHi Bob\n~~~\n## Set-up\n```bash\npip install it\n```\n",
        "**One**\n> Hi Ann\n\n**Two**\n> Hi Bob\n",
        "Templates:\n\n**One**\n\nHi Ann\n\n**Two**\n\nHi Bob",
        f"## One\n\nHi Ann\n\n**Tips:** be brief\n\n## Two\n\nHi Bob\n\n{NOTES[19:]}",
        "## One\n\nHi Ann\n\n---\n\nHi Bob\n",
        "## One\n\nHi Ann\n\n### Notes\n\nNot sent.\n\n## Two\n\nHi Bob\n\n### Quando usarlo\n\nMai.\n",
        "# Sequence\n\n1. A note\n\n   > Hi Ann\n\n2. After three days:\n\n   ```\n   Hi Bob\n   ```\n",
        "One\n===\n\n```\nHi Ann\n```\n\nTwo\n===\n\n```\nHi Bob\n```\n",
        "## One\n**Message:**\n```\nHi Ann\n```\n**Example**:\n```\nHi Bob\n```\n",
        "## One\nUse it so:\n```\nHi Ann\n```\nOr:\n```\nHi Bob\n```\n",
        "One kit\n===\n\nOne\n---\n\nHi Ann\n\nTwo\n---\n\nHi Bob\n",
        "# Templates\n\n> The best there are.\n\n## One\n\n> Hi Ann\n\n## Two\n\n> Hi Bob\n",
        "# Templates\n\n> The best there are.\n\n## One\n\nHi Ann\n\n## Two\n\nHi Bob\n",
        "<details>\n<summary>One</summary>\n\nHi Ann\n\n</details>\n<details>\n<summary>Two</summary>\n\nHi Bob\n</details>\n",
        "<details>\n<summary>One</summary>\n\n```\nHi Ann\n```\n</details>\n\n<details><summary>Two</summary>\n\n> Hi Bob\n\n</details>\n",
        "## One\n\n> Hi Ann\n\n## Two\n\n> Hi Bob\n\n## ❌ Errori da evitare\n\n> Ciao, comprate!!!\n",
        "## One\n\n**Bad:**\n\n> Hi there, buy!!!\n\n**Good:**\n\n> Hi Ann\n\n## Two\n\n```\nHi Bob\n```\n\n### Bad example\n\nHi!!!\n",
        "<details>\n<summary>One</summary>\n\n## One\n\n```\nHi Ann\n```\n</details>\n\n## Two\n\n```\nHi Bob\n```\n",
    ],
)
def test_a_catalogue_has_two_messages(text: str) -> None:
    assert texts(text) == ["Hi Ann", "Hi Bob"]


@pytest.mark.parametrize(
    "text",
    [
        "## One\n**Subject:** A table\n\nHi Ann\n\n## Two\n**Subject:** A sum\n\nHi Bob\n",
        "## One\n**Delay:** day 3\n**Subject:** A table\n\n---\n\nHi Ann\n\n---\n\n## Two\n- **Subject:** `A sum`\n- **Body:**\n```\nHi Bob\n```\n",
        "## One\n> **Subject:** A table\n>\n> Hi Ann\n\n## Two\n**Oggetto:** «A sum»\n\n> Hi Bob\n",
        "## One\n```\nSubject: A table\nBody: Hi Ann\n```\n## Two\n```\nTo: Bob\nSubject: A sum\n\nHi Bob\n```\n",
        "## One\n**Subject:**\n```\nA table\n```\n**Body:**\n```\nHi Ann\n```\n## Two\nSubject: A sum\nPreview: it is off\n\nHi Bob\n",
        "## One\nSubject: A table\nHi Ann\n## Two\nSubject: A sum\n**Body:** Hi Bob\n",
    ],
)
def test_a_message_s_subject_stands_in_it_or_above_it(text: str) -> None:
    assert texts(text) == ["Hi Ann", "Hi Bob"]
    assert subjects(text) == ["A table", "A sum"]


def test_a_subject_counts_for_all_variants_below_it() -> None:
    text = "## One\n**Subject:** A table\n\n```\nHi Ann\n```\n\nOr:\n\n```\nHi Bob\n```\n"
    assert texts(text) == ["Hi Ann", "Hi Bob"]
    assert subjects(text) == ["A table", "A table"]


def test_a_text_without_a_greeting_is_a_message_where_its_neighbours_are() -> None:
    assert texts("## A\n```\nHi Ann\n```\n## B\n```\nSaw your talk.\n```\n") == ["Hi Ann", "Saw your talk."]
    assert texts("## A\n> Hi Ann\n\n## B\n> Saw your talk.\n") == ["Hi Ann", "Saw your talk."]
    assert texts("## Version A\n\nHi Ann\n\n## Version B\n\nSaw your talk.\n\n## Why\n\nIt is.\n") == [
        "Hi Ann",
        "Saw your talk.",
    ]


def test_words_of_others_and_code_are_no_messages_in_a_catalogue() -> None:
    text = (
        "# T\n\n> [!TIP]\n> Hi, be brief.\n\n## A\n> Hi Ann\n\n> **Note:** never on Friday\n\n"
        "## B\n> Hi Bob\n\n## Tree\n```\na/\n├── b\n```\n```json\n{}\n```\n## Tips\n> Be kind.\n"
    )
    assert texts(text) == ["Hi Ann", "Hi Bob"]


@pytest.mark.parametrize(
    "text",
    [
        "# Title\n\nSend it in May.\n\n```\nHi Ann\n```\n\nTip: never on Friday.",
        "# Title\n\n## When to use\n\nIn May.\n\n## Message\n\nHi Ann\n\n## Notes\n\n- brief\n",
        "# Title\n\n> Hi Ann\n\n## Tips\n\nBe kind.",
        "# Title\n\nHi Ann\n\n## Notes\n\nNot sent.\n",
        "# Title\n\nHi Ann",
        "**Message:**\n\n```\nHi Ann\n```\n\nNot sent.",
        "# Connection note\n\n```\nHi Ann\n```\n",
    ],
)
def test_a_single_message_with_a_title_or_notes_around_it(text: str) -> None:
    assert texts(text) == ["Hi Ann"]


def test_a_single_title_is_no_text_whatever_the_text_is() -> None:
    assert texts("# Title\n\nSaw your talk.") == ["Saw your talk."]
    assert texts("# Title\n\nSubject: A table\n\nSaw your talk.") == ["Saw your talk."]
    assert texts("# Title\n\nSaw your talk.\n\n## Agenda\n\n- one") == ["Saw your talk. ## Agenda - one"]
    assert texts("# Title\nI saw your talk.\n\nThanks for the slides.") == ["I saw your talk. Thanks for the slides."]


@pytest.mark.parametrize(
    "text",
    [
        "Hi Ann,\n\n> you wrote this\n\nI agree.",
        "Hi Ann,\n\n```\nthe sum\n```\n\nis off.",
        "Hi Ann,\n\nso much.\n\n# A heading\n\nmore.\n\n## Another\n\n> Hello all, you wrote\n\nRuth",
        "Saw your talk.\n\n**One thing**\n\n> a quote\n\nRuth",
        "# Saw your talk\n\nfine.\n\n# Second part\n\nmore",
        "Hi Ann,\n\nthe sum is off.\n---\nRuth",
        "**What if**\n\nwe met?\n\n**Then**\n\nwe would.",
        "Hi *Ann*,\n\n- one\n- two\n\n1. three",
        "> Hi Ann\n> all of it is quoted",
        "```\nHi Ann\n```",
    ],
)
def test_a_letter_is_one_message_as_it_stands(text: str) -> None:
    assert texts(text) == [" ".join(text.split())]


def test_a_letter_below_a_title_keeps_what_it_quotes() -> None:
    text = "Hi Ann,\n\nyou wrote:\n\n> Hi all, we need nurses.\n\n```\ncode\n```\n\nI agree."
    assert texts(f"# Title\n\n{text}") == [" ".join(text.split())]
    assert texts(f"## A\n\n{text}\n\n## B\n\nHi Bob") == [" ".join(text.split()), "Hi Bob"]


def test_the_closing_of_a_letter_with_headings_is_no_second_message() -> None:
    text = "Hello everyone,\n\nit is out.\n\n### Highlights\n\n- one\n\n### Next\n\n```bash\nrun it\n```\n\nCheers,\nThe team"
    assert texts(f"# News\n\n{text}") == [" ".join(text.split())]


def test_a_post_that_quotes_a_message_is_one_message() -> None:
    post = "# What would you say?\n\nSomebody wrote:\n\n> Hi Ann, I'd like to add you.\n\nWell?"
    assert texts(post) == ["Hi Ann, I'd like to add you."]
    for channel in ("group-post", "comment"):
        assert texts(f"---\nchannel: {channel}\n---\n{post}") == [
            "Somebody wrote: > Hi Ann, I'd like to add you. Well?"
        ]


def test_a_greeting_to_the_reader_of_a_catalogue_is_a_note() -> None:
    assert texts("Hi team, our templates:\n\n## A\n```\nHi Ann\n```\n## B\n```\nHi Bob\n```\n") == ["Hi Ann", "Hi Bob"]


def test_documentation_is_one_message_of_little_use() -> None:
    text = "# Tool\n\nIt does things.\n\n## Install\n\n```\npip install tool\n```\n\n## Use\n\n```\ntool run\n```\n"
    assert len(texts(text)) == 1
