"""The two commands say plainly what is missing, and do nothing twice."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT, script
from tests.tools.messages.worker_processes import wait_until

bootstrap, lock = script("bootstrap"), script("lock")
installing = bootstrap.installing


def run(*command: str) -> tuple[int, str]:
    """(exit code, what was said)."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", timeout=60)
    return done.returncode, (done.stdout + done.stderr).strip()


def test_an_old_python_is_told_so_in_one_line():
    pretend = "import sys, runpy; sys.version_info = (3, 10, 13, 'final', 0); runpy.run_path('scripts/bootstrap.py')"

    code, said = run(sys.executable, "-c", pretend)

    assert code == 1
    assert said.startswith("eventmgr needs Python 3.11 or newer; this is 3.")
    assert said.count("\n") == 0


def test_make_without_any_python_says_what_to_install():
    code, said = run("make", "--no-print-directory", "demo", "PYTHON=")

    assert code == 2
    assert said.startswith("eventmgr needs Python 3.11 or newer, and none was found")


def test_a_taken_port_is_named_before_anything_is_installed():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        code, said = run(sys.executable, "scripts/bootstrap.py", "demo", "--port", str(port))

    assert (code, said) == (
        1,
        f"Port {port} is taken by another program. Choose another one: make demo PORT={port + 1}",
    )


def test_a_second_installation_does_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / ".installed-dev").write_text(bootstrap._fingerprint(installing.LAYERS), "ascii")
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    monkeypatch.setattr(installing, "install", lambda _layers: pytest.fail("installs again"))

    assert bootstrap.install(dev=True) is None
    assert bootstrap.install(dev=False) is None


def test_a_checkout_brought_up_to_date_compiles_its_new_texts_and_the_next_start_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    texts = tmp_path / "eventmgr/translations"
    (texts / "zh_CN").mkdir(parents=True)
    (texts / "zh_Hans_CN/LC_MESSAGES").mkdir(parents=True)
    old, new = texts / "zh_Hans_CN/LC_MESSAGES/messages.mo", texts / "zh_CN/events.po"
    for age, file in ((20, old), (10, new)):
        file.write_bytes(b"")
        os.utime(file, (time.time() - age,) * 2)
    (tmp_path / ".installed-dev").write_text(bootstrap._fingerprint(installing.LAYERS), "ascii")
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    monkeypatch.setattr(
        bootstrap, "_fingerprint", lambda _layers, known=bootstrap._fingerprint(installing.LAYERS): known
    )
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    asked = []
    monkeypatch.setattr(bootstrap.subprocess, "run", lambda command, **_: asked.append(command[1:]))

    bootstrap.install(dev=True)
    bootstrap.install(dev=True)

    assert asked == [["scripts/catalogue.py", "compile"]]


FAKE = """
import pathlib, sys
here = pathlib.Path(__file__).parent
if "--version" in sys.argv or "-r" not in sys.argv:
    sys.exit(0)
calls = here / "calls.txt"
count = len(calls.read_text().splitlines()) if calls.exists() else 0
names = [line.split("==")[0] for line in open(sys.argv[sys.argv.index("-r") + 1]) if "==" in line]
with calls.open("a") as file:
    print(" ".join(names), file=file)
sys.exit(1 if (here / "broken").exists() and count == 2 else 0)
"""
"""An installer that notes what it is asked for; its third call fails while there is a file `broken`."""


@pytest.fixture
def fake_uv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an installer that installs nothing, and of the environment that it is asked to fill."""
    tool = tmp_path / "uv"
    tool.write_text(f"#!{sys.executable}\n{FAKE}")
    tool.chmod(0o755)
    monkeypatch.setattr(installing, "VENV", tmp_path)
    monkeypatch.setattr(installing, "BIN", Path(sys.executable).parent)
    monkeypatch.setattr(installing, "find_uv", lambda: str(tool))
    return tmp_path


def test_a_network_that_fails_is_explained(fake_uv: Path):
    (fake_uv / "broken").touch()

    with pytest.raises(SystemExit, match=r"The packages could not be installed.*\n.*network.*\n.*goes on where it was"):
        installing.install(["run"])


SLOW = """
import pathlib, signal, sys
if "--version" not in sys.argv:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    pathlib.Path(__file__).with_name("begun").touch()
    signal.pause()
"""
"""An installer that fetches without end."""


def test_ctrl_c_while_packages_are_fetched_ends_with_one_sentence(tmp_path: Path):
    for name in ("scripts", "requirements", "pyproject.toml"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    (tmp_path / "bin").mkdir()
    tool = tmp_path / "bin" / "uv"
    tool.write_text(f"#!{sys.executable}\n{SLOW}")
    tool.chmod(0o755)
    environment = os.environ | {"PATH": f"{tool.parent}{os.pathsep}{os.environ['PATH']}"}
    command = [sys.executable, "scripts/bootstrap.py", "install"]
    making = subprocess.Popen(
        command,
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )

    wait_until((tmp_path / "bin" / "begun").exists, seconds=60, what="packages are fetched")
    os.killpg(making.pid, signal.SIGINT)
    _said, complaint = making.communicate(timeout=60)

    assert complaint.strip() == "Broken off. Run the same command again: it goes on where it was."


def test_an_installer_that_ctrl_c_ended_first_is_no_failure_of_its_own():
    command = [sys.executable, "-c", "import os, signal; signal.signal(2, signal.SIG_DFL); os.kill(os.getpid(), 2)"]

    with pytest.raises(KeyboardInterrupt):
        installing._run(command)


ADVICE = [
    ("Error: [Errno 30] Read-only file system: '/x/.venv'", False, "Nothing can be written in "),
    ("/usr/bin/python3: No module named venv", True, "On Debian and Ubuntu the package python3-venv is missing"),
    ("Error: [Errno 28] No space left on device", True, ""),
]


@pytest.mark.parametrize(("reason", "writable", "advice"), ADVICE)
def test_the_advice_is_the_one_for_what_went_wrong(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, reason: str, writable: bool, advice: str
):
    failed = subprocess.CompletedProcess([], 1, "", f"{reason}\n")
    monkeypatch.setattr(installing.subprocess, "run", lambda *_, **__: failed)
    monkeypatch.setattr(installing.os, "access", lambda *_: writable)
    monkeypatch.setattr(installing, "BIN", tmp_path)

    with pytest.raises(SystemExit) as end:
        installing.make_environment()

    first, _empty, second, *rest = str(end.value).split("\n")
    assert (first, second) == (reason, "The virtual environment .venv could not be made; the reason stands above.")
    assert "".join(rest).startswith(advice)
    assert len(rest) == bool(advice)


def test_what_was_broken_off_goes_on_where_it_was(fake_uv: Path, capsys: pytest.CaptureFixture[str]):
    (fake_uv / "broken").touch()
    with pytest.raises(SystemExit):
        installing.install(["run"])
    (fake_uv / "broken").unlink()

    installing.install(["run"])

    calls = [line.split() for line in (fake_uv / "calls.txt").read_text().splitlines()]
    whole = [entry.split("==")[0] for entry in installing.needed("run")]
    done, failed, rest = calls[:2], calls[2], calls[3:]
    assert [name for batch in (*done, *rest) for name in batch] == whole
    assert rest[0][: len(failed)] == failed[: len(rest[0])]
    assert f"  {sum(map(len, done))} of {len(whole)} are there already" in capsys.readouterr().out


def test_every_batch_says_how_far_it_is(fake_uv: Path, capsys: pytest.CaptureFixture[str]):
    installing.install(["build"])

    lines = [line.split(",")[0] for line in capsys.readouterr().out.splitlines()]
    total = len(installing.needed("build"))
    assert lines[0] == f"Setting up .venv: {total} packages"
    assert lines[1:] == [f"  package {number:2} of {total}" for number in range(1, total + 1)]


def test_every_entry_has_a_version_and_hashes_and_names_no_address():
    bare, addresses = [], []
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        text = path.read_text("ascii")
        entries = lock.read(path.stem).values()
        bare += [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry]
        addresses += [line for line in text.splitlines() if "://" in line or "index" in line]

    assert (bare, addresses) == ([], [])


def test_the_files_hold_what_is_asked_for_each_package_once():
    files = {name: set(lock.read(name)) for name in lock.layers()}
    seen: set[str] = set()
    missing, twice = [], []
    for name, lines in lock.layers().items():
        twice += sorted(files[name] & seen)
        seen |= files[name]
        missing += [line for line in lines if plain(line) not in seen]

    assert (missing, twice) == ([], [])


def plain(line: str) -> str:
    """The name in `Flask-WTF>=1.2; …` as the files spell it."""
    return re.split(r"[^\w.-]", line)[0].lower().replace("_", "-")


def test_every_condition_in_the_files_can_be_read_without_a_package():
    conditions = {
        entry.partition(" \\\n")[0].partition(" ; ")[2] for name in lock.layers() for entry in lock.read(name).values()
    }

    assert {installing.fits(condition) for condition in conditions} == {True, False}
    with pytest.raises(ValueError, match="unknown marker"):
        installing.fits("python_version > '3.12'")


def test_the_demo_needs_no_package_of_the_tests_and_no_driver_of_a_server(monkeypatch: pytest.MonkeyPatch):
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(installing, "install", asked.append)
    monkeypatch.setattr(bootstrap, "VENV", ROOT / "nowhere")
    monkeypatch.setattr(Path, "write_text", lambda *_: None)

    bootstrap.install(dev=False)
    monkeypatch.setenv("EVENTMGR_SQLALCHEMY_DATABASE_URI", "postgresql+psycopg://user@host/name")
    bootstrap.install(dev=False)

    assert asked == [("run", "build"), ("run", "build", "postgres")]


def test_the_first_line_of_make_test_says_what_is_skipped_and_why(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(bootstrap.shutil, "which", lambda _name: None)
    nothing = bootstrap.skips()
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/usr/bin/{name}")
    code, commands = run("make", "--no-print-directory", "--dry-run", "test")

    assert nothing == (
        "Skipped on this machine: browser tests (no chromium, chromium-browser or google-chrome on the path); "
        "reading of calendars by JavaScript libraries (no node and npm on the path)."
    )
    assert bootstrap.skips() == "Nothing is skipped on this machine."
    assert (code, "scripts/bootstrap.py skips" in commands.split("scripts/bootstrap.py install")[0]) == (0, True)
