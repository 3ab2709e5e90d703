"""Entries that may be one deal: listed, compared, merged, parted, or noted as two."""

from __future__ import annotations

from collections.abc import Collection

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for
from eventmgr.event.events.models import Event
from eventmgr.ground import clock
from eventmgr.ground.columns import label_of
from eventmgr.ground.db import write
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _, _l, localized
from eventmgr.identity.accounts.access import act_now
from eventmgr.matchmaking.outcomes.deals.money import say_amount
from eventmgr.matchmaking.outcomes.deals.queries import get_deal, list_deals_by_id
from eventmgr.matchmaking.outcomes.manage.blueprint import bp
from eventmgr.matchmaking.outcomes.merging import queries, services
from eventmgr.matchmaking.outcomes.merging.pairing import AMOUNT, SIDES, TITLE
from eventmgr.matchmaking.outcomes.models import Deal, Stage, TwoDeals
from eventmgr.matchmaking.outcomes.panels import EDIT
from eventmgr.tools.likeness.comparing import fields_of_two, list_different
from eventmgr.tools.likeness.forms import MergeForm, merge_form
from eventmgr.tools.likeness.pairing import Alike, page_of
from eventmgr.tools.likeness.queries import is_known_two
from eventmgr.tools.web.pages import Answer, attempt, go_to, submit
from eventmgr.tools.web.paging import SIZE
from eventmgr.tools.web.requests.parameters import query

REASONS = {SIDES: _l("same two sides"), TITLE: _l("same title"), AMOUNT: _l("one side and the amount are the same")}
WORDS = {
    "title": label_of(Deal.title),
    "type": label_of(Deal.type),
    "amounts": _l("Amounts"),
    "stems_from": _l("Stems from"),
    "note": label_of(Deal.note),
}


def _form(item: Deal, other: Deal, different: Collection[str]) -> MergeForm:
    """The form for two entries: at first the one that has come further stays, and says what it says."""
    order = list(Stage)
    staying = max((item, other), key=lambda row: (order.index(row.reached), -row.id))
    rest = other if staying is item else item
    own, shown = services.plain_values(staying), services.seen_of(item, other)
    fields = {name: (WORDS[name], staying if own[name] else rest) for name in different}
    return merge_form(item, other, label=_l("Entry that stays"), stays=staying, fields=fields, shown=shown)


@bp.route("/duplicates/")
def duplicates(slug: str) -> ResponseReturnValue:
    """Pairs that may be one deal, with why; below, what was merged in the last thirty days."""
    event, at = event_for(slug, EDIT), clock.now()
    result = queries.list_pairs(event.id)
    shown, after = page_of(result, query.text("after"), SIZE)
    deals = {row.id: row for row in list_deals_by_id(event.id, sorted({n for alike in shown for n in alike.ids}))}
    merges = queries.list_recent(event.id, at=at, limit=SIZE)
    return render_template(
        "matchmaking/outcomes/deals/duplicates.html",
        event=event,
        pairs=[(alike, *(deals[number] for number in alike.ids), _page_of(event, alike)) for alike in shown],
        number=len(result),
        after=after,
        reasons=REASONS,
        merges=merges,
        say_amount=say_amount,
    )


def _page_of(event: Event, alike: Alike) -> str:
    return url_for(".pair", slug=event.slug, deal_id=alike.ids[0], other_deal_id=alike.ids[1])


@bp.route("/duplicates/<int:deal_id>/<int:other_deal_id>/", methods=["GET", "POST"])
def pair(slug: str, deal_id: int, other_deal_id: int) -> ResponseReturnValue:
    """Two entries side by side; sent, they become one."""
    event = event_for(slug, EDIT)
    item, other = get_deal(event, deal_id), get_deal(event, other_deal_id)
    if deal_id == other_deal_id:
        raise NotFound(_("This event has no such deal."))
    different = list_different(services.plain_values(item), services.plain_values(other))
    form = _form(item, other, different)

    def change() -> Answer:
        kept, rest, taken = form.choose(item, other)
        services.merge(event, kept, rest, taken, seen=form.as_shown.data or "", act=act_now())
        return Answer(
            url_for(".show", slug=slug, deal_id=kept.id),
            _("The two entries are now one deal. This can be undone for 30 days."),
        )

    if answer := submit(form, change):
        return answer
    html = render_template(
        "matchmaking/outcomes/deals/pair.html",
        event=event,
        form=form,
        left=item,
        right=other,
        fields=fields_of_two(WORDS, _values_of(item), _values_of(other), different),
        can_merge=item.merged_into_id is None and other.merged_into_id is None,
        decided=is_known_two(TwoDeals, item.id, other.id),
    )
    return html, form.status


def _values_of(deal: Deal) -> dict[str, str]:
    return {
        "title": localized(deal.title),
        "type": str(deal.type.label),
        "amounts": " · ".join(f"{item.kind.label} {say_amount(item.amount)}" for item in deal.amounts),
        "stems_from": f"#{deal.stems_from_id}" if deal.stems_from_id else "",
        "note": deal.note,
    }


@bp.route("/duplicates/<int:deal_id>/<int:other_deal_id>/two-deals", methods=["POST"])
def two_deals(slug: str, deal_id: int, other_deal_id: int) -> ResponseReturnValue:
    """They are two deals: they are not listed as one again."""
    event = event_for(slug, EDIT)
    item, other = get_deal(event, deal_id), get_deal(event, other_deal_id)
    if item.id == other.id:
        raise NotFound(_("This event has no such deal."))
    write(lambda: services.are_two_deals(event, item, other, act=act_now()))
    return go_to(
        url_for(".duplicates", slug=slug),
        _("Noted: these are two deals. They are not listed as possibly the same again."),
    )


@bp.route("/duplicates/merges/<int:deal_merge_id>/undo", methods=["POST"])
def undo(slug: str, deal_merge_id: int) -> ResponseReturnValue:
    """The merge is undone: both entries count again."""
    event = event_for(slug, EDIT)
    merge = queries.get_merge(event, deal_merge_id)
    return attempt(
        lambda: services.part(event, merge, act=act_now()),
        _("The merge has been undone; both entries count again."),
        url_for(".duplicates", slug=slug),
    )
