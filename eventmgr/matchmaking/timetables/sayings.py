"""Sentences about timetables: why a meeting has no place, what hinders it in a slot, what an exchange would do. In the
language spoken."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from eventmgr.engines.scheduling.explaining import allowed_cells as cells
from eventmgr.engines.scheduling.explaining.allowed_cells import Hindrance
from eventmgr.engines.scheduling.schedule import INFEASIBLE
from eventmgr.ground.i18n import _, _n, format_instant, language
from eventmgr.identity.directory.naming import name_in
from eventmgr.matchmaking.timetables.search import Bench
from eventmgr.matchmaking.timetables.task.reckoning import FITS


def instant(text: str, zone: str) -> str:
    """A slot's beginning in words, from ISO 8601."""
    return format_instant(datetime.fromisoformat(text), zone, language())


def reason(row: Mapping[str, Any], names: Mapping[int, str], sides: tuple[int, int], zone: str) -> str:
    """Why a request has no place, with the numbers that prove it.

    Args:
        row: of `TimetableDraft.unscheduled`.
        names: party → name.
        sides: asker and asked.
    """
    detail = row["detail"]
    if row["reason"] == FITS:
        return _("There is now room for it, from %(time)s.", time=instant(detail["slot"], zone))
    if row["reason"] == "no_common_slot":
        return _apart(detail, names, sides)
    if row["reason"] == "participant_full":
        return _full(detail, names)
    if row["reason"] == "tables_full":
        return _n(
            "Both are free at the same time in %(num)s slot, but all tables are taken then.",
            "Both are free at the same time in %(num)s slots, but all tables are taken then.",
            len(detail["slots"]),
        )
    return rule(str(detail.get("rule", "")))


def _apart(detail: Mapping[str, Any], names: Mapping[int, str], sides: tuple[int, int]) -> str:
    for side, here in zip(sides, (detail["a"], detail["b"]), strict=True):
        if not here:
            return _("%(name)s is never there.", name=names.get(side, "–"))
    return _(
        "The two are never there at the same time: %(one)s in %(first)s slots, %(other)s in %(second)s, none in common.",
        one=names.get(sides[0], "–"),
        first=len(detail["a"]),
        other=names.get(sides[1], "–"),
        second=len(detail["b"]),
    )


def _full(detail: Mapping[str, Any], names: Mapping[int, str]) -> str:
    if "party" in detail:
        return _(
            "%(name)s has %(wanted)s accepted requests; at most %(fit)s of them can be held, whatever is moved.",
            name=names.get(detail["party"], "–"),
            wanted=detail["wanted"],
            fit=detail["fit"],
        )
    return _n(
        "Both are there in %(num)s slot, and one of the two has another meeting then.",
        "Both are there in %(num)s slots, and in each of them one of the two has another meeting.",
        len(detail["slots"]),
    )


def rule(name: str) -> str:
    """What a rule of the scheduler says."""
    return {
        "maximum": _("One of the two has as many meetings as it may have."),
        "travel": _("The walk between the halls is too long."),
        "interpreter": _("No interpreter for its language is free."),
        "moderator": _("No moderator is free."),
        "table": _("The only table for it is taken."),
        "after": _("Another meeting has to come first."),
    }.get(name, _("A rule of the event does not allow it."))


def exchange(steps: Mapping[str, Any], partners: Mapping[int, str], zone: str) -> str:
    """What an exchange does: what moves, what is given up.

    Args:
        partners: request → “A – B”.
    """
    moved, dropped = steps["move"], steps["drop"]
    parts = [_("It would be held from %(time)s.", time=instant(steps["slot"], zone))]
    for request, _here, there in moved[:3]:
        parts.append(_("%(meeting)s moves to %(time)s.", meeting=partners.get(request, "–"), time=instant(there, zone)))
    if len(moved) > 3:
        parts.append(_n("%(num)s more meeting moves.", "%(num)s more meetings move.", len(moved) - 3))
    if dropped:
        named = [partners.get(request, "–") for request in dropped]
        parts.append(_("Given up for it: %(meetings)s.", meetings=_(", ").join(named)))
    return (" " if language() == "en" else "").join(parts)


def exchange_label(told: Mapping[str, Any]) -> str:
    """The exchange in a few words, for a button."""
    moved, dropped = len(told["move"]), len(told["drop"])
    if dropped and moved:
        return _("Cheapest exchange: move %(moved)s, give up %(dropped)s", moved=moved, dropped=dropped)
    if dropped:
        return _n("Cheapest exchange: give up %(num)s meeting", "Cheapest exchange: give up %(num)s meetings", dropped)
    return _n("Cheapest exchange: move %(num)s meeting", "Cheapest exchange: move %(num)s meetings", moved)


def proof(figures: Mapping[str, Any]) -> str:
    """What is proved of the breaks."""
    breaks, bound = figures.get("breaks", 0), figures.get("bound", 0)
    if breaks <= bound:
        return _("fewest possible")
    if figures.get("status") == INFEASIBLE and not bound:
        return _("nothing proved")
    return _("at most %(number)s above the fewest", number=breaks - bound)


def hindrance(obstacle: Hindrance, bench: Bench) -> str:
    """Why a meeting cannot be held in a slot."""
    of_parties = (bench.names[bench.numbering.parties[number]] for number in obstacle.participants)
    names = _(", ").join(name_in(language(), *both) for both in of_parties)
    if obstacle.code == cells.ABSENT:
        return _("%(names)s: not there", names=names)
    if obstacle.code == cells.BUSY:
        return _("%(names)s: in another meeting", names=names)
    if obstacle.code == cells.MAXIMUM:
        return _("%(names)s: limit of meetings reached", names=names)
    if obstacle.code == cells.TRAVEL:
        return _("%(names)s: the walk between the halls is too long", names=names)
    return {
        cells.TABLES_FULL: _("All tables are taken."),
        cells.TABLE_TAKEN: _("Its only table is taken."),
        cells.TABLE_UNAVAILABLE: _("Its only table is out of use."),
        cells.LOCKED: _("It is locked."),
        cells.PAST: _("That time has passed."),
        cells.CANCELLED: _("It is cancelled."),
    }.get(obstacle.code, rule(obstacle.code))
