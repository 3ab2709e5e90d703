"""Who reaches which plan: tables of a meal tell of diets, so whoever changes them must be allowed to read those."""

from __future__ import annotations

from collections.abc import Callable

from flask import url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.ground.errors import NotAllowed
from eventmgr.ground.i18n import _
from eventmgr.on_site.seating.models import SeatingPlan
from eventmgr.on_site.seating.panels import EDIT, READ, SENSITIVE
from eventmgr.on_site.seating.places import PlanKind
from eventmgr.tools.web.pages import attempt


def reach(slug: str, plan_id: int, *, edits: bool = False) -> tuple[Event, SeatingPlan]:
    """The event and its plan, for who may look at it or (`edits`) change it.

    Raises:
        NotFound, NotAllowed: there is no such plan, or the reader may not.
    """
    event = event_for(slug, EDIT if edits else READ)
    plan = get_of(event, SeatingPlan, plan_id)
    if edits:
        check_kind(event, plan.kind)
    return event, plan


def check_kind(event: Event, kind: PlanKind) -> None:
    """Whether the reader may change plans of that kind.

    Raises:
        NotAllowed: it is a meal, and they may not read what people eat.
    """
    if kind is PlanKind.MEAL and not may(event, SENSITIVE):
        raise NotAllowed(_("Tables follow from dietary requirements, which your role may not see."))


def done(
    event: Event, plan: SeatingPlan, work: Callable[[], object], words: str, anchor: str = ""
) -> ResponseReturnValue:
    """Do it, say so or why not, and go back to the plan.

    Raises:
        NotFound: what it is about is not there.
    """
    return attempt(
        work, words, url_for("seating_manage.show", slug=event.slug, plan_id=plan.id, _anchor=anchor or None)
    )
