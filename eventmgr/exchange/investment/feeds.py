"""What was published last, as an Atom feed. Pure but for the language spoken."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from eventmgr.exchange.investment.filtering import OfferFilter, filter_words
from eventmgr.ground.i18n import _, language
from eventmgr.matchmaking.listings.board.feeds import atom_of_all
from eventmgr.matchmaking.listings.models import Listing
from eventmgr.tools.taxonomy.asked import chosen


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
    return atom_of_all(
        offers,
        path_of,
        title=" · ".join((_("Investment promotion"), *filter_words(filters))),
        subtitle=_("Parks, funds, subsidies, projects and services of the provinces."),
        key=f"investment?{sorted(chosen(filters).items())}&{language()}",
        address=address,
        page=page,
        base_url=base_url,
        author=author,
    )
