"""`serve` shows what was just saved, and ends together with the server it started."""

from __future__ import annotations

import contextlib
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from generator.commands.serve import _Pages, watch
from generator.errors import InvalidInput
from generator.settings import load_settings
from generator.turns import turn

CHECKOUT = Path(__file__).parent.parent.parent
PATIENCE = 60.0


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url: str, words: str) -> None:
    """Return as soon as the page at `url` holds `words`."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with contextlib.suppress(urllib.error.URLError), urllib.request.urlopen(url, timeout=PATIENCE) as page:  # noqa: S310 - loopback
            if words in page.read().decode():
                return
        time.sleep(0.2)
    pytest.fail(f"{url} never showed {words!r}")


def wait_for_line(log: Path, words: str) -> None:
    """Return as soon as the file holds `words`."""
    deadline = time.monotonic() + PATIENCE
    while words not in log.read_text(encoding="utf-8"):
        if time.monotonic() > deadline:
            pytest.fail(f"{log.name} never held {words!r}")
        time.sleep(0.2)


@contextlib.contextmanager
def serving(toy, port: int):
    """Run `serve` until the end of the block; what it prints goes to serve.log."""
    (toy.root / "mkdocs.yml").write_text("site_name: Toy\n", encoding="utf-8")
    words = [sys.executable, "-m", "generator", "--root", str(toy.root), "serve", "--port", str(port)]
    log = (toy.root / "serve.log").open("w", encoding="utf-8")
    with log, subprocess.Popen(words, cwd=CHECKOUT, stdout=log, stderr=subprocess.STDOUT) as process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)


@pytest.mark.slow
def test_saved_question_changes_the_page_and_a_mistake_ends_nothing(toy):
    port = free_port()
    page = f"http://127.0.0.1:{port}/reports/rotor-size/"
    question = toy.question("rotor-size")
    good = question.read_text(encoding="utf-8")
    with serving(toy, port) as process:
        wait_for(page, "Rotor diameter and capture ratio")
        question.write_text("title: Only a title\n", encoding="utf-8")
        wait_for_line(toy.root / "serve.log", "rotor-size.yaml:1:1: ")
        question.write_text(good.replace("Rotor diameter and", "Rotor width and"), encoding="utf-8")
        wait_for(page, "Rotor width and capture ratio")
    printed = (toy.root / "serve.log").read_text(encoding="utf-8")
    assert process.returncode == 0
    assert "Traceback" not in printed
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_mistake_in_one_question_keeps_its_report_and_holds_up_no_other(toy):
    pages = _Pages(load_settings(toy.root, {}))
    pages()
    shown, others = sorted((toy.root / "docs" / "reports").glob("[!i]*.md"))[:2]
    before = shown.read_bytes()
    toy.question(shown.stem).write_text("title: Only a title\n", encoding="utf-8")
    other = toy.question(others.stem)
    other.write_text(re.sub("(?m)^title:.*", "title: Named anew", other.read_text("utf-8")), encoding="utf-8")
    told = pages()
    assert f"{shown.stem}.yaml:1:1: Q001" in told
    assert "stay as they were" in told
    assert shown.read_bytes() == before
    assert "Named anew" in others.read_text("utf-8")
    toy.question(shown.stem).unlink()
    pages()
    assert not shown.exists()


def test_mistake_that_all_reports_may_hang_on_changes_no_page(toy):
    pages = _Pages(load_settings(toy.root, {}))
    pages()
    before = {path: path.read_bytes() for path in (toy.root / "docs").rglob("*.md")}
    (toy.root / "corpus" / "vocabulary").mkdir(exist_ok=True)
    (toy.root / "corpus" / "vocabulary" / "broken.yaml").write_text("ups: [rises]\n", encoding="utf-8")
    with pytest.raises(InvalidInput, match="V001"):
        pages()
    assert {path: path.read_bytes() for path in (toy.root / "docs").rglob("*.md")} == before


def test_pages_are_not_written_while_the_site_is_built(tmp_path):
    lock, entered = tmp_path / "cache" / "lock", threading.Event()

    def write() -> None:
        with turn(lock):
            entered.set()

    writer = threading.Thread(target=write)
    with turn(lock):
        writer.start()
        assert not entered.wait(0.2)
    assert entered.wait(PATIENCE)
    writer.join()


def test_taken_port_is_named(toy, capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert toy.run("serve", "--port", str(port)) == 1
    assert capsys.readouterr().err == f"port {port} is taken; choose another with --port\n"


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http"])
def test_impossible_port_is_refused(toy, port, capsys):
    with pytest.raises(SystemExit):
        toy.run("serve", f"--port={port}")
    assert "--port" in capsys.readouterr().err


def test_burst_of_changes_is_one_rebuild():
    changed, rebuilt = threading.Event(), []
    for _ in range(3):
        changed.set()
    watch(changed, lambda: rebuilt.append(True), lambda: not rebuilt)
    assert rebuilt == [True]


def test_nothing_is_rebuilt_when_nothing_changed():
    looks = iter([True, False])
    watch(threading.Event(), lambda: pytest.fail("rebuilt"), lambda: next(looks))
