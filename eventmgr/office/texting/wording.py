"""What a short message says to one reader, and what that costs."""

from __future__ import annotations

from eventmgr.event.events.derived.calendar_entry import facts_told
from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import LANGUAGES, _l, speaking
from eventmgr.office.texting.models import ShortMessage
from eventmgr.tools.channels.gateway import signed
from eventmgr.tools.messages.texts.wording import Placeholder, Wording, filled
from eventmgr.tools.web.rendering.zones import said_span

PLACEHOLDERS = (
    Placeholder("name", "姓名", _l("the reader's name"), lambda context: str(context["name"])),
    Placeholder("event", "活动", _l("title of the event"), lambda context: str(context["title"])),
    Placeholder("time", "时间", _l("time of the event"), lambda context: str(context["when"])),
    Placeholder("place", "地点", _l("place of the event"), lambda context: str(context["place"])),
    Placeholder("phone", "咨询电话", _l("telephone of the event's contact"), lambda context: str(context["phone"])),
)


def language_for(message: ShortMessage, language: str) -> str:
    """The language in which a reader of `language` gets it."""
    written = [one for one in LANGUAGES if message.text.get(one)]
    return language if language in written else written[0]


class Sayer:
    """Fills the text for one reader after the other; the event is told once a language."""

    def __init__(self, message: ShortMessage, event: Event) -> None:
        self._message, self._event = message, event
        self._facts: dict[str, dict[str, str]] = {}

    def say(self, name: str, language: str) -> str:
        """The text with its signature, as it is sent."""
        spoken = language_for(self._message, language)
        if spoken not in self._facts:
            self._facts[spoken] = _facts(self._event, spoken)
        wording = Wording("x", self._message.text[spoken])
        with speaking(spoken):
            return signed(filled(wording, PLACEHOLDERS, {**self._facts[spoken], "name": name})[1])


def _facts(event: Event, language: str) -> dict[str, str]:
    told = facts_told(event, language)
    with speaking(language):
        when = said_span(event.starts_at, event.ends_at, event.timezone, language)
    return {"title": told["title"], "place": told["place"], "when": when, "phone": event.contact.get("phone", "")}
