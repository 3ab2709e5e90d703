"""The one door to both languages.

`_()` now, `_l()` later, `Bilingual` for what organizers type in two languages. Message ids are English;
`translations/zh_CN/*.po` (a file per feature) hold the Chinese. Languages are `zh` and `en` everywhere;
only Babel hears of `zh_CN`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from babel import Locale
from babel.support import NullTranslations, Translations
from flask import Flask, current_app, g, has_app_context, has_request_context, request
from flask_babel import Babel, force_locale
from flask_babel.speaklater import LazyString

LANGUAGES = ("zh", "en")
LANGUAGE_COOKIE = "lang"
_LOCALES = {"zh": "zh_CN", "en": "en"}
LANGUAGE_TAGS = {"zh": "zh-CN", "en": "en"}
"""What HTML, calendars, feeds and e-mails call a language (BCP 47)."""
_PARSED = {"zh": Locale("zh", "CN", script="Hans"), "en": Locale("en")}
"""What Babel reads `zh_CN` as; reading it costs two MiB of what Babel knows of all languages, and 10 ms of a start."""
_WEEKDAYS_ZH = "一二三四五六日"
_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DASHES = {"zh": "—", "en": "–"}
"""Between two figures of a span: GB/T 15834 wants a dash of one character there."""
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_NO_COUNTS = frozenset(
    {
        "act",
        "badge",
        "code",
        "decision",
        "first",
        "id",
        "last",
        "line",
        "meeting",
        "number",
        "option",
        "page",
        "request",
        "row",
        "slot",
        "table",
        "typed",
        "value",
        "version",
        "year",
    }
)
"""Names under which sentences are filled with numbers that count nothing: a year, the number of a row."""

babel = Babel()
_NOTHING = NullTranslations()
_catalogues: dict[tuple[str, str], NullTranslations] = {}
_OWN_CATALOGUE = {lang: f"catalogue_{lang}" for lang in LANGUAGES}
"""Language → name under which `g` keeps its catalogue."""

__all__ = ["LANGUAGES", "Bilingual", "_", "_l", "_n", "init_app", "is_spoken", "language", "localized", "speaking"]

Bilingual = dict[str, str]
"""`{"zh": "…", "en": "…"}`; either may be missing or empty, then the other stands in."""


def init_app(app: Flask) -> None:
    """Bind Babel to `app`; every request speaks the language of `language()`."""
    app.config.setdefault("BABEL_DEFAULT_LOCALE", _LOCALES[app.config["DEFAULT_LANGUAGE"]])
    app.config.setdefault("BABEL_DEFAULT_TIMEZONE", "UTC")
    app.config.setdefault("BABEL_TRANSLATION_DIRECTORIES", str(app.config.get("CATALOGUES", "translations")))
    babel.init_app(app, locale_selector=lambda: _PARSED[_requested()])


def _(message: str, **variables: Any) -> str:
    """`message` in the language spoken now, its `%(name)s` filled.

    Flask-Babel's own function asks for locale and domain at each call; a page says a thousand sentences.
    """
    text = _catalogue().gettext(message)
    return text % _grouped(variables) if variables else text


def _n(singular: str, plural: str, number: int, **variables: Any) -> str:
    """The form for `number` (also filled in as `%(num)s`) in the language spoken now."""
    variables.setdefault("num", number)
    return _catalogue().ngettext(singular, plural, number) % _grouped(variables)


def format_number(value: int) -> str:
    """A count or a whole amount as people read it, in both languages alike: `999`, `2,000` (GB/T 15835 allows it)."""
    return f"{value:,}"


def _grouped(variables: dict[str, Any]) -> dict[str, Any]:
    """What fills a sentence, with the thousands of counts apart."""
    return {
        name: _Count(value) if type(value) is int and name not in _NO_COUNTS else value
        for name, value in variables.items()
    }


class _Count(int):
    """A count that is written with its thousands apart; sentences of libraries take it as a number (`%d`)."""

    def __str__(self) -> str:
        return format_number(int(self))


def _l(message: str, **variables: Any) -> Any:
    """`message`, put into words only when it is shown."""
    return LazyString(_, message, **variables)


def _catalogue() -> NullTranslations:
    """The compiled messages of the language spoken now, read once a process; none outside an application.

    A page asks some hundred times, so a request keeps what it has asked for.
    """
    try:
        own = vars(g._get_current_object())
    except RuntimeError:
        return _NOTHING
    lang = own.get("forced_language") or own.get("language") or _requested()
    catalogue: NullTranslations | None = own.get(_OWN_CATALOGUE[lang])
    if catalogue is None:
        catalogue = own[_OWN_CATALOGUE[lang]] = _read_catalogue(lang)
    return catalogue


def _read_catalogue(lang: str) -> NullTranslations:
    folder = str(current_app.config["BABEL_TRANSLATION_DIRECTORIES"])
    found = _catalogues.get((folder, lang))
    if found is None:
        found = _catalogues[folder, lang] = Translations.load(folder, [_PARSED[lang]])
    return found


def _requested() -> str:
    """Language of this request: `?lang=`, then the cookie, then Accept-Language, then the default."""
    if not has_request_context():
        return str(current_app.config["DEFAULT_LANGUAGE"])
    if "language" not in g:
        g.language = pick_language(
            request.args.get("lang"),
            request.cookies.get(LANGUAGE_COOKIE),
            request.headers.get("Accept-Language"),
            default=current_app.config["DEFAULT_LANGUAGE"],
        )
    return str(g.language)


def pick_language(asked: str | None, cookie: str | None, accepted: str | None, *, default: str) -> str:
    """`zh` or `en`: the first of `asked`, `cookie` and the best of an Accept-Language header that is one of them."""
    for choice in (asked, cookie):
        if choice in LANGUAGES:
            return str(choice)
    best, weight = default, 0.0
    for part in (accepted or "").split(","):
        tag, _sep, quality = part.strip().partition(";q=")
        primary = tag.split("-")[0].lower()
        try:
            value = float(quality) if quality else 1.0
        except ValueError:
            continue
        if primary in LANGUAGES and value > weight:
            best, weight = primary, value
    return best


def language() -> str:
    """The language spoken now: `zh` or `en`."""
    try:
        own = vars(g._get_current_object())
    except RuntimeError:
        return _requested()
    return own.get("forced_language") or own.get("language") or _requested()


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Everything inside is said in `lang` (`zh` or `en`): letters, documents, feeds."""
    before = g.get("forced_language")
    g.forced_language = lang
    try:
        with force_locale(_PARSED[lang]):
            yield
    finally:
        g.forced_language = before


def is_spoken(lang: str) -> bool:
    """Whether `lang` is spoken now; nothing is outside an application."""
    return has_app_context() and language() == lang


def localized(value: Bilingual | None, lang: str | None = None) -> str:
    """The text of `value` in `lang` (now spoken, if not given); the other language where it is empty."""
    if not value:
        return ""
    lang = lang or language()
    return value.get(lang) or value.get("en" if lang == "zh" else "zh") or ""


def format_date(value: date, lang: str | None = None, *, year: bool = True, weekday: bool = True) -> str:
    """`2026年5月13日（周三）`, in English `Wed 13 May 2026`."""
    if (lang or language()) == "zh":
        text = f"{value.month}月{value.day}日"
        text = f"{value.year}年{text}" if year else text
        return f"{text}（周{_WEEKDAYS_ZH[value.weekday()]}）" if weekday else text
    text = f"{value.day} {_MONTHS_EN[value.month - 1]}"
    text = f"{text} {value.year}" if year else text
    return f"{_WEEKDAYS_EN[value.weekday()]} {text}" if weekday else text


def format_time(value: datetime, zone: str) -> str:
    """`08:30`, the wall clock of `zone`."""
    return f"{value.astimezone(ZoneInfo(zone)):%H:%M}"


def format_instant(
    value: datetime, zone: str, lang: str | None = None, *, year: bool = True, weekday: bool = True
) -> str:
    """`2026年5月13日（周三）08:30`, in English `Wed 13 May 2026, 08:30`, on the wall clock of `zone`."""
    local = value.astimezone(ZoneInfo(zone))
    lang = lang or language()
    sep = "" if lang == "zh" and weekday else " " if lang == "zh" else ", "
    return f"{format_date(local.date(), lang, year=year, weekday=weekday)}{sep}{local:%H:%M}"


def format_span(start: datetime, end: datetime, zone: str, lang: str | None = None, *, year: bool = True) -> str:
    """From `start` to `end` without saying anything twice: `2026年5月12日（周二）14:00至14日（周四）17:00`."""
    lang = lang or language()
    a, b = start.astimezone(ZoneInfo(zone)), end.astimezone(ZoneInfo(zone))
    first = format_instant(start, zone, lang, year=year)
    if a.date() == b.date():
        return f"{first}{_DASHES[lang]}{b:%H:%M}"
    if lang == "zh" and (a.year, a.month) == (b.year, b.month):
        return f"{first}至{b.day}日（周{_WEEKDAYS_ZH[b.weekday()]}）{b:%H:%M}"
    return f"{first}{'至' if lang == 'zh' else ' – '}{format_instant(end, zone, lang, year=a.year != b.year)}"


def format_days(first: date, last: date, lang: str | None = None, *, year: bool = True, weekday: bool = True) -> str:
    """From one day to another: `2026年10月27日至30日`, in English `27 Oct to 30 Oct 2026` (both without `weekday`); one day
    where it is one."""
    lang = lang or language()
    if first == last:
        return format_date(first, lang, year=year, weekday=weekday)
    is_zh, same = lang == "zh", first.year == last.year
    begins = format_date(first, lang, weekday=weekday, year=year and (is_zh or not same))
    if is_zh and not weekday and (first.year, first.month) == (last.year, last.month):
        return f"{begins}至{last.day}日"
    ends = format_date(last, lang, weekday=weekday, year=year and not (is_zh and same))
    return f"{begins}{'至' if is_zh else ' to '}{ends}"


def format_hours(start: datetime, end: datetime, zone: str, lang: str | None = None) -> str:
    """`08:30—17:00`, in English `08:30–17:00`: the hours of one day on the wall clock of `zone`."""
    return f"{format_time(start, zone)}{_DASHES[lang or language()]}{format_time(end, zone)}"


def weekday_name(value: date, lang: str | None = None) -> str:
    """The day of the week in short: `周三`, in English `Wed`."""
    zh = (lang or language()) == "zh"
    return f"周{_WEEKDAYS_ZH[value.weekday()]}" if zh else _WEEKDAYS_EN[value.weekday()]


def month_name(year: int, month: int, lang: str | None = None) -> str:
    """`2026年5月`, in English `May 2026`."""
    return f"{year}年{month}月" if (lang or language()) == "zh" else f"{_MONTHS_EN[month - 1]} {year}"


def switch_address(lang: str) -> str:
    """This page in `lang`: the same address and filters, `lang` replaced."""
    args: dict[str, Any] = {**request.args.to_dict(flat=False), "lang": [lang]}
    pairs = [(key, item) for key, items in sorted(args.items()) for item in items]
    from_args = "&".join(f"{_quoted(key)}={_quoted(item)}" for key, item in pairs)
    return f"{request.path}?{from_args}"


def _quoted(text: str) -> str:
    return quote(text, safe="")
