"""The worker beside `eventmgr serve`: started again when it ends unasked, gone with the process that has started it."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from eventmgr.console.cli.working import parent
from eventmgr.console.cli.working.watching import FIRST_PAUSE, LONGEST_PAUSE, Watch, worker_command


class Clock:
    """A clock that is moved by hand."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def hands():
    return Clock()


def gone(watch):
    watch.process.kill()
    watch.process.wait()


def test_a_worker_that_was_killed_is_started_again_after_a_pause_and_the_log_says_how_it_ended(hands, caplog):
    watch = Watch(["sleep", "60"], now=hands)
    first = watch.process.pid
    gone(watch)

    with caplog.at_level(logging.ERROR):
        watch.look()
    between = watch.process
    hands.now += FIRST_PAUSE
    watch.look()

    assert between is None
    assert watch.process.pid != first
    assert caplog.messages == ["the worker has ended (signal SIGKILL); started again in 1 s"]
    gone(watch)


def test_the_pause_grows_to_a_bound_and_is_short_again_once_a_worker_has_lived(hands, caplog):
    watch, pauses = Watch(["true"], now=hands), []
    for lives in (0, 0, 0, 0, 0, 0, 0, 0, 300, 0):
        watch.process.wait()
        hands.now += lives
        watch.look()
        pauses.append(watch._again_at - hands.now)
        hands.now += LONGEST_PAUSE
        watch.look()
    watch.process.wait()

    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 1, 2]
    assert len(caplog.messages) == len(pauses)


def test_nothing_is_started_any_more_once_the_end_has_come(hands):
    watch = Watch(["sleep", "60"], now=hands)
    watch.is_over = True
    gone(watch)
    hands.now += LONGEST_PAUSE

    watch.look()

    assert watch.process.returncode == -signal.SIGKILL


def test_a_command_that_is_not_there_is_tried_again(hands, caplog):
    watch = Watch(["/nowhere/eventmgr"], now=hands)

    assert watch.process is None
    assert "the worker cannot be started" in caplog.text
    watch._command = ["true"]
    hands.now += FIRST_PAUSE
    watch.look()
    assert watch.process.wait() == 0


def test_serve_tells_its_worker_whose_child_it_is():
    assert worker_command()[1:] == ["-m", "eventmgr", "worker", "--parent", str(os.getpid())]


def test_whoever_is_no_longer_the_child_of_its_parent_is_told_to_stop():
    stop = threading.Event()

    parent._look(os.getppid() + 1, stop)

    assert stop.is_set()


_GRANDPARENT = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", sys.argv[1]], stdout=subprocess.PIPE)
child.stdout.readline()
print(child.pid, flush=True)
time.sleep(600)
"""
_CHILD = """
import os, signal, threading
from eventmgr.console.cli.working.parent import end_with
stop = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: stop.set())
end_with(os.getppid(), stop)
print("ready", flush=True)
stop.wait()
"""


def test_a_process_ends_when_the_one_that_has_started_it_is_killed():
    with subprocess.Popen([sys.executable, "-c", _GRANDPARENT, _CHILD], stdout=subprocess.PIPE, text=True) as master:
        child = int(master.stdout.readline())
        master.kill()

    deadline = time.monotonic() + 60
    while _lives(child):
        assert time.monotonic() < deadline, "it lives on"
        time.sleep(0.02)


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
