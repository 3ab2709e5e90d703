"""Reference data with published codes: provinces, delegation units, regions, sectors, topics; and how to spell
Chinese in Latin order, and a mobile number.

Read once per process from the package's own files into frozen values; there is no table and no query. Other
tables hold the codes. See docs/decisions/0004 and 0005.
"""

from eventmgr.tools.taxonomy.choices import (
    choices_countries,
    choices_provinces,
    choices_sectors,
    choices_themes,
    choices_topics,
    choices_units,
)
from eventmgr.tools.taxonomy.countries import countries, country_name, find_country
from eventmgr.tools.taxonomy.job_titles import job_title
from eventmgr.tools.taxonomy.pinyin import name_key, romanized, sort_key
from eventmgr.tools.taxonomy.provinces import Province, find_province, get_province, provinces
from eventmgr.tools.taxonomy.regions import Region, Scheme, region_sets, schemes, seed_presets
from eventmgr.tools.taxonomy.sectors import (
    Sector,
    Theme,
    find_sector,
    get_sector,
    get_theme,
    sector_themes,
    sectors,
)
from eventmgr.tools.taxonomy.stations import station_name
from eventmgr.tools.taxonomy.topics import Topic, find_topic, get_topic, topic_ids_within, topics
from eventmgr.tools.taxonomy.units import Unit, find_unit, get_unit, units

__all__ = [
    "Province",
    "Region",
    "Scheme",
    "Sector",
    "Theme",
    "Topic",
    "Unit",
    "choices_countries",
    "choices_provinces",
    "choices_sectors",
    "choices_themes",
    "choices_topics",
    "choices_units",
    "countries",
    "country_name",
    "find_country",
    "find_province",
    "find_sector",
    "find_topic",
    "find_unit",
    "get_province",
    "get_sector",
    "get_theme",
    "get_topic",
    "get_unit",
    "job_title",
    "name_key",
    "provinces",
    "region_sets",
    "romanized",
    "schemes",
    "sector_themes",
    "sectors",
    "seed_presets",
    "sort_key",
    "station_name",
    "topic_ids_within",
    "topics",
    "units",
]
