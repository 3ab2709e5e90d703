"""The board: all requests, counted and narrowed; entering one; reminding those who have not answered."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from functools import partial
from typing import TypeVar

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import may
from eventmgr.event.events.derived.opening import is_over
from eventmgr.event.events.manage.asking import carry_out
from eventmgr.ground import clock
from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _, _n
from eventmgr.ground.text import whole_number
from eventmgr.identity.accounts.access import act_now
from eventmgr.matchmaking.meeting_parties.models import PartyState
from eventmgr.matchmaking.meeting_parties.queries import list_parties
from eventmgr.matchmaking.meeting_plans.access import EDIT, READ, planned_for
from eventmgr.matchmaking.meeting_requests import queries, services
from eventmgr.matchmaking.meeting_requests.forms import EnterForm, choices_parties
from eventmgr.matchmaking.meeting_requests.labels import ONLY
from eventmgr.matchmaking.meeting_requests.manage.blueprint import bp
from eventmgr.matchmaking.meeting_requests.models import RequestSource, RequestState, Wish
from eventmgr.matchmaking.meeting_requests.queries import BoardFilter
from eventmgr.matchmaking.meeting_requests.rules import REMIND_HOURS
from eventmgr.matchmaking.meeting_requests.wording import choices_provinces, choices_sides
from eventmgr.tools.messages.telling import Choice
from eventmgr.tools.web.forms import Form
from eventmgr.tools.web.pages import Answer, form_page, submit
from eventmgr.tools.web.requests.parameters import query

Kind = TypeVar("Kind", bound=Enum)
_FILTERS = ("state", "party", "province", "side", "wish", "source", "call", "asked", "only")


@bp.route("/")
def index(slug: str) -> ResponseReturnValue:
    """The board of requests for meetings."""
    event, _plan = planned_for(slug, READ)
    asked, parties = _asked(), list_parties(event.id)
    in_all_states = replace(asked, state=None, only="")
    provinces, sides = queries.list_places(event.id)
    edits = may(event, EDIT)
    return render_template(
        "matchmaking/meeting_requests/manage/index.html",
        event=event,
        page=queries.get_board_page(event.id, asked, query.cursor()),
        counts=queries.count_requests(event.id, in_all_states),
        total=queries.count_requests(event.id, asked).total,
        asked=asked,
        is_narrowed=any(query.text(name) for name in _FILTERS),
        states=RequestState.choices(),
        all_states=list(RequestState),
        parties=choices_parties(parties),
        provinces=choices_provinces(provinces),
        sides=choices_sides(event, sides),
        wishes=Wish.choices(),
        sources=RequestSource.choices(),
        onlys=list(ONLY.items()),
        reported=queries.count_reported(event.id) if edits else 0,
        edits=edits,
        reminds=edits and not is_over(event, at=clock.now()),
    )


def _asked() -> BoardFilter:
    only = query.text("only")
    if only and only not in ONLY:
        raise BadValue(_("“%(value)s” is not a valid filter. Choose from the list.", value=only[:20]))
    return BoardFilter(
        _member(RequestState, "state"),
        _number("party"),
        query.text("province"),
        query.text("side"),
        _member(Wish, "wish"),
        _member(RequestSource, "source"),
        _number("call"),
        _number("asked"),
        only,
    )


def _member(kind: type[Kind], name: str) -> Kind | None:
    value = query.text(name)
    known = {one.value: one for one in kind}
    if value and value not in known:
        raise BadValue(
            _("“%(value)s” is not a value of “%(name)s”. Choose from the list.", value=value[:20], name=name)
        )
    return known.get(value)


def _number(name: str) -> int | None:
    said = query.text(name)
    number = whole_number(said) if said else None
    if said and number is None:
        raise BadValue(_("“%(value)s” is not a value of “%(name)s”. Choose from the list.", value=said[:20], name=name))
    return number


@bp.route("/new", methods=["GET", "POST"])
def enter(slug: str) -> ResponseReturnValue:
    """A request that somebody told the organizers, accepted or not."""
    event, _plan = planned_for(slug, EDIT)
    form = EnterForm()
    form.offer([one for one in list_parties(event.id) if one.state is PartyState.ACTIVE])

    def work() -> Answer:
        asker, asked, wanted = int(form.asker.data or 0), int(form.asked.data or 0), form.wanted()
        act, is_accepted, reason = act_now(), bool(form.is_accepted.data), form.reason()
        made = services.enter(event, asker, asked, wanted, is_accepted=is_accepted, reason=reason, act=act)
        return Answer(url_for(".show", slug=slug, request_id=made.id), _("The meeting request has been entered."))

    return submit(
        form, work, using=partial(carry_out, event, choices=(Choice.NOW, Choice.NOBODY), quiet=True)
    ) or form_page("matchmaking/meeting_requests/manage/enter.html", form, event=event)


@bp.route("/remind", methods=["GET", "POST"])
def remind(slug: str) -> ResponseReturnValue:
    """Whoever has not answered gets an e-mail with the list, once a day at most."""
    event, _plan = planned_for(slug, EDIT)
    form = Form()

    def work() -> Answer:
        number = services.remind(event, act=act_now())
        said = _n("%(num)s organization has been reminded.", "%(num)s organizations have been reminded.", number)
        return Answer(url_for(".index", slug=slug), said if number else _("Nobody needs a reminder now."))

    if answer := submit(form, work, using=partial(carry_out, event, choices=(Choice.NOW,))):
        return answer
    behind = {one.party_id for one in services.list_behind(event, at=clock.now())}
    html = render_template(
        "matchmaking/meeting_requests/manage/remind.html",
        event=event,
        form=form,
        unanswered=queries.list_unanswered(event.id),
        behind=behind,
        hours=REMIND_HOURS,
        is_past=is_over(event, at=clock.now()),
    )
    return html, form.status
