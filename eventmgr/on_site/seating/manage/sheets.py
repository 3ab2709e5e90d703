"""A plan as a workbook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from flask import Response, abort
from flask.typing import ResponseReturnValue

from eventmgr.event.events.queries.occasion import get_occasion
from eventmgr.ground.db import write
from eventmgr.ground.i18n import _, language, localized
from eventmgr.identity.accounts.access import act_now
from eventmgr.on_site.seating import services, standing
from eventmgr.on_site.seating.manage.blueprint import bp
from eventmgr.on_site.seating.manage.maps import unit_of
from eventmgr.on_site.seating.manage.reaching import check_kind, reach
from eventmgr.on_site.seating.papers.reading import get_kitchen
from eventmgr.on_site.seating.places import PlanKind
from eventmgr.tools.sheets import Value, as_book
from eventmgr.tools.web.responses.answers import LIST_TYPES, list_file, never_kept


@bp.route("/<int:meal_id>/kitchen.pdf")
def kitchen(slug: str, meal_id: int) -> ResponseReturnValue:
    """How many eat what at each table, for those who may read what people eat."""
    from eventmgr.on_site.seating.papers import documents  # noqa: PLC0415 -- loads ReportLab, for documents only

    event, plan = reach(slug, meal_id)
    check_kind(event, PlanKind.MEAL)
    if plan.kind is not PlanKind.MEAL:
        abort(404)
    lang = language()
    body = documents.kitchen(get_kitchen(event, plan, lang), get_occasion(event, lang), lang=lang)
    response = Response(body, mimetype=LIST_TYPES["pdf"])
    response.headers["Content-Disposition"] = f'inline; filename="{event.slug}-meal-{plan.id}.pdf"'
    return never_kept(response)


@dataclass(frozen=True)
class _Column:
    label: str
    value: Callable[[Any], Value]

    def text(self, row: Any) -> str:
        """The value of the cell as text."""
        return str(self.value(row))


@bp.route("/<int:plan_id>/plan.xlsx")
def workbook(slug: str, plan_id: int) -> ResponseReturnValue:
    """Everybody with row or table and seat, by seat, those without one at the end; who took it is in the change log."""
    event, plan = reach(slug, plan_id, edits=True)
    now = standing.read(event, plan)
    nowhere = (10_000, 0)
    order = sorted(now.guests, key=lambda guest: now.held.get(guest.id, nowhere))
    rows = []
    for guest in order:
        person, place = now.people[guest.id], now.held.get(guest.id)
        seat: tuple[Value, Value] = (place[0], place[1]) if place else ("", "")
        rows.append((*seat, person.name, unit_of(person), person.organization, person.title))
    first = _("Table") if plan.kind is PlanKind.MEAL else _("Row of seats")
    labels = (first, _("Seat"), _("Name"), _("Delegation"), _("Organization"), _("Job title"))
    columns = [_Column(label, itemgetter(place)) for place, label in enumerate(labels)]
    title = localized(plan.title)
    body = as_book([(title[:31], columns, rows)], title=f"{localized(event.title)} · {title}")
    write(lambda: services.note_export(event, plan, len(rows), act=act_now()))
    return list_file(body, "xlsx", title, plain=f"seating-{plan.id}")
