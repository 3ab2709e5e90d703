"""What an organization says of itself: typed by its people, accepted or declined."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from eventmgr.event.events.statements import raise_site_revision
from eventmgr.ground import columns
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.listings import queries, statements
from eventmgr.matchmaking.listings.content.drafts import ProfileFacts
from eventmgr.matchmaking.listings.models import ChainStage, OrganizationProfile, ProfileState
from eventmgr.tools.log.services import Act, Changes, difference, plain, record
from eventmgr.tools.taxonomy.sizes import SizeClass

DIRECTORY = "directory"
"""Revision of the site that rises with what organizations say of themselves."""
_OWN = tuple(columns.settings_of(OrganizationProfile))


def profile_of(organization: Organization, *, act: Act) -> OrganizationProfile:
    """The profile of an organization, an empty one if it had none; locked until the transaction ends."""
    statements.add_profile(organization.id, at=act.at)
    return hold_profile(organization.id)


def hold_profile(organization_id: int) -> OrganizationProfile:
    """The profile as it stands; nobody else changes it until the transaction ends.

    Raises:
        NotFound: there is none.
    """
    return queries.get_profile(organization_id, lock=True)


def facts_of(profile: OrganizationProfile) -> ProfileFacts:
    """The facts that the profile gives now."""
    own: dict[str, Any] = {name: getattr(profile, name) for name in _OWN if name != "chain_stage"}
    organization = profile.organization
    return ProfileFacts(
        **own,
        chain_stage=profile.chain_stage.value if profile.chain_stage else "",
        province_code=organization.province_code or "",
        size_class=organization.size_class.value if organization.size_class else "",
        credit_code=organization.credit_code or "",
    )


def proposed_facts(profile: OrganizationProfile) -> ProfileFacts:
    """What its keepers have typed: what waits, else what it says."""
    return ProfileFacts(**profile.proposed) if profile.proposed else facts_of(profile)


def proposed_changes(profile: OrganizationProfile) -> Changes:
    """`{field: [from, to]}` of what waits for a review."""
    return difference(_recorded(facts_of(profile)), _recorded(proposed_facts(profile))) if profile.proposed else {}


def change_profile(profile: OrganizationProfile, facts: ProfileFacts, *, act: Act, waits: bool) -> bool:
    """Let the profile say that, or let that wait for a review; whether anything changed. The profile must be held.

    Raises:
        Refusal: the credit code is another organization's.
    """
    facts = _kept_code(profile, facts)
    before = proposed_facts(profile)
    changes = difference(_recorded(before), _recorded(facts))
    if not changes:
        return False
    profile.updated_at = act.at
    if waits:
        same = _recorded(facts) == _recorded(facts_of(profile))
        profile.proposed = {} if same else _plain(facts)
        profile.state = _reviewed(profile) if same else ProfileState.CHANGED
        _note(profile, "proposed", act=act, changes=changes)
        return True
    _apply(profile, facts)
    profile.proposed, profile.decline_reason = {}, ""
    profile.state = ProfileState.UNREVIEWED
    _note(profile, "changed", act=act, changes=changes)
    return True


def accept(profile: OrganizationProfile, *, act: Act, by: str) -> None:
    """What waits holds from now on, and the profile counts as reviewed. The profile must be held.

    Args:
        by: the name under which the review is shown.

    Raises:
        Refusal: a credit code that waits has become another organization's.
    """
    changes = proposed_changes(profile)
    if profile.proposed:
        _apply(profile, _kept_code(profile, proposed_facts(profile)))
    profile.proposed, profile.decline_reason = {}, ""
    profile.state, profile.reviewed_at, profile.reviewed_by = ProfileState.REVIEWED, act.at, by[:60]
    _note(profile, "reviewed", act=act, changes=changes)


def decline_changes(profile: OrganizationProfile, reason: str, *, act: Act, by: str) -> None:
    """What waits is not accepted; its keepers read why and can change it. The profile must be held.

    Raises:
        Refusal: nothing waits, or no reason is given.
    """
    if not profile.proposed:
        raise Refusal(_("Nothing in this profile awaits review any more."))
    if not reason:
        raise Refusal(_("Please give the reason: the organization will be told."), field="reason")
    profile.state, profile.decline_reason = ProfileState.DECLINED, reason
    profile.reviewed_at, profile.reviewed_by = act.at, by[:60]
    _note(profile, "changes_declined", act=act, reason=reason)


def _reviewed(profile: OrganizationProfile) -> ProfileState:
    return ProfileState.REVIEWED if profile.reviewed_at is not None else ProfileState.UNREVIEWED


def _kept_code(profile: OrganizationProfile, facts: ProfileFacts) -> ProfileFacts:
    known = profile.organization.credit_code or ""
    if known:
        return replace(facts, credit_code=known)
    if facts.credit_code and queries.is_code_taken(facts.credit_code, but=profile.organization_id):
        raise Refusal(
            _("Another organization is known by this code. Compare it, or ask the organizers."), field="credit_code"
        )
    return facts


def _apply(profile: OrganizationProfile, facts: ProfileFacts) -> None:
    for name in _OWN:
        value = getattr(facts, name)
        if name == "chain_stage":
            value = ChainStage(value) if value else None
        elif isinstance(value, Mapping):
            value = dict(value)
        elif isinstance(value, list | tuple):
            value = list(value)
        setattr(profile, name, value)
    raise_site_revision(DIRECTORY)
    organization = profile.organization
    organization.province_code = facts.province_code or organization.province_code
    organization.size_class = SizeClass(facts.size_class) if facts.size_class else organization.size_class
    organization.credit_code = facts.credit_code or organization.credit_code
    db.session.flush()


def _plain(facts: ProfileFacts) -> dict[str, Any]:
    return {name: plain(dict(value) if isinstance(value, Mapping) else value) for name, value in asdict(facts).items()}


def _recorded(facts: ProfileFacts) -> dict[str, Any]:
    return {name: value for name, value in _plain(facts).items() if value not in ("", [], {}, None)}


def _note(
    profile: OrganizationProfile, action: str, *, act: Act, changes: Changes | None = None, reason: str = ""
) -> None:
    record(act, action, profile, object_name=profile.organization.name, changes=changes, reason=reason)
