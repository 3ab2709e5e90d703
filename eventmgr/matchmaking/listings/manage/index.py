"""All listings of an event: counted, filtered, published together."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.manage.asking import carry_out
from eventmgr.ground.errors import Refusal
from eventmgr.ground.features import panels
from eventmgr.ground.i18n import _, _n, language, localized
from eventmgr.ground.text import LARGEST, whole_number
from eventmgr.identity.accounts.access import act_now
from eventmgr.matchmaking.listings import queries, services
from eventmgr.matchmaking.listings.manage.blueprint import bp
from eventmgr.matchmaking.listings.manage.filtering import current_filters, filters_of
from eventmgr.matchmaking.listings.models import ListingKind, ListingState, Side
from eventmgr.matchmaking.listings.panels import BESIDE_LISTINGS, EDIT, READ
from eventmgr.tools.messages.telling import Choice
from eventmgr.tools.taxonomy import choices_provinces, choices_sectors, choices_topics
from eventmgr.tools.web.requests.parameters import query

_AT_ONCE = 500


@bp.route("/")
def index(slug: str) -> ResponseReturnValue:
    """The list, with counts by side and state."""
    event = event_for(slug, READ)
    filters, settings = filters_of(query), services.settings_of(event)
    page = queries.get_office_page(event.id, filters, query.text("cursor") or None)
    counted = queries.count_by(event.id)
    numbers = {side: sum(row.number for row in counted if row.side is side) for side in Side}
    states = {state: sum(row.number for row in counted if row.state is state) for state in ListingState}
    lang = language()
    return render_template(
        "matchmaking/listings/manage/index.html",
        event=event,
        settings=settings,
        page=page,
        listed=queries.count_listed(event.id, filters),
        numbers=numbers,
        states=states,
        asked=current_filters(query),
        near=queries.list_near(event.id, [one.id for one in page.rows]),
        sides={side: localized(dict(settings.side_name(side))) or side.label for side in Side},
        sides_choices=[(side.value, localized(dict(settings.side_name(side))) or side.label) for side in Side],
        kind_choices=ListingKind.choices(),
        state_choices=ListingState.choices(),
        provinces=choices_provinces(lang),
        sectors=[pair for pairs in choices_sectors(lang).values() for pair in pairs],
        topics=[pair for pairs in choices_topics(lang).values() for pair in pairs],
        edits=may(event, EDIT),
        beside=panels(BESIDE_LISTINGS, event),
        profiles_waiting=queries.count_changed_profiles(event.id),
        silent=services.count_silent(event) if may(event, EDIT) and settings.is_collecting else 0,
    )


@bp.route("/ask", methods=["POST"])
def ask_silent(slug: str) -> ResponseReturnValue:
    """Organizations that are registered and have no listing yet are asked to enter some, all at once."""
    event = event_for(slug, EDIT)
    try:
        number = carry_out(event, lambda: services.ask_silent(event, act=act_now()), choices=(Choice.NOW,), quiet=True)
    except Refusal as refusal:
        flash(refusal.message, "info" if refusal.status == 200 else "danger")
    else:
        said = _n("%(num)s organization has been asked.", "%(num)s organizations have been asked.", number)
        flash(
            said if number else _("Every organization that can be e-mailed has a listing."),
            "success" if number else "info",
        )
    return redirect(url_for(".index", slug=slug), 303)


@bp.route("/publish", methods=["POST"])
def publish_many(slug: str) -> ResponseReturnValue:
    """Those that are ticked; or with `all` all that await review and fit the filters."""
    event = event_for(slug, EDIT)
    asked = {name: value for name, value in request.form.items() if name in _FILTERS}
    if request.form.get("all"):
        filters = filters_of({**asked, "state": ListingState.SUBMITTED.value})
        ids = queries.list_ids(event.id, filters)
    else:
        numbers = (whole_number(value) for value in request.form.getlist("ids")[:_AT_ONCE])
        ids = [number for number in numbers if number is not None and number <= LARGEST]
    try:
        number = carry_out(
            event, lambda: services.publish(event, ids, act=act_now()), choices=(Choice.NOW, Choice.NOBODY), quiet=True
        )
    except Refusal as refusal:
        flash(refusal.message, "info" if refusal.status == 200 else "danger")
    else:
        said = _n("%(num)s listing has been published.", "%(num)s listings have been published.", number)
        flash(said if number else _("None of them awaits review."), "success" if number else "info")
    return redirect(url_for(".index", slug=slug, **current_filters(asked)), 303)


_FILTERS = frozenset({"side", "kind", "state", "province", "sector", "topic", "q", "near"})
