"""What was published last, as an Atom feed. Pure but for the language spoken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from eventmgr.exchange.investment.filtering import OfferFilter, chosen, filter_words
from eventmgr.ground.i18n import _, language, localized
from eventmgr.identity.directory.naming import organization_name
from eventmgr.matchmaking.listings.board.names import provinces_of, sectors_of, topic_of
from eventmgr.matchmaking.listings.models import Listing
from eventmgr.tools.web.atom import AtomEntry, AtomFeed, write

_BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
"""What a feed without entries was updated at."""


def atom_of(
    offers: Sequence[Listing],
    filters: OfferFilter,
    path_of: Callable[[Listing], str],
    *,
    address: str,
    page: str,
    base_url: str,
    author: str,
) -> bytes:
    """The feed.

    Args:
        path_of: where the page of an offer is.
        address: where it is fetched from; page: that shows the same.
        author: who publishes it.
    """
    lang = language()
    feed = AtomFeed(
        key=f"{base_url}/investment?{sorted(chosen(filters).items())}&{lang}",
        title=" · ".join((_("Investment promotion"), *filter_words(filters))),
        subtitle=_("Parks, funds, subsidies, projects and services of the provinces."),
        author=author,
        page=page,
        address=address,
        language=lang,
        created_at=_BEGAN,
    )
    return write(feed, [_entry(offer, f"{base_url}{path_of(offer)}", lang) for offer in offers])


def _entry(offer: Listing, address: str, lang: str) -> AtomEntry:
    published_at = offer.published_at or offer.created_at
    return AtomEntry(
        key=address,
        title=localized(offer.title),
        address=f"{address}?lang={lang}",
        published_at=published_at,
        updated_at=max(published_at, offer.updated_at),
        author=organization_name(offer.organization),
        text=localized(offer.text),
        categories=[
            words
            for words in (str(offer.kind.label), provinces_of(offer), topic_of(offer), *sectors_of(offer))
            if words
        ],
    )
