"""One question to a real service on loopback: that answers, and that does anything else."""

from __future__ import annotations

import json
import socket
import time
from typing import Any

import pytest

from outreachlint.judge import chat
from outreachlint.judge.chat import MOST_BYTES, ChatError, ask
from outreachlint.judge.endpoint import endpoint_of
from tests.judge.serving import Behaviour, Service, drips, raw, replies, says, waits

BODY = json.dumps({"messages": [{"content": "s"}, {"content": "{}"}]}).encode()
OK = b"HTTP/1.0 200 OK\r\n"


def asked(url: str, *, key: str | None = None, seconds: float = 5.0) -> str:
    return ask(endpoint_of(url), BODY, key=key, seconds=seconds)


def failure(url: str, **options: Any) -> ChatError:
    with pytest.raises(ChatError) as caught:
        asked(url, **options)
    return caught.value


def test_the_answers_text_comes_back(service: Service) -> None:
    service.behave = says("là")

    assert asked(service.url) == "là"
    (request,) = service.requests
    assert request.path == "/v1/chat/completions"
    assert request.headers["Content-Type"] == "application/json"
    assert request.headers["Host"] == service.url.split("/")[2]
    assert "Authorization" not in request.headers


def test_localhost_works_as_well(service: Service) -> None:
    service.behave = says("x")

    assert asked(service.url.replace("127.0.0.1", "localhost")) == "x"


def test_the_key_is_a_bearer_token(service: Service) -> None:
    service.behave = says("x")

    asked(service.url, key="s3cret")

    assert service.requests[0].headers["Authorization"] == "Bearer s3cret"


@pytest.mark.parametrize(
    "behave",
    [
        waits,
        drips(OK + b"Content-Length: 100000\r\n\r\n", b"x"),
        drips(OK + b"\r\n", b" "),
        drips(OK + b"X-Long: ", b"x"),
        drips(OK, b"X-More: x\r\n"),
        drips(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        drips(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        drips(b"HTT", b"P"),
    ],
    ids=["silent", "body", "endless", "header", "headers", "chunks", "continue", "status"],
)
def test_the_time_limit_holds_for_the_whole_answer(service: Service, behave: Behaviour) -> None:
    service.behave = behave
    begin = time.monotonic()

    error = failure(service.url, seconds=0.3)

    assert time.monotonic() - begin < 3
    assert error.kind == chat.SLOW


def test_an_answer_that_is_too_large_is_not_read(service: Service) -> None:
    service.behave = replies(b" " * (MOST_BYTES + 1))

    error = failure(service.url)

    assert (error.kind, error.detail) == (chat.NONSENSE, "it is longer than 1 MB")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html>Hello</html>",
        b"\xff\xfe",
        b"[" * 100_000,
        b"{}",
        b"[]",
        b'{"choices": []}',
        b'{"choices": {"0": 1}}',
        b'{"choices": [{"message": null}]}',
        b'{"choices": [{"message": {"content": null}}]}',
        b'{"choices": [{"message": {"content": ["x"]}}]}',
        b'{"choices": [{"message": {"content": "cut',
    ],
)
def test_what_is_no_completion_is_nonsense(service: Service, data: bytes) -> None:
    service.behave = replies(data)

    error = failure(service.url)

    assert (error.kind, error.detail, error.again) == (chat.NONSENSE, "it is not a chat completion", True)


@pytest.mark.parametrize(
    "behave",
    [raw(b""), raw(b"\x00\x01\x02 hello\r\n\r\n"), raw(b"HTTP/1.1 abc OK\r\n\r\n"), raw(OK[:9])],
    ids=["nothing", "garbage", "no status", "cut"],
)
def test_what_is_not_http_is_an_error(service: Service, behave: Behaviour) -> None:
    service.behave = behave

    error = failure(service.url)

    assert (error.kind, error.again, error.lasting) == (chat.UNREACHABLE, True, False)
    assert "hello" not in error.detail


def test_nobody_there_is_lasting(service: Service) -> None:
    service.stop()

    error = failure(service.url)

    assert (error.kind, error.detail, error.lasting) == (chat.UNREACHABLE, "Connection refused", True)


def test_a_name_that_means_nothing_is_lasting(loopback: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "create_connection", fail)

    error = failure("http://reader.example/v1")

    assert (error.kind, error.detail, error.lasting) == (chat.UNREACHABLE, "Name or service not known", True)


def test_a_name_server_that_hangs_does_not_hold_up_the_run(loopback: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: time.sleep(2))
    begin = time.monotonic()

    assert failure("http://reader.example/v1", seconds=0.1).kind == chat.SLOW
    assert time.monotonic() - begin < 1.9


def test_nothing_is_sent_once_the_time_is_over(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.create_connection

    def late(*arguments: Any, **options: Any) -> socket.socket:
        time.sleep(0.3)
        return connect(*arguments, **options)

    monkeypatch.setattr(socket, "create_connection", late)

    assert failure(service.url, seconds=0.1).kind == chat.SLOW
    time.sleep(0.4)
    assert service.requests == []


def test_plain_http_behind_https_is_an_error(service: Service) -> None:
    error = failure(service.url.replace("http:", "https:"))

    assert (error.kind, error.lasting) == (chat.UNREACHABLE, True)
    assert "SSL" in error.detail


@pytest.mark.parametrize(
    ("status", "again", "lasting"),
    [
        (400, False, False),
        (401, False, True),
        (404, False, True),
        (413, False, False),
        (429, True, False),
        (500, True, False),
        (503, True, False),
        (204, False, True),
    ],
)
def test_a_refusal_says_what_the_service_says(service: Service, status: int, again: bool, lasting: bool) -> None:
    service.behave = replies(b"" if status == 204 else b'{"error": {"message": "no  such\\nmodel"}}', status)

    error = failure(service.url)

    assert (error.kind, error.again, error.lasting) == (chat.REFUSED, again, lasting)
    assert error.detail.startswith(f"HTTP {status} ")
    assert status == 204 or error.detail.endswith(": no such model")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'{"error": "no"}', ": no"),
        (b'{"error": 7}', ""),
        (b'{"error": {"message": []}}', ""),
        (b"[]", ""),
        (b"<html>", ""),
        (b'{"error": "' + b"x" * 1000 + b'"}', ": " + "x" * 140 + "…"),
    ],
)
def test_of_a_refusal_only_a_short_message_is_shown(service: Service, data: bytes, words: str) -> None:
    service.behave = replies(data, 404)

    assert failure(service.url).detail == f"HTTP 404 Not Found{words}"


def test_the_key_is_never_shown(service: Service) -> None:
    service.behave = replies(b'{"error": "wrong key s3cret"}', 401)

    assert failure(service.url, key="s3cret").detail == "HTTP 401 Unauthorized: wrong key …"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(service: Service, other: Service, status: int) -> None:
    service.behave = replies(b"", status, Location=f"{other.url}/chat/completions")

    error = failure(service.url, key="s3cret")

    assert (error.kind, error.lasting) == (chat.REFUSED, True)
    assert f"a redirect to {other.url}" in error.detail
    assert other.requests == []


@pytest.mark.parametrize("name", ["http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"])
def test_proxies_are_not_used(service: Service, other: Service, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    service.behave = says("x")
    monkeypatch.setenv(name, other.url.removesuffix("/v1"))
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)

    assert asked(service.url) == "x"
    assert other.requests == []


def test_a_localhost_that_is_another_machine_gets_nothing() -> None:
    class Elsewhere:
        def getpeername(self) -> tuple[str, int]:
            return ("203.0.113.9", 80)

    exchange = chat._Exchange(endpoint_of("http://localhost/v1"), BODY, None, 1.0)

    with pytest.raises(ChatError, match=r"localhost is not this machine but 203\.0\.113\.9"):
        exchange._check_peer(Elsewhere())  # type: ignore[arg-type]


def test_a_bug_of_ours_is_not_called_trouble_of_the_service(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> dict[str, str]:
        raise RuntimeError("ours")

    monkeypatch.setattr(chat._Exchange, "_headers", broken)

    with pytest.raises(RuntimeError, match="ours"):
        asked(service.url)
