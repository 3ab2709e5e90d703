"""Where a public feed stands, and what its address may ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _, language
from eventmgr.tools.messages.composing import absolute_url, base_url
from eventmgr.tools.web.rendering.templating import site_name
from eventmgr.tools.web.requests.parameters import query, read_language

_LONGEST_SHOWN = 40


@dataclass(frozen=True)
class FeedPlace:
    """Where a feed stands: its addresses and its author."""

    address: str
    """Where it is fetched from."""
    page: str
    """The page that shows the same."""
    base_url: str
    author: str
    """Who publishes it."""


def feed_place(feed: str, page: str, asked: Mapping[str, object]) -> FeedPlace:
    """Where the feed stands; `feed` and `page` are endpoints, `asked` what both addresses take beside the language."""
    values = {**asked, "lang": language()}
    return FeedPlace(absolute_url(feed, **values), absolute_url(page, **values), base_url(), site_name())


def check_feed(*names: str) -> None:
    """Refuse what would be overlooked in the address of a feed: programs fetch for years what somebody mistyped once.

    Raises:
        BadValue: it says something that is neither among `names` nor `lang`, or names a language that there is not.
    """
    known = (*names, "lang")
    for name in query:
        if name not in known:
            raise BadValue(
                _(
                    "“%(name)s” is not a valid filter here. Available: %(known)s.",
                    name=name[:_LONGEST_SHOWN],
                    known=", ".join(known),
                )
            )
    read_language(query.text("lang"), "")
