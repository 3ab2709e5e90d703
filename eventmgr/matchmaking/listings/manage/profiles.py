"""Profiles of organizations as organizers review and correct them; who keeps them."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.manage.asking import NotYet, carry_out
from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import _, _n
from eventmgr.ground.masking import mask_email
from eventmgr.identity.accounts.access import act_now, staff_required
from eventmgr.matchmaking.listings import queries, services
from eventmgr.matchmaking.listings.content.wording import changed_lines, profile_lines
from eventmgr.matchmaking.listings.forms import ProfileForm, ReasonForm, profile_data
from eventmgr.matchmaking.listings.manage.blueprint import bp
from eventmgr.matchmaking.listings.manage.filtering import profile_state
from eventmgr.matchmaking.listings.models import OrganizationProfile, ProfileState
from eventmgr.matchmaking.listings.panels import EDIT, READ
from eventmgr.tools.log.queries import list_entries_about
from eventmgr.tools.log.wording import lines_of
from eventmgr.tools.messages.telling import Choice
from eventmgr.tools.web.pages import Answer, attempt, submit
from eventmgr.tools.web.requests.parameters import query

_ONE = "/profiles/<int:organization_id>/"


@bp.route("/profiles/")
def profiles(slug: str) -> ResponseReturnValue:
    """Profiles of the organizations that were invited or have listings here."""
    event, state, q = event_for(slug, READ), profile_state(query), query.text("q")
    page = queries.get_profile_page(event.id, state=state, q=q, cursor=query.text("cursor") or None)
    keepers = queries.list_keepers_of({one.organization_id for one in page.rows})
    return render_template(
        "matchmaking/listings/manage/profiles.html",
        event=event,
        page=page,
        total=queries.count_profiles(event.id, state=state, q=q),
        keepers=keepers,
        state=state,
        q=q,
        states=ProfileState.choices(),
        edits=may(event, EDIT),
    )


@bp.route(_ONE)
def profile(slug: str, organization_id: int) -> ResponseReturnValue:
    """What an organization says, what waits for a review, its keepers and its listings here."""
    event = event_for(slug, READ)
    return _page(event, queries.get_profile_at(event, organization_id))


def _page(event: Event, profile: OrganizationProfile, form: ReasonForm | None = None) -> ResponseReturnValue:
    form = form or ReasonForm(None)
    facts = services.facts_of(profile)
    entries = list_entries_about(OrganizationProfile.__tablename__, [profile.id])
    html = render_template(
        "matchmaking/listings/manage/profile.html",
        event=event,
        profile=profile,
        lines=profile_lines(facts),
        changes=changed_lines(facts, services.proposed_facts(profile)) if profile.proposed else [],
        keepers=queries.list_keepers(profile.organization_id),
        masked=mask_email,
        listings=queries.list_of_organizations(event.id, [profile.organization_id]),
        form=form,
        history=lines_of(entries, event.timezone),
        edits=may(event, EDIT),
    )
    return html, form.status


@bp.route(f"{_ONE}accept", methods=["POST"])
def accept(slug: str, organization_id: int) -> ResponseReturnValue:
    """What waits holds from now on; the profile counts as reviewed."""
    event = event_for(slug, EDIT)
    queries.get_profile_at(event, organization_id)
    name = staff_required().name

    def work() -> None:
        services.accept(services.hold_profile(organization_id), act=act_now(), by=name)

    return _done(event, organization_id, work, _("The profile has been reviewed."))


@bp.route(f"{_ONE}decline", methods=["POST"])
def decline_profile(slug: str, organization_id: int) -> ResponseReturnValue:
    """What waits is not accepted; the organization reads why on its page."""
    event = event_for(slug, EDIT)
    profile, form = queries.get_profile_at(event, organization_id), ReasonForm()
    name = staff_required().name

    def work() -> Answer:
        reason = form.reason.data or ""
        services.decline_changes(services.hold_profile(organization_id), reason, act=act_now(), by=name)
        return Answer(
            url_for(".profile", slug=slug, organization_id=organization_id),
            _("The changes have been declined; the organization can read the reason on its page."),
        )

    if answer := submit(form, work):
        return answer
    return _page(event, profile, form)


@bp.route(f"{_ONE}edit", methods=["GET", "POST"])
def edit_profile(slug: str, organization_id: int) -> ResponseReturnValue:
    """Correct a profile; it holds at once."""
    event = event_for(slug, EDIT)
    profile = queries.get_profile_at(event, organization_id)
    form = ProfileForm(data=profile_data(services.proposed_facts(profile))).watching()

    def save() -> Answer:
        stands = services.hold_profile(organization_id)
        now = ProfileForm(None, data=profile_data(services.proposed_facts(stands)))
        changed = form.compare(now) and services.change_profile(stands, form.facts(), act=act_now(), waits=False)
        return Answer(
            url_for(".profile", slug=slug, organization_id=organization_id),
            _("The changes have been saved.") if changed else _("Nothing was changed."),
        )

    if answer := submit(form, save):
        return answer
    html = render_template(
        "matchmaking/listings/manage/edit_profile.html",
        event=event,
        profile=profile,
        form=form,
        knows_code=bool(profile.organization.credit_code),
    )
    return html, form.status


@bp.route(f"{_ONE}links", methods=["POST"])
def end_links(slug: str, organization_id: int) -> ResponseReturnValue:
    """No link to the organization's page works any more; its keepers get new ones."""
    event = event_for(slug, EDIT)
    queries.get_profile_at(event, organization_id)
    try:
        number = carry_out(
            event,
            lambda: services.end_links(services.hold_profile(organization_id), act=act_now()),
            choices=(Choice.NOW, Choice.NOBODY),
            quiet=True,
        )
    except NotYet as refusal:
        flash(refusal.message, "info")
    else:
        flash(
            _n(
                "The links no longer work; %(num)s keeper has a new one.",
                "The links no longer work; %(num)s keepers have new ones.",
                number,
            ),
            "success",
        )
    return redirect(url_for(".profile", slug=slug, organization_id=organization_id), 303)


@bp.route(f"{_ONE}keepers/<int:profile_keeper_id>/remove", methods=["POST"])
def remove_keeper(slug: str, organization_id: int, profile_keeper_id: int) -> ResponseReturnValue:
    """Somebody keeps the profile no longer; their link ends."""
    event = event_for(slug, EDIT)
    queries.get_profile_at(event, organization_id)
    queries.get_keeper(organization_id, profile_keeper_id)

    def work() -> None:
        held = services.hold_profile(organization_id)
        services.remove(held, queries.get_keeper(organization_id, profile_keeper_id), act=act_now())

    return _done(event, organization_id, work, _("Removed. The link no longer works; what was entered is kept."))


def _done(event: Event, organization_id: int, work: Callable[[], object], words: str) -> ResponseReturnValue:
    return attempt(work, words, url_for(".profile", slug=event.slug, organization_id=organization_id))
