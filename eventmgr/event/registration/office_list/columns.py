"""The columns that the office chooses for its list and its exports. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.models import INVITES, Event
from eventmgr.event.forms.fields import DOCUMENT, LABELS, OPTIONAL, SEALED, UNREADABLE, WORDS, mode
from eventmgr.event.forms.kinds.sealed import is_marked
from eventmgr.event.forms.questions import FILES, AskedQuestion, QuestionKind, answered, shown
from eventmgr.event.forms.words import province_name, sector_name, unit_name
from eventmgr.event.registration import labels
from eventmgr.event.registration.covering import COVERED, DOTS, covered
from eventmgr.event.registration.models import Leadership, Source
from eventmgr.ground.errors import BadValue
from eventmgr.ground.features import is_on
from eventmgr.ground.i18n import Bilingual, _, _l, format_instant, localized
from eventmgr.ground.masking import mask_contact
from eventmgr.ground.sealing import Unreadable
from eventmgr.tools.sheets import Value
from eventmgr.tools.taxonomy import country_name

GROUP_STATE = "group_state"
"""The column that says whether somebody has a place in the chosen group."""
UNIT_WORD = "unit_word"
"""The column that says what the delegation has said; only where the event asks for it."""
_NOTHING: Mapping[Any, Any] = MappingProxyType({})
USUAL = ("unit", "province", "title", "sector", "mobile", "status", "created", UNIT_WORD)
"""Columns of a list whose reader chose none, as far as they hold something; the name with its organization is always
there."""
EXPORTED = (
    "name",
    "organization",
    "unit",
    "province",
    "country",
    "sector",
    "size",
    "title",
    "mobile",
    "email",
    "role",
    "status",
    "created",
)
"""Columns of an export whose reader chose none."""
ALWAYS = ("name", "organization")
"""Columns of every list and every file."""
MASKED = frozenset({"mobile", "email"})
"""Columns that a list shows masked to those who may not read them; other columns are not offered to them at all."""


@dataclass(frozen=True)
class Column:
    """A column: how it is called in addresses, its head, what it reads, and the text of its cell."""

    key: str
    label: Any
    attribute: str
    """Name of the attribute of `Registration` that `text` reads."""
    text: Callable[[Any], str]
    value: Callable[[Any], Value] | None = None
    """Row → what a workbook gets instead of the text: a moment on the clock of the event, a number, a day."""
    also: tuple[str, ...] = ()
    """Further attributes that it reads."""
    is_sealed: bool = False
    """It is covered as the sealed fields are, though it is a question of the event's own."""


def columns_of(
    event: Event,
    asked: Sequence[AskedQuestion],
    lang: str,
    *,
    year: bool = True,
    groups: Mapping[str, Bilingual] = _NOTHING,
    group_states: Mapping[int, str] = _NOTHING,
    unit_words: Mapping[int, str] = _NOTHING,
) -> dict[str, Column]:
    """Every column of this event, in the order of the form.

    Args:
        year: whether moments are said with it. groups: value of the answer `group` → title.
        group_states: number of a registration → how it stands in its group, in words.
        unit_words: number of a registration → what its delegation has said, in words.
    """
    zone = event.timezone
    province, sector = _named(province_name, lang), _named(sector_name, lang)
    types = types_of(event).names(lang)
    states = {status: str(label) for status, label in labels.STATUSES.items()}
    sources = {source: str(source.label) for source in Source}
    columns = [
        Column("name", LABELS["name"], "name", lambda row: row.name),
        Column("organization", LABELS["organization"], "organization_name", lambda row: row.organization_name),
        *_delegation(event, lang),
        Column("province", LABELS["province"], "province_code", lambda row: province(row.province_code)),
        Column("country", LABELS["country"], "country_code", lambda row: country_name(row.country_code, lang)),
        Column("name_latin", LABELS["name_latin"], "name_latin", lambda row: row.name_latin),
        Column("sector", LABELS["sector"], "sector_code", lambda row: sector(row.sector_code)),
        *_size(event),
        Column("title", LABELS["title"], "title", lambda row: row.title),
        Column("mobile", LABELS["mobile"], "mobile", lambda row: row.mobile),
        Column("email", LABELS["email"], "email", lambda row: row.email),
        Column("role", LABELS["role"], "role", lambda row: types.get(row.role, row.role)),
        *_answers(event, groups, lang),
        *_group_state(event, group_states),
        *(_question(question, lang) for question in answered(asked)),
        Column("status", _l("State"), "status", lambda row: states[row.status]),
        *_unit_word(event, unit_words),
        Column("reason", _l("Reason"), "reason", lambda row: row.reason),
        Column(
            "created",
            _l("Submitted"),
            "created_at",
            lambda row: format_instant(row.created_at, zone, lang, year=year, weekday=False),
            lambda row: _wall_clock(row.created_at, zone),
        ),
        Column(
            "changed",
            _l("Last changed"),
            "changed_at",
            lambda row: format_instant(row.changed_at, zone, lang, year=year, weekday=False),
            lambda row: _wall_clock(row.changed_at, zone),
        ),
        Column("source", _l("Submitted by"), "source", lambda row: sources[row.source]),
    ]
    return {column.key: column for column in columns}


def _delegation(event: Event, lang: str) -> list[Column]:
    """Of which delegation somebody is, and who leads it; none where the event invites none."""
    if not is_on(INVITES, event):
        return []
    unit = _named(unit_name, lang)
    leads = {leadership: str(leadership.label) for leadership in Leadership}
    return [
        Column("unit", LABELS["unit"], "unit_code", lambda row: unit(row.unit_code)),
        Column("leadership", _l("Leads the delegation"), "leadership", lambda row: leads.get(row.leadership, "")),
    ]


def _size(event: Event) -> list[Column]:
    """What participants said of the size of their organization; none where the event does not ask it."""
    if mode(event.fields, "size") == "off":
        return []
    sizes = {value: str(label) for value, label in WORDS["size"].items()}
    return [Column("size", LABELS["size"], "size_class", lambda row: sizes.get(row.size_class, ""))]


def readable(known: Mapping[str, Column], reads: Callable[[str], bool]) -> dict[str, Column]:
    """The columns that the reader may see."""
    return {key: column for key, column in known.items() if reads(key)}


def shown_to(known: Mapping[str, Column], reads: Callable[[str], bool]) -> dict[str, Column]:
    """The columns that a list shows its reader: those that may be seen, as everybody sees them, and the masked ones."""
    masked = {key: _masked(column) for key, column in known.items() if key in MASKED}
    return {key: column for key, column in (cover(known) | masked).items() if reads(key) or key in MASKED}


def choosable(known: Mapping[str, Column]) -> dict[str, Column]:
    """The columns that may be chosen: all but those that are always there."""
    return {key: column for key, column in known.items() if key not in ALWAYS}


def cover(known: Mapping[str, Column]) -> dict[str, Column]:
    """The columns as everybody sees them: covered are those of `covering.COVERED`."""
    return {key: _covered(column) if is_covered(column) else column for key, column in known.items()}


def is_covered(column: Column) -> bool:
    """Whether everybody sees it covered, and whole only with a reason."""
    return column.key in COVERED or column.is_sealed


def _masked(column: Column) -> Column:
    return replace(column, text=lambda row: mask_contact(column.text(row)), value=None)


def _covered(column: Column) -> Column:
    unreadable = str(UNREADABLE)

    def text(row: Any) -> str:
        value = column.text(row)
        return value if value == unreadable else covered(column.key, value)

    return replace(column, text=text, value=None)


def filled(known: dict[str, Column], keys: Iterable[str], rows: Sequence[Any]) -> list[str]:
    """Those of these columns that hold something in some of the rows; all of them where there is no row."""
    there = [key for key in keys if key in known]
    return [key for key in there if not rows or any(known[key].text(row) for row in rows)]


def choose(known: dict[str, Column], wanted: Iterable[str], usual: Iterable[str]) -> list[Column]:
    """The wanted columns in the order of `known`; the usual ones if none is wanted.

    Raises:
        BadValue: a column is not known here.
    """
    keys = [key for part in wanted for key in part.split(",") if key]
    for key in keys:
        if key not in known:
            raise BadValue(_("There is no column “%(key)s” in this list. Choose from those offered.", key=key[:40]))
    chosen = set(keys or usual)
    return [column for key, column in known.items() if key in chosen]


def _answers(event: Event, groups: Mapping[str, Bilingual], lang: str) -> list[Column]:
    names = [name for name in OPTIONAL if name not in ("sector", "size", "title", "email", "role")]
    columns = []
    for name in names:
        if mode(event.fields, name) != "off":
            if name == "group":
                columns.append(Column(name, LABELS[name], "answers", _group(groups, lang)))
                continue
            if name == "id_number":
                columns.append(_answer_column("id_kind", LABELS["id_kind"]))
            columns.append(_answer_column(name, LABELS[name]))
            if name == "diet":
                columns.append(_answer_column("diet_note", LABELS["diet_note"]))
    return columns


def _answer_column(name: str, label: object) -> Column:
    texts = {value: str(label) for value, label in WORDS.get(name, {}).items()}
    unreadable = str(UNREADABLE)

    def plain(row: Any) -> str:
        value = row.answers.get(name, "")
        return texts.get(value, str(value))

    def sealed(row: Any) -> str:
        kept = row.id_document if name in DOCUMENT else row.sensitive
        if isinstance(kept, Unreadable):
            return unreadable
        value = kept.get(name, "")
        return texts.get(value, str(value))

    if name in DOCUMENT:
        return Column(name, label, "id_document", sealed)
    return Column(name, label, "sensitive", sealed) if name in SEALED else Column(name, label, "answers", plain)


def _group(groups: Mapping[str, Bilingual], lang: str) -> Callable[[Any], str]:
    titles = {value: localized(title, lang) for value, title in groups.items()}
    return lambda row: titles.get(str(row.answers.get("group") or ""), "")


def _group_state(event: Event, group_states: Mapping[int, str]) -> list[Column]:
    if mode(event.fields, "group") == "off":
        return []
    return [Column(GROUP_STATE, _l("Place in the group"), "id", lambda row: group_states.get(row.id, ""))]


def _unit_word(event: Event, unit_words: Mapping[int, str]) -> list[Column]:
    if not types_of(event).needs_words:
        return []
    label = _l("Recommendation by the delegation")
    return [Column(UNIT_WORD, label, "id", lambda row: unit_words.get(row.id, ""))]


def _question(question: AskedQuestion, lang: str) -> Column:
    """A question's answers; one that was sealed before its question stopped being sensitive stays covered."""
    key, typed = question.name, _TYPED.get(question.kind)
    is_sealed = question.is_sensitive and question.kind not in FILES

    def text(row: Any) -> str:
        answer = row.answers.get(key)
        if not is_marked(answer):
            return shown(question, answer, lang)
        if not is_sealed:
            return DOTS
        if isinstance(row.sensitive, Unreadable):
            return str(UNREADABLE)
        return shown(question, row.sensitive.get(key), lang)

    def value(row: Any) -> Any:
        answer = row.answers.get(key)
        return DOTS if is_marked(answer) else typed(answer) if typed else answer

    also = ("sensitive",) if is_sealed else ()
    return Column(
        key,
        question.head_in(lang),
        "answers",
        text,
        value if typed and not is_sealed else None,
        also=also,
        is_sealed=is_sealed,
    )


def _named(name: Callable[[str, str], str], lang: str) -> Callable[[str], str]:
    @lru_cache(maxsize=128)
    def text(code: str) -> str:
        return name(code, lang)

    return text


def _number(answer: object) -> Value:
    try:
        number = float(str(answer))
    except ValueError:
        return "" if answer is None else str(answer)
    return int(number) if number.is_integer() else number


def _day(answer: object) -> Value:
    try:
        return date.fromisoformat(str(answer))
    except ValueError:
        return "" if answer is None else str(answer)


_TYPED: dict[QuestionKind, Callable[[object], Value]] = {QuestionKind.NUMBER: _number, QuestionKind.DATE: _day}


def _wall_clock(value: datetime, zone: str) -> datetime:
    return value.astimezone(ZoneInfo(zone)).replace(tzinfo=None, second=0)
