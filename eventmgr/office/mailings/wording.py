"""The language in which a reader gets a mailing, and what lists and the change log call it."""

from __future__ import annotations

from eventmgr.event.events.models import Event
from eventmgr.event.registration.letters.placeholders import OF_EVENT
from eventmgr.event.registration.letters.writing import facts_of
from eventmgr.ground.i18n import LANGUAGES, language, speaking
from eventmgr.office.mailings.models import BulkMail, TeamMessage
from eventmgr.tools.messages.texts.wording import Wording, filled

_OF_TITLE = tuple(placeholder for placeholder in OF_EVENT if placeholder.name in ("event", "time", "place", "fee"))


def languages_of(mailing: TeamMessage) -> list[str]:
    """The languages in which it is written."""
    return [language for language in LANGUAGES if mailing.texts.get(language)]


def language_for(mailing: TeamMessage, lang: str) -> str:
    """The language in which a reader of `lang` gets it."""
    written = languages_of(mailing)
    return lang if lang in written else written[0]


def title_of(mail: BulkMail, event: Event, *, lang: str = "") -> str:
    """Its subject as lists and the change log say it, with what the event fills in; what is its reader's stays in
    braces.

    Args:
        lang: the language that is wanted; that spoken now, if not given.
    """
    written = language_for(mail, lang or language())
    with speaking(written):
        return filled(Wording(mail.subject[written], "-"), _OF_TITLE, {"facts": facts_of(event, written)})[0]


def name_of(mailing: TeamMessage, event: Event) -> str:
    """What the change log calls it; a short message has no name."""
    return title_of(mailing, event, lang="zh") if isinstance(mailing, BulkMail) else ""
