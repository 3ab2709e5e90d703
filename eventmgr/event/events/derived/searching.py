"""The text that the front page's filter looks in."""

from __future__ import annotations

from collections.abc import Iterator

from eventmgr.event.events.models import Event
from eventmgr.ground import text
from eventmgr.tools.taxonomy import Province, Sector, Topic, get_province, get_sector, get_topic


def search_text(event: Event) -> str:
    """Titles, summaries, place, venues, hosts, series, sectors and topics in both languages, folded, once each."""
    folded_texts = dict.fromkeys(text.folded(part) for part in _texts(event))
    return "|".join(part for part in folded_texts if part)


def _texts(event: Event) -> Iterator[str]:
    named = [event.title, event.summary, event.city]
    named += [venue.name for venue in event.venues] + [host.name for host in event.hosts]
    if event.series:
        named.append(event.series.name)
    for value in named:
        yield from value.values()
    codes: list[Province | Sector | Topic] = [get_province(event.province_code)] if event.province_code else []
    codes += [get_sector(sector.code) for sector in event.sectors] + [
        get_topic(topic.topic_id) for topic in event.topics
    ]
    for code in codes:
        yield from (code.name("zh"), code.name("en"))
