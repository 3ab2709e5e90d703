"""Finding partners: a list that is narrowed and paged, and the page of one of them."""

from __future__ import annotations

from flask import request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _
from eventmgr.ground.text import whole_number
from eventmgr.matchmaking.meeting_parties.access import Acting
from eventmgr.matchmaking.meeting_parties.models import MeetingParty
from eventmgr.matchmaking.meeting_plans.models import MeetingPlan, PartyKind
from eventmgr.matchmaking.meeting_requests import queries, services
from eventmgr.matchmaking.meeting_requests.forms import AskForm
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest, NoThanks, Wish
from eventmgr.matchmaking.meeting_requests.panels import fit_with, party_notes
from eventmgr.matchmaking.meeting_requests.queries import PartnerFilter
from eventmgr.matchmaking.meeting_requests.views.acting import act, count_act, planned, shown, source_of
from eventmgr.matchmaking.meeting_requests.views.blueprint import bp
from eventmgr.matchmaking.meeting_requests.wording import (
    choices_provinces,
    choices_sectors,
    choices_sides,
    choices_topics_of,
)
from eventmgr.tools.web.pages import Answer, finish
from eventmgr.tools.web.requests.parameters import query


@bp.route("/partners/")
def partners(token: str) -> ResponseReturnValue:
    """Whom the party may meet, and what stands between the two."""
    acting, plan = planned(token)
    asked = _asked()
    provinces, sectors, sides = queries.list_facets(plan, acting.party)
    page = queries.get_partners(plan, acting.party, asked, query.cursor(), fit=fit_with(acting.party.id))
    ids = [one.id for one in page.rows]
    return shown(
        "matchmaking/meeting_requests/own/partners.html",
        acting,
        plan,
        page=page,
        asked=asked,
        relations=queries.list_relations(acting.party.id, ids),
        full=queries.list_full(plan, page.rows),
        notes=party_notes(acting.event, ids),
        provinces=choices_provinces(provinces),
        sectors=choices_sectors(sectors),
        sides=choices_sides(acting.event, sides),
        topics=choices_topics_of(queries.list_topics_of(acting.event.id)),
        kinds=[(kind.value, str(kind.label)) for kind in PartyKind],
        is_no_thanks=is_no_thanks,
    )


def _asked() -> PartnerFilter:
    kind = query.text("kind")
    known = {one.value: one for one in PartyKind}
    if kind and kind not in known:
        raise BadValue(_("“%(value)s” is not a type of organization. Choose from the list.", value=kind[:20]))
    return PartnerFilter(
        query.text("q"),
        query.text("province"),
        query.text("sector"),
        query.text("side"),
        known.get(kind),
        open_only=query.text("only") == "open",
        topic=query.text("topic", longest=40),
    )


def is_no_thanks(relation: MeetingRequest | NoThanks | None) -> bool:
    """Whether what stands between two parties is a no-thanks of the one that looks."""
    return isinstance(relation, NoThanks)


@bp.route("/partners/<int:party_id>/", methods=["GET", "POST"])
def partner(token: str, party_id: int) -> ResponseReturnValue:
    """One of them; a button asks for a meeting, with as much beside it as one likes."""
    acting, plan = planned(token)
    other = queries.get_partner(plan, acting.party, party_id)
    form = AskForm()
    form.prepare(
        queries.list_own_seats(acting.party.id),
        queries.list_subjects(acting.event, acting.party, other),
        acting.party.organization_id,
    )
    if form.validate_on_submit():
        count_act(acting)

        def ask() -> Answer:
            made = services.ask(
                acting.event, acting.party.id, other.id, form.wanted(), act=acting.act(), source=source_of(acting)
            )
            return Answer(url_for(".show", token=token, request_id=made.id), sentence_for(made))

        if answer := finish(form, ask, makes=f"meeting request:{acting.party.id}:{other.id}"):
            return answer
    return _page(acting, plan, other, form)


def sentence_for(made: MeetingRequest) -> str:
    """What whoever asked is told."""
    if made.is_mutual:
        return _("They had asked you as well: the meeting is accepted.")
    return _("Your request has been sent. You will be told the answer by e-mail, and can see it here.")


def _page(acting: Acting, plan: MeetingPlan, other: MeetingParty, form: AskForm) -> ResponseReturnValue:
    relation = queries.list_relations(acting.party.id, [other.id]).get(other.id)
    return shown(
        "matchmaking/meeting_requests/own/partner.html",
        acting,
        plan,
        form.status if request.method == "POST" else 200,
        partner=other,
        form=form,
        relation=relation,
        is_full=bool(queries.list_full(plan, [other])),
        notes=party_notes(acting.event, [other.id]),
        is_no_thanks=is_no_thanks,
    )


@bp.route("/partners/<int:party_id>/ask", methods=["POST"])
def ask(token: str, party_id: int) -> ResponseReturnValue:
    """Ask with one tap; `wish` = must or would, `listing` = what it is about, as often as there are any."""
    acting, plan = planned(token)
    other = queries.get_partner(plan, acting.party, party_id)
    said = [whole_number(value[:12], least=1) for value in request.form.getlist("listing")[: queries.MOST_SUBJECTS]]
    wanted = services.Wanted(_wish(), listing_ids=[number for number in said if number is not None])
    return act(
        acting,
        lambda: services.ask(
            acting.event, acting.party.id, other.id, wanted, act=acting.act(), source=source_of(acting)
        ),
        _("Your request has been sent. You will be told the answer by e-mail, and can see it here."),
        to=url_for(".partner", token=token, party_id=other.id),
    )


def _wish() -> Wish:
    said = request.form.get("wish", Wish.WOULD.value)
    if said not in {wish.value for wish in Wish}:
        raise BadValue(_("“%(value)s” is not a valid wish. Use one of the buttons.", value=said[:20]))
    return Wish(said)


@bp.route("/partners/<int:party_id>/no-thanks", methods=["POST"])
def no_thanks(token: str, party_id: int) -> ResponseReturnValue:
    """The party does not want to meet the other, who is not told; with `again` = 1 it takes that back."""
    acting, plan = planned(token)
    other = queries.get_partner(plan, acting.party, party_id)
    back = bool(request.form.get("again"))
    verb = services.take_back_no_thanks if back else services.say_no_thanks
    sentence = _("Taken back.") if back else _("Noted. Nobody is told; their requests are not shown to you.")
    return act(
        acting,
        lambda: verb(acting.event, acting.party.id, other.id, act=acting.act()),
        sentence,
        to=url_for(".partner", token=token, party_id=other.id),
    )
