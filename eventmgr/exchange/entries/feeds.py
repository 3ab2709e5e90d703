"""What changed last in the directory, as an Atom feed. Pure but for the language spoken."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from eventmgr.exchange.entries.filtering import DirectoryFilter, filter_words
from eventmgr.ground.i18n import _, language, localized
from eventmgr.identity.directory.naming import organization_name
from eventmgr.matchmaking.listings.board.names import province_of
from eventmgr.matchmaking.listings.models import OrganizationProfile
from eventmgr.tools.feeds.atom import AtomEntry, write_atom
from eventmgr.tools.feeds.place import FeedPlace
from eventmgr.tools.taxonomy.asked import chosen


def atom_of(
    profiles: Sequence[OrganizationProfile],
    filters: DirectoryFilter,
    fields_of: Callable[[OrganizationProfile], list[str]],
    place: FeedPlace,
) -> bytes:
    """The Atom feed of these organizations.

    Args:
        fields_of: the sectors and topics of an organization, as they are called.
    """
    lang = language()
    return write_atom(
        place,
        [_entry(profile, fields_of, place.base_url) for profile in profiles],
        key=f"{place.base_url}/organizations?{sorted(chosen(filters).items())}&{lang}",
        title=" · ".join((_("Organizations"), *filter_words(filters))),
        subtitle=_("Organizations that agreed to be found, by province, sector, size and topic."),
    )


def _entry(
    profile: OrganizationProfile, fields_of: Callable[[OrganizationProfile], list[str]], base_url: str
) -> AtomEntry:
    name, address = organization_name(profile.organization), f"{base_url}/organizations/{profile.organization_id}/"
    return AtomEntry(
        key=address,
        title=name,
        address=f"{address}?lang={language()}",
        published_at=profile.created_at,
        updated_at=max(profile.created_at, profile.updated_at),
        author=name,
        text=localized(profile.summary),
        categories=[word for word in (province_of(profile.organization), *fields_of(profile)) if word],
    )
