"""From a fresh clone to the first page, on empty caches: `make demo` of several revisions in turn, in one run.

    python bench/first_page.py REVISION [REVISION …] [--rounds 3]

Each round clones every revision into a folder of its own with an empty home (so pip and uv keep nothing), runs `make
demo` on a free port, and waits for `/` to answer 200. Prints seconds and the ratio to the first revision. Uses the
network as set up for pip; ends what it started.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import statistics
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_LONGEST = 3600.0


def seconds_to_first_page(revision: str) -> float:
    """Wall clock from the call of `make demo` to the front page, in a fresh clone of `revision`."""
    with tempfile.TemporaryDirectory() as folder:
        clone, home = Path(folder) / "clone", Path(folder) / "home"
        home.mkdir()
        subprocess.run(["git", "clone", "--quiet", "--shared", "--no-checkout", ROOT, clone], check=True)
        subprocess.run(["git", "checkout", "--quiet", revision], check=True, cwd=clone)
        port = _free_port()
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "PYTHON"))
        }
        environment |= {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "PIP_NO_CACHE_DIR": "1"}
        start = time.monotonic()
        demo = subprocess.Popen(
            ["make", "demo", f"PORT={port}"],
            cwd=clone,
            env=environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/", demo)
            return time.monotonic() - start
        finally:
            os.killpg(demo.pid, signal.SIGTERM)
            demo.wait(timeout=60)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, demo: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _LONGEST
    while time.monotonic() < deadline and demo.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise SystemExit("the page did not come")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="From a fresh clone to the first page.")
    parser.add_argument("revisions", nargs="+")
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    taken: dict[str, list[float]] = {revision: [] for revision in chosen.revisions}
    for _round in range(chosen.rounds):
        for revision in chosen.revisions:
            taken[revision].append(seconds_to_first_page(revision))
    first = statistics.median(taken[chosen.revisions[0]])
    for revision, seconds in taken.items():
        median = statistics.median(seconds)
        print(f"{revision:12} {median:7.1f} s  ×{median / first:.2f}   ({', '.join(f'{one:.1f}' for one in seconds)})")


if __name__ == "__main__":
    main()
