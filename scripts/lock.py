"""The exact packages that eventmgr runs with, as plain requirement files with hashes; no file names an index.

    python scripts/lock.py                 write requirements/*.txt anew from pyproject.toml, keeping versions that still fit
    python scripts/lock.py --upgrade       take the newest versions that pyproject.toml allows
    python scripts/lock.py --upgrade NAME  … of one package

One resolution for all systems and Pythons, written in layers: a file holds only what the files before it do not. Needs uv
and the network. What is in the files is checked without either by `tests/test_bootstrap.py`.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "requirements"
UV = "uv==0.13.9"
"""The installer that `make demo` fetches where there is none."""
_HEADS = {
    "uv": "the installer, where the machine has none",
    "run": "what the product needs",
    "build": "what turns the checkout into an installed package besides",
    "postgres": "what PostgreSQL needs besides",
    "extras": "what the extras solver, compiled and embedding need besides",
    "test": "what the tests and linters need besides",
}


def layers() -> dict[str, list[str]]:
    """File → what it asks for, in the order in which the files build on each other."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    project = settings["project"]
    extras = project["optional-dependencies"]
    return {
        "uv": [UV],
        "run": project["dependencies"],
        "build": [*settings["build-system"]["requires"], "editables"],
        "postgres": extras["postgres"],
        "extras": [line for name, lines in extras.items() if name != "postgres" for line in lines],
        "test": settings["dependency-groups"]["dev"],
    }


def read(name: str) -> dict[str, str]:
    """Package → its whole entry (version, marker, hashes) in `requirements/<name>.txt`."""
    path = FOLDER / f"{name}.txt"
    text = path.read_text("ascii") if path.is_file() else ""
    entries = re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).strip())
    return {entry.split("==")[0]: entry for entry in entries if "==" in entry}


def lock(*, upgrade: str | None) -> None:
    """Resolve everything once, then write the files."""
    wanted = layers()
    kept = [_pin(entry) for name in wanted for entry in read(name).values()]
    preferences = [] if upgrade == "" else [pin for pin in kept if pin.split("==")[0] != upgrade]
    everything = _resolve([line for lines in wanted.values() for line in lines], preferences, [])
    pins = [_pin(entry) for entry in everything.values()]
    written: set[str] = set()
    for name, lines in wanted.items():
        own = {key: entry for key, entry in _resolve(lines, [], pins).items() if key not in written}
        written |= set(own)
        head = f"# {_HEADS[name].capitalize()}. Written by scripts/lock.py; not to be edited.\n"
        (FOLDER / f"{name}.txt").write_text(head + "".join(f"{entry}\n" for entry in own.values()), "ascii")
        print(f"requirements/{name}.txt: {len(own)} packages")


def _pin(entry: str) -> str:
    return entry.split(maxsplit=1)[0]


def _resolve(lines: list[str], preferences: list[str], constraints: list[str]) -> dict[str, str]:
    """Package → entry of one resolution. Preferences give way, constraints do not."""
    uv = shutil.which("uv") or sys.exit("scripts/lock.py needs uv: pip install uv")
    with tempfile.TemporaryDirectory() as folder:
        asked, bounds, result = (Path(folder) / name for name in ("asked.in", "bounds.txt", "result.txt"))
        asked.write_text("\n".join(lines), "utf-8")
        bounds.write_text("\n".join(constraints), "utf-8")
        result.write_text("\n".join(preferences), "utf-8")
        options = ("--universal", "--python-version", "3.11", "--generate-hashes", "--no-annotate", "--no-header")
        command = [uv, "pip", "compile", asked, "--constraint", bounds, "--output-file", result, *options]
        subprocess.run([*command, "--no-emit-index-url", "--quiet"], check=True, cwd=folder)
        text = result.read_text("ascii")
    return {entry.split("==")[0]: entry.rstrip() for entry in re.split(r"\n(?=\S)", text) if "==" in entry}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Write requirements/*.txt anew.")
    parser.add_argument("--upgrade", nargs="?", const="", metavar="NAME", help="take newer versions")
    lock(upgrade=parser.parse_args().upgrade)


if __name__ == "__main__":
    main()
