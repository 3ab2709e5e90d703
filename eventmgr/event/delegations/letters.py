"""What liaisons are written: the invitation with their link, reminders, a new link, that a colleague has taken over,
and that their exchange paper is to be revised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from eventmgr.event.delegations.models import Due, Liaison, Place
from eventmgr.event.events.mail import (
    CONTACT,
    EVENT,
    OWN_WORDS,
    PLACE,
    SAMPLE_ADDRESS,
    TIME,
    letter_about,
    link_to,
)
from eventmgr.event.events.models import Event
from eventmgr.event.registration.letters.writing import ENTERED, facts_of, own_link
from eventmgr.event.registration.models import Registration
from eventmgr.ground.features import LetterKind
from eventmgr.ground.i18n import _l, format_instant, speaking
from eventmgr.tools.messages.composing import GREETING, absolute_url
from eventmgr.tools.messages.letters import Letter
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.messages.secrets import Secret
from eventmgr.tools.messages.services import enqueue, enqueue_if_reachable, unsent
from eventmgr.tools.messages.texts.wording import Placeholder
from eventmgr.tools.taxonomy import get_unit

INVITED, REMINDER, NEW_LINK = "delegations.invited", "delegations.reminder", "delegations.new_link"
HANDED_OVER, CONSENT = "delegations.handed_over", "delegations.consent"
PAPER_RETURNED = "delegations.paper_returned"
ASKING = (CONSENT, f"registration.{ENTERED}")
"""E-mails that ask somebody whom the liaison has entered to agree: the reminder, and the first."""
_SAMPLE_DUES = {REMINDER: Due.LIST, PAPER_RETURNED: Due.PAPER}
_NOTES = {"zh": "请补充改造前后的对比数据。", "en": "Please add figures from before and after."}
_NAMES = {"zh": ("王敏", "李强"), "en": ("Wang Min", "Li Qiang")}


def write(
    kind: str,
    liaison: Liaison,
    event: Event,
    secret: Secret,
    *,
    at: datetime,
    ends_at: datetime,
    due: Due | None = None,
    due_at: datetime | None = None,
    words: Mapping[str, str] | None = None,
) -> None:
    """Write the e-mail `kind` with the link of `secret` to the liaison, unless no mail can reach their address.

    Args:
        ends_at: when the link ends.
        due, due_at: what is due, and when.
        words: what else it says.
    """
    enqueue_if_reachable(
        lambda: _with_link(kind, liaison, event, secret, ends_at=ends_at, due=due, due_at=due_at, words=words), at=at
    )


def _with_link(
    kind: str,
    liaison: Liaison,
    event: Event,
    secret: Secret,
    *,
    ends_at: datetime,
    due: Due | None = None,
    due_at: datetime | None = None,
    words: Mapping[str, str] | None = None,
) -> Letter:
    language = liaison.language
    with speaking(language):
        context = {
            "link": absolute_url("delegations.link", token=secret.mark),
            "until": format_instant(ends_at, event.timezone, language),
            "task": str(due.label) if due is not None else "",
            "deadline": format_instant(due_at, event.timezone, language) if due_at is not None else "",
            **(words or {}),
        }
    return _letter(kind, liaison, event, context, secrets=[secret], confidential=True)


def tell_handed_over(event: Event, liaison: Liaison, before: str, *, to: Liaison, at: datetime) -> None:
    """Tell the other liaison of the unit who speaks for it from now on."""
    enqueue(_letter(HANDED_OVER, to, event, {"before": before, "after": liaison.name}), at=at)


def tell_office(event: Event, liaison: Liaison, before: str, *, at: datetime, not_to: str) -> None:
    """Tell the event's contact, if it has a mailbox that is not that of whoever has handed over."""
    address = event.contact.get("email", "")
    if not address or address.lower() == not_to.lower():
        return
    office = Liaison(
        id=liaison.id, unit_code=liaison.unit_code, name=event.contact.get("name", ""), email=address, language="zh"
    )
    enqueue_if_reachable(lambda: _letter(HANDED_OVER, office, event, {"before": before, "after": liaison.name}), at=at)


def ask_consent(event: Event, registration: Registration, *, at: datetime) -> bool:
    """Ask somebody whom the liaison has entered once more to agree on their own page; whether a mail can reach them."""
    if not registration.email:
        return False
    link = own_link(registration, facts_of(event, registration.language))
    return enqueue_if_reachable(lambda: _asking(event, registration, link), at=at)


def _asking(event: Event, registration: Registration, link: Secret) -> Letter:
    told = {"link": absolute_url("registration.show", token=link.mark)}
    return _letter(CONSENT, registration, event, told, secrets=[link], confidential=True)


def _letter(
    kind: str,
    reader: Liaison | Registration,
    event: Event,
    words: Mapping[str, Any],
    *,
    secrets: Sequence[Secret] = (),
    confidential: bool = False,
) -> Letter:
    return letter_about(
        event,
        KINDS[kind],
        reader,
        about=f"{reader.__tablename__}:{reader.id}",
        context={"delegation": get_unit(reader.unit_code).name(reader.language), **words},
        secrets=secrets,
        confidential=confidential,
    )


def _sample(kind: str, event: Event, language: str) -> OutboxLetter:
    at, (name, before) = event.created_at, _NAMES[language]
    reader = Liaison(
        id=0,
        event_id=event.id,
        unit_code="420000",
        place=Place.LIAISON,
        name=name,
        email=SAMPLE_ADDRESS,
        language=language,
    )
    if kind == CONSENT:
        person = Registration(
            id=0, event_id=event.id, unit_code="420000", name=name, email=SAMPLE_ADDRESS, language=language
        )
        return unsent(_asking(event, person, Secret(value="-")), at=at)
    if kind == HANDED_OVER:
        return unsent(_letter(kind, reader, event, {"before": before, "after": name}), at=at)
    due, due_at = _SAMPLE_DUES.get(kind), event.starts_at if kind in _SAMPLE_DUES else None
    letter = _with_link(
        kind,
        reader,
        event,
        Secret(value="-"),
        ends_at=event.ends_at,
        due=due,
        due_at=due_at,
        words={"note": _NOTES[language]} if kind == PAPER_RETURNED else None,
    )
    return unsent(letter, at=at)


_OF_ALL = (
    GREETING,
    EVENT,
    TIME,
    PLACE,
    Placeholder("delegation", "代表团", _l("the delegation that the reader speaks for")),
    CONTACT,
    OWN_WORDS,
)
_WITH_LINK = (
    link_to(
        _l("the reader's link to the page of the delegation; on a line of its own it becomes a button"), "联络员链接"
    ),
    Placeholder("until", "有效期至", _l("until when the link is valid")),
)
_OWN_PAGE = link_to(_l("the reader's link to their own page; on a line of its own it becomes a button"), "个人页链接")
_OF_REMINDER = (
    Placeholder("task", "待办事项", _l("what is due"), is_needed=True),
    Placeholder("deadline", "截止时间", _l("when it is due"), is_needed=True),
)
_OF_PAPER = (
    Placeholder("note", "修改意见", _l("what is to be revised"), is_needed=True),
    Placeholder("deadline", "截止时间", _l("when it is due")),
)
_OF_HANDOVER = (
    Placeholder("before", "原联络员", _l("the former liaison")),
    Placeholder("after", "新联络员", _l("the new liaison"), is_needed=True),
)


def _placeholders_of(kind: str) -> tuple[Placeholder, ...]:
    if kind == CONSENT:
        return (*_OF_ALL, _OWN_PAGE)
    if kind == HANDED_OVER:
        return (*_OF_ALL, *_OF_HANDOVER)
    return (*_OF_ALL, *_WITH_LINK, *{REMINDER: _OF_REMINDER, PAPER_RETURNED: _OF_PAPER}.get(kind, ()))


KINDS = {
    kind: LetterKind(
        kind,
        label,
        purpose,
        partial(_sample, kind),
        f"event/delegations/mail/{kind.partition('.')[2]}.txt",
        _placeholders_of(kind),
    )
    for kind, label, purpose in (
        (
            INVITED,
            _l("Invitation of a delegation liaison"),
            _l("To the liaison and deputy of an invited delegation, with a link to its page."),
        ),
        (
            REMINDER,
            _l("Reminder of a deadline to a delegation"),
            _l("To the liaison and deputy of a delegation that has not done what is due."),
        ),
        (
            NEW_LINK,
            _l("New link of a delegation liaison"),
            _l("To a liaison whose link was used and who asks for a new one."),
        ),
        (
            HANDED_OVER,
            _l("Delegation liaison has changed"),
            _l(
                "To the other liaison of a delegation and to the event's contact, when a liaison hands over to a colleague."
            ),
        ),
        (
            PAPER_RETURNED,
            _l("Exchange paper to be revised"),
            _l("To the liaison and deputy of a delegation whose exchange paper is returned, with a link to its page."),
        ),
        (
            CONSENT,
            _l("Reminder to agree to somebody entered by a liaison"),
            _l("As a reminder to people whom the liaison of their delegation has registered, until they have agreed."),
        ),
    )
}
OF_PAPERS = (KINDS[PAPER_RETURNED],)
"""Of exchange papers, which an event can do without."""
LETTERS = tuple(kind for kind in KINDS.values() if kind not in OF_PAPERS)
