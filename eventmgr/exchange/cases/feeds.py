"""What was published last, as an Atom feed. Pure but for the language spoken."""

from __future__ import annotations

from collections.abc import Sequence

from eventmgr.exchange.cases.filtering import CaseFilter, filter_words
from eventmgr.exchange.cases.models import Case
from eventmgr.exchange.cases.wording import place_of
from eventmgr.ground.i18n import _, language, localized
from eventmgr.identity.directory.naming import organization_name
from eventmgr.tools.feeds.atom import AtomEntry, write_atom
from eventmgr.tools.feeds.place import FeedPlace
from eventmgr.tools.metrics.wording import in_order, metric_words
from eventmgr.tools.taxonomy.asked import chosen
from eventmgr.tools.taxonomy.spoken import sectors_of, topics_of


def atom_of(cases: Sequence[Case], filters: CaseFilter, place: FeedPlace) -> bytes:
    """The Atom feed of these cases."""
    lang = language()
    return write_atom(
        place,
        [_entry(case, place.base_url, lang) for case in cases],
        key=f"{place.base_url}/cases?{sorted(chosen(filters).items())}&{lang}",
        title=" · ".join((_("Cases"), *filter_words(filters))),
        subtitle=_("What organizations have done and measured."),
    )


def _entry(case: Case, base_url: str, lang: str) -> AtomEntry:
    published_at = case.published_at or case.created_at
    metrics = [metric_words(metric) for metric in in_order(case.metrics)]
    return AtomEntry(
        key=f"{base_url}/cases/{case.slug}",
        title=localized(case.title),
        address=f"{base_url}/cases/{case.slug}/?lang={lang}",
        published_at=published_at,
        updated_at=max(published_at, case.updated_at),
        author=organization_name(case.organization),
        text=_("; ").join((localized(case.summary), *metrics)),
        categories=[place_of(case), *topics_of(case), *sectors_of(case)],
    )
