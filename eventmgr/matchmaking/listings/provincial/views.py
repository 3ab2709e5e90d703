"""Organizations of a delegation on its liaison's pages: invited, reviewed, entered for."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.delegations.access import act_of
from eventmgr.event.events.services import hold
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import NotAllowed, NotFound, Refusal
from eventmgr.ground.i18n import _, language
from eventmgr.identity.directory.models import Organization
from eventmgr.identity.directory.naming import organization_name
from eventmgr.matchmaking.listings import queries, services
from eventmgr.matchmaking.listings.content.wording import changed_lines, linked_lines, listing_lines, profile_lines
from eventmgr.matchmaking.listings.forms import InvitationForm, OnBehalfForm, ReasonForm, links_for, listing_form
from eventmgr.matchmaking.listings.models import Listing, ListingSource, ListingState, ProfileState
from eventmgr.matchmaking.listings.provincial.blueprint import Scope, bp, page, scope_of
from eventmgr.matchmaking.listings.queries import Filters
from eventmgr.tools.taxonomy import get_unit
from eventmgr.tools.web.pages import Answer, attempt, finish, submit
from eventmgr.tools.web.rate_limits.mail_limits import letter_needed
from eventmgr.tools.web.requests.parameters import query


@bp.route("/")
def index(slug: str, unit_code: str) -> ResponseReturnValue:
    """Listings and profiles of the delegation's organizations, what awaits review first."""
    scope = scope_of(slug, unit_code)
    number = scope.event.id
    waiting = Filters(state=ListingState.SUBMITTED, unit=unit_code)
    listed = queries.get_office_page(number, Filters(unit=unit_code), query.text("cursor") or None)
    return page(
        scope,
        "index",
        page=listed,
        total=queries.count_listed(number, Filters(unit=unit_code)),
        waiting=queries.count_listed(number, waiting),
        profiles=queries.get_profile_page(number, unit=unit_code, cursor=query.text("after") or None),
        changed=queries.count_changed_profiles(number, unit_code),
        participants=queries.list_participants(number, unit_code),
    )


@bp.route("/invite", methods=["GET", "POST"])
def invite(slug: str, unit_code: str) -> ResponseReturnValue:
    """Somebody of an organization of the delegation is invited to keep its page."""
    scope, at = scope_of(slug, unit_code), clock.now()
    event = scope.event
    form = InvitationForm(data={"language": language(), "registered": query.text("organization")})
    form.registered.offer([(str(row.id), row.name) for row in queries.list_participants(event.id, unit_code)])
    form.begin_with(lambda number: services.contact_at(event, number, unit=unit_code))
    if form.validate_on_submit() and (person := form.person()) is not None:
        letter_needed(person.email, about=f"company:{person.email}", at=at)

        def work() -> Answer:
            organization = _organization(scope, form.registered.data or "", form.organization.data or "")
            services.invite(event, organization, person, act=act_of(scope.liaison))
            return Answer(
                url_for(".index", **scope.address),
                _(
                    "%(name)s has been invited to keep the page of %(organization)s.",
                    name=person.name,
                    organization=organization_name(organization),
                ),
            )

        if answer := finish(form, work):
            return answer
    return page(scope, "invite", status=form.status, form=form)


def _organization(scope: Scope, number: str, name: str) -> Organization:
    """The organization that was chosen or named, which must be of the delegation; a new one is at home in its province.

    Raises:
        Refusal: it is another delegation's.
    """
    if number:
        organization = queries.get_organization(int(number))
    else:
        home = get_unit(scope.unit_code).province_code
        organization = services.organization_named(name, at=clock.now(), province_code=home)
    if not queries.is_in_unit(scope.event.id, scope.unit_code, organization.id):
        raise Refusal(
            _("This organization does not belong to your delegation. Ask the organizers to invite it."),
            field="organization",
        )
    return organization


@bp.route("/new", methods=["GET", "POST"])
def new(slug: str, unit_code: str) -> ResponseReturnValue:
    """A listing for an organization of the delegation."""
    scope = scope_of(slug, unit_code)
    links = links_for(province=get_unit(unit_code).province_code)
    event, form = scope.event, listing_form(OnBehalfForm, scope.settings, links=links)
    if form.validate_on_submit():
        name = form.organization.data or ""
        form.province_code.data = get_unit(unit_code).province_code

        def add() -> Answer:
            organization = _organization(scope, "", name)
            services.enter(
                event,
                organization,
                form.draft(),
                source=ListingSource.LIAISON,
                act=act_of(scope.liaison),
                state=scope.state_of_new,
            )
            return Answer(url_for(".index", **scope.address), _("The listing has been entered."))

        if answer := finish(form, add, makes=f"listing:{event.id}:{unit_code}"):
            return answer
    return page(scope, "edit", status=form.status, form=form)


def _listing(scope: Scope, listing_id: int) -> Listing:
    listing = queries.get_listing(scope.event, listing_id)
    if not queries.is_in_unit(scope.event.id, scope.unit_code, listing.organization_id):
        raise NotFound(_("There is no such listing."))
    return listing


@bp.route("/<int:listing_id>/")
def show(slug: str, unit_code: str, listing_id: int) -> ResponseReturnValue:
    """A listing of an organization of the delegation; with what is near to it, as far as everybody may read that."""
    scope = scope_of(slug, unit_code)
    return _page(scope, _listing(scope, listing_id))


def _page(scope: Scope, listing: Listing, form: ReasonForm | None = None) -> ResponseReturnValue:
    form = form or ReasonForm(None)
    near = queries.list_near_provinces([listing.id]).get(listing.id, [])
    return page(
        scope,
        "listing",
        status=form.status,
        listing=listing,
        lines=[*listing_lines(listing), *linked_lines(listing)],
        form=form,
        near=near,
        side=listing.side.label,
    )


def _check_review(scope: Scope) -> None:
    if not scope.reviews:
        raise NotAllowed(_("At this event the organizers review listings."))


@bp.route("/<int:listing_id>/publish", methods=["POST"])
def publish(slug: str, unit_code: str, listing_id: int) -> ResponseReturnValue:
    """Others see it from now on."""
    scope = scope_of(slug, unit_code)
    _check_review(scope)
    _listing(scope, listing_id)
    try:
        number = write(lambda: services.publish(scope.event, [listing_id], act=act_of(scope.liaison)))
    except Refusal as refusal:
        flash(refusal.message, "danger")
    else:
        said = _("The listing has been published.") if number else _("It no longer awaits review.")
        flash(said, "success" if number else "info")
    return redirect(url_for(".show", listing_id=listing_id, **scope.address), 303)


@bp.route("/<int:listing_id>/decline", methods=["POST"])
def decline(slug: str, unit_code: str, listing_id: int) -> ResponseReturnValue:
    """It is not published; its organization is told why."""
    scope, form = scope_of(slug, unit_code), ReasonForm()
    _check_review(scope)
    listing = _listing(scope, listing_id)

    def change() -> Answer:
        reason = form.reason.data or ""
        services.decline(scope.event, listing_id, reason, act=act_of(scope.liaison))
        return Answer(url_for(".show", listing_id=listing_id, **scope.address), _("The listing has been declined."))

    if answer := submit(form, change):
        return answer
    return _page(scope, listing, form)


@bp.route("/profiles/<int:organization_id>/")
def profile(slug: str, unit_code: str, organization_id: int) -> ResponseReturnValue:
    """The profile of an organization of the delegation."""
    return _profile_page(scope_of(slug, unit_code), organization_id)


def _profile_page(scope: Scope, organization_id: int, form: ReasonForm | None = None) -> ResponseReturnValue:
    profile = queries.get_profile_at(scope.event, organization_id, scope.unit_code)
    facts, form = services.facts_of(profile), form or ReasonForm(None)
    return page(
        scope,
        "profile",
        status=form.status,
        profile=profile,
        lines=profile_lines(facts),
        changes=changed_lines(facts, services.proposed_facts(profile)) if profile.proposed else [],
        form=form,
        is_changed=profile.state is ProfileState.CHANGED,
    )


@bp.route("/profiles/<int:organization_id>/accept", methods=["POST"])
def accept(slug: str, unit_code: str, organization_id: int) -> ResponseReturnValue:
    """What waits holds from now on; the profile counts as reviewed."""
    scope = scope_of(slug, unit_code)
    queries.get_profile_at(scope.event, organization_id, unit_code)
    by = get_unit(unit_code).name("zh")

    def work() -> None:
        hold(scope.event)
        services.accept(services.hold_profile(organization_id), act=act_of(scope.liaison), by=by)

    return attempt(
        work, _("The profile has been reviewed."), url_for(".profile", organization_id=organization_id, **scope.address)
    )


@bp.route("/profiles/<int:organization_id>/decline", methods=["POST"])
def decline_profile(slug: str, unit_code: str, organization_id: int) -> ResponseReturnValue:
    """What waits is not accepted; the organization reads why on its page."""
    scope, form = scope_of(slug, unit_code), ReasonForm()
    queries.get_profile_at(scope.event, organization_id, unit_code)
    by = get_unit(unit_code).name("zh")

    def work() -> Answer:
        reason = form.reason.data or ""
        hold(scope.event)
        held = services.hold_profile(organization_id)
        services.decline_changes(held, reason, act=act_of(scope.liaison), by=by)
        return Answer(
            url_for(".profile", organization_id=organization_id, **scope.address),
            _("The changes have been declined; the organization can read the reason on its page."),
        )

    if answer := submit(form, work):
        return answer
    return _profile_page(scope, organization_id, form)
