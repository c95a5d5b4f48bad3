"""One request over one connection, bounded in time and size; the only importer of httpx2."""

from __future__ import annotations

import contextlib
import importlib.util
import logging
import socket
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.errors import MissingExtra

EXTRA = "live"
MEGABYTE = 1_000_000
_LONGEST_CONNECT = 10.0


class Failed(Exception):
    """No answer came; `reason` continues a sentence that begins with the name of the service.

    `passes` says whether it may go better the next time.
    """

    def __init__(self, reason: str, *, passes: bool = True) -> None:
        """Keep both."""
        self.reason, self.passes = reason, passes
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came over the wire; names of headers are in lower case, the body is unpacked."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def installed() -> bool:
    """Return whether the extra `live` is installed, without loading it."""
    return importlib.util.find_spec("httpx2") is not None


class Wire:
    """The connection to one host, used by one thread at a time."""

    def __init__(self, *, local: bool) -> None:
        """Prepare; a proxy of the environment is used unless the host is this machine.

        Raises MissingExtra where the extra `live` is not installed.
        """
        if not installed():
            raise MissingExtra(EXTRA)
        import httpx2  # noqa: PLC0415 - an extra: what does not need it starts without

        # At INFO it logs every address, and some services take their key in there.
        logging.getLogger("httpx2").setLevel(logging.WARNING)
        self.local = local
        self._client = httpx2.Client(trust_env=not local, follow_redirects=False)
        self._socket: socket.socket | None = None

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def get(
        self, address: str, parameters: Mapping[str, str] | None, headers: Mapping[str, str], seconds: float, most: int
    ) -> Reply:
        """Return the reply to one GET; it has `seconds` from connecting to the last of at most `most` bytes.

        The body of any status but 200 is left unread.  Raises Failed.
        """
        import httpx2  # noqa: PLC0415 - as above

        patience = httpx2.Timeout(seconds, connect=min(seconds, _LONGEST_CONNECT))
        unpackable = {"Accept-Encoding": "gzip", **headers}
        try:
            with (
                self._deadline(seconds),
                self._client.stream(
                    "GET",
                    address,
                    params=parameters,
                    headers=unpackable,
                    timeout=patience,
                    extensions={"trace": self._trace},
                ) as answer,
            ):
                names = {name.lower(): value for name, value in answer.headers.items()}
                body = _bounded(answer.iter_bytes(), most) if answer.status_code == 200 else b""
                return Reply(answer.status_code, names, body)
        except httpx2.ConnectTimeout as error:
            raise Failed("could not be reached in time") from error
        except httpx2.TimeoutException as error:
            raise Failed(f"did not answer within {seconds:g} seconds") from error
        except httpx2.NetworkError as error:
            raise Failed("could not be reached, or hung up") from error
        except httpx2.InvalidURL as error:
            raise Failed("was not asked, as the request is not one that can be sent", passes=False) from error
        except httpx2.HTTPError as error:
            raise Failed("broke off in the middle of its answer") from error

    def _trace(self, event: str, info: Mapping[str, object]) -> None:
        """Remember the socket of the connection, for the deadline to close; connecting has a time-out of its own."""
        if event.endswith("connect_tcp.started"):
            self._socket = None
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            self._socket = info["return_value"].get_extra_info("socket")  # type: ignore[attr-defined]

    @contextlib.contextmanager
    def _deadline(self, seconds: float) -> Iterator[None]:
        """Cut the connection after `seconds`: a time-out of each read alone lets one byte a second go on for days."""
        late = threading.Event()
        timer = threading.Timer(seconds, self._cut, (late,))
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            if late.is_set():
                raise Failed(f"took more than {seconds:g} seconds to answer")

    def cut(self) -> None:
        """End the request that another thread has under way, if any: it ends as Failed."""
        self._cut(threading.Event())

    def _cut(self, late: threading.Event) -> None:
        if self._socket is not None:
            late.set()
            # Of the plain class: that of TLS drops its state while the other thread still reads.
            with contextlib.suppress(OSError):
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


def _bounded(chunks: Iterator[bytes], most: int) -> bytes:
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > most:
            raise Failed(
                f"sent more than the {max(most, 0) / MEGABYTE:g} MB that are taken; it was cut off", passes=False
            )
    return bytes(body)
