"""The organizers' own sentence in e-mails of a kind, in each language."""

from __future__ import annotations

from eventmgr.event.events.models import Event
from eventmgr.event.events.services.changing import name_of
from eventmgr.event.events.services.locking import lock
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import Bilingual, _
from eventmgr.tools.log.services import Act, difference, record

LONGEST = 300
"""Characters of a sentence."""


def own_words_of(event: Event, kind: str, language: str) -> str:
    """What the organizers add to e-mails of that kind in that language; empty: nothing. The other language is no
    replacement."""
    sentences: dict[str, str] = event.own_words.get(kind, {})
    return sentences.get(language, "")


def set_own_words(event: Event, kind: str, sentences: Bilingual, *, act: Act) -> bool:
    """Add `sentences` to all e-mails of that kind from now on; those of a language that is empty are as they were made.
    Whether anything changed. No reader of a page or a calendar sees a difference.

    Raises:
        Refusal: a sentence is too long.
    """
    lock(event)
    filled = {language: text for language, text in sentences.items() if text}
    if any(len(text) > LONGEST for text in filled.values()):
        raise Refusal(_("Your own sentence may have at most %(num)s characters.", num=LONGEST), field="own_words")
    before = event.own_words.get(kind, {})
    if filled == before:
        return False
    others = {name: texts for name, texts in event.own_words.items() if name != kind}
    event.own_words = {**others, kind: filled} if filled else others
    changes = difference({"own_words": before or None}, {"own_words": filled or None})
    record(act, "own_words_set", event, event_id=event.id, object_name=name_of(event), changes=changes)
    return True
