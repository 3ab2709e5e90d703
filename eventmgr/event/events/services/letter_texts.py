"""What e-mails of a kind say: the text of the event, of the house, or the original; and the organizers' own sentence in
each language."""

from __future__ import annotations

from collections.abc import Mapping

from eventmgr.event.events import statements
from eventmgr.event.events.models import Event
from eventmgr.event.events.services.changing import name_of
from eventmgr.event.events.services.locking import lock
from eventmgr.ground.errors import BadValue, Refusal
from eventmgr.ground.features import LetterKind
from eventmgr.ground.i18n import LANGUAGES, Bilingual, _, speaking
from eventmgr.ground.text import clean, clean_line
from eventmgr.tools.log.services import Act, difference, record
from eventmgr.tools.messages.composing import original
from eventmgr.tools.messages.models import LetterText
from eventmgr.tools.messages.texts.services import HOUSE, set_text, wording_of
from eventmgr.tools.messages.texts.wording import Wording, faults

_REVISION = "letters"


class WrongText(BadValue):
    """A text with a fault in it, beside its field."""

    status = 422


def original_of(kind: LetterKind, language: str) -> Wording:
    """What e-mails of that kind say before anybody has changed it."""
    made = original(kind.template, kind.placeholders, kind.blank, language)
    return Wording(clean_line(made.subject), clean(made.body, multiline=True))


def current_text(event_id: int, kind: LetterKind, language: str) -> Wording:
    """What e-mails of that kind say about that event; with `HOUSE`: about those without a text of their own."""
    return wording_of(event_id, kind.kind, language) or original_of(kind, language)


def letter_text_of(event: Event, kind: str, language: str) -> Wording | None:
    """The text that e-mails of that kind about the event bear; None: the original. No statement, as long as the event's
    row says that nobody has changed any."""
    return wording_of(event.id, kind, language, stamp=f"{event.uid}:{event.text_version}")


def hold_texts(event: Event | None) -> None:
    """Lock the texts of the event, or of the house, and read them again."""
    if event is None:
        statements.raise_site_revision(_REVISION)
    else:
        lock(event)


def checked(event: Event | None, kind: LetterKind, typed: Mapping[str, Wording]) -> dict[str, Wording | None]:
    """Language → the text that is to be kept; None where it is what would stand there anyway, or nothing was typed.

    Raises:
        WrongText: the first thing that is wrong, with the field (`subject`, `body`).
    """
    texts: dict[str, Wording | None] = {}
    for language in LANGUAGES:
        wording = typed[language]
        known = original_of(kind, language)
        below = known if event is None else current_text(HOUSE, kind, language)
        if wording in (below, Wording("", "")):
            texts[language] = None
            continue
        for fault in faults(wording, kind.placeholders, known, language):
            name = _("Chinese") if language == "zh" else _("English")
            raise WrongText(_("%(label)s: %(value)s", label=name, value=fault.message), field=fault.field)
        texts[language] = wording
    return texts


def set_letter_text(event: Event | None, kind: LetterKind, texts: Mapping[str, Wording | None], *, act: Act) -> bool:
    """E-mails of that kind bear these texts from now on, None: as if nobody had changed them; whether anything changed.
    Call `hold_texts` first."""
    number = HOUSE if event is None else event.id
    before = {language: set_text(number, kind.kind, language, text) for language, text in texts.items()}
    changed = [language for language, text in texts.items() if text != before[language]]
    if not changed:
        return False
    if event is None:
        statements.raise_text_versions()
    else:
        event.text_version += 1
    recorded = (_recorded(kind, before), _recorded(kind, dict(texts)))
    about = event if event is not None else LetterText(id=0)
    record(
        act,
        "letter_text_set",
        about,
        event_id=event.id if event is not None else None,
        object_name=name_of(event) if event is not None else kind.kind,
        changes=difference({"letter_text": recorded[0]}, {"letter_text": recorded[1]}),
    )
    return True


def _recorded(kind: LetterKind, texts: Mapping[str, Wording | None]) -> dict[str, str] | None:
    """As the change log keeps it: by language, the kind in front."""
    recorded = {}
    for language, text in texts.items():
        if text is not None:
            with speaking(language):
                recorded[language] = f"{kind.label}\n{text.subject}\n\n{text.body}"
    return recorded or None


LONGEST_SENTENCE = 300
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
    if any(len(text) > LONGEST_SENTENCE for text in filled.values()):
        raise Refusal(
            _("Your own sentence may have at most %(num)s characters.", num=LONGEST_SENTENCE), field="own_words"
        )
    before = event.own_words.get(kind, {})
    if filled == before:
        return False
    others = {name: texts for name, texts in event.own_words.items() if name != kind}
    event.own_words = {**others, kind: filled} if filled else others
    changes = difference({"own_words": before or None}, {"own_words": filled or None})
    record(act, "own_words_set", event, event_id=event.id, object_name=name_of(event), changes=changes)
    return True
