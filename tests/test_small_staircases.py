"""A room with sub-rooms has a small staircase of its own parts; nothing runs in a circle.

A part is a file or a folder that stands directly in the room; a trade that became a folder (`services/`) is one part, a
sub-room (`signing_in/`) as well. The staircases are in `small_staircases.py`.
"""

from __future__ import annotations

import graphlib
from collections import defaultdict
from collections.abc import Iterator

from tests.architecture import ROOT, TRADES, UPWARDS, Source, imports_of, package_sources, room_of
from tests.small_staircases import SMALL_STAIRCASES


def part_of(room: str, dotted: str) -> str:
    """`signing_in` of `eventmgr.identity.accounts.signing_in.views.bp` in accounts; empty for another room and the room itself."""
    names = room_of(dotted)
    return names[1] if names[:1] == (room,) and len(names) > 1 else ""


def parts_astray(sources: list[Source]) -> list[str]:
    """Sub-rooms whose room has no small staircase; parts without a step; steps without a part."""
    parts = {(source.package, source.parts[1]) for source in sources if source.parts[1:] not in ((), ("__init__",))}
    folders = {(source.package, source.parts[1]) for source in sources if len(source.parts) > 2}
    sub_rooms = {(room, part) for room, part in folders if part not in TRADES}
    stepped = {(room, part) for room, steps in SMALL_STAIRCASES.items() for step in steps for part in step}
    return [
        *(
            f"{room} has the sub-room {part} and no small staircase"
            for room, part in sorted(sub_rooms - _known(sub_rooms))
        ),
        *(f"{room}/{part} has no step in the small staircase" for room, part in sorted(_known(parts) - stepped)),
        *(f"{room}/{part} has a step and does not exist" for room, part in sorted(stepped - parts)),
    ]


def _known(parts: set[tuple[str, str]]) -> set[tuple[str, str]]:
    return {(room, part) for room, part in parts if room in SMALL_STAIRCASES}


def runs_down_the_small_staircase(source: Source) -> Iterator[str]:
    """Within a room, no import goes up or across between its parts."""
    steps = {part: number for number, parts in enumerate(SMALL_STAIRCASES.get(source.package, ())) for part in parts}
    here = source.parts[1] if len(source.parts) > 1 else ""
    for _node, name in imports_of(source):
        there = part_of(source.package, name)
        if there != here and there in steps and here in steps and steps[there] >= steps[here]:
            yield f"{source.path}: imports {name}, which does not lie below {here}"


def circle(sources: list[Source]) -> list[str]:
    """Modules that import each other in a circle, imports inside functions included; the console command is excused."""
    modules = {source: source.dotted for source in sources}
    known = set(modules.values())
    imported: dict[str, set[str]] = defaultdict(set)
    for source, here in modules.items():
        for _node, name in imports_of(source):
            there = name if name in known else name.rpartition(".")[0]
            excused = (source.path, there.removeprefix("eventmgr.")) in UPWARDS
            if there in known - {here, "eventmgr"} and not excused:
                imported[here].add(there)
    try:
        graphlib.TopologicalSorter(imported).prepare()
    except graphlib.CycleError as error:
        return list(error.args[1])
    return []


def test_each_part_of_a_room_with_sub_rooms_has_a_step():
    assert parts_astray(package_sources(ROOT)) == []


def test_a_part_without_a_step_is_noticed_and_a_step_without_a_part():
    """A file that nobody put on the small staircase, a sub-room of a room that has none, a file that is gone."""
    sources = [source for source in package_sources(ROOT) if source.path != "eventmgr/tools/web/paging.py"]
    new = [
        Source("eventmgr/tools/web/cookies.py", ""),
        Source("eventmgr/event/agenda/days/sorting.py", ""),
        Source("eventmgr/event/agenda/services/moving.py", ""),
    ]

    assert parts_astray([*sources, *new]) == [
        "agenda has the sub-room days and no small staircase",
        "web/cookies has no step in the small staircase",
        "web/paging has a step and does not exist",
    ]


def test_no_import_runs_up_a_small_staircase():
    complaints = [line for source in package_sources(ROOT) for line in runs_down_the_small_staircase(source)]

    assert complaints == []


def test_an_import_that_runs_up_or_across_a_small_staircase_is_noticed():
    sources = [
        Source("eventmgr/tools/web/requests/accepted.py", "from eventmgr.tools.web.rate_limits import limits"),
        Source("eventmgr/tools/web/responses/cache.py", "from eventmgr.tools.web import forms"),
        Source("eventmgr/identity/accounts/services.py", "from .signing_in.session import begin"),
        Source("eventmgr/event/events/setup/snapshot.py", "from eventmgr.event.events.derived.opening import is_open"),
        Source(
            "eventmgr/event/events/setup/readiness.py",
            "from eventmgr.event.events.setup import snapshot\nfrom eventmgr.event.events.models import Event",
        ),
    ]

    assert [line for source in sources for line in runs_down_the_small_staircase(source)] == [
        "eventmgr/tools/web/requests/accepted.py: imports eventmgr.tools.web.rate_limits.limits, which does not lie below requests",
        "eventmgr/tools/web/responses/cache.py: imports eventmgr.tools.web.forms, which does not lie below responses",
        "eventmgr/identity/accounts/services.py: imports eventmgr.identity.accounts.signing_in.session.begin, which does not lie below services",
        "eventmgr/event/events/setup/snapshot.py: imports eventmgr.event.events.derived.opening.is_open, which does not lie below setup",
    ]


def test_no_modules_import_each_other_in_a_circle():
    assert circle(package_sources(ROOT)) == []


def test_a_circle_within_a_sub_room_is_noticed():
    """A circle that no staircase sees, for both files are of one part; one of the imports hides in a function."""
    sources = [
        Source("eventmgr/tools/web/requests/accepted.py", "from eventmgr.tools.web.requests.parameters import read"),
        Source(
            "eventmgr/tools/web/requests/parameters.py",
            "def read():\n    from eventmgr.tools.web.requests import accepted",
        ),
    ]

    assert set(circle(sources)) == {"eventmgr.tools.web.requests.accepted", "eventmgr.tools.web.requests.parameters"}


def test_a_trade_is_known_in_a_sub_room_too():
    paths = {
        "eventmgr/identity/accounts/signing_in/session.py": "session",
        "eventmgr/identity/accounts/signing_in/views.py": "views",
        "eventmgr/identity/accounts/signing_in/services/links.py": "services",
        "eventmgr/identity/accounts/signing_in/__init__.py": "",
        "eventmgr/event/registration/queries/laws.py": "queries",
        "eventmgr/event/registration/queries/__init__.py": "queries",
        "eventmgr/event/registration/laws.py": "laws",
        "eventmgr/event/registration/states.py": "services",
        "eventmgr/event/registration/__init__.py": "",
    }

    assert {path: Source(path, "").trade for path in paths} == paths
