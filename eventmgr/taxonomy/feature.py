"""Words for codes, for every template."""

from __future__ import annotations

from eventmgr import taxonomy
from eventmgr.features import Feature
from eventmgr.i18n import language


def province_name(code: str | None) -> str:
    """The short name of a province in the language spoken."""
    return taxonomy.get_province(code).short(language()) if code else ""


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


FEATURE = Feature(
    "taxonomy",
    template_names={
        "province_name": province_name,
        "unit_name": unit_name,
        "sector_name": sector_name,
        "sector_short": sector_short,
        "topic_name": topic_name,
    },
)
