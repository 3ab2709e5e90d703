"""What changed last in the directory, as an Atom feed. Pure but for the language spoken."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from eventmgr.exchange.entries.filtering import DirectoryFilter, filter_words
from eventmgr.ground.i18n import _, language, localized
from eventmgr.identity.directory.naming import organization_name
from eventmgr.matchmaking.listings.board.names import province_of
from eventmgr.matchmaking.listings.models import OrganizationProfile
from eventmgr.tools.taxonomy.asked import chosen
from eventmgr.tools.web.atom import BEGAN, AtomEntry, AtomFeed, write


def atom_of(
    profiles: Sequence[OrganizationProfile],
    filters: DirectoryFilter,
    fields_of: Callable[[OrganizationProfile], list[str]],
    *,
    address: str,
    page: str,
    base_url: str,
    author: str,
) -> bytes:
    """The feed.

    Args:
        fields_of: the sectors and topics of an organization, as they are called.
        address: where it is fetched from; page: that shows the same.
        author: who publishes it.
    """
    lang = language()
    feed = AtomFeed(
        key=f"{base_url}/organizations?{sorted(chosen(filters).items())}&{lang}",
        title=" · ".join((_("Organizations"), *filter_words(filters))),
        subtitle=_("Organizations that agreed to be found, by province, sector, size and topic."),
        author=author,
        page=page,
        address=address,
        language=lang,
        created_at=BEGAN,
    )
    return write(feed, [_entry(profile, fields_of, base_url) for profile in profiles])


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
