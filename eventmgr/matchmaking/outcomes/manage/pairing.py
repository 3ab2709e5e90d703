"""Entries that may be one deal: listed, compared, merged, parted, or noted as two."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from eventmgr.event.events.access import event_for
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import BadValue, NotFound
from eventmgr.ground.i18n import _, _l, localized
from eventmgr.ground.text import whole_number
from eventmgr.identity.accounts.access import act_now
from eventmgr.matchmaking.outcomes.deals.money import say_amount
from eventmgr.matchmaking.outcomes.deals.queries import get_deal, list_deals_by_id
from eventmgr.matchmaking.outcomes.manage.blueprint import bp
from eventmgr.matchmaking.outcomes.merging import queries, services
from eventmgr.matchmaking.outcomes.merging.pairing import AMOUNT, SIDES, TITLE, Pair, list_alike, page_of
from eventmgr.matchmaking.outcomes.models import Deal, Stage
from eventmgr.matchmaking.outcomes.panels import EDIT
from eventmgr.tools.web.forms import SidesForm
from eventmgr.tools.web.pages import Answer, attempt, go_to, submit
from eventmgr.tools.web.paging import SIZE
from eventmgr.tools.web.requests.parameters import query

REASONS = {SIDES: _l("same two sides"), TITLE: _l("same title"), AMOUNT: _l("one side and the amount are the same")}
WORDS = {
    "title": _l("Title"),
    "type": _l("Type of cooperation"),
    "amounts": _l("Amounts"),
    "stems_from": _l("Stems from"),
    "note": _l("Note"),
}


class MergeForm(SidesForm):
    """Which entry stays, and which value of each field in which they differ."""

    stays = RadioField(_l("Entry that stays"))


def merge_form(item: Deal, other: Deal) -> MergeForm:
    """The form for two entries: at first the one that has come further stays, and says what it says."""
    choices = [SelectChoice(str(row.id), f"#{row.id}") for row in (item, other)]
    different = services.list_different(item, other)
    fields = {MergeForm.SIDE + name: RadioField(WORDS[name], choices=choices) for name in different}
    kind: type[MergeForm] = type("OneDealMergeForm", (MergeForm,), fields)
    order = list(Stage)
    kept = max((item, other), key=lambda row: (order.index(row.reached), -row.id))
    rest = other if kept is item else item
    first = {MergeForm.SIDE + name: str((kept if services.said_by(kept)[name] else rest).id) for name in different}
    form = kind(data={"stays": str(kept.id), "as_shown": services.seen_of(item, other), **first})
    form.stays.choices = choices
    return form


@bp.route("/duplicates/")
def duplicates(slug: str) -> ResponseReturnValue:
    """Pairs that may be one deal, with why; below, what was merged in the last thirty days."""
    event, at = event_for(slug, EDIT), clock.now()
    result = list_alike(queries.list_entries(event.id), queries.list_two_deals(event.id))
    shown, after = page_of(result, _after(query.text("after")), SIZE)
    deals = {row.id: row for row in list_deals_by_id(event.id, sorted({n for alike in shown for n in alike.ids}))}
    merges = queries.list_recent(event.id, since=at - services.UNDONE_FOR, limit=SIZE)
    return render_template(
        "matchmaking/outcomes/deals/duplicates.html",
        event=event,
        pairs=[(alike, deals[alike.ids[0]], deals[alike.ids[1]]) for alike in shown],
        number=len(result),
        after=f"{after[0]}-{after[1]}" if after else "",
        reasons=REASONS,
        merges=merges,
        say_amount=say_amount,
    )


def _after(said: str) -> Pair:
    if not said:
        return (0, 0)
    first, _dash, second = said.partition("-")
    item, other = whole_number(first), whole_number(second)
    if item is None or other is None:
        raise BadValue(_("“after” does not belong to this list. Start from its first page."))
    return item, other


@bp.route("/duplicates/<int:deal_id>/<int:other_deal_id>/", methods=["GET", "POST"])
def pair(slug: str, deal_id: int, other_deal_id: int) -> ResponseReturnValue:
    """Two entries side by side; sent, they become one."""
    event = event_for(slug, EDIT)
    item, other = get_deal(event, deal_id), get_deal(event, other_deal_id)
    if deal_id == other_deal_id:
        raise NotFound(_("This event has no such deal."))
    form = merge_form(item, other)

    def change() -> Answer:
        kept, rest = (item, other) if form.kept_id == item.id else (other, item)
        taken, seen = form.taken_from(rest.id), form.as_shown.data or ""
        services.merge(event, kept, rest, taken, seen=seen, act=act_now())
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
        rows=[(name, WORDS[name], _said(item, name), _said(other, name)) for name in services.FIELDS],
        different=services.list_different(item, other),
        can_merge=item.merged_into_id is None and other.merged_into_id is None,
        decided=queries.is_two_deals(item.id, other.id),
    )
    return html, form.status


def _said(deal: Deal, name: str) -> str:
    if name == "title":
        return localized(deal.title)
    if name == "type":
        return str(deal.type.label)
    if name == "amounts":
        return " · ".join(f"{item.kind.label} {say_amount(item.amount)}" for item in deal.amounts)
    if name == "stems_from":
        return f"#{deal.stems_from_id}" if deal.stems_from_id else ""
    return deal.note


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
