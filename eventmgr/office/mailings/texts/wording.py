"""What a short message says to one reader, and what that costs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from eventmgr.event.events.derived.calendar_entry import mailed_facts
from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import _l, speaking
from eventmgr.office.mailings.audience import Listed
from eventmgr.office.mailings.models import ShortMessage
from eventmgr.office.mailings.wording import language_for
from eventmgr.tools.channels.counting import size_of
from eventmgr.tools.channels.gateway import signed
from eventmgr.tools.messages.texts.wording import Placeholder, Wording, filled
from eventmgr.tools.web.rendering.zones import span_in_words

PLACEHOLDERS = (
    Placeholder("name", "姓名", _l("the reader's name"), lambda context: str(context["name"])),
    Placeholder("event", "活动", _l("title of the event"), lambda context: str(context["title"])),
    Placeholder("time", "时间", _l("time of the event"), lambda context: str(context["when"])),
    Placeholder("place", "地点", _l("place of the event"), lambda context: str(context["place"])),
    Placeholder("phone", "咨询电话", _l("telephone of the event's contact"), lambda context: str(context["phone"])),
)


@dataclass(frozen=True)
class Text:
    """What one reader gets, signature included, and as how many parts it is billed."""

    name: str
    text: str
    parts: int


def texts_to(readers: Iterable[Listed], message: ShortMessage, event: Event) -> list[Text]:
    """What each of them gets."""
    filler = Filler(message, event)
    texts = [(reader.name, filler.fill(reader.name, reader.language)) for reader in readers]
    return [Text(name, text, size_of(text).parts) for name, text in texts]


class Filler:
    """Fills the text for one reader after the other; what is said of the event is made once a language."""

    def __init__(self, message: ShortMessage, event: Event) -> None:
        self._message, self._event = message, event
        self._facts: dict[str, dict[str, str]] = {}

    def fill(self, name: str, language: str) -> str:
        """The text with its signature, as it is sent."""
        spoken = language_for(self._message, language)
        if spoken not in self._facts:
            self._facts[spoken] = _facts(self._event, spoken)
        wording = Wording("x", self._message.text[spoken])
        with speaking(spoken):
            return signed(filled(wording, PLACEHOLDERS, {**self._facts[spoken], "name": name})[1])


def _facts(event: Event, language: str) -> dict[str, str]:
    facts = mailed_facts(event, language)
    with speaking(language):
        when = span_in_words(event.starts_at, event.ends_at, event.timezone, language)
    return {"title": facts["title"], "place": facts["place"], "when": when, "phone": event.contact.get("phone", "")}
