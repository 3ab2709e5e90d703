"""What an organization is called in a language."""

from __future__ import annotations

from eventmgr.ground.i18n import language
from eventmgr.identity.directory.models import Organization


def organization_name(organization: Organization, lang: str = "") -> str:
    """Its name in that language, or in the one spoken; the Chinese one where the English one is not known."""
    return name_in(lang or language(), organization.name, organization.name_en)


def name_in(lang: str, name: str, name_en: str) -> str:
    """One of the two names, by the same rule."""
    return (name_en if lang == "en" else "") or name
