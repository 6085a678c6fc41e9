"""A reader to ask: the judge's tests may talk to this machine, and to nobody else."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from outreachlint.judge.endpoint import is_loopback
from tests.judge.serving import Service, services

_SOCKET, _CREATE = socket.socket, socket.create_connection


@pytest.fixture
def loopback(_no_network: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Connections to this machine work."""

    def create(address: tuple[str, int], *arguments: Any, **options: Any) -> socket.socket:
        assert address[0] == "localhost" or is_loopback(address[0]), "a test asked for another machine"
        return _CREATE(address, *arguments, **options)

    monkeypatch.setattr(socket, "socket", _SOCKET)
    monkeypatch.setattr(socket, "create_connection", create)
    yield
    for thread in threading.enumerate():
        if thread.name == "outreachlint-reader":
            thread.join(5)
            assert not thread.is_alive(), "an exchange went on after its time"


@pytest.fixture
def service(loopback: None) -> Iterator[Service]:
    """A service that finds nothing until the test says otherwise."""
    yield from services()


@pytest.fixture
def other(loopback: None) -> Iterator[Service]:
    """A second service, which nobody should come to."""
    yield from services()
