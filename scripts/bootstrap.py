"""From a bare checkout to a running product, with nothing but Python 3.11 and make.

    python scripts/bootstrap.py install [--dev]   a virtual environment in .venv with what the product needs
    python scripts/bootstrap.py demo [--port N]   the same, then the sample events at http://127.0.0.1:N
    python scripts/bootstrap.py skips             one line: what `make test` will skip on this machine, and why

Packages are installed by `scripts/installing.py`. A second run does only what has changed. It runs before anything is
installed, hence with the standard library alone; the first lines even on an old Python, so that it can say so.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit("eventmgr needs Python 3.11 or newer; this is %s." % sys.version.split()[0])  # noqa: UP031

import argparse
import hashlib
import os
import shutil
import socket
import subprocess
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))
import installing  # noqa: E402
from installing import BIN, VENV, stop  # noqa: E402

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_PRODUCT = ("run", "build")


def install(*, dev: bool) -> None:
    """Make `.venv` hold the product and, with `dev`, what the tests need; nothing if it does already."""
    with installing.alone():
        _install(dev=dev)


def _install(*, dev: bool) -> None:
    layers = installing.LAYERS if dev else (*_PRODUCT, *_database())
    wanted = _fingerprint(layers)
    marks = {VENV / ".installed-dev", VENV / f".installed{'-dev' if dev else ''}"}
    known = {_fingerprint(installing.LAYERS), wanted}
    if any(mark.is_file() and mark.read_text("ascii") in known for mark in marks):
        _compile_newer_texts()
        return
    installing.install(layers)
    (VENV / f".installed{'-dev' if dev else ''}").write_text(wanted, "ascii")


def _compile_newer_texts() -> None:
    """A checkout that was brought up to date speaks its new texts: an installation alone compiles them."""
    texts = ROOT / "eventmgr" / "translations"
    newest = max(file.stat().st_mtime for file in texts.rglob("*.po"))
    compiled = [file.stat().st_mtime for file in texts.glob("*/LC_MESSAGES/messages.mo")]
    if not compiled or newest > min(compiled):
        subprocess.run([str(BIN / "python"), "scripts/catalogue.py", "compile"], cwd=ROOT, check=True)
        for file in texts.glob("*/LC_MESSAGES/messages.mo"):
            file.touch()  # also where its texts are the same, so that the next start need not look again


def _database() -> tuple[str, ...]:
    """PostgreSQL's driver only where the environment chooses PostgreSQL."""
    return ("postgres",) if os.environ.get("EVENTMGR_SQLALCHEMY_DATABASE_URI", "").startswith("postgres") else ()


def _fingerprint(layers: tuple[str, ...]) -> str:
    """What an installation of these layers depends on."""
    digest = hashlib.sha256(sys.version.encode())
    files = ["pyproject.toml", "scripts/build_catalogues.py", *(f"requirements/{layer}.txt" for layer in layers)]
    for name in files:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def skips() -> str:
    """What the tests will skip here and why, in one line."""
    missing = []
    if not any(map(shutil.which, BROWSERS)):
        missing.append(f"browser tests (no {', '.join(BROWSERS[:-1])} or {BROWSERS[-1]} on the path)")
    if not (shutil.which("node") and shutil.which("npm")):
        missing.append("reading of calendars by JavaScript libraries (no node and npm on the path)")
    return f"Skipped on this machine: {'; '.join(missing)}." if missing else "Nothing is skipped on this machine."


def demo(port: int) -> NoReturn:
    """Install, then hand over to `eventmgr demo`: schema, sample events, a sign-in link, the server."""
    _check_port(port)
    install(dev=False)
    os.environ.setdefault("EVENTMGR_BASE_URL", f"http://127.0.0.1:{port}")
    program = str(BIN / "eventmgr")
    os.execv(program, [program, "demo", "--port", str(port)])


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            stop(f"Port {port} is taken by another program. Choose another one: make demo PORT={port + 1}")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="From a bare checkout to a running product.")
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("install").add_argument("--dev", action="store_true", help="with what the tests need")
    actions.add_parser("demo").add_argument("--port", type=int, default=8000)
    actions.add_parser("skips")
    chosen = parser.parse_args()
    try:
        if chosen.action == "install":
            install(dev=chosen.dev)
        elif chosen.action == "skips":
            print(skips(), flush=True)
        else:
            demo(chosen.port)
    except KeyboardInterrupt:
        stop("", "Broken off. Run the same command again: it goes on where it was.")


if __name__ == "__main__":
    main()
