"""No name of a higher room stands in a lower one: no endpoint, no permission, no object of the trail, no table, no template.

Imports are read by `test_architecture.py`; strings know a room too, and nobody notices when it moves. What a low room
needs to know the features tell (`eventmgr/ground/features`). Words that are also plain English (`event`, `speaker`, the section
`registration`) are looked for only where a table is meant: in SQL, as `object_type`, before a colon and a number.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from eventmgr.app import FEATURES
from eventmgr.ground.db import Model
from tests.architecture import FLOOR, ROOT, WING_OF, WINGS, Source, package_sources, room_of

_OF_THE_FRAME = ("macros", "errors", "manage")
"""Folders of templates that belong to `web`; the others bear the names of wings and their rooms."""
_QUOTED = re.compile(r'"([^"\n]+)"|\'([^\'\n]+)\'')
_SQL = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b")
ABOVE_ALL = ("app", "__main__", "__init__")
KNOWN = {
    (
        "eventmgr/event/forms/answer_files/models.py",
        "registration.id",
    ): "a file is uploaded with a registration and goes with it: a foreign key",
    (
        "eventmgr/identity/privacy/models.py",
        "registration.id",
    ): "a consent is given with a registration and goes with it: a foreign key",
    (
        "eventmgr/ground/fingerprints.py",
        "key_fingerprint",
    ): "whether a missing key may be made is asked before there is an application",
}
"""(path, name) → why a lower room must say it; few is best."""


@dataclass(frozen=True)
class Names:
    """Who owns which name."""

    endpoints: Mapping[str, str]
    """Name of a blueprint → its room."""
    permissions: Mapping[str, str]
    tables: Mapping[str, str]

    def owner(self, text: str, *, means_a_table: bool = False) -> str | None:
        """The room whose name `text` is."""
        if text in self.permissions:
            return self.permissions[text]
        blueprint, dot, page = text.partition(".")
        if dot and page.isidentifier() and blueprint in self.endpoints:
            return self.endpoints[blueprint]
        number_of = re.fullmatch(r"(\w+):", text)
        if number_of and number_of[1] in self.tables:
            return self.tables[number_of[1]]
        return self.tables.get(text) if means_a_table or "_" in text else None


def names() -> Names:
    """Those of the application."""
    return Names(
        {blueprint.name: _room(blueprint.import_name) for feature in FEATURES for blueprint in feature.blueprints},
        {permission: feature.name for feature in FEATURES for permission in feature.permissions},
        {mapper.local_table.name: _room(mapper.class_.__module__) for mapper in Model.registry.mappers},
    )


def _room(module: str) -> str:
    return room_of(module)[0]


def _is_above(there: str | None, here: str) -> bool:
    return there is not None and there in FLOOR and FLOOR[there] > FLOOR[here]


def said_in(source: Source, known: Names) -> Iterator[str]:
    """Names of higher rooms in one file of the package."""
    if source.package in ABOVE_ALL:
        return
    for node in source.nodes:
        if isinstance(node, ast.keyword) and node.arg == "object_type" and isinstance(node.value, ast.Constant):
            yield from _told(source, known, node.value.value, means_a_table=True)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from _told(source, known, node.value)
            for word in re.findall(r"\w+", node.value) if _SQL.match(node.value) else ():
                yield from _told(source, known, word, means_a_table=True)


def _told(source: Source, known: Names, text: str, *, means_a_table: bool = False) -> Iterator[str]:
    there = known.owner(text, means_a_table=means_a_table)
    if _is_above(there, source.package) and (source.path, text) not in KNOWN:
        yield f"{source.path}: {text!r} belongs to {there}, above {source.package}"


def said_in_template(path: Path, text: str, known: Names) -> Iterator[str]:
    """Names of higher rooms in one template, its includes and imports too; `path` is below `templates/`."""
    folder, *below = path.parts
    here = below[0] if folder in WINGS else "web" if not below or folder in _OF_THE_FRAME else folder
    if WING_OF.get(here) != (folder if folder in WINGS else "tools"):
        yield f"templates/{path}: {here!r} is no room of that wing"
        return
    for double, single in _QUOTED.findall(text):
        said = double or single
        wing, _slash, rest = said.partition("/")
        included = rest.partition("/")[0] if wing in WINGS and said.endswith((".html", ".txt")) else None
        there = included or known.owner(said)
        if _is_above(there, here):
            yield f"templates/{path}: {said!r} belongs to {there}, above {here}"


def complaints(root: Path, known: Names) -> list[str]:
    """Everything said about the package and the templates below `root`."""
    found = [line for source in package_sources(root) for line in said_in(source, known)]
    for path in sorted((root / "templates").rglob("*.*")):
        found += said_in_template(path.relative_to(root / "templates"), path.read_text("utf-8"), known)
    return found


def test_no_name_of_a_higher_room_stands_in_a_lower_one():
    assert complaints(ROOT, names()) == []


def test_each_exception_is_still_needed(monkeypatch):
    known = dict(KNOWN)
    monkeypatch.setattr("tests.test_architecture_names.KNOWN", {})

    said = complaints(ROOT, names())

    assert [(path, name) for path, name in known if not any(path in one and repr(name) in one for one in said)] == []


def test_each_feature_bears_the_name_of_its_room():
    assert {_room(blueprint.import_name) for one in FEATURES for blueprint in one.blueprints} <= {
        one.name for one in FEATURES
    }


def test_every_room_with_something_to_tell_is_in_the_list():
    rooms = {path.parent.name for path in (ROOT / "eventmgr").glob("*/*/feature.py")}
    # parts of rooms that are switched on and off otherwise than the room
    parts = {
        "participant_types",
        "action_items",
        "imports_of_delegations",
        "imports_of_listings",
        "short_messages",
        "group_robot",
        "event_desk",
        "exchange_papers",
    }

    assert {feature.name for feature in FEATURES} == rooms | parts


BROKEN = [
    (
        "eventmgr/identity/accounts/signing_in/views.py",
        'redirect(url_for("home.index"))',
        "eventmgr/identity/accounts/signing_in/views.py: 'home.index' belongs to home, above accounts",
    ),
    (
        "eventmgr/event/events/letters.py",
        'event_for(slug, "registrations.edit")',
        "eventmgr/event/events/letters.py: 'registrations.edit' belongs to registration, above events",
    ),
    (
        "eventmgr/tools/web/operations.py",
        'text("SELECT value FROM site_revision LIMIT 1")',
        "eventmgr/tools/web/operations.py: 'site_revision' belongs to events, above web",
    ),
    (
        "eventmgr/tools/log/wording.py",
        'OBJECTS = {"agenda_item": "Item"}',
        "eventmgr/tools/log/wording.py: 'agenda_item' belongs to agenda, above log",
    ),
    (
        "eventmgr/event/events/views.py",
        'list_entries(1, object_type="registration")',
        "eventmgr/event/events/views.py: 'registration' belongs to registration, above events",
    ),
    (
        "eventmgr/tools/messages/queries.py",
        'about = f"registration:{number}"',
        "eventmgr/tools/messages/queries.py: 'registration:' belongs to registration, above messages",
    ),
    (
        "templates/manage/base.html",
        "{{ url_for('events_manage.overview') }}",
        "templates/manage/base.html: 'events_manage.overview' belongs to events, above web",
    ),
    (
        "templates/event/events/show.html",
        '{% include "event/registration/_card.html" %}',
        "templates/event/events/show.html: 'event/registration/_card.html' belongs to registration, above events",
    ),
    ("templates/party/show.html", "", "templates/party/show.html: 'party' is no room of that wing"),
    ("templates/office/events/show.html", "", "templates/office/events/show.html: 'events' is no room of that wing"),
]


@pytest.mark.parametrize(("path", "text", "complaint"), BROKEN, ids=[complaint for _path, _text, complaint in BROKEN])
def test_the_rule_speaks_where_it_is_broken(tmp_path, path, text, complaint):
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_text(text, "utf-8")

    assert complaints(tmp_path, names()) == [complaint]
