"""One question to a service that speaks the OpenAI chat protocol, and its answer, within a time and a size.

No proxy, no redirect, no cookie, no second host: the question goes to the endpoint or nowhere.
"""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import threading
from contextlib import suppress
from typing import Any

from outreachlint import __version__
from outreachlint.judge.endpoint import Endpoint, is_loopback

MOST_BYTES = 1 << 20
"""The largest answer that is read."""
MOST_SAID = 160
"""How much of a service's own words an error repeats."""

UNREACHABLE, SLOW, REFUSED, NONSENSE = "unreachable", "slow", "refused", "nonsense"
_PASSING = (408, 429, 500, 502, 503, 504)
_ABOUT_THE_MESSAGE = (400, 413, 422)


class ChatError(Exception):
    """There is no answer.

    `kind` is UNREACHABLE, SLOW, REFUSED or NONSENSE; `again` says whether another try may help, `lasting` whether
    other messages will fare no better.
    """

    def __init__(self, kind: str, detail: str, *, again: bool = False, lasting: bool = False) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.again = again
        self.lasting = lasting


def ask(endpoint: Endpoint, body: bytes, *, key: str | None, seconds: float) -> str:
    """The text of the answer to a chat request; ChatError where there is none within so many seconds.

    The exchange runs in a thread of its own, which is left alone when the time is over: neither a slow name server nor
    one byte a second can hold up the run.
    """
    exchange = _Exchange(endpoint, body, key, seconds)
    thread = threading.Thread(target=exchange.run, name="outreachlint-reader", daemon=True)
    thread.start()
    try:
        thread.join(seconds)
        outcome = exchange.outcome  # what hanging up makes of it does not count
    finally:
        exchange.hang_up()
    if outcome is None:
        raise ChatError(SLOW, "there was no whole answer in time")
    if isinstance(outcome, BaseException):
        raise outcome
    return _content(outcome)


class _Exchange:
    """A request and its response; `outcome` is the response's body or the error, None as long as there is neither."""

    def __init__(self, endpoint: Endpoint, body: bytes, key: str | None, seconds: float) -> None:
        self.outcome: bytes | BaseException | None = None
        self._endpoint = endpoint
        self._body = body
        self._key = key
        self._seconds = seconds
        self._socket: socket.socket | None = None
        self._over = False

    def run(self) -> None:
        """Have the exchange."""
        try:
            self.outcome = self._talk()
        except Exception as error:
            self.outcome = error

    def hang_up(self) -> None:
        """End the exchange where it stands; what waits for the other side then waits no longer."""
        self._over = True
        if self._socket is not None:
            with suppress(OSError):  # it may be over already
                self._socket.shutdown(socket.SHUT_RDWR)

    def _talk(self) -> bytes:
        connection = self._connection()
        response = None
        connected = False
        try:
            connection.connect()
            connected = True
            self._socket = connection.sock
            if self._over:
                raise ChatError(SLOW, "it took too long to connect")
            self._check_peer(connection.sock)
            connection.request("POST", self._endpoint.path, self._body, self._headers())
            response = connection.getresponse()
            data = response.read(MOST_BYTES + 1)
            self._check_status(response, data)
            if len(data) > MOST_BYTES:
                raise ChatError(NONSENSE, f"it is longer than {MOST_BYTES >> 20} MB")
            return data
        except TimeoutError:
            raise ChatError(SLOW, "there was no whole answer in time") from None
        except (OSError, http.client.HTTPException, UnicodeError) as error:
            raise self._failure(error, connected) from None
        finally:
            if response is not None:
                response.close()
            connection.close()

    def _connection(self) -> http.client.HTTPConnection:
        host, port = self._endpoint.host, self._endpoint.port
        if not self._endpoint.secure:
            return http.client.HTTPConnection(host, port, timeout=self._seconds)
        return http.client.HTTPSConnection(host, port, timeout=self._seconds, context=ssl.create_default_context())

    def _headers(self) -> dict[str, str]:
        headers = {
            "Accept": "application/json",
            "Connection": "close",
            "Content-Type": "application/json",
            "User-Agent": f"outreachlint/{__version__}",
        }
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        return headers

    def _check_peer(self, connected: socket.socket) -> None:
        """Nobody has agreed to send drafts elsewhere, whatever a hosts file makes of `localhost`."""
        address = connected.getpeername()[0].partition("%")[0]
        if self._endpoint.local and not is_loopback(address):
            raise ChatError(UNREACHABLE, f"{self._endpoint.host} is not this machine but {address}", lasting=True)

    def _check_status(self, response: http.client.HTTPResponse, data: bytes) -> None:
        status = response.status
        if status == 200:
            return
        said = f"HTTP {status} {response.reason}".rstrip()
        if 300 <= status < 400:
            to = response.headers.get("Location", "nowhere")
            raise ChatError(REFUSED, self._shown(f"{said}, a redirect to {to}, which is not followed"), lasting=True)
        words = _error_words(data)
        detail = self._shown(f"{said}: {words}" if words else said)
        passing = status in _PASSING
        raise ChatError(REFUSED, detail, again=passing, lasting=not passing and status not in _ABOUT_THE_MESSAGE)

    def _failure(self, error: Exception, connected: bool) -> ChatError:
        # an HTTPException may hold the line it stumbled on, which is nobody's message to the user
        words = getattr(error, "strerror", None) or (str(error) if isinstance(error, OSError) else "")
        detail = self._shown(words or "the answer is not HTTP")
        return ChatError(UNREACHABLE, detail, again=True, lasting=not connected)

    def _shown(self, text: str) -> str:
        """A service's words in one line, without the key, should it repeat that."""
        if self._key:
            text = text.replace(self._key, "…")
        text = " ".join(text.split())
        return text if len(text) <= MOST_SAID else f"{text[:MOST_SAID].rstrip()}…"


def _content(data: bytes) -> str:
    """The text of the first choice of a chat completion."""
    answer = _json(data)
    try:
        content = answer["choices"][0]["message"]["content"]
    except (LookupError, TypeError):
        content = None
    if not isinstance(content, str):
        raise ChatError(NONSENSE, "it is not a chat completion", again=True)
    return content


def _error_words(data: bytes) -> str:
    """What a service says about an error: `{"error": {"message": …}}` or `{"error": …}`."""
    answer = _json(data)
    error = answer.get("error") if isinstance(answer, dict) else None
    words = error.get("message") if isinstance(error, dict) else error
    return words if isinstance(words, str) else ""


def _json(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None
