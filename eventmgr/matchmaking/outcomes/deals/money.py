"""Amounts of money, exact: typed in yuan, 万元 or 亿元, or in another currency with its rate. Pure.

An amount is a whole number of hundredths (分 of the yuan); a rate is a whole number of millionths of a yuan for one unit
of the other currency. Nothing here is a float.
"""

from __future__ import annotations

import re
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from eventmgr.ground.i18n import _, _l, language
from eventmgr.ground.text import normalized

YUAN, WAN, YI = 100, 1_000_000, 10_000_000_000
"""Hundredths in a yuan, in 万元 and in 亿元."""
UNITS = {"wan": (WAN, _l("10,000 yuan")), "yi": (YI, _l("100 million yuan")), "yuan": (YUAN, _l("yuan"))}
MOST = 1_000_000_000_000 * YUAN
"""One million million yuan: sums of tens of thousands of such amounts still fit into 64 bits."""
MOST_RATE = 1_000 * 1_000_000
HOME = "CNY"
CURRENCIES = (
    HOME,
    "USD",
    "EUR",
    "HKD",
    "JPY",
    "GBP",
    "MOP",
    "TWD",
    "KRW",
    "SGD",
    "CHF",
    "AUD",
    "CAD",
    "RUB",
    "THB",
    "MYR",
    "VND",
)
"""ISO 4217."""
BANDS = (1_000_000, 10_000_000, 100_000_000, 500_000_000, 1_000_000_000, 5_000_000_000, 10_000_000_000)
"""Lower edges, in yuan: what is smaller than the first is one more band below."""
_SPELLED = re.compile(r"(\d{1,15}|\d{1,3}(?:,\d{3}){1,5})(?:\.(\d{1,8}))?\s*(亿元?|万元?|元)?")
_WORDS = {"亿": "yi", "亿元": "yi", "万": "wan", "万元": "wan", "元": "yuan"}
_RATE = re.compile(r"(\d{1,4})(?:\.(\d{1,6}))?")


def read_amount(typed: str, unit: str) -> int | None:
    """Hundredths of what was typed; None: it is no amount, has parts of a hundredth, or is too much. `1.2亿`, `3,500 万元`
    and full-width digits are understood; a unit that is typed goes before `unit`.

    Args:
        unit: key of `UNITS`.
    """
    result = _SPELLED.fullmatch(normalized("NFKC", typed[:60]).strip())
    if result is None:
        return None
    exact = Decimal(f"{result[1].replace(',', '')}.{result[2] or '0'}") * UNITS[_WORDS.get(result[3] or "", unit)][0]
    return int(exact) if exact == exact.to_integral_value() and exact <= MOST else None


def read_rate(typed: str) -> int | None:
    """Millionths of a yuan for one unit of the currency; None: it is no rate."""
    result = _RATE.fullmatch(normalized("NFKC", typed[:20]).strip())
    rate = int(result[1]) * 1_000_000 + int((result[2] or "").ljust(6, "0")) if result else 0
    return rate if 0 < rate <= MOST_RATE else None


def in_yuan(original: int, rate: int) -> int:
    """Hundredths of a yuan, half of one rounded up."""
    return (original * rate * 2 + 1_000_000) // 2_000_000


def typed_as(amount: int) -> tuple[str, str]:
    """(text, key of `UNITS`) as somebody would have typed it: exact, in the largest unit in which it is short."""
    for unit, least in (("yi", YI), ("wan", WAN)):
        if amount >= least and amount % (UNITS[unit][0] // 10_000) == 0:
            return plain(amount, UNITS[unit][0]), unit
    return plain(amount, YUAN), "yuan"


def plain(amount: int, unit: int = YUAN) -> str:
    """The exact number of `unit`, without needless zeros."""
    text = f"{Decimal(amount) / unit:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rate_text(rate: int) -> str:
    """A rate as it is typed."""
    return plain(rate, 1_000_000)


def say_amount(amount: int, lang: str | None = None) -> str:
    """An amount in words: `1.2 亿元`, `350 万元`, `5,000 元`; `CNY 120 million`. To four places, half of one rounded up."""
    lang = lang or language()
    if lang == "zh":
        for unit, least in (("亿元", YI), ("万元", WAN)):
            if amount >= least:
                return f"{_rounded(amount, least)} {unit}"
        return f"{_rounded(amount, YUAN)} 元"
    for word, least in (("billion", 10 * YI), ("million", 100 * WAN)):
        if amount >= least:
            return f"CNY {_rounded(amount, least)} {word}"
    return f"CNY {_rounded(amount, YUAN)}"


def _rounded(amount: int, unit: int) -> str:
    places = Decimal("0.01") if unit == YUAN else Decimal("0.0001")
    exact = (Decimal(amount) / unit).quantize(places, ROUND_HALF_UP)
    whole, _dot, rest = f"{exact:,f}".partition(".")
    return f"{whole}.{rest.rstrip('0')}".rstrip(".")


def say_original(original: int, currency: str) -> str:
    """An amount in its own currency: `USD 1,250,000`."""
    return f"{currency} {_rounded(original, YUAN)}"


def percent(part: int, whole: int, *, places: int = 2, cut: bool = False) -> str:
    """`part` of `whole` in per cent; half of the last place is rounded up, or the rest is cut off as some reports
    do."""
    exact = Decimal(part) * 100 / whole
    return f"{exact.quantize(Decimal(1).scaleb(-places), ROUND_DOWN if cut else ROUND_HALF_UP):f}%"


def band_of(amount: int) -> int:
    """The lower edge in yuan of the band of an amount; 0: below the first edge."""
    return max((edge for edge in BANDS if amount >= edge * YUAN), default=0)


def say_band(edge: int, lang: str | None = None) -> str:
    """A band in words: `1 亿元以上，不足 5 亿元`."""
    if not edge:
        return _("less than %(most)s", most=say_amount(BANDS[0] * YUAN, lang))
    position = BANDS.index(edge)
    least = say_amount(edge * YUAN, lang)
    if position + 1 == len(BANDS):
        return _("%(least)s or more", least=least)
    return _("%(least)s to less than %(most)s", least=least, most=say_amount(BANDS[position + 1] * YUAN, lang))


def yuan(amount: int | None) -> int | float | None:
    """An amount as a cell: yuan, whole where it is. Sheets know no other numbers than floats of 15 digits."""
    if amount is None:
        return None
    return amount // YUAN if amount % YUAN == 0 else amount / YUAN
