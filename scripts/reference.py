"""docs/settings.md and docs/commands.md, written from the code itself.

python scripts/reference.py          write both pages
python scripts/reference.py --check  fail where one is out of date
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from eventmgr import cli  # noqa: E402
from eventmgr.settings import DEFAULTS  # noqa: E402

_SETTINGS_HEAD = """# Settings

Written by `scripts/reference.py` from `eventmgr/settings.py`.

A setting comes from its default, then from `instance/settings.toml` (names in lower case), then from the environment
(`EVENTMGR_` and the name); the later one wins. Values in the environment are read as JSON where they are JSON:
`EVENTMGR_SITE_NAME='{"zh": "…", "en": "…"}'`, `EVENTMGR_PROXIES=1`, `EVENTMGR_RATELIMIT_ENABLED=false`.

| setting | default | what it does |
|---|---|---|
"""
_COMMANDS_HEAD = """# Commands

Written by `scripts/reference.py` from `eventmgr/cli/`.

`eventmgr` is the same as `flask --app wsgi` and as `python -m eventmgr`; it works from any folder. In a checkout it is
`.venv/bin/eventmgr`. Every command ends with 0 if it did what was asked.
"""


def settings_page() -> str:
    """The page of all settings, in the order of the code."""
    rows = [
        f"| `EVENTMGR_{name}` | {_default(value)} | {_cell(meaning)} |\n" for name, (value, meaning) in DEFAULTS.items()
    ]
    return _SETTINGS_HEAD + "".join(rows)


def _default(value: object) -> str:
    shown = json.dumps(value, ensure_ascii=False)
    return "empty" if value in ("", []) else f"`{_cell(shown)}`"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def commands() -> Iterator[tuple[str, click.Command]]:
    """(full name, command) of every command that can be run, by name."""
    for module in cli.COMMANDS.values():
        yield from _leaves("eventmgr", importlib.import_module(module).command)


def _leaves(prefix: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    name = f"{prefix} {command.name}"
    if isinstance(command, click.Group):
        for inner in sorted(command.commands):
            yield from _leaves(name, command.commands[inner])
    else:
        yield name, command


def commands_page() -> str:
    """The page of all commands with their arguments and options."""
    return _COMMANDS_HEAD + "".join(_describe(name, command) for name, command in sorted(commands()))


def _describe(name: str, command: click.Command) -> str:
    context = click.Context(command, info_name=name)
    usage = " ".join([name, *command.collect_usage_pieces(context)])
    records = [
        parameter.get_help_record(context) for parameter in command.params if isinstance(parameter, click.Option)
    ]
    options = [f"- `{record[0]}` {' '.join(record[1].split())}".rstrip() for record in records if record]
    lines = [f"\n## `{name}`", command.help or "", f"    {usage}", *(["\n".join(options)] if options else [])]
    return "\n\n".join(lines) + "\n"


PAGES = {"docs/settings.md": settings_page, "docs/commands.md": commands_page}


def main() -> int:
    """Write both pages, or compare them."""
    stale = 0
    for name, page in PAGES.items():
        path = ROOT / name
        if path.exists() and path.read_text("utf-8") == page():
            continue
        stale += 1
        print(f"{name} {'is out of date: run python scripts/reference.py' if '--check' in sys.argv else 'written'}")
        if "--check" not in sys.argv:
            path.write_text(page(), "utf-8")
    return int(bool(stale) and "--check" in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
