"""docs/running/settings.md, docs/running/commands.md, docs/formats/figures.md and docs/running/metrics.md, written from the code itself.

python scripts/reference.py          write the pages
python scripts/reference.py --check  fail where one is out of date
"""

from __future__ import annotations

import importlib
import io
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from eventmgr.app import FEATURES  # noqa: E402
from eventmgr.console import cli  # noqa: E402
from eventmgr.event.registration.counting.figures import FIGURES, Figure  # noqa: E402
from eventmgr.ground.features import Number  # noqa: E402
from eventmgr.ground.settings import DEFAULTS  # noqa: E402
from eventmgr.tools.web.monitoring.metrics import _COUNTS as COUNTS  # noqa: E402

CHINESE = ROOT / "eventmgr" / "translations" / "zh_CN"
_METRICS_HEAD = """# Figures for operators

Written by `scripts/reference.py` from the code. `/metrics` says them in the text format of Prometheus to callers from
`EVENTMGR_METRICS_PEERS` and to holders of `EVENTMGR_METRICS_TOKEN`; for others there is no such page. Counts are those of the machine that is
asked, since its start, all web processes together; the others stand in the database or are true of that machine.
[Running eventmgr](operations.md#monitoring) says which are worth an alarm.

| figure | kind | what it tells | label |
|---|---|---|---|
"""
_FIGURES_HEAD = """# Numbers about the people of an event

Written by `scripts/reference.py` from `eventmgr/event/registration/counting/figures.py`, the one place where they are defined.

Pages and papers say these numbers and no others. On organizers' pages each is a link to the list with the filter in the
last column; where a number stands beside a delegation, a province, a sector or a day, that narrows the filter (`unit=`,
`province=`, `sector=`, `from=` and `to=`).
`tests/console/sample/test_figures.py` walks every kind of page of the sample in both languages, follows each number to its rows, and
fails at a count that bears no name of this page (`data-figure`); `tests/console/sample/test_printed_numbers.py` compares the papers.

- **Participants and staff.** People with the role staff (the organizers' own, and those of a hired company) hold places, but
  they are no participants: on pages and papers they stand apart. Holding a place = expected + staff.
- **Guests** (experts, media, whoever belongs to no delegation) are participants. They count for the province that the form
  names, and for no delegation; so the line of a delegation may say less than the tile of its province.
- **Guests from abroad** count for their country or region, and for no province.
- **Separately planned cities and the Corps** are delegations of their own and count for their provinces.
- **Quotas and places** count everybody who holds a place, staff of whatever company included, because places are given out
  with everybody; each page and paper says so beside the number. The list of participants names how many of a delegation's
  places its staff hold; "over quota" is the same number on pages, list of participants and summary.
- **Places left** is the number of places less those held; it has no rows.
- **Public pages** say expected participants by the same definitions, without links; what is small is counted together there.
- **Attendance** is marked for the event as a whole; no number is said of a single session but the places of its groups.
- **`data-of`** says what narrows a number that has no link, as the list's filters say it.
- **Days** are days of registration by the event's clock; the sum of all days is the number of registered participants.

| `data-figure` | English | 中文 | What it counts | 统计口径 | Filter of the list |
|---|---|---|---|---|---|
"""
_NUMBERS_HEAD = """
# Other numbers

Told by the features of the code (`Feature.numbers`). What has no rows is typed, or computed from other numbers.

| `data-figure` | English | 中文 | What it says | 说明 | Where its rows stand |
|---|---|---|---|---|---|
"""

_SETTINGS_HEAD = """# Settings

Written by `scripts/reference.py` from `eventmgr/ground/settings.py`.

A setting comes from its default, then from `instance/settings.toml` (names in lower case), then from the environment
(`EVENTMGR_` and the name); the later one wins. Values in the environment are read as JSON where they are JSON:
`EVENTMGR_SITE_NAME='{"zh": "…", "en": "…"}'`, `EVENTMGR_PROXIES=1`, `EVENTMGR_RATELIMIT_ENABLED=false`.

The file is UTF-8, with or without a byte order mark. A name in it that is no setting is refused, and so is a value of another kind than
the default; a variable `EVENTMGR_…` that is no setting is only told of. Whatever is wrong is said in one line with the file and
the way out.

| setting | default | what it does |
|---|---|---|
"""
_COMMANDS_HEAD = """# Commands

Written by `scripts/reference.py` from `eventmgr/console/cli/`.

`eventmgr` is the same as `flask --app wsgi` and as `python -m eventmgr`; it works from any folder. In a checkout it is
`.venv/bin/eventmgr`. Every command ends with 0 if it did what was asked; `eventmgr --version` says which release it is.
All but `db`, `demo`, `matches`, `meetings` and `taxonomy list` want a database with the schema of this release, and its keys
([safety](safety.md#keys-changed-lost-of-several-machines)); what is wrong is said in one sentence, and they end with 1.
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


def metrics_page() -> str:
    """The page of all figures for operators: what is counted, then what the rooms tell."""
    counted = [(f"{name}_total", "counter", tells, "") for name, tells in COUNTS.items()]
    told = [(one.name, "gauge", one.tells, one.label) for feature in FEATURES for one in feature.figures]
    rows = [
        f"| `eventmgr_{name}` | {kind} | {_cell(tells)} | {f'`{label}`' if label else ''} |\n"
        for name, kind, tells, label in [*counted, *told]
    ]
    return _METRICS_HEAD + "".join(rows)


def figures_page() -> str:
    """The page of all numbers, in the order of the code."""
    chinese = {
        message.id: message.string
        for path in CHINESE.rglob("*.po")
        for message in read_po(io.BytesIO(path.read_bytes()), locale="zh_CN")
    }
    people = "".join(_figure_row(key, figure, chinese) for key, figure in FIGURES.items())
    told = {key: number for feature in FEATURES for key, number in feature.numbers.items()}
    return _FIGURES_HEAD + people + _NUMBERS_HEAD + "".join(_number_row(*one, chinese) for one in told.items())


def _number_row(key: str, number: Number, chinese: Mapping[object, object]) -> str:
    name, says, rows = str(number.name), str(number.says), str(number.rows)
    cells = (f"`{key}`", name, str(chinese[name]), says, str(chinese[says]), rows or "—")
    return f"| {' | '.join(_cell(cell) for cell in cells)} |\n"


def _figure_row(key: str, figure: Figure, chinese: Mapping[object, object]) -> str:
    name, says = str(figure.name), str(figure.says)
    asks = "&".join(f"{asked}={value}" for asked, value in figure.asks.items())
    different = "" if figure.counts == "rows" else f", different values of `{figure.counts}`"
    cells = (f"`{key}`", name, str(chinese[name]), says, str(chinese[says]), f"`{asks}`{different}")
    return f"| {' | '.join(_cell(cell) for cell in cells)} |\n"


def _describe(name: str, command: click.Command) -> str:
    context = click.Context(command, info_name=name)
    usage = " ".join([name, *command.collect_usage_pieces(context)])
    records = [
        parameter.get_help_record(context) for parameter in command.params if isinstance(parameter, click.Option)
    ]
    options = [f"- `{record[0]}` {' '.join(record[1].split())}".rstrip() for record in records if record]
    lines = [f"\n## `{name}`", command.help or "", f"    {usage}", *(["\n".join(options)] if options else [])]
    return "\n\n".join(lines) + "\n"


PAGES = {
    "docs/running/settings.md": settings_page,
    "docs/running/commands.md": commands_page,
    "docs/formats/figures.md": figures_page,
    "docs/running/metrics.md": metrics_page,
}


def main() -> int:
    """Write the pages, or compare them."""
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
