"""One deal: its chain, sides, amounts, files, what was told and asked, what it has brought along."""

from __future__ import annotations

from flask import make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.models import Event
from eventmgr.event.events.views import download
from eventmgr.event.registration.manage import note_contact_shown, uncover
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.i18n import language, localized
from eventmgr.identity.accounts.access import act_now
from eventmgr.matchmaking.outcomes.deals import queries, services
from eventmgr.matchmaking.outcomes.deals.chains import brought_along, descendants
from eventmgr.matchmaking.outcomes.deals.money import plain, rate_text, say_amount, say_original
from eventmgr.matchmaking.outcomes.forms import EndForm, EvidenceForm, ReopenForm, StageForm
from eventmgr.matchmaking.outcomes.manage.blueprint import bp
from eventmgr.matchmaking.outcomes.models import CHAIN, Deal, DealMerge, Stage
from eventmgr.matchmaking.outcomes.panels import EDIT, READ
from eventmgr.matchmaking.outcomes.reminding.queries import OPEN, list_reminders_of
from eventmgr.matchmaking.outcomes.reminding.rounds import next_round
from eventmgr.tools.likeness.queries import find_merge_of
from eventmgr.tools.log.queries import list_entries
from eventmgr.tools.log.wording import lines_of
from eventmgr.tools.metrics.services import MOST_METRICS
from eventmgr.tools.metrics.wording import SPOKEN
from eventmgr.tools.web.forms import Form
from eventmgr.tools.web.responses.answers import never_kept


@bp.route("/<int:deal_id>/")
def show(slug: str, deal_id: int) -> ResponseReturnValue:
    """The deal; an entry that was merged leads to the one that counts in its place."""
    event = event_for(slug, READ)
    deal = queries.get_deal(event, deal_id)
    if deal.merged_into_id is not None:
        return redirect(url_for(".show", slug=slug, deal_id=deal.merged_into_id), 303)
    return page_of(event, deal)


@bp.route("/<int:deal_id>/reveal", methods=["GET", "POST"])
def reveal(slug: str, deal_id: int) -> ResponseReturnValue:
    """Asks what the contacts of the sides are needed for, records it, and shows them once."""
    event = event_for(slug, EDIT)
    deal = queries.get_deal(event, deal_id)
    title = localized(deal.title, language())
    return uncover(
        event,
        whose=title,
        back=url_for(".show", slug=slug, deal_id=deal.id),
        note=lambda need: note_contact_shown(event, deal, title, need),
        draw=lambda: page_of(event, deal, shows_contacts=True),
    )


def page_of(
    event: Event, deal: Deal, typed: Form | None = None, *, shows_contacts: bool = False
) -> ResponseReturnValue:
    """The page of a deal with its forms.

    Args:
        typed: the form that was refused, to be shown as it was sent.
        shows_contacts: number and address of whom to ask at each side stand there in full.
    """
    merged = queries.list_merged(deal.id)
    metrics = queries.list_metrics([deal.id, *(item.id for item in merged)])
    parents = queries.list_parents(event.id)
    below = descendants(parents, deal.id)
    related = {item.id: item for item in queries.list_deals_by_id(event.id, {number for number, _depth in below})}
    plan, is_open = services.plan_of(event.id), deal.stage in OPEN
    today = clock.now()
    forms: dict[str, Form] = {
        "stage": StageForm(None).prepare(deal, asks_type=queries.is_untyped(deal)),
        "end": EndForm(None),
        "reopen": ReopenForm(None),
        "evidence": EvidenceForm(None, data={"stage": deal.stage.value}),
    }
    for key, kind in (("stage", StageForm), ("end", EndForm), ("reopen", ReopenForm), ("evidence", EvidenceForm)):
        if isinstance(typed, kind):
            forms[key] = typed
        forms[key].tell_apart(key)
    html = render_template(
        "matchmaking/outcomes/deals/show.html",
        event=event,
        deal=deal,
        merged=[(item, find_merge_of(DealMerge, item.id)) for item in merged],
        parent=queries.get_deal(event, deal.stems_from_id) if deal.stems_from_id else None,
        below=[(related[number], depth) for number, depth in below if number in related],
        brought=brought_along(parents, {number: item.amount for number, item in related.items()}).get(deal.id),
        chain=CHAIN,
        steps=queries.list_stage_changes(deal.id),
        evidence=queries.list_evidence([deal.id, *(item.id for item in merged)]),
        reports=queries.list_reports(deal.id),
        reminders=list_reminders_of(deal.id),
        next_at=next_round(deal.created_at, plan.months, at=today) if is_open else None,
        metrics=metrics,
        own_metrics=sum(metric.deal_id == deal.id for metric in metrics),
        most_metrics=MOST_METRICS,
        **SPOKEN,
        history=lines_of(list_entries(event.id, object_type="deal", object_id=deal.id), event.timezone),
        edits=may(event, EDIT),
        shows_contacts=shows_contacts,
        forms=forms,
        counted=plan.counted_types,
        ended=Stage.ENDED,
        say_amount=say_amount,
        say_original=say_original,
        plain=plain,
        rate_text=rate_text,
        may_read_letters=may(event, "letters.read"),
    )
    return never_kept(make_response(html, typed.status if typed else 200))


@bp.route("/<int:deal_id>/evidence/<int:evidence_id>")
def evidence(slug: str, deal_id: int, evidence_id: int) -> ResponseReturnValue:
    """A file of the deal; who took it is in the change log."""
    event = event_for(slug, EDIT)
    deal = queries.get_deal(event, deal_id)
    file = queries.get_evidence(event, deal_id, evidence_id)
    write(lambda: services.note_taken(event, deal, file.filename, act=act_now()))
    return never_kept(download(file.filename, file.content_type, file.content, etag=f"deal-{file.id}"))
