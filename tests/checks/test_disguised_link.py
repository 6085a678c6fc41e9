"""OL403: links that do not show where they lead."""

from __future__ import annotations

import pytest

from outreachlint.checks.disguised_link import SHORTENERS, hides
from tests.checks.checking import found, signals


@pytest.mark.parametrize(
    "link",
    [
        "bit.ly/3x-agenda",
        "https://tinyurl.com/abc",
        "http://www.bit.ly/abc?x=1",
        "https://xn--pypal-4ve.com/login",
        "https://раураl.com/login",
        "https://linkedιn.com/in/ann",
        "https://paypa1.com/confirm",
        "https://rnicrosoft.com/",
        "https://linkedln.com/in/ann",
        "https://linkedin.com.example.net/in/ann",
        "https://linkedin-login.com/in",
        "https://secure-paypal.com/",
        "https://linkedin.com@example.net/x",
        "http://192.168.7.1/form",
    ],
)
def test_a_link_that_hides_its_host_is_found(link: str) -> None:
    assert found("disguised-link", f"The form is at {link}, see there.") == [link]


@pytest.mark.parametrize(
    "link",
    [
        "https://example.com/agenda",
        "https://www.linkedin.com/in/ann",
        "https://it.linkedin.com/in/ann",
        "lnkd.in/abc",
        "https://youtu.be/abc",
        "https://forms.gle/abc",
        "https://amazon.com.br/x",
        "https://münchen.de/x",
        "https://paypal.me/ann",
        "https://apple-orchard.org/x",
        "https://stripes.com/x",
        "booking.com",
        "https://calendly.com/ann/30min",
    ],
)
def test_an_honest_link_is_left_alone(link: str) -> None:
    assert found("disguised-link", f"The form is at {link}, see there.") == []


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("[www.example.com](https://tracker.net/x)", "tracker.net"),
        ("[https://example.com/a](https://tracker.net/x)", "tracker.net"),
        ("[**example.com**](<https://tracker.net/x>)", "tracker.net"),
        ('<a href="https://tracker.net/x">example.com</a>', "tracker.net"),
        ("<a class=b href='https://tracker.net'><b>www.example.com/a</b></a>", "tracker.net"),
    ],
)
def test_a_text_that_names_another_host_is_found(text: str, host: str) -> None:
    (signal,) = signals("disguised-link", f"It is on {text} as ever.")
    assert signal.slots == {"host": host}


@pytest.mark.parametrize(
    "text",
    [
        "[example.com](https://www.example.com/x)",
        "[www.example.com](https://shop.example.com/x)",
        "[the agenda](https://tracker.net/x)",
        "[e.g. this](https://tracker.net/x)",
        "[example.com]({{link}})",
        '<a href="https://example.com/x">example.com</a>',
        '<a href="mailto:ann@example.com">ann@example.com</a>',
    ],
)
def test_a_text_that_names_no_other_host_is_left_alone(text: str) -> None:
    assert found("disguised-link", f"It is on {text} as ever.") == []


def test_hosts_can_be_added_and_allowed() -> None:
    assert found("disguised-link", "See go.example/x.com/a", {"shorteners": ["example.com"]}) == []
    assert found("disguised-link", "See example.com/a", {"shorteners": ["Example.com"]}) == ["example.com/a"]
    assert found("disguised-link", "See bit.ly/a", {"allow": ["bit.ly"]}) == []


def test_a_shortener_that_is_only_named_is_no_link() -> None:
    assert found("disguised-link", "We stopped using bit.ly in 2020.") == []


def test_no_shortener_is_said_to_imitate_another_firm() -> None:
    assert not [host for host in SHORTENERS if hides(host)]
