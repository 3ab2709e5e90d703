"""Choices of select fields: `[(value, label), …]`, or `{group: [(value, label), …]}` where there are many."""

from __future__ import annotations

from collections.abc import Iterable

from eventmgr.tools.taxonomy.countries import countries
from eventmgr.tools.taxonomy.provinces import provinces
from eventmgr.tools.taxonomy.sectors import sector_themes, sectors
from eventmgr.tools.taxonomy.topics import topics
from eventmgr.tools.taxonomy.units import units

Choices = list[tuple[str, str]]
_OTHER_SECTIONS = {"zh": "其他门类", "en": "Other industries"}
_OTHER_TOPICS = {"zh": "其他主题", "en": "Other topics"}
_MANUFACTURING = "C"


def choices_provinces(lang: str) -> Choices:
    """The 34 divisions in official order."""
    return [(province.code, province.name_zh if lang == "zh" else province.short_en) for province in provinces()]


def choices_countries(lang: str) -> Choices:
    """Countries and regions outside China, by their names."""
    return [(country.code, country.name(lang)) for country in countries(lang)]


def choices_units(lang: str, codes: Iterable[str] | None = None) -> Choices:
    """The delegation units in official order; only those in `codes`, where given."""
    wanted = None if codes is None else set(codes)
    return [(unit.code, unit.name(lang)) for unit in units() if wanted is None or unit.code in wanted]


def choices_sectors(lang: str) -> dict[str, Choices]:
    """Manufacturing and its divisions, then the other sections."""
    pairs = [(sector, (sector.code, sector.labelled(lang))) for sector in sectors()]
    inside = [pair for sector, pair in pairs if _MANUFACTURING in (sector.code, sector.parent)]
    outside = [pair for sector, pair in pairs if _MANUFACTURING not in (sector.code, sector.parent)]
    manufacturing = next(sector for sector in sectors() if sector.code == _MANUFACTURING)
    return {manufacturing.name(lang): inside, _OTHER_SECTIONS[lang]: outside}


def choices_themes(lang: str) -> Choices:
    """The everyday words for sectors, those of the first seminars first."""
    return [(theme.id, theme.name(lang)) for theme in sector_themes()]


def choices_topics(lang: str) -> dict[str, Choices]:
    """Topics with others below them make groups, in the order of the tree; single ones come last."""
    groups: dict[str, Choices] = {}
    single: Choices = []
    for top in (topic for topic in topics() if topic.parent is None):
        own = [(topic.code, topic.name(lang)) for topic in (top, *top.children)]
        if len(own) > 1:
            groups[top.name(lang)] = own
        else:
            single += own
    return groups | {_OTHER_TOPICS[lang]: single}
