"""The office's and the provinces' pages of enquiries about offers."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import MyFilter, list_my_events
from eventmgr.exchange.investment.enquiries import queries, services
from eventmgr.exchange.investment.enquiries.answering import Answerer, enquiry_page, open_to
from eventmgr.exchange.investment.enquiries.forms import DealForm
from eventmgr.exchange.investment.enquiries.waiting import LATE, UNRECORDED
from eventmgr.exchange.investment.enquiries.wording import words_of_list
from eventmgr.exchange.investment.models import EnquiryState
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.features import is_on
from eventmgr.ground.i18n import _, _l
from eventmgr.ground.masking import mask_email, mask_mobile
from eventmgr.ground.text import whole_number
from eventmgr.identity.accounts.access import act_now, editor_required
from eventmgr.identity.accounts.models import User
from eventmgr.identity.team.access import learn_roles, may
from eventmgr.matchmaking.outcomes.panels import EDIT
from eventmgr.matchmaking.outcomes.switch import DEALS
from eventmgr.tools.log.history import history_of
from eventmgr.tools.taxonomy.asked import read_member
from eventmgr.tools.web.pages import Answer, submit
from eventmgr.tools.web.requests.parameters import query

bp = Blueprint("investment_enquiries_manage", __name__, url_prefix="/manage/investment/enquiries")
_NEEDS = {LATE: _l("Overdue"), UNRECORDED: _l("Deal not recorded")}
"""What may be asked for in place of a state."""


@bp.route("/")
def index() -> ResponseReturnValue:
    """Enquiries about offers of the account's province, or all."""
    _user, own = editor_required()
    asked, at = query.text("state"), clock.now()
    state = read_member(EnquiryState, "state", "" if asked in _NEEDS else asked)
    wanted = asked if asked in _NEEDS else state
    offer, cursor = whole_number(query.text("offer")), query.cursor()
    page = queries.get_office_page(own, wanted, offer, cursor, at=at)
    waiting, late, deals = queries.count_open(own, at=at)
    choices = [(one.value, one.label) for one in EnquiryState if one is not EnquiryState.UNCONFIRMED]
    return render_template(
        "exchange/investment/enquiries/manage_index.html",
        page=page,
        waiting=waiting,
        late=late,
        deals=deals,
        asked=asked,
        offer=offer,
        states=[choices[0], *_NEEDS.items(), *choices[1:]],
        where={},
        **words_of_list(at=at),
    )


def _events_of(user: User) -> list[Event]:
    """The events at which the account may record a deal, the nearest first; two statements."""
    events = list_my_events(user, MyFilter(), at=clock.now()).rows
    learn_roles(user, [event.id for event in events])
    return [event for event in events if is_on(DEALS, event) and may(event.id, EDIT)]


def _answerer(investment_enquiry_id: int) -> Answerer:
    user, own = editor_required()
    enquiry = queries.get_of_province(investment_enquiry_id, own)
    event = enquiry.listing.event
    return Answerer(
        enquiry,
        act_now,
        "exchange/investment/enquiries/manage_enquiry.html",
        deal=DealForm(None, data={"event": event.slug if event else None}).prepare(_events_of(user)),
        given={
            "email": mask_email(enquiry.email),
            "mobile": mask_mobile(enquiry.mobile),
            "history": history_of(enquiry),
        },
    )


open_to(bp, _answerer)


@bp.route("/<int:investment_enquiry_id>/contacts", methods=["POST"])
def contacts(investment_enquiry_id: int) -> ResponseReturnValue:
    """How who asks is reached, in full once they have agreed; that somebody looked stands in the change log."""
    here = _answerer(investment_enquiry_id)
    write(lambda: services.note_contacts_read(queries.get_enquiry(here.enquiry.id), act=act_now()))
    return enquiry_page(here, shows_contacts=True)


@bp.route("/<int:investment_enquiry_id>/deal", methods=["POST"])
def deal(investment_enquiry_id: int) -> ResponseReturnValue:
    """A deal is recorded of it, and its form opens."""
    user, _own = editor_required()
    here, events = _answerer(investment_enquiry_id), _events_of(user)
    form = DealForm().prepare(events)

    def work() -> Answer:
        event = next(one for one in events if one.slug == form.event.data)
        made = services.record_as_deal(here.enquiry.id, event, act=act_now())
        return Answer(
            url_for("deals_manage.edit", slug=event.slug, deal_id=made.id),
            _("The deal has been recorded as an intention. Add amounts and whatever else is known."),
        )

    return submit(form, work) or enquiry_page(replace(here, deal=form))
