"""The command line answers in sentences and exit codes."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from generator import __version__
from generator.__main__ import main
from generator.commands import COMMANDS, Command, load
from generator.errors import CorpusError, InvalidInput, Problem

CHECKOUT_MODULE = [sys.executable, "-m", "generator"]


def answer_of(failure, toy, monkeypatch):
    """Return the exit status of a command that ends with `failure`."""

    def run(_args, _settings):
        raise failure

    monkeypatch.setattr("generator.__main__.load", lambda _name: Command(lambda _parser: None, run))
    return toy.run("check")


def test_no_command_prints_every_command(capsys):
    assert main([]) == 0
    printed = capsys.readouterr().out
    assert [name for name in COMMANDS if f" {name} " not in printed] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name, capsys):
    with pytest.raises(SystemExit) as stop:
        main([name, "--help"])
    assert stop.value.code == 0
    assert COMMANDS[name].split()[0] in capsys.readouterr().out
    assert callable(load(name).run)


def test_version_is_printed(capsys):
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out == f"report-corpus {__version__}\n"


def test_folder_without_corpus_is_named(tmp_path, capsys):
    assert main(["--root", str(tmp_path), "pages"]) == 2
    assert capsys.readouterr().err.startswith(f"there is no folder {tmp_path / 'corpus'};")


def test_unknown_command_lists_the_known_ones(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["page"])
    assert stop.value.code == 2
    assert "pages" in capsys.readouterr().err


def test_every_problem_is_printed_on_its_own_line(toy, monkeypatch, capsys):
    problems = [Problem("b.yaml", 2, 1, "Q001", "is wrong", "mend it"), Problem("a.yaml", 1, 1, "Q002", "is odd")]
    assert answer_of(InvalidInput(problems), toy, monkeypatch) == 1
    assert capsys.readouterr().err == "a.yaml:1:1: Q002 is odd\nb.yaml:2:1: Q001 is wrong (mend it)\n"


def test_expected_failure_is_one_sentence(toy, monkeypatch, capsys):
    assert answer_of(CorpusError("nothing to do"), toy, monkeypatch) == 1
    assert capsys.readouterr().err == "nothing to do\n"


def test_failure_of_the_system_names_the_file(toy, monkeypatch, capsys):
    assert answer_of(PermissionError(13, "Permission denied", "docs/index.md"), toy, monkeypatch) == 1
    assert capsys.readouterr().err == "docs/index.md: Permission denied\n"


def test_interrupt_ends_without_a_word(toy, monkeypatch, capsys):
    assert answer_of(KeyboardInterrupt(), toy, monkeypatch) == 130
    assert capsys.readouterr() == ("", "")


def test_mistake_of_the_program_is_not_hidden(toy, monkeypatch):
    with pytest.raises(ZeroDivisionError):
        answer_of(ZeroDivisionError(), toy, monkeypatch)


def test_reader_that_has_gone_is_no_error(toy):
    read_end, write_end = os.pipe()
    os.close(read_end)
    with os.fdopen(write_end) as closed:
        done = subprocess.run(
            [*CHECKOUT_MODULE, "--root", str(toy.root), "pages"], stdout=closed, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 141
    assert b"Traceback" not in done.stderr
    assert b"BrokenPipe" not in done.stderr
