"""Which experts agreed or changed something last, as an Atom feed. Pure but for the language spoken."""

from __future__ import annotations

from collections.abc import Sequence

from eventmgr.exchange.experts.filtering import ExpertFilter, filter_words
from eventmgr.exchange.experts.models import Expert
from eventmgr.exchange.experts.wording import fields_of, line_of, name_of, shown_part
from eventmgr.ground.i18n import _, language
from eventmgr.tools.taxonomy.asked import chosen
from eventmgr.tools.web.atom import BEGAN, AtomEntry, AtomFeed, write


def atom_of(
    experts: Sequence[Expert], filters: ExpertFilter, *, address: str, page: str, base_url: str, author: str
) -> bytes:
    """The feed.

    Args:
        address: where it is fetched from; page: that shows the same.
        author: who publishes it.
    """
    lang = language()
    feed = AtomFeed(
        key=f"{base_url}/experts?{sorted(chosen(filters).items())}&{lang}",
        title=" · ".join((_("Experts"), *filter_words(filters))),
        subtitle=_("Experts who agreed to be found, by province, sector and topic."),
        author=author,
        page=page,
        address=address,
        language=lang,
        created_at=BEGAN,
    )
    return write(feed, [_entry(expert, base_url) for expert in experts])


def _entry(expert: Expert, base_url: str) -> AtomEntry:
    shown = (line_of(expert), shown_part(expert, "text"))
    return AtomEntry(
        key=f"{base_url}/experts/#expert-{expert.id}",
        title=name_of(expert),
        address=f"{base_url}/experts/?lang={language()}#expert-{expert.id}",
        published_at=expert.state_since,
        updated_at=max(expert.state_since, expert.updated_at),
        author=name_of(expert),
        text=_("; ").join(words for words in shown if words),
        categories=fields_of(expert),
    )
