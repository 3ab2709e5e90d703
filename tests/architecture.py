"""The house as it is held: its wings, rooms and kinds of files, and every file of the package as the rules read it.

The table of wings is that of docs/architecture.md.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


WINGS: dict[str, tuple[tuple[str, ...], ...]] = {
    "ground": (
        (
            "errors",
            "clock",
            "columns",
            "faults",
            "lru",
            "masking",
            "text",
            "sentences",
            "files",
            "settings_source",
            "i18n",
            "enums",
        ),
        ("sealing", "flushing", "indexes", "features", "fingerprints", "turns"),
        ("settings", "db"),
        ("limited", "notify"),
        ("prepared", "jobs"),
    ),
    "tools": (
        ("charts",),
        ("web", "taxonomy", "messages", "ical", "log", "channels", "crosstabs", "sheets", "uploads"),
        ("likeness", "metrics", "typesetting", "numbering", "feeds"),
        ("comparisons",),
    ),
    "engines": (("scheduling", "matching"),),
    "identity": (("accounts", "directory", "privacy"), ("team",)),
    "event": (
        ("forms",),
        ("events",),
        ("agenda", "invitations", "quotas"),
        ("registration",),
        ("delegations",),
    ),
    "programme": (("checkin", "surveys"), ("study_visits", "training")),
    "on_site": (("signup", "logistics"), ("seating",)),
    "matchmaking": (
        ("listings",),
        ("meeting_plans",),
        ("meeting_parties",),
        ("meeting_requests",),
        ("suggestions", "timetables"),
        ("meeting_day",),
        ("outcomes",),
        ("organizations",),
    ),
    "office": (("data_requests", "duplicates"), ("mailings",), ("disclosures",)),
    "exchange": (("policies", "entries", "desk", "investment"), ("cases",), ("calls", "experts")),
    "output": (("calendars", "figures", "imports"), ("papers",)),
    "public": (("guide", "home", "site_pages", "sitemap"),),
    "console": (("sample", "upkeep"), ("cli",)),
}
"""The thirteen wings from below, and in each its rooms step by step: a room imports lower steps and lower wings only."""


BESIDE = ("app", "__main__")
"""Above all wings: what puts the application together and starts it."""


FLOOR = {
    room: floor
    for floor, room_names in enumerate([*(step for steps in WINGS.values() for step in steps), BESIDE])
    for room in room_names
}


WING_OF = {room: wing for wing, steps in WINGS.items() for step in steps for room in step}


UPWARDS = {("eventmgr/console/cli/__init__.py", "app"): "the console command makes the application that it runs in"}


NO_CODE = ("migrations", "static", "translations")


SPEAKS_SQL = ("models", "queries", "statements")
"""Trades that may import sqlalchemy; `select()` itself belongs to queries."""


DECLARES_ROWS = ("queries", "periods")
"""Trades that may write `select()`: queries ask; periods declare which rows are kept for a time, and `identity/privacy/keeping.py`
asks, for all rooms alike, how many there are and ends them."""


NEVER_SQL = ("services", "forms", "views", "manage")


MEETS_FLASK = ("views", "manage", "forms", "access", "session", "receivers", "panels", "periods", "composing")
"""Pages and parts of them, what guards them, `composing`, which draws letters with the application's templates,
and `periods`, which ask the settings."""


TRADES = {*SPEAKS_SQL, *NEVER_SQL, *MEETS_FLASK, "feature", "jobs", "labels", "laws", "letters", "signals", "trail"}
"""Kinds of files that every room has; as a folder (`services/`) a trade is no sub-room."""


SERVICES_BY_NOUN = {
    f"eventmgr/event/registration/{name}.py" for name in ("states", "persons", "letters/announcing", "letters/news")
}
"""Verbs that stand under their noun alone, for all parts of a room; held to what services are held to."""


@cache
def _parsed(text: str) -> ast.Module:
    return ast.parse(text)


@cache
def _nodes(text: str) -> list[ast.AST]:
    return list(ast.walk(_parsed(text)))


@cache
def _calls(text: str) -> list[tuple[ast.Call, str]]:
    return [(node, ast.unparse(node.func)) for node in _nodes(text) if isinstance(node, ast.Call)]


@dataclass(frozen=True)
class Source:
    """One Python file of the package."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return _parsed(self.text)

    @property
    def nodes(self) -> list[ast.AST]:
        """Every node of the tree; walked once for all rules."""
        return _nodes(self.text)

    @property
    def calls(self) -> list[tuple[ast.Call, str]]:
        """Every call, and what is called, as it is written."""
        return _calls(self.text)

    @property
    def parts(self) -> tuple[str, ...]:
        """`("registration", "services", "deciding")` of eventmgr/event/registration/deciding/services/decisions.py."""
        names = tuple(part.removesuffix(".py") for part in Path(self.path).parts[1:])
        return names[1:] if names[0] in WINGS else names

    @property
    def dotted(self) -> str:
        """Its name as an import writes it; that of the room for an `__init__`."""
        return ".".join(Path(self.path).with_suffix("").parts).removesuffix(".__init__")

    @property
    def package(self) -> str:
        return self.parts[0]

    @property
    def trade(self) -> str:
        """`services`, also for a file of the package `services/` and in a sub-room; `""` for the `__init__` of a room."""
        if self.path in SERVICES_BY_NOUN:
            return "services"
        in_a_sub_room = len(self.parts) > 2 and self.parts[1] not in TRADES
        inner = self.parts[2:] if in_a_sub_room else self.parts[1:]
        return inner[0] if inner and inner[0] != "__init__" else ""

    @property
    def is_a_page(self) -> bool:
        """Whether it makes a blueprint, or takes the one of its room: by what it imports, not by a text."""
        return any(name == "flask.Blueprint" or name.endswith(".blueprint.bp") for _node, name in imports_of(self))


def imports_of(source: Source) -> Iterator[tuple[ast.AST, str]]:
    """(node, dotted name) of everything that a file imports; `from a import b` gives `a.b`."""
    for node in source.nodes:
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = Path(source.path).with_suffix("").parts[: -node.level]
                base = ".".join((*above, base)).rstrip(".")
            yield from ((node, f"{base}.{alias.name}") for alias in node.names)


def room_of(dotted: str) -> tuple[str, ...]:
    """`("registration", "models")` of `eventmgr.event.registration.models`; empty for a wing and for what is not ours."""
    top, *names = dotted.split(".")
    return tuple(names[1:] if names and names[0] in WINGS else names) if top == "eventmgr" else ()


def package_sources(root: Path) -> list[Source]:
    """Every Python file of the package under `root`, by path."""
    paths = sorted((root / "eventmgr").rglob("*.py"))
    found = [Source(str(path.relative_to(root)), path.read_text("utf-8")) for path in paths]
    return [source for source in found if source.package not in NO_CODE]
