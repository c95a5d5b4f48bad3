"""A server that stands for all services, with the settings that lead to it."""

from __future__ import annotations

import pytest

from tests.commands.services import KEYS, stand_in
from tests.replay import Replay


@pytest.fixture
def replay(monkeypatch):
    """Return a server that stands for the services that need no key."""
    with Replay() as server:
        for name in KEYS:
            monkeypatch.delenv(name, raising=False)
        for name, value in server.environment().items():
            monkeypatch.setenv(name, value)
        stand_in(server)
        yield server
