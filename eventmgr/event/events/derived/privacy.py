"""The facts of an event from which its notice on personal data is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.models import Event, HostRole
from eventmgr.event.forms.fields import ALWAYS, LABELS, OPTIONAL, PASSED_ON, PURPOSES, SENSITIVE, mode
from eventmgr.ground.i18n import Bilingual, language, localized
from eventmgr.identity.privacy.notice import Facts, write_notice


@dataclass(frozen=True)
class _Label:
    """A question in the language that is spoken when it is written."""

    text: Bilingual

    def __str__(self) -> str:
        return localized(self.text, language())


def default_notice(event: Event) -> Bilingual:
    """Markdown in both languages; needs the hosts."""
    leading = [host for host in event.hosts if host.role is HostRole.HOST] or list(event.hosts)
    asked = [name for name in OPTIONAL if mode(event.fields, name) != "off"]
    return write_notice(
        Facts(
            title=event.title,
            hosts=[host.name for host in leading],
            contact=[event.contact[name] for name in ("name", "phone", "email") if event.contact.get(name)],
            kinds=[(LABELS[name], PURPOSES[name]) for name in (*ALWAYS, *asked) if name in PURPOSES],
            sensitive=[
                *(LABELS[name] for name in SENSITIVE if name in asked),
                *(_Label(question.label) for question in event.questions if question.rules.get("needs_reason")),
            ],
            passed_on=_passed_on(asked),
            id_purpose=event.id_purpose if "id_number" in asked else {},
            retention_months=event.retention_months,
            recommends=types_of(event).needs_words,
        )
    )


def _passed_on(asked: list[str]) -> list[Any]:
    """What a hotel or a carrier may be told of each participant, as the consent to that says: nothing where neither has
    anything to do."""
    service = [name for name in PASSED_ON if name in asked]
    gender = ["gender"] if "gender" in asked else []
    return [LABELS[name] for name in ("name", *gender, "organization", *service)] if service else []
