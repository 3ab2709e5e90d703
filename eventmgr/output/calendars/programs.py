"""How to subscribe, step by step, in the programs that people have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from eventmgr.ground.i18n import _l


@dataclass(frozen=True)
class Program:
    """A calendar program: its name as its maker writes it, the steps, and what it does with a subscription. Texts are
    lazy."""

    key: str
    name: Any
    steps: tuple[Any, ...]
    cancelled: Any
    """How it shows an entry that is cancelled (STATUS:CANCELLED, and “Cancelled:” before the title)."""
    refresh: Any
    """How often it asks for news."""


_STRUCK_OUT = _l("They stay, struck through, with “Cancelled:” before the title.")
_AS_USUAL = _l("They look like any other entry, except for “Cancelled:” before the title.")
_VANISH = _l("They disappear from the calendar. To learn why, open the page of the event.")

PROGRAMS = (
    Program(
        "iphone",
        _l("iPhone and iPad"),
        (
            _l("On the phone, open this page and press “Subscribe on this device”, then confirm."),
            _l(
                "Or by hand: open Settings, Apps, Calendar, Calendar Accounts, Add Account, Other, Add Subscribed "
                "Calendar (on older systems: Settings, Calendar, Accounts)."
            ),
            _l("Paste the address as the server, press Next, then Save."),
        ),
        _STRUCK_OUT,
        _l("As set in Calendar Accounts under Fetch New Data: every 15 minutes to every hour, or by hand."),
    ),
    Program(
        "android",
        _l("Android phones"),
        (
            _l("With a Google account: add the address on a computer as described under Google Calendar."),
            _l("Then open the Google Calendar app, Settings, choose the new calendar and switch Sync on."),
            _l(
                "Many phones sold in China subscribe in their own Calendar app: open its settings, choose "
                "“Import by URL” or “Subscribe by address”, and paste the address."
            ),
            _l("Otherwise install the free app ICSx⁵, press plus, and paste the address."),
        ),
        _l("Depends on the app: some hide them, others show them as usual, with “Cancelled:” before the title."),
        _l("Google: once or twice a day. ICSx⁵ and the phone’s own app: as set there."),
    ),
    Program(
        "outlook-desktop",
        _l("Outlook on Windows (classic)"),
        (
            _l("Open the calendar and choose Home, Add Calendar, From Internet."),
            _l("Paste the address and press OK."),
            _l("Answer Yes when Outlook asks whether to add the calendar and subscribe to updates."),
        ),
        _AS_USUAL,
        _l(
            "With its send and receive groups (every 30 minutes by default), and not more often than "
            "the calendar advises: hourly around an event, otherwise every four hours."
        ),
    ),
    Program(
        "outlook-web",
        _l("Outlook on the web and new Outlook"),
        (
            _l("Open the calendar and choose Add calendar, then Subscribe from web."),
            _l("Paste the address, give the calendar a name and a colour, and press Import."),
        ),
        _AS_USUAL,
        _l("About every three hours, at times only after a day: Microsoft’s server decides."),
    ),
    Program(
        "apple",
        _l("Apple Calendar on a Mac"),
        (
            _l("Press “Subscribe on this device”, or choose File, New Calendar Subscription and paste the address."),
            _l("Press Subscribe, and choose iCloud as the location if your other devices should have it, too."),
            _l("Set Auto-refresh to every hour and press OK."),
        ),
        _STRUCK_OUT,
        _l("As set under Auto-refresh."),
    ),
    Program(
        "google",
        _l("Google Calendar"),
        (
            _l("Open Google Calendar in a browser on a computer."),
            _l("Beside “Other calendars” press plus and choose From URL."),
            _l("Paste the address and press Add calendar."),
        ),
        _VANISH,
        _l("Once or twice a day; this cannot be changed."),
    ),
    Program(
        "chat",
        _l("WeCom, DingTalk, Feishu (Lark)"),
        (
            _l(
                "A page that is opened inside the app cannot subscribe: press ··· at the top right and open it in the phone’s browser."
            ),
            _l(
                "Press “Subscribe on this device” there, or follow the steps for iPhone or Android: changes then arrive in the phone’s own calendar."
            ),
            _l(
                "On a computer, open the app’s calendar and its settings. Where your version offers to subscribe to a calendar by "
                "its address, paste the address."
            ),
        ),
        _l("As your phone’s calendar does. A file imported into the app itself stays as it was and is not updated."),
        _l(
            "As often as your phone’s calendar. What the app’s own calendar can take in depends on its version and your organization."
        ),
    ),
    Program(
        "thunderbird",
        _l("Thunderbird"),
        (
            _l("Open the calendar tab and choose New Calendar, On the Network, Next."),
            _l("Paste the address as the location, press Find Calendars, then Subscribe."),
            _l("In the calendar’s properties, choose how often it is refreshed."),
        ),
        _STRUCK_OUT,
        _l("Every 30 minutes by default; set in the calendar’s properties."),
    ),
)
"""Phones first: that is where most people read their calendar."""
