"""Where a reader listens: its address, taken apart, and whether it is on this machine."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

from outreachlint.records import NamedTuple

_PORTS = {"http": 80, "https": 443}
_PATH = "/chat/completions"


class Endpoint(NamedTuple):
    """The address of an OpenAI-compatible service, such as `http://127.0.0.1:11434/v1`; `path` is where chats go."""

    url: str
    secure: bool
    host: str
    port: int
    path: str

    @property
    def local(self) -> bool:
        """Whether the host is this machine, without asking anybody what its name means."""
        return self.host in ("localhost", "localhost.") or is_loopback(self.host)


def endpoint_of(url: str) -> Endpoint:
    """The Endpoint that a URL names; ValueError, which says what is wrong, where it is none."""
    if not url.isascii() or any(char <= " " or char in '\\"<>\x7f' for char in url):
        raise ValueError("must be a URL in plain ASCII without blanks")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ValueError("must be a URL such as http://127.0.0.1:11434/v1") from None
    if parts.scheme not in _PORTS or not parts.hostname or port == 0:
        raise ValueError("must be a URL such as http://127.0.0.1:11434/v1")
    if "@" in parts.netloc:
        raise ValueError("must not hold a name or a password; `api-key-env` names the variable with the key")
    if parts.query or parts.fragment:
        raise ValueError("must end with its path, without ? and #")
    secure = parts.scheme == "https"
    return Endpoint(url, secure, parts.hostname, port or _PORTS[parts.scheme], parts.path.rstrip("/") + _PATH)


def is_loopback(address: str) -> bool:
    """Whether an IP address, written in the usual way, is one of this machine's own."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    return ip.is_loopback
