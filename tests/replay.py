"""A server on the loopback address that stands for all services: it replays answers, and misbehaves as told.

    with Replay() as replay:
        replay.serve("/crossref/works", b'{"message": …}', when={"cursor": "*"})
        replay.script("/crossref/works", status(429, {"Retry-After": "7"}), status(500))

Each request takes the next step of the script of its path; when there is none left, the answer that was served
for it, the latest that fits; then the file of that name in a served folder; then 404.  `replay.seen` holds what was
asked.  `replay.stall_at(n)` leaves one request unanswered.
`replay.environment()` points every service here: /crossref, /europe_pmc and so on.
"""

from __future__ import annotations

import http.server
import json
import socket
import socketserver
import sys
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import parse_qsl, unquote, urlsplit

from generator.services import SERVICES

TYPES = {".json": "application/json", ".xml": "text/xml", ".html": "text/html", ".txt": "text/plain"}
CONTACT = "baker@bread.example"
_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Asked:
    """One request."""

    path: str
    parameters: Mapping[str, str]
    headers: Mapping[str, str]


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers one request."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        replay, parts = self.server.replay, urlsplit(self.path)
        asked = Asked(unquote(parts.path), dict(parse_qsl(parts.query, keep_blank_values=True)), dict(self.headers))
        replay.step(asked)(self)

    def say(self, code: int, headers: Mapping[str, str]) -> None:
        """Send status and headers."""
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def rest(self, seconds: float) -> bool:
        """Wait, and return whether the server still runs."""
        return not self.server.replay.ended.wait(seconds)

    def log_message(self, *_: object) -> None:
        """Keep the test output free of requests."""


Step = Callable[[Handler], None]


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    replay: Replay

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that hung up, which is what it should do to many a fault."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            socketserver.BaseServer.handle_error(self, request, client_address)


class Replay:
    """The server, running until the end of its `with`."""

    def __init__(self) -> None:
        self.seen: list[Asked] = []
        self.ended, self.stalled = threading.Event(), threading.Event()
        self.left: Asked | None = None
        self._stall_at = 0
        self._lock = threading.Lock()
        self._scripts: dict[str, list[Step]] = defaultdict(list)
        self._served: list[tuple[str, Mapping[str, str], Step]] = []
        self._folders: list[tuple[str, Path]] = []
        self._server = _Server(("127.0.0.1", 0), Handler)
        self._server.replay = self
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})

    @property
    def url(self) -> str:
        """Return the address of the server, without a slash at its end."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def serve(
        self, path: str, body: bytes, content_type: str = "application/json", when: Mapping[str, str] | None = None
    ) -> None:
        """Answer requests of `path` whose parameters include `when`."""
        self._served.append((path, when or {}, reply(body, content_type)))

    def serve_folder(self, prefix: str, folder: Path) -> None:
        """Answer `prefix/NAME` with the file NAME of the folder; its ending says what it is."""
        self._folders.append((prefix.rstrip("/") + "/", folder))

    def script(self, path: str, *steps: Step) -> None:
        """Answer the next requests of `path` so, one step each."""
        self._scripts[path] += steps

    def stall_at(self, number: int) -> None:
        """Leave request `number` from here on, from 1, without an answer; then it is `left`, and `stalled` is set."""
        self._stall_at = len(self.seen) + number

    def sources(self) -> dict[str, str]:
        """Return an address on this server for each service."""
        return {name: f"{self.url}/{name}" for name in SERVICES}

    def environment(self) -> dict[str, str]:
        """Return the variables that make the generator ask this server and nobody else."""
        addresses = {f"REPORT_CORPUS_SOURCES_{name.upper()}": address for name, address in self.sources().items()}
        return {**addresses, "REPORT_CORPUS_CONTACT": CONTACT}

    def paths(self) -> list[str]:
        """Return the paths that were asked for, in order."""
        return [asked.path for asked in self.seen]

    def step(self, asked: Asked) -> Step:
        """Return what is done about a request, and note it."""
        with self._lock:
            self.seen.append(asked)
            if len(self.seen) == self._stall_at:
                self.left, self._stall_at = asked, 0
                self.stalled.set()
                return silence
            if self._scripts[asked.path]:
                return self._scripts[asked.path].pop(0)
        for path, when, answer in reversed(self._served):
            if path == asked.path and when.items() <= asked.parameters.items():
                return answer
        for prefix, folder in self._folders:
            file = folder / Path(asked.path).name
            if asked.path.startswith(prefix) and file.is_file():
                return reply(file.read_bytes(), TYPES.get(file.suffix, "application/octet-stream"))
        return status(404)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def reply(body: bytes, content_type: str = "application/json", headers: Mapping[str, str] | None = None) -> Step:
    """Answer with `body`."""
    lines = {"Content-Type": content_type, "Content-Length": str(len(body)), **(headers or {})}
    return lambda handler: (handler.say(200, lines), handler.wfile.write(body))[0]


def json_reply(value: object, headers: Mapping[str, str] | None = None) -> Step:
    """Answer with a value as JSON."""
    return reply(json.dumps(value).encode(), headers=headers)


def status(code: int, headers: Mapping[str, str] | None = None) -> Step:
    """Answer with a status and no body."""
    return lambda handler: handler.say(code, {"Content-Length": "0", **(headers or {})})


def redirect(target: str) -> Step:
    """Send the client on."""
    return status(302, {"Location": target})


def login_page(handler: Handler) -> None:
    """Answer as a hotel's network does."""
    reply(b"<!DOCTYPE html><title>Sign in</title><form></form>", "text/html; charset=utf-8")(handler)


def silence(handler: Handler) -> None:
    """Take the request and never answer."""
    handler.rest(60)
    handler.close_connection = True


def drip(body: bytes, pause: float = 1.0) -> Step:
    """Answer byte by byte."""

    def send(handler: Handler) -> None:
        handler.say(200, {"Content-Type": "application/json", "Content-Length": str(len(body))})
        for byte in body:
            if not handler.rest(pause):
                break
            handler.wfile.write(bytes([byte]))
            handler.wfile.flush()
        handler.close_connection = True

    return send


def drip_headers(pause: float = 1.0) -> Step:
    """Send headers line by line, without end."""

    def send(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        number = 0
        while handler.rest(pause):
            handler.wfile.write(b"X-Line-%d: 1\r\n" % number)
            handler.wfile.flush()
            number += 1
        handler.close_connection = True

    return send


def cut_off(body: bytes, content_type: str = "application/json") -> Step:
    """Promise all of `body`, send half of it and hang up."""

    def send(handler: Handler) -> None:
        handler.say(200, {"Content-Type": content_type, "Content-Length": str(len(body))})
        handler.wfile.write(body[: len(body) // 2])
        handler.close_connection = True

    return send


@contextmanager
def nobody() -> Iterator[str]:
    """Yield the address of a port at which nobody listens, so that a connection is refused."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"


@contextmanager
def crowded() -> Iterator[str]:
    """Yield the address of a port whose queue is full, so that no connection comes about in time."""
    with socket.socket() as busy, socket.socket() as first, socket.socket() as second:
        busy.bind(("127.0.0.1", 0))
        busy.listen(0)
        for caller in (first, second):
            caller.setblocking(False)  # noqa: FBT003 - its only form
            caller.connect_ex(busy.getsockname())
        yield f"http://127.0.0.1:{busy.getsockname()[1]}"


def flood(megabytes: int) -> Step:
    """Send that much without saying so beforehand."""

    def send(handler: Handler) -> None:
        handler.say(200, {"Content-Type": "application/json", "Transfer-Encoding": "chunked"})
        for _ in range(megabytes * 1_000_000 // _CHUNK + 1):
            handler.wfile.write(b"%x\r\n" % _CHUNK + b"7" * _CHUNK + b"\r\n")
        handler.wfile.write(b"0\r\n\r\n")

    return send
