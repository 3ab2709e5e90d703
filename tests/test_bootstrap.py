"""The two commands say plainly what is missing, and do nothing twice."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, script

bootstrap = script("bootstrap")


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
    (tmp_path / ".installed-dev").write_text(bootstrap._fingerprint(), "ascii")
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    monkeypatch.setattr(bootstrap, "_make_environment", lambda _uv: pytest.fail("installs again"))

    assert bootstrap.install(dev=True) is None
    assert bootstrap.install(dev=False) is None


def test_a_network_that_fails_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    monkeypatch.setattr(bootstrap, "BIN", tmp_path)
    monkeypatch.setattr(bootstrap, "_uv", lambda: "false")
    (tmp_path / "python").touch()

    with pytest.raises(SystemExit, match="The packages could not be installed"):
        bootstrap.install(dev=False)


def test_every_dependency_has_an_exact_version_and_no_address():
    lines = [line for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if not line.startswith("#")]
    pinned = {line.split("==")[0].lower().replace("_", "-") for line in lines}
    wanted = {name.lower().replace("_", "-") for name in bootstrap.required_names()}

    assert [line for line in lines if "==" not in line or "://" in line or "--hash" in line] == []
    assert wanted - pinned == set()
