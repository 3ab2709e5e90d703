"""Countries and regions outside China: ISO 3166-1 alpha-2 codes, as GB/T 2659.1 has them, with names in both languages.

Mainland China, Hong Kong, Macao and Taiwan are no entries here: whoever comes from there chooses the province
(`provinces.py`). Names: Unicode CLDR, kept in `data/countries.csv`; a test holds the codes against ISO 3166-1.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from eventmgr.ground.i18n import language
from eventmgr.tools.taxonomy import tables
from eventmgr.tools.taxonomy.pinyin import sort_key


@dataclass(frozen=True)
class Country:
    """A country or region; `code` has two letters."""

    code: str
    name_zh: str
    name_en: str

    def name(self, lang: str | None = None) -> str:
        """The name in `lang` (`zh`, `en`; the spoken one, if not given)."""
        return self.name_zh if (lang or language()) == "zh" else self.name_en


@cache
def countries(lang: str = "en") -> tuple[Country, ...]:
    """All of them, by their names in `lang`: Chinese ones by pinyin."""
    return tuple(sorted(_all().values(), key=lambda country: sort_key(country.name(lang))))


def country_name(code: str, lang: str | None = None) -> str:
    """The name for this code; a code that is not known stands for itself, `""` for none."""
    country = _all().get(code)
    return country.name(lang) if country else code


def find_country(code: str) -> Country | None:
    """The country or region of this code, or None."""
    return _all().get(code)


@cache
def _all() -> dict[str, Country]:
    return {row["code"]: Country(row["code"], row["name_zh"], row["name_en"]) for row in tables.read("countries")}
