"""How papers and pages say names and nights. Pure."""

from __future__ import annotations

from eventmgr.i18n import _, _n, format_date
from eventmgr.logistics.arranging.nights import Nights
from eventmgr.logistics.queries import Guest
from eventmgr.taxonomy import romanized
from eventmgr.text import is_latin


def latin_of(guest: Guest, lang: str) -> str:
    """The name in Latin letters, on English papers where the name itself is in others."""
    if lang == "zh" or is_latin(guest.name):
        return ""
    return guest.name_latin or romanized(guest.name)


def nights_in_words(nights: Nights, lang: str) -> str:
    """From the first evening to the morning on which the room is given back, and how many nights that is."""
    first = format_date(nights.arrives, lang, year=False, weekday=False)
    last = format_date(nights.leaves, lang, year=False, weekday=False)
    number = _n("%(num)s night", "%(num)s nights", nights.number)
    return _("%(first)s to %(last)s, %(number)s", first=first, last=last, number=number)
