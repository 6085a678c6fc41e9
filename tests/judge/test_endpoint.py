"""Which addresses a reader may have, and which of them are on this machine."""

from __future__ import annotations

import pytest

from outreachlint.judge.endpoint import Endpoint, endpoint_of, is_loopback


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        ("http://127.0.0.1:11434/v1", (False, "127.0.0.1", 11434, "/v1/chat/completions")),
        ("http://localhost/", (False, "localhost", 80, "/chat/completions")),
        ("https://api.example.com", (True, "api.example.com", 443, "/chat/completions")),
        ("HTTPS://API.Example.com/a/b/", (True, "api.example.com", 443, "/a/b/chat/completions")),
        ("http://[::1]:8080/v1", (False, "::1", 8080, "/v1/chat/completions")),
    ],
)
def test_a_url_is_taken_apart(url: str, parts: tuple[object, ...]) -> None:
    assert endpoint_of(url) == Endpoint(url, *parts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "127.0.0.1:11434",
        "ftp://127.0.0.1/v1",
        "file:///etc/passwd",
        "http://",
        "http:///v1",
        "http://127.0.0.1:x/v1",
        "http://127.0.0.1:0/v1",
        "http://127.0.0.1:99999/v1",
        "http://[::1/v1",
        "http://127.0.0.1/v1?key=x",
        "http://127.0.0.1/v1#x",
        "http://127.0.0.1 /v1",
        "http://127.0.0.1/v1\r\nHost: evil",
        "http://evil.example\\@127.0.0.1/v1",
        "http://127.0.0.1@evil.example/v1",
        "http://user:secret@127.0.0.1/v1",
        "http://exämple.com/v1",
    ],
)
def test_what_is_no_address_or_could_be_misread_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="must"):
        endpoint_of(url)


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("127.0.0.1", True),
        ("127.8.9.10", True),
        ("localhost", True),
        ("LOCALHOST", True),
        ("localhost.", True),
        ("[::1]", True),
        ("[::ffff:127.0.0.1]", True),
        ("0.0.0.0", False),
        ("192.168.1.5", False),
        ("[fe80::1]", False),
        ("[::ffff:10.0.0.1]", False),
        ("127.0.0.1.evil.example", False),
        ("localhost.evil.example", False),
        ("127.1", False),
        ("2130706433", False),
        ("0x7f.0.0.1", False),
    ],
)
def test_only_this_machines_own_names_are_local(host: str, local: bool) -> None:
    assert endpoint_of(f"http://{host}:80/v1").local is local


def test_a_name_is_no_loopback_address() -> None:
    assert not is_loopback("localhost")
