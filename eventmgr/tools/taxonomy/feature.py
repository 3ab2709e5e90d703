"""Words for codes, for every template."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from eventmgr.ground.errors import NotFound
from eventmgr.ground.features import Feature, Words
from eventmgr.ground.i18n import _l, language
from eventmgr.tools import taxonomy


def province_name(code: str | None) -> str:
    """The short name of a province in the language spoken."""
    return taxonomy.get_province(code).short(language()) if code else ""


def country_name(code: str | None) -> str:
    """The name of a country or region in the language spoken."""
    return taxonomy.country_name(code or "", language())


def unit_name(code: str | None) -> str:
    """The short name of a delegation unit in the language spoken."""
    return taxonomy.get_unit(code).short(language()) if code else ""


def sector_name(code: str | None) -> str:
    """The name of a sector in the language spoken."""
    return taxonomy.get_sector(code).name(language()) if code else ""


def sector_short(code: str | None) -> str:
    """The short name of a sector in the language spoken."""
    return taxonomy.get_sector(code).short(language()) if code else ""


def topic_name(code: str | None) -> str:
    """The name of a topic in the language spoken."""
    return taxonomy.get_topic(code).name(language()) if code else ""


def _name_by(get: Callable[[str], Any]) -> Callable[[Any], str]:
    """A code as the trail says it; one that is not known any more stays as it is."""

    def say(code: Any) -> str:
        try:
            return str(get(code).short())
        except NotFound:
            return str(code)

    return say


say_province, say_unit = _name_by(taxonomy.get_province), _name_by(taxonomy.get_unit)
say_sector, say_topic = _name_by(taxonomy.get_sector), _name_by(taxonomy.get_topic)

FEATURE = Feature(
    "taxonomy",
    words=(
        Words(
            None,
            fields={
                "province_code": _l("Province/region"),
                "province_codes": _l("Provinces/regions"),
                "country_code": _l("Country or region"),
                "unit_code": _l("Delegation"),
                "sector_code": _l("Sector"),
                "topic_id": _l("Topic"),
            },
            say={
                "province_code": say_province,
                "province_codes": say_province,
                "country_code": country_name,
                "unit_code": say_unit,
                "sector_code": say_sector,
                "topic_id": say_topic,
            },
        ),
    ),
    template_names={
        "province_name": province_name,
        "country_name": country_name,
        "unit_name": unit_name,
        "sector_name": sector_name,
        "sector_short": sector_short,
        "topic_name": topic_name,
    },
)
