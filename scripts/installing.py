"""Packages into `.venv`, from the requirement files with hashes: by uv, which is fetched where there is none, else by pip.

They go in by batches, and `.venv` notes each one that is done: so there is something to see on a slow machine, and what was
broken off goes on where it was. Standard library only: it runs before anything is installed.
"""

from __future__ import annotations

import csv
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
LAYERS = ("run", "build", "postgres", "extras", "test")
"""Requirement files in the order in which they build on each other; the first two make the product run."""
_BATCHES = 8
_JOURNAL = "finished.txt"
_MARKER = re.compile(r"(\w+) (==|!=) '([^']*)'")
_HERE = {
    "sys_platform": sys.platform,
    "implementation_name": sys.implementation.name,
    "platform_python_implementation": {"cpython": "CPython", "pypy": "PyPy"}.get(sys.implementation.name, ""),
}


def stop(*lines: str) -> NoReturn:
    """End with a plain message."""
    sys.exit("\n".join(lines))


@contextmanager
def alone() -> Iterator[None]:
    """One installation at a time in this checkout: whoever comes second says so and waits."""
    if fcntl is None:
        yield
        return
    with Path(__file__).open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another one is setting up .venv; waiting for it.", flush=True)
            fcntl.flock(file, fcntl.LOCK_EX)
        except OSError:  # a file system without locks
            pass
        yield


def install(layers: Sequence[str]) -> None:
    """Make `.venv` hold these layers and the product itself (editable)."""
    entries = [entry for layer in layers for entry in needed(layer)]
    print(f"Setting up .venv: {len(entries)} packages, once; this needs the network.", flush=True)
    make_environment()
    installer = _installer()
    there = _finished()
    missing = [entry for entry in entries if _pin(entry) not in there]
    if len(missing) < len(entries):
        print(f"  {len(entries) - len(missing)} of {len(entries)} are there already", flush=True)
    start = time.monotonic()
    size = max(1, -(-len(missing) // _BATCHES))
    for first in range(0, len(missing), size):
        _take(installer, missing[first : first + size])
        count = len(entries) - len(missing) + min(first + size, len(missing))
        seconds = time.monotonic() - start
        print(f"  package {count:2} of {len(entries)}, {_megabytes()} MB, {seconds:.0f} s", flush=True)
    _run([*installer, "--no-deps", "--no-build-isolation", "--quiet", "--editable", str(ROOT)])


def needed(layer: str) -> list[str]:
    """The entries of `requirements/<layer>.txt` that this machine needs, each with its hashes."""
    text = (REQUIREMENTS / f"{layer}.txt").read_text("ascii")
    entries = re.split(r"\n(?=[\w])", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).strip())
    return [entry for entry in entries if fits(entry.partition(" \\\n")[0].partition(" ; ")[2])]


def fits(marker: str) -> bool:
    """Whether an environment marker of our files (`a == 'b' and c != 'd'`) names this machine.

    Raises:
        ValueError: it says something else.
    """
    for part in filter(None, marker.strip().split(" and ")):
        found = _MARKER.fullmatch(part.strip())
        if found is None or found[1] not in _HERE:
            raise ValueError(f"unknown marker {part!r}")
        if (_HERE[found[1]] == found[3]) != (found[2] == "=="):
            return False
    return True


def make_environment() -> None:
    """`.venv`, without pip (which takes longer than all the rest); a half made one is made again."""
    python = BIN / "python"
    if python.exists() and not subprocess.run([python, "-c", ""], capture_output=True).returncode:
        return
    command = [sys.executable, "-m", "venv", "--clear", "--without-pip", str(VENV)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", errors="replace")
    if done.returncode:
        reason = (done.stdout + done.stderr).strip()
        stop(reason, "", "The virtual environment .venv could not be made; the reason stands above.", *_way_out(reason))


def _way_out(reason: str) -> list[str]:
    """What to do about it, where that is known."""
    if "No module named" in reason or "ensurepip" in reason:
        return ["On Debian and Ubuntu the package python3-venv is missing: apt-get install python3-venv"]
    if not os.access(ROOT, os.W_OK):
        return [f"Nothing can be written in {ROOT}: copy it to a folder that is yours, and run the same command there."]
    return []


def _installer() -> list[str]:
    """The command that installs into `.venv`; requirements follow."""
    uv = find_uv() or _fetch_uv()
    if uv:
        return [uv, "pip", "install", "--python", str(BIN / "python"), *_index()]
    print("  uv cannot be had here: pip does it, which takes longer", flush=True)
    if not _has_pip():
        _run([str(BIN / "python"), "-m", "ensurepip", "--default-pip"], quiet=True)
    return [str(BIN / "python"), "-m", "pip", "install", "--disable-pip-version-check"]


def find_uv() -> str | None:
    """A uv that runs: on the path, or fetched before."""
    for program in (shutil.which("uv"), VENV / "tools" / "bin" / "uv", VENV / "tools" / "bin" / "uv.exe"):
        if (
            program
            and Path(program).exists()
            and not subprocess.run([program, "--version"], capture_output=True).returncode
        ):
            return str(program)
    return None


def _fetch_uv() -> str | None:
    """uv from the package index, by the pip that came with Python, into a folder of its own; None where that fails."""
    pip = [sys.executable, "-m", "pip"]
    if subprocess.run([*pip, "--version"], capture_output=True).returncode:
        return None
    print("  uv first (18 MB): it needs a fraction of the time that pip needs", flush=True)
    target = VENV / "tools"
    options = ["--quiet", "--disable-pip-version-check", "--require-hashes", "--no-deps", "--only-binary", ":all:"]
    command = [*pip, "install", *options, "--target", str(target), "-r", str(REQUIREMENTS / "uv.txt")]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8")
    return find_uv() if done.returncode == 0 else None


def _index() -> list[str]:
    """The index that pip is set to use, for uv, which reads none of pip's settings."""
    if any(name in os.environ for name in ("UV_INDEX_URL", "UV_DEFAULT_INDEX", "UV_INDEX")):
        return []
    asked = [sys.executable, "-m", "pip", "config", "list"]
    said = subprocess.run(asked, capture_output=True, encoding="utf-8").stdout or ""
    settings = dict(re.findall(r"^(?:global|install|:env:)\.([\w-]+)='(.*)'$", said, flags=re.MULTILINE))
    if "cert" in settings:
        os.environ.setdefault("SSL_CERT_FILE", settings["cert"])
    os.environ.setdefault("UV_HTTP_TIMEOUT", settings.get("default-timeout", "120"))
    options = ["--default-index", settings["index-url"]] if "index-url" in settings else []
    return [*options, *(["--index", settings["extra-index-url"]] if "extra-index-url" in settings else [])]


def _take(installer: list[str], entries: Sequence[str]) -> None:
    """Install these, and nothing that is not named; what a broken-off run left half done is done again."""
    batch = VENV / "batch.txt"
    batch.write_text("\n".join(entries), "ascii")
    again = "--reinstall" if "uv" in Path(installer[0]).name else "--force-reinstall"
    _run([*installer, "--quiet", "--no-deps", again, "--require-hashes", "-r", str(batch)])
    batch.unlink()
    with (VENV / _JOURNAL).open("a", encoding="ascii") as file:
        file.writelines(f"{_pin(entry)}\n" for entry in entries)


def _finished() -> set[str]:
    """`name==version` of the packages whose batch was installed whole; of several versions the last."""
    path = VENV / _JOURNAL
    lines = path.read_text("ascii").split() if path.is_file() else []
    return set({line.partition("==")[0]: line for line in lines if "==" in line}.values())


def _run(command: list[str], *, quiet: bool = False) -> None:
    ended = subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL if quiet else None).returncode
    if ended == -signal.SIGINT:  # Ctrl-C reaches both; the installer may be gone before it is heard here
        raise KeyboardInterrupt
    if ended:
        stop(
            "",
            "The packages could not be installed; the reason stands above. What is there stays.",
            "If it is the network: connect, or set PIP_INDEX_URL to an index that you can reach,",
            "and run the same command again: it goes on where it was.",
        )


def _has_pip() -> bool:
    return subprocess.run([BIN / "python", "-m", "pip", "--version"], capture_output=True).returncode == 0


def _site_packages() -> Path:
    if os.name == "nt":
        return VENV / "Lib" / "site-packages"
    return VENV / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"


def _megabytes() -> int:
    """Size on disk of what is installed, as the packages' own records say."""
    total = 0
    for record in _site_packages().glob("*.dist-info/RECORD"):
        with record.open(encoding="utf-8", newline="") as file:
            total += sum(int(row[2]) for row in csv.reader(file) if len(row) > 2 and row[2].isdigit())
    return round(total / 1e6)


def _pin(entry: str) -> str:
    return entry.split(maxsplit=1)[0]
