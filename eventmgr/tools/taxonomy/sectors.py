"""Industries: 20 sections and the 31 manufacturing divisions of GB/T 4754-2017, and the everyday sector words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from eventmgr.ground.i18n import language
from eventmgr.tools.taxonomy import tables
from eventmgr.tools.taxonomy.tables import Named


@dataclass(frozen=True)
class Sector(Named):
    """A section (`C`) or a division (`C36`)."""

    parent: str | None
    """The section of a division."""

    def labelled(self, lang: str, *, short: bool = False) -> str:
        """The name and behind it the code: `汽车制造业（C36）`."""
        name = self.short(lang) if short else self.name(lang)
        return f"{name}（{self.code}）" if lang == "zh" else f"{name} ({self.code})"

    @property
    def children(self) -> tuple[Sector, ...]:
        """The divisions of a section."""
        return tuple(sector for sector in sectors() if sector.parent == self.code)


@dataclass(frozen=True)
class Theme:
    """An everyday sector word (汽车, 电子信息) and the codes it stands for."""

    id: str
    name_zh: str
    name_en: str
    codes: tuple[str, ...]

    def name(self, lang: str | None = None) -> str:
        """The word in `lang` (`zh`, `en`; the spoken one, if not given)."""
        return self.name_zh if (lang or language()) == "zh" else self.name_en


def _sector(row: tables.Row) -> Sector:
    until, successor = tables.ending(row)
    return Sector(
        code=row["code"],
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        short_zh=row["short_zh"],
        short_en=row["short_en"],
        valid_until=until,
        replaced_by=successor,
        parent=row["parent"] or None,
    )


@cache
def _all() -> dict[str, Sector]:
    return {row["code"]: _sector(row) for row in tables.read("industries")}


@cache
def _themes() -> dict[str, Theme]:
    rows = tables.read("industry_themes")
    return {
        row["theme_id"]: Theme(row["theme_id"], row["name_zh"], row["name_en"], tables.words(row["codes"]))
        for row in rows
    }


@cache
def _spellings() -> dict[str, Sector]:
    by_spelling: dict[str, Sector] = {}
    for theme in _themes().values():
        if len(theme.codes) == 1:
            by_spelling |= {
                tables.key(name): _all()[theme.codes[0]] for name in (theme.id, theme.name_zh, theme.name_en)
            }
    for sector in _all().values():
        names = {sector.code, sector.name_zh, sector.name_en, sector.short_zh, sector.short_en}
        names |= {sector.code[1:], sector.name_zh.removesuffix("业"), sector.name_zh.removesuffix("制造业")}
        by_spelling |= {tables.key(name): sector for name in names if name}
    return by_spelling


@cache
def sectors() -> tuple[Sector, ...]:
    """Sections and divisions in the order of the standard: A, B, C, C13 … C43, D … T."""
    return tuple(sorted(tables.offered(_all().values()), key=lambda sector: sector.code))


def get_sector(code: str | None) -> Sector:
    """The section or division with this code (`C36`).

    Raises:
        NotFound: there is none.
    """
    return tables.get(_all(), code)


def find_sector(text: str | None) -> Sector | None:
    """What `text` names: a code (`C36`, `36`), a name, a short name, or a theme that means one code only."""
    return _spellings().get(tables.key(text or ""))


def get_theme(id_: str) -> Theme:
    """The everyday sector word of that id, which is known (`asked.read_theme` refuses others)."""
    return _themes()[id_]


def sector_themes() -> tuple[Theme, ...]:
    """The everyday sector words, those of the first seminars first."""
    return tuple(_themes().values())
