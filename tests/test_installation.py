"""What README and pages print for installing can be typed as it stands, and ends in a running installation."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import requires
from pathlib import Path
from urllib.request import urlopen

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests import soak
from tests.conftest import ROOT, script
from tests.tools.messages.worker_processes import wait_until

bootstrap, lock, visit = script("bootstrap"), script("lock"), script("visit")
installing = bootstrap.installing

README, CHINESE = ((ROOT / name).read_text("utf-8") for name in ("README.md", "README.zh-CN.md"))
PAGES = {
    str(page.relative_to(ROOT)): page.read_text("utf-8") for page in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))
}


def printed() -> Iterator[tuple[str, tuple[str, ...]]]:
    """(where, layers that are installed together) of all commands that install."""
    for page, text in PAGES.items():
        for command in re.findall(r"pip install(?: -r requirements/\w+\.txt)+", text):
            yield page, tuple(re.findall(r"(\w+)\.txt", command))
    yield "make demo", bootstrap._PRODUCT
    yield "make demo on PostgreSQL", (*bootstrap._PRODUCT, "postgres")
    yield "make test", installing.LAYERS


def lacking(layers: tuple[str, ...]) -> list[str]:
    """`package needs another` of each that these layers name and that stands in none of them, on this machine."""
    names = {entry.split("==")[0] for layer in layers for entry in installing.needed(layer)}
    return [
        f"{name} needs {wanted.name}"
        for name in sorted(names)
        for wanted in map(Requirement, requires(name) or ())
        if (wanted.marker is None or wanted.marker.evaluate({"extra": ""}))
        and canonicalize_name(wanted.name) not in names
    ]


def test_the_requirement_files_of_each_printed_command_need_nothing_besides():
    commands = list(printed())

    assert {page for page, _layers in commands} >= {"README.md", "README.zh-CN.md"}
    assert [(page, *lacking(layers)) for page, layers in commands if lacking(layers)] == []


def test_what_a_layer_needs_and_lacks_is_noticed():
    assert "pandas needs python-dateutil" in lacking(("extras",))


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What a stranger has: the checkout, with nothing made in it."""
    folder = tmp_path / "checkout"
    made = shutil.ignore_patterns(
        ".*", "instance", "tests", "bench", "build", "dist", "node_modules", "__pycache__", "LC_MESSAGES"
    )
    shutil.copytree(ROOT, folder, ignore=made)
    return folder


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Nothing of ours but where packages come from, and a port in `PORT`; a uv that `make` has fetched is used again."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("EVENTMGR_", "PYTHON", "MAKE", "MFLAGS"))
    }
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    path = os.pathsep.join([kept["PATH"], str(installing.VENV / "tools" / "bin")])
    return kept | {"PORT": port, "PATH": path, "PIP_NO_COMPILE": "1"}


@contextmanager
def running(lines: str, folder: Path, environment: dict[str, str]) -> Iterator[str]:
    """The lines typed in `folder`, the last of which serves; its address, once it answers. Ends as Ctrl-C ends it."""
    log, address = folder.parent / "said.txt", f"http://127.0.0.1:{environment['PORT']}"
    with log.open("w") as file:
        shell = subprocess.Popen(
            ["bash", "-e", "-c", lines], cwd=folder, env=environment, stdout=file, stderr=file, start_new_session=True
        )

    def answers() -> bool:
        if shell.poll() is not None and NO_NETWORK.search(log.read_text("utf-8")):
            pytest.skip("the package index cannot be reached")
        assert shell.poll() is None, log.read_text("utf-8")
        with suppress(OSError):
            return urlopen(f"{address}/healthz", timeout=5).read() != b""
        return False

    try:
        wait_until(answers, seconds=900, what="the server answers")
        yield address
        assert "Traceback" not in log.read_text("utf-8"), log.read_text("utf-8")
    finally:
        if shell.poll() is None:
            os.killpg(shell.pid, signal.SIGINT)
            shell.wait(timeout=60)


NO_NETWORK = re.compile(r"Failed to establish a new connection|Temporary failure in name resolution|dns error")


def works(address: str, lines: str, environment: dict[str, str], instance: Path, *, public: str = "") -> None:
    """Somebody registers, the e-mail about it leaves, and the data keep their laws."""
    visitor = visit.Visitor(address, public)
    visit.register(visitor, visit.open_event(visitor))
    wait_until(lambda: is_sent(instance / "outbox"), seconds=60, what="the e-mail leaves")
    done = subprocess.run(
        ["bash", "-e", "-c", lines], env=environment, capture_output=True, encoding="utf-8", timeout=60
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr


def is_sent(outbox: Path) -> bool:
    """Whether an e-mail to the visitor has left."""
    return any(b"<visitor@example.com>" in letter.read_bytes() for letter in outbox.glob("*.eml"))


def installing_lines(readme: str) -> str:
    """The block of a README that installs."""
    return next(block for block in re.findall(r"```\n(.*?)```", readme, re.DOTALL) if "-m venv" in block)


@pytest.mark.slow
@pytest.mark.one_engine
def test_an_installation_of_ones_own_is_what_both_readmes_print(
    checkout: Path, environment: dict[str, str], tmp_path: Path, sample: Path
):
    assert installing_lines(README) == installing_lines(CHINESE)
    program, instance = tmp_path / "opt" / "eventmgr", tmp_path / "var" / "eventmgr"
    lines = installing_lines(README).replace("--port 8000", f"--port {environment['PORT']}")
    lines = lines.replace("/opt/eventmgr", str(program)).replace("/var/lib/eventmgr", str(instance))
    exports = "\n".join(line for line in lines.splitlines() if line.startswith("export "))
    check = f"{exports}\n{program}/bin/eventmgr check"
    *before, serve = lines.splitlines()

    fill = f"cp -r {shlex.quote(str(sample))}/. {shlex.quote(str(instance))}/"  # events, without the time that making them takes
    with running("\n".join([*before, fill, serve]), checkout, environment) as address:
        works(address, check, environment, instance, public="https://events.example.org")


@pytest.mark.slow
@pytest.mark.one_engine
@pytest.mark.soak
@pytest.mark.skipif(not soak.TIMES, reason="asked in a soak: every check of a change starts the demo of its checkout")
def test_make_demo_in_a_new_checkout_is_a_running_product(checkout: Path, environment: dict[str, str]):
    with running("make demo", checkout, environment) as address:
        check = f"cd {shlex.quote(str(checkout))}; .venv/bin/eventmgr check"
        works(address, check, environment, checkout / "instance")
