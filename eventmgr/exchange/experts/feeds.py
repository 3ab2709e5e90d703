"""Which experts agreed or changed something last, as an Atom feed. Pure but for the language spoken."""

from __future__ import annotations

from collections.abc import Sequence

from eventmgr.exchange.experts.filtering import ExpertFilter, filter_words
from eventmgr.exchange.experts.models import Expert
from eventmgr.exchange.experts.wording import fields_of, line_of, name_of, shown_part
from eventmgr.ground.i18n import _, language
from eventmgr.tools.feeds.atom import AtomEntry, write_atom
from eventmgr.tools.feeds.place import FeedPlace
from eventmgr.tools.taxonomy.asked import chosen


def atom_of(experts: Sequence[Expert], filters: ExpertFilter, place: FeedPlace) -> bytes:
    """The Atom feed of these experts."""
    lang = language()
    return write_atom(
        place,
        [_entry(expert, place.base_url) for expert in experts],
        key=f"{place.base_url}/experts?{sorted(chosen(filters).items())}&{lang}",
        title=" · ".join((_("Experts"), *filter_words(filters))),
        subtitle=_("Experts who agreed to be found, by province, sector and topic."),
    )


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
