"""From a bare checkout to a running product, with nothing but Python 3.11 and make.

    python scripts/bootstrap.py install [--dev]   a virtual environment in .venv with what the product needs
    python scripts/bootstrap.py demo [--port N]   the same, then the sample events at http://127.0.0.1:N

Uses uv where it is installed, else venv and pip. A second run does only what has changed. It runs before anything
is installed, hence with the standard library alone; the first lines even on an old Python, so that it can say so.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit("eventmgr needs Python 3.11 or newer; this is %s." % sys.version.split()[0])  # noqa: UP031

import argparse
import hashlib
import os
import re
import shutil
import socket
import subprocess
import tomllib
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
ORGANIZER = "organizer@example.com"
_MANIFEST = ("pyproject.toml", "constraints.txt", "scripts/build_catalogues.py")


def stop(*lines: str) -> NoReturn:
    """End with a plain message."""
    sys.exit("\n".join(lines))


def install(*, dev: bool) -> None:
    """Make `.venv` hold the product (editable) and, with `dev`, what the tests need; nothing if it does already."""
    mark = VENV / (".installed-dev" if dev else ".installed")
    wanted = _fingerprint()
    if any(_read(VENV / name) == wanted for name in {mark.name, ".installed-dev"}):
        return
    uv = _uv()
    _make_environment(uv)
    print("Installing the packages of eventmgr into .venv (once; needs the network) …", flush=True)
    extras = ".[postgres,solver,compiled,embedding]" if dev else ".[postgres]"
    target = ["--quiet", "--constraint", "constraints.txt", "--editable", extras, *(_dev_group() if dev else [])]
    installer = (
        [uv, "pip", "install", "--python", str(BIN / "python")] if uv else [BIN / "python", "-m", "pip", "install"]
    )
    if subprocess.run([*installer, *target], cwd=ROOT).returncode:
        stop(
            "",
            "The packages could not be installed; the reason stands above.",
            "If it is the network: connect, or set PIP_INDEX_URL (for uv: UV_INDEX_URL) to an index you can reach,",
            "and run the same command again.",
        )
    mark.write_text(wanted, "ascii")


def _fingerprint() -> str:
    digest = hashlib.sha256(sys.version.encode())
    for name in _MANIFEST:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def _read(path: Path) -> str:
    return path.read_text("ascii") if path.is_file() else ""


def _uv() -> str | None:
    """The uv command, if there is one that runs."""
    uv = shutil.which("uv")
    works = uv and subprocess.run([uv, "--version"], capture_output=True).returncode == 0
    return uv if works else None


def _make_environment(uv: str | None) -> None:
    if (BIN / "python").exists() and (uv or _has_pip()):
        return
    command = [uv, "venv", "--quiet", "--python", sys.executable] if uv else [sys.executable, "-m", "venv"]
    if subprocess.run([*command, str(VENV)], cwd=ROOT).returncode:
        stop(
            "",
            "The virtual environment .venv could not be made; the reason stands above.",
            "On Debian and Ubuntu the package python3-venv may be missing: apt-get install python3-venv",
        )


def _has_pip() -> bool:
    return subprocess.run([BIN / "python", "-m", "pip", "--version"], capture_output=True).returncode == 0


def _dev_group() -> list[str]:
    """The dev dependency group; pip itself reads groups only since 25.1."""
    group: list[str] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]["dev"]
    return group


def required_names() -> list[str]:
    """Names of everything that pyproject.toml asks for, extras and dev group included."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    return [re.split(r"[^\w-]", line)[0] for line in (*project["dependencies"], *extras, *_dev_group())]


def demo(port: int) -> NoReturn:
    """Install, bring schema and sample events up to date, print a sign-in link, serve."""
    _check_port(port)
    install(dev=False)
    os.environ.setdefault("EVENTMGR_BASE_URL", f"http://127.0.0.1:{port}")
    _eventmgr("db", "upgrade")
    _eventmgr("sample")
    print(f"\n  eventmgr is at      http://127.0.0.1:{port}   (stop with Ctrl-C)", flush=True)
    print(f"  organizer's sign-in {_sign_in_link()}   (works once)\n", flush=True)
    program = str(BIN / "eventmgr")
    os.execv(program, [program, "serve", "--port", str(port)])


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            stop(f"Port {port} is taken by another program. Choose another one: make demo PORT={port + 1}")


def _eventmgr(*arguments: str) -> None:
    if subprocess.run([BIN / "eventmgr", *arguments], cwd=ROOT).returncode:
        stop("", f"`eventmgr {' '.join(arguments)}` failed; the reason stands above.")


def _sign_in_link() -> str:
    """A one-time link for the organizer of the sample events."""
    command = [BIN / "eventmgr", "user", "link", ORGANIZER]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    links = [word for word in result.stdout.split() if word.startswith("http")]
    return links[-1] if links else stop("No sign-in link could be made:", result.stderr)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="From a bare checkout to a running product.")
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("install").add_argument("--dev", action="store_true", help="with what the tests need")
    actions.add_parser("demo").add_argument("--port", type=int, default=8000)
    chosen = parser.parse_args()
    if chosen.action == "install":
        install(dev=chosen.dev)
    else:
        demo(chosen.port)


if __name__ == "__main__":
    main()
