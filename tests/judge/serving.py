"""A service that speaks the OpenAI chat protocol, on loopback, and does as a test tells it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

WAIT = 10.0


class Request(NamedTuple):
    """What a service was asked."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def system(self) -> str:
        return str(self.body["messages"][0]["content"])

    @property
    def content(self) -> dict[str, Any]:
        """The message as it was sent."""
        content: dict[str, Any] = json.loads(self.body["messages"][1]["content"])
        return content


Behaviour = Callable[["Handler", Request], None]


class Service:
    """The service. `behave` is the behaviour, or one a request; the last one goes on."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.over = threading.Event()
        self.behave: Behaviour | Sequence[Behaviour] = answers([])
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.service = self  # type: ignore[attr-defined]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def stop(self) -> None:
        """Stop; the port is closed."""
        if not self.over.is_set():
            self.over.set()
            self._server.shutdown()
            self._server.server_close()
            self._thread.join()


class Handler(BaseHTTPRequestHandler):
    """One request."""

    def do_POST(self) -> None:
        data = self.rfile.read(int(self.headers["Content-Length"]))
        request = Request(self.path, dict(self.headers), json.loads(data))
        service = self.service
        behave = service.behave
        if not callable(behave):
            behave = behave[min(len(service.requests), len(behave) - 1)]
        service.requests.append(request)
        try:
            behave(self, request)
        except OSError:  # the other side has hung up
            self.close_connection = True

    @property
    def service(self) -> Service:
        service: Service = self.server.service  # type: ignore[attr-defined]
        return service

    def reply(self, data: bytes, status: int = 200, **headers: str) -> None:
        """A whole response."""
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(data)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


def offence(rule: str, quote: str, confidence: Any = 0.9, why: Any = "because") -> dict[str, Any]:
    return {"rule": rule, "quote": quote, "confidence": confidence, "why": why}


def says(content: Any) -> Behaviour:
    """Answers with this text."""

    def behave(handler: Handler, _: Request) -> None:
        handler.reply(json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode())

    return behave


def answers(offences: Any) -> Behaviour:
    """Answers with these offences."""
    return says(json.dumps({"offences": offences}))


def replies(data: bytes, status: int = 200, **headers: str) -> Behaviour:
    """Answers with this body."""
    return lambda handler, _: handler.reply(data, status, **headers)


def raw(data: bytes) -> Behaviour:
    """Writes these bytes, whatever they are, and hangs up."""

    def behave(handler: Handler, _: Request) -> None:
        handler.wfile.write(data)
        handler.close_connection = True

    return behave


def waits(handler: Handler, _: Request) -> None:
    """Says nothing."""
    handler.service.over.wait(WAIT)
    handler.close_connection = True


def drips(head: bytes, drop: bytes) -> Behaviour:
    """Goes on and on, a little at a time."""

    def behave(handler: Handler, _: Request) -> None:
        handler.close_connection = True
        handler.wfile.write(head)
        while not handler.service.over.wait(0.01):
            handler.wfile.write(drop)

    return behave


def services() -> Iterator[Service]:
    """For a fixture: a service that is stopped afterwards."""
    service = Service()
    try:
        yield service
    finally:
        service.stop()
