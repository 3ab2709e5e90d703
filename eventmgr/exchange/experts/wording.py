"""How experts are texts, in the language of their reader. Pure but for that language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from eventmgr.exchange.experts.models import PARTS, Expert
from eventmgr.exchange.policies.wording import joined
from eventmgr.ground.columns import label_of
from eventmgr.ground.i18n import _l, language, localized
from eventmgr.identity.directory.naming import organization_name
from eventmgr.tools.taxonomy import find_province
from eventmgr.tools.taxonomy.spoken import sectors_of, topics_of

_LINE = ("title", "organization", "province_code")


def name_of(expert: Expert) -> str:
    """The expert's name in the language spoken."""
    return localized(expert.name)


def part_of(expert: Expert, part: str) -> str:
    """One of `PARTS` in words, whether it is shown or not."""
    if part == "organization":
        known = expert.known_organization
        return organization_name(known) if known is not None else expert.organization
    if part == "province_code":
        province = find_province(expert.province_code)
        return province.name(language()) if province else ""
    return localized(getattr(expert, part))


def shown_part(expert: Expert, part: str) -> str:
    """The same; empty where the expert does not show it."""
    return part_of(expert, part) if part in expert.shown else ""


def line_of(expert: Expert) -> str:
    """Title, organization and province in a line, as far as they are shown."""
    return " · ".join(filter(None, (shown_part(expert, part) for part in _LINE)))


def fields_of(expert: Expert) -> list[str]:
    """Their topics, then their sectors, as they are called."""
    return [*topics_of(expert), *sectors_of(expert)]


def all_lines(expert: Expert) -> Sequence[tuple[Any, str, bool]]:
    """(label, words, whether everybody reads it once the expert has agreed) of everything that was entered."""
    lines = [(label_of(Expert.name), _both(expert.name), True)]
    lines += [(label, part_of(expert, part), part in expert.shown) for part, label in PARTS.items()]
    lines.append((_l("Fields"), joined(fields_of(expert)), True))
    return [line for line in lines if line[1]]


def _both(name: dict[str, str]) -> str:
    return " / ".join(filter(None, (name.get("zh"), name.get("en"))))
