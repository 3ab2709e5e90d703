"""Pages for organizers: how far a large document is, and its file."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Blueprint, make_response, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.event.registration.access import REVEAL
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import NotAllowed, NotFound
from eventmgr.ground.features import papers
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import act_now
from eventmgr.output.papers.choices import read_choice
from eventmgr.output.papers.kept.manage import DISCARD, READ
from eventmgr.output.papers.opening.access import may_open, may_open_made
from eventmgr.output.papers.orders import queries, services
from eventmgr.output.papers.orders.models import UNFINISHED, OrderState, PaperOrder
from eventmgr.output.papers.orders.periods import KEPT_FOR
from eventmgr.output.papers.printing import CONTACT
from eventmgr.output.papers.views import pdf_response
from eventmgr.tools.web.pages import go_to
from eventmgr.tools.web.responses.answers import never_kept

bp = Blueprint("paper_orders", __name__, url_prefix="/manage/events/<slug>/reports/orders/<int:order_id>")
_SHOWN = 20
_SOON = timedelta(minutes=1)
"""A worker that runs takes an order, and tells of one that it has, well within this time."""


def list_shown(event: Event) -> list[queries.OrderRow]:
    """The latest large documents of an event, for the page of all documents."""
    known = papers(event)
    found = queries.list_orders(event.id, limit=_SHOWN)
    return [one for one in found if one.paper in known and may_open(event, known[one.paper])]


@bp.route("/")
def show(slug: str, order_id: int) -> ResponseReturnValue:
    """How far it is; once it is made, the way to the file."""
    event = event_for(slug, READ)
    order = _get(event, order_id)
    is_unfinished = order.state in UNFINISHED
    answer = make_response(
        render_template(
            "output/papers/orders/show.html",
            event=event,
            order=order,
            paper=papers(event).get(order.paper),
            by=queries.find_name_of(order.user_id),
            kept_until=order.asked_at + KEPT_FOR,
            is_unfinished=is_unfinished,
            is_silent=is_unfinished and _is_silent(order, clock.now()),
            states=OrderState,
            may_stop=is_unfinished and _may_stop(event, order),
            may_open=_may_open(event, order),
        )
    )
    if is_unfinished:
        answer.headers["Refresh"] = "2"
    return never_kept(answer)


@bp.route("/file.pdf")
def file(slug: str, order_id: int) -> ResponseReturnValue:
    """The file, for those who may make the paper as it was asked for; each look is recorded."""
    event = event_for(slug, READ)
    order = _get(event, order_id)
    if not _may_open(event, order):
        raise NotAllowed(_("This document shows what you may not see. Make it again from the list of documents."))
    content = order.content
    if content is None:
        raise NotFound(_("This document is no longer kept. Make it again from the list of documents."))
    write(lambda: services.fetch(event, order, act=act_now()))
    return never_kept(pdf_response(content, f"{event.slug}-{order.paper}"))


@bp.route("/stop", methods=["POST"])
def stop(slug: str, order_id: int) -> ResponseReturnValue:
    """Stop an order of a paper."""
    event = event_for(slug, READ)
    if not _may_stop(event, _get(event, order_id)):
        raise NotAllowed(
            _(
                "Only the person who ordered a document, or somebody who may note printings as only "
                "looked at, may stop it."
            )
        )
    write(lambda: services.stop(event, order_id, act=act_now()))
    return go_to(url_for(".show", slug=slug, order_id=order_id), _("The document will not be made."))


def _get(event: Event, order_id: int) -> PaperOrder:
    """The order, for those who may open such a paper."""
    order = get_of(event, PaperOrder, order_id)
    paper = papers(event).get(order.paper)
    if paper is not None and not may_open(event, paper):
        raise NotAllowed(_("This document shows what your role in this event may not see. Contact the owner."))
    return order


def _is_silent(found: PaperOrder, now: datetime) -> bool:
    return now - (found.heard_at or found.asked_at) > _SOON


def _is_own(found: PaperOrder) -> bool:
    return found.user_id is not None and found.user_id == current_user.id


def _may_stop(event: Event, found: PaperOrder) -> bool:
    return _is_own(found) or may(event, DISCARD)


def _may_open(event: Event, order: PaperOrder) -> bool:
    """Whether the reader could make this very paper now. Whole numbers were printed for the reason of whoever asked."""
    if not may_open_made(event, papers(event).get(order.paper), order.sees):
        return False
    if order.paper != "roster":
        return True
    choice = read_choice(order.asked, shows_mobile=CONTACT in order.sees)
    return not choice.whole_numbers or (_is_own(order) and may(event, REVEAL))
