"""Reading what papers of seating say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from eventmgr.event.agenda.models import AgendaItem
from eventmgr.event.events.models import Event
from eventmgr.event.forms.fields import DIETS
from eventmgr.ground.db import db
from eventmgr.ground.i18n import _, format_instant, localized
from eventmgr.on_site.seating import queries, standing
from eventmgr.on_site.seating.models import SeatingPlan
from eventmgr.on_site.seating.papers.contents import Kitchen, PlanOnPaper, Sitting
from eventmgr.on_site.seating.places import PlanKind
from eventmgr.on_site.seating.queries.people import Person, list_sealed
from eventmgr.tools import taxonomy


def facts_of(event: Event, plan: SeatingPlan, lang: str) -> str:
    """When and where the plan is used, in one line."""
    item = db.session.get(AgendaItem, plan.item_id) if plan.item_id else None
    at = item.starts_at if item is not None else plan.held_at
    room = localized(item.room.name, lang) if item is not None and item.room is not None else ""
    parts = (format_instant(at, event.timezone, lang) if at else "", room or localized(plan.venue, lang))
    return "  ".join(part for part in parts if part)


def list_on_paper(event: Event, lang: str, kind: PlanKind, people: Collection[int] | None = None) -> list[PlanOnPaper]:
    """All plans of that kind with everybody in them; those named in `people` stand out."""
    return [_on_paper(event, plan, lang, people) for plan in queries.list_plans(event.id, kinds=[kind])]


def _on_paper(event: Event, plan: SeatingPlan, lang: str, people: Collection[int] | None) -> PlanOnPaper:
    now = standing.read(event, plan)
    if now.tells_diets:
        instead = _("Everybody finds their table on their own page and in their itinerary.")
        facts = facts_of(event, plan, lang)
        return PlanOnPaper(localized(plan.title, lang), facts, plan.kind, now.layout, (), instead)
    names_all = plan.kind is PlanKind.ROSTRUM
    sitting = [
        Sitting(
            guest.id,
            _name(now.people[guest.id], lang) if names_all or not now.people[guest.id].is_unlisted else "",
            taxonomy.get_unit(now.people[guest.id].unit).short(lang) if now.people[guest.id].unit else "",
            now.held.get(guest.id),
            is_marked=people is not None and guest.id in people,
        )
        for guest in now.guests
    ]
    return PlanOnPaper(localized(plan.title, lang), facts_of(event, plan, lang), plan.kind, now.layout, sitting)


def _name(person: Person, lang: str) -> str:
    return person.name if lang == "zh" else person.latin


def get_kitchen(event: Event, plan: SeatingPlan, lang: str) -> Kitchen:
    """How many eat what at each table; nobody is named."""
    now = standing.read(event, plan)
    sealed = list_sealed([guest.id for guest in now.guests])
    keys = list(DIETS)
    counts: Counter[tuple[int, str]] = Counter()
    for guest in now.guests:
        diet = str(sealed[guest.id].get("diet") or "none")
        table = now.held[guest.id][0] if guest.id in now.held else 0
        counts[table, diet if diet in keys else "none"] += 1

    def row(words: str, table: int) -> tuple[str, tuple[int, ...]]:
        found = [counts[table, key] for key in keys]
        return words, (sum(found), *found)

    tables = sorted({table for table, _key in counts})
    rows = [row(_("Table %(table)s", table=table) if table else _("Without a seat"), table) for table in tables]
    total = tuple(sum(row[1][column] for row in rows) for column in range(len(keys) + 1))
    words = {**DIETS, "none": _("Eats everything"), "allergy": _("Allergy")}
    heads = (_("Number of people"), *(str(words[key]) for key in keys))
    return Kitchen(localized(plan.title, lang), facts_of(event, plan, lang), heads, (*rows, (_("Total"), total)))
