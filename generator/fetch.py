"""The only way to the network: one polite request after another, their answers kept for a week.

A host is asked one thing at a time, no more often than it allows, and again after a failure that may pass.  What it
answers is bounded in time and size, stays on its own host, and is kept only when it is whole.  Whatever goes wrong
ends as a SourceError whose sentence may stand on a page: it holds no address, no key and nothing of what was answered.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import quote, unquote, urljoin, urlsplit

from generator import __version__
from generator.answers import Answers
from generator.contracts import Answer
from generator.errors import MissingExtra, NoRecord, SourceError, UnknownName
from generator.pace import LONGEST_WAIT, Clock, asked_interval, backoff, retry_after
from generator.services import SERVICES, Service
from generator.settings import Settings, is_loopback
from generator.wellformed import fault
from generator.wire import EXTRA, MEGABYTE, Failed, Reply, Wire, installed

ATTEMPTS = 4
LARGEST_ANSWER = 20 * MEGABYTE
_REDIRECTS = 5
_REDIRECTED = frozenset({301, 302, 303, 307, 308})
_PASSING = frozenset({408, 425, 500, 502, 503, 504})
_MISSING = frozenset({404, 410})
_SHORTEST_KEY = 8
_CLOCK = Clock()


def make_fetch(settings: Settings, *, fresh: bool = False, clock: Clock = _CLOCK) -> PoliteFetch:
    """Return what asks the services, to be closed or used in a `with`; `fresh` asks again what is held already.

    Raises MissingExtra where the extra `live` is not installed.
    """
    if not installed():
        raise MissingExtra(EXTRA)
    return PoliteFetch(settings, Answers(settings.cache, clock, fresh=fresh), clock)


class PoliteFetch:
    """Asks services; may be called from several threads."""

    def __init__(self, settings: Settings, answers: Answers, clock: Clock) -> None:
        """Use the contact, keys, addresses and bounds of `settings`."""
        self._settings, self._answers, self._clock = settings, answers, clock
        self._lock, self._stopped = threading.Lock(), threading.Event()
        self._hosts: dict[str, _Host] = {}
        self._spent = {name: _Spent() for name in SERVICES}

    def __call__(self, source: str, path: str, parameters: Mapping[str, str]) -> Answer:
        """Return what the service answers to GET `path?parameters` below its base address.

        `path` may be percent-encoded already or not.

        Raises:
            UnknownName: there is no service called `source`.
            NoRecord: the service has nothing under this path (status 404 or 410).
            SourceError: the service is down, slow, wrong or out of bounds.
        """
        if source not in SERVICES:
            raise UnknownName("source", source, SERVICES)
        address = self._address(source, path)
        if ".." in unquote(path).split("/"):
            raise SourceError(SERVICES[source].title, "was not asked, as the number of a record leads out of its place")
        found = self._answers.find(source, address, parameters)
        if found is None:
            with self._turn(source, address) as host:
                # Another thread may have asked the same while this one waited for its turn.
                found = self._answers.find(source, address, parameters)
                found = found or self._ask(source, address, parameters, host)
        if found.missing:
            raise NoRecord(SERVICES[source].title, "has nothing under this number", found.date)
        return found

    def forget(self, source: str, path: str, parameters: Mapping[str, str]) -> None:
        """Drop the answer to this request from the disk, if there is one, as it was of no use."""
        self._answers.path(source, self._address(source, path), parameters).unlink(missing_ok=True)

    def stop(self) -> None:
        """Let every request that is under way or to come end as a SourceError at once."""
        self._stopped.set()
        with self._lock:
            for host in self._hosts.values():
                host.wire.cut()

    def close(self) -> None:
        """Close all connections."""
        for host in self._hosts.values():
            host.wire.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _address(self, source: str, path: str) -> str:
        base = self._settings.sources.get(source, SERVICES[source].base)
        return f"{base}/{quote(path.lstrip('/'), safe='/:;()@,+!*=$&~%')}"

    @contextmanager
    def _turn(self, source: str, address: str) -> Iterator[_Host]:
        """Give the host of `address` to this thread, and count the time that it takes to its source."""
        parts = urlsplit(address)
        with self._lock:
            if parts.netloc not in self._hosts:
                self._hosts[parts.netloc] = _Host(Wire(local=is_loopback(parts.hostname or "")))
            host = self._hosts[parts.netloc]
        with host.lock:
            spent = self._spent[source]
            host.until = self._clock.seconds() + self._settings.source_seconds - spent.seconds
            begun = self._clock.seconds()
            try:
                yield host
            finally:
                spent.seconds += self._clock.seconds() - begun

    def _ask(self, source: str, address: str, parameters: Mapping[str, str], host: _Host) -> Answer:
        """Ask until there is an answer or it is hopeless, and keep the answer."""
        service = SERVICES[source]
        query, headers = self._introduced(source, parameters)
        for attempt in range(1, ATTEMPTS + 1):
            try:
                reply = self._follow(source, address, query, headers, host)
                self._check_status(source, reply)
                break
            except _Passing as passing:
                if attempt == ATTEMPTS:
                    raise SourceError(service.title, f"{passing.reason}, {ATTEMPTS} times in a row") from passing
                pause = backoff(attempt - 1, self._clock) if passing.wait is None else passing.wait
                if pause > LONGEST_WAIT:
                    reason = f"{passing.reason} and wants {pause:.0f} seconds of rest, which is too long to wait"
                    raise SourceError(service.title, reason) from passing
                host.free = max(host.free, self._clock.seconds() + pause)
        content_type, missing = reply.headers.get("content-type", ""), reply.status in _MISSING
        today = self._clock.date().date().isoformat()
        answer = Answer(self._scrubbed(source, reply.body), content_type, today, missing)
        if not missing and (wrong := fault(answer.body, content_type)) is not None:
            raise SourceError(service.title, wrong)
        self._answers.keep(source, address, parameters, answer)
        return answer

    def _introduced(self, source: str, parameters: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
        """Return parameters and headers with our name, our address and the key of the service."""
        service, contact, key = SERVICES[source], self._settings.contact, self._settings.keys.get(source, "")
        if not contact:
            where = "set `contact` in generator.toml or REPORT_CORPUS_CONTACT to an e-mail address"
            raise SourceError(service.title, f"was not asked, as nobody is named whom it could write to; {where}")
        if key and not (key.isascii() and key.isprintable() and " " not in key and len(key) >= _SHORTEST_KEY):
            raise SourceError(service.title, f"was not asked, as what {service.key} holds cannot be a key")
        query = {service.contact: contact, service.tool: "report-corpus", service.key_parameter: key}
        headers = {"User-Agent": f"report-corpus/{__version__} (mailto:{contact})", service.key_header: key}
        return {**parameters, **_filled(query)}, _filled(headers)

    def _follow(
        self, source: str, address: str, query: Mapping[str, str], headers: Mapping[str, str], host: _Host
    ) -> Reply:
        """Return the reply at the end of all redirects, each of them on the same host."""
        service, parameters = SERVICES[source], dict(query)
        for _ in range(_REDIRECTS + 1):
            reply = self._once(source, address, parameters, headers, host)
            if reply.status not in _REDIRECTED:
                return reply
            target = urljoin(address, reply.headers.get("location", ""))
            if _origin(target) != _origin(address):
                raise SourceError(service.title, "sent us on to another host, where we do not follow")
            address, parameters = target, {}
        raise SourceError(service.title, "sent us on from one address to the next without end")

    def _once(
        self, source: str, address: str, query: Mapping[str, str], headers: Mapping[str, str], host: _Host
    ) -> Reply:
        """Return the reply to one request, put when the host is free."""
        service, spent, settings = SERVICES[source], self._spent[source], self._settings
        self._rest(service, host)
        seconds = min(settings.request_seconds, host.until - self._clock.seconds())
        most = min(LARGEST_ANSWER, int(settings.source_megabytes * MEGABYTE) - spent.size)
        try:
            reply = host.wire.get(address, query or None, headers, seconds, most)
        except Failed as error:
            if error.passes:
                raise _Passing(error.reason) from error
            raise SourceError(service.title, error.reason) from error
        finally:
            host.free = self._clock.seconds() + max(host.interval, 0.0 if host.wire.local else service.interval)
        spent.size += len(reply.body)
        asked = asked_interval(reply.headers)
        if asked is not None:
            host.interval = asked
            host.free = max(host.free, self._clock.seconds() + asked)
        return reply

    def _rest(self, service: Service, host: _Host) -> None:
        """Wait until the host may be asked again."""
        pause = max(host.free - self._clock.seconds(), 0.0)
        if self._clock.seconds() + pause >= host.until:
            bound = f"{self._settings.source_seconds:g} seconds"
            raise SourceError(service.title, f"was given up, as the {bound} that one source may take are used up")
        if pause:
            self._clock.sleep(pause, self._stopped)
        if self._stopped.is_set():
            raise SourceError(service.title, "was not asked any more, as the search was interrupted")

    def _check_status(self, source: str, reply: Reply) -> None:
        service, status = SERVICES[source], reply.status
        key = source in self._settings.keys
        if status == 200 or status in _MISSING:
            return
        if status == 429:
            more = f"; a key in {service.key} would allow more" if service.key and not key else ""
            raise _Passing(f"asked us to come less often (status 429{more})", retry_after(reply.headers, self._clock))
        if status in _PASSING:
            raise _Passing(f"could not answer (status {status})", retry_after(reply.headers, self._clock))
        if status in {401, 403}:
            why = f"; the key in {service.key} may be wrong" if key else ""
            raise SourceError(service.title, f"refused to answer (status {status}{why})")
        raise SourceError(service.title, f"did not accept the request (status {status})")

    def _scrubbed(self, source: str, body: bytes) -> bytes:
        """Return the body without our address and key, should the service have repeated them."""
        for secret in (self._settings.contact, self._settings.keys.get(source, "")):
            for form in sorted({secret, quote(secret)} - {""}):
                body = body.replace(form.encode(), b"withheld")
        return body


@dataclass(slots=True)
class _Host:
    """One host; who asks holds its lock.

    `free` is when it may be asked next and `until` when it may no longer, in seconds of the clock; `interval` is what
    its headers asked for last.
    """

    wire: Wire
    lock: threading.Lock = field(default_factory=threading.Lock)
    free: float = 0.0
    until: float = 0.0
    interval: float = 0.0


@dataclass(slots=True)
class _Spent:
    """What one source has cost so far, in seconds and bytes."""

    seconds: float = 0.0
    size: int = 0


class _Passing(Exception):
    """A failure that may pass; `wait` is how many seconds the service wants, None where it did not say."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.reason, self.wait = reason, wait


def _filled(values: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if name and value}


def _origin(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    return parts.scheme, parts.netloc.lower()
