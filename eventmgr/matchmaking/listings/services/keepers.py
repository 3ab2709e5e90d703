"""Who keeps an organization's profile and listings: invited, shown the way again, removed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from eventmgr.event.events.models import Event
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.ground.text import folded
from eventmgr.identity.directory import likeness
from eventmgr.identity.directory.models import Organization
from eventmgr.identity.directory.statements import settle_organizations
from eventmgr.matchmaking.listings import letters, queries, statements
from eventmgr.matchmaking.listings.models import OrganizationProfile, ProfileKeeper
from eventmgr.matchmaking.listings.services.profiles import hold_profile, profile_of
from eventmgr.matchmaking.listings.services.setting import check_open, settings_of, title_of
from eventmgr.tools.log.services import Act, record
from eventmgr.tools.messages.services import forget_about
from eventmgr.tools.taxonomy import sort_key


@dataclass(frozen=True)
class KeeperFacts:
    """See `ProfileKeeper`; `email` is lower case."""

    name: str
    email: str
    mobile: str = ""
    language: str = "zh"


def organization_named(name: str, *, at: datetime, province_code: str = "") -> Organization:
    """The organization of that name, added if it is new, as the organizers use it; it is at home in that province where
    no other is known."""
    [number] = organizations_named({name: province_code}, at=at).values()
    organization = queries.get_organization(number)
    organization.province_code = organization.province_code or province_code or None
    return organization


def organizations_named(names: Mapping[str, str], *, at: datetime) -> dict[str, int]:
    """Name → number of its organization, added where it is new with the province code given; a few statements. Another
    name of an organization leads to that one. Call it before an event is locked: it may wait for others who add the
    same."""
    values = [
        {
            "organization": name,
            "name_key": folded(name)[:200],
            "organization_likeness": likeness.organization_key(name),
            "organization_pinyin": sort_key(name)[:400],
            "province": province or None,
            "sector": None,
            "by_office": True,
            "at": at,
        }
        for name, province in names.items()
    ]
    numbers = settle_organizations(values)
    return {name: numbers[folded(name)[:200]] for name in names}


def invite(event: Event, organization: Organization, person: KeeperFacts, *, act: Act) -> ProfileKeeper:
    """Write the link to the organization's page to somebody of it. Whoever keeps it already is written to again, and
    their details say what is given now."""
    profile = profile_of(organization, act=act)
    keeper = keep_page(organization, person, event=event, act=act)
    letters.write_link(letters.INVITED, event, keeper, profile, at=act.at)
    return keeper


def keep_page(
    organization: Organization, person: KeeperFacts, *, event: Event | None = None, act: Act
) -> ProfileKeeper:
    """They keep the organization's page from now on, invited at the event or at none; nothing is written. It must have
    a profile."""
    keeper = queries.find_keeper_by_email(organization.id, person.email)
    action = "keeper_invited_again" if keeper else "keeper_invited"
    if keeper is None:
        keeper = ProfileKeeper(organization_id=organization.id, email=person.email.lower(), organization=organization)
    keeper.name, keeper.mobile, keeper.language = person.name, person.mobile, person.language
    keeper.event_id = event.id if event is not None else keeper.event_id
    keeper.invited_at = keeper.seen_at = act.at
    db.session.add(keeper)
    db.session.flush()
    profile = profile_of(organization, act=act)
    record(act, action, profile, event_id=event.id if event else None, object_name=organization.name)
    return keeper


def contact_at(event: Event, organization_id: int, unit: str = "") -> dict[str, str]:
    """Name, address, number and language of whoever of an organization is registered and can be written to, of one
    delegation if given; empty: nobody."""
    found = queries.find_contact(event.id, organization_id, unit)
    if found is None:
        return {}
    return {"name": found.name, "email": found.email, "mobile": found.mobile, "language": found.language}


def count_silent(event: Event) -> int:
    """How many organizations with somebody registered have no listing at the event and can be written to."""
    return len(_silent(event))


def ask_silent(event: Event, *, act: Act) -> int:
    """Ask each of these to enter what it offers and seeks: whoever keeps its page, else the first of its participants
    with an e-mail address, each by the link that is theirs. How many organizations.

    Raises:
        Refusal: nothing can be entered now.
    """
    check_open(event, settings_of(event), at=act.at)
    silent = _silent(event)
    profiles = {one.organization_id: one for one in queries.list_profiles(silent)}
    for number, (keepers, registration) in silent.items():
        for keeper in keepers:
            letters.write_link(letters.INVITED, event, keeper, profiles[number], at=act.at)
        if registration is not None:
            letters.invite_participant(event, registration, at=act.at)
    if silent:
        changes = {"emails": [None, len(silent)]}
        record(act, "silent_asked", event, event_id=event.id, object_name=title_of(event), changes=changes)
    return len(silent)


def _silent(event: Event) -> dict[int, tuple[list[ProfileKeeper], Registration | None]]:
    """Organization → who keeps its page, or else the participant who is asked."""
    first: dict[int, Registration | None] = {}
    for one in queries.list_silent(event.id):
        if one.organization_id is not None and first.get(one.organization_id) is None:
            first[one.organization_id] = one if one.email else None
    keepers = queries.list_keepers_of(first)
    return {
        number: (keepers.get(number, []), None if number in keepers else registration)
        for number, registration in first.items()
        if number in keepers or registration is not None
    }


def send_again(email: str, *, at: datetime) -> int:
    """Write each link that this address has been given to it again; how many."""
    keepers = queries.list_keepers_by_email(email)
    profiles = {one.organization_id: one for one in queries.list_profiles({one.organization_id for one in keepers})}
    for keeper in keepers:
        letters.write_link(letters.AGAIN, None, keeper, profiles[keeper.organization_id], at=at)
    return len(keepers)


def end_links(profile: OrganizationProfile, *, act: Act) -> int:
    """No link to the organization's page opens anything any more; its keepers are written new ones. How many. The
    profile must be held."""
    profile.link_version += 1
    db.session.flush()
    record(act, "links_ended", profile, object_name=profile.organization.name)
    keepers = queries.list_keepers(profile.organization_id)
    for keeper in keepers:
        letters.write_link(letters.AGAIN, None, keeper, profile, at=act.at)
    return len(keepers)


def remove(profile: OrganizationProfile, keeper: ProfileKeeper, *, act: Act) -> None:
    """Somebody keeps the profile no longer: their link ends, and what is held of them goes. The profile must be
    held."""
    record(act, "keeper_removed", profile, object_name=profile.organization.name)
    forget([keeper])


def erase(organization_id: int, keeper_id: int, *, act: Act) -> None:
    """A keeper deletes what is held of them; what they wrote stays the organization's."""
    profile = hold_profile(organization_id)
    record(act, "keeper_erased", profile, object_name=profile.organization.name)
    forget([queries.get_keeper(organization_id, keeper_id)])


def forget(keepers: list[ProfileKeeper]) -> None:
    """What is held of these keepers goes, with the e-mails to them."""
    forget_about([letters.about(one.id) for one in keepers])
    statements.delete_keepers([one.id for one in keepers])


def note_use(keeper: ProfileKeeper, *, act: Act, user_id: int | None) -> None:
    """Note that the keeper has used their link, which confirms it."""
    keeper.confirmed_at = keeper.confirmed_at or act.at
    keeper.seen_at = act.at
    keeper.user_id = user_id or keeper.user_id


def change_own(keeper: ProfileKeeper, *, name: str, mobile: str, language: str, act: Act) -> bool:
    """A keeper corrects what is known of them; the mailbox stays, for it is where the link went. Whether anything
    changed."""
    wanted = {"name": name, "mobile": mobile, "language": language}
    changed = [field for field, value in wanted.items() if getattr(keeper, field) != value]
    for field in changed:
        setattr(keeper, field, wanted[field])
    if changed:
        profile = queries.get_profile(keeper.organization_id)
        record(
            act,
            "keeper_changed",
            profile,
            object_name=profile.organization.name,
            changes={"details": [None, ",".join(changed)]},
        )
    return bool(changed)
