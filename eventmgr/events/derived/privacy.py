"""The facts of an event from which its notice on personal data is written."""

from __future__ import annotations

from typing import Any

from eventmgr.events.models import Event, HostRole
from eventmgr.forms.fields import ALWAYS, ENTRUSTED, LABELS, OPTIONAL, PURPOSES, SENSITIVE, mode
from eventmgr.i18n import Bilingual
from eventmgr.privacy.notice import Facts, write_notice


def default_notice(event: Event) -> Bilingual:
    """Markdown in both languages; needs the hosts."""
    leading = [host for host in event.hosts if host.role is HostRole.HOST] or list(event.hosts)
    asked = [name for name in OPTIONAL if mode(event.fields, name) != "off"]
    return write_notice(
        Facts(
            title=event.title,
            hosts=[host.name for host in leading],
            contact=[event.contact[name] for name in ("name", "phone", "email") if event.contact.get(name)],
            kinds=[(LABELS[name], PURPOSES[name]) for name in (*ALWAYS, *asked)],
            sensitive=[LABELS[name] for name in SENSITIVE if name in asked],
            entrusted=_entrusted(asked),
            retention_months=event.retention_months,
        )
    )


def _entrusted(asked: list[str]) -> list[Any]:
    """What a hotel or a transport company is told of each participant: nothing where neither has anything to do."""
    service = [name for name in ENTRUSTED if name in asked]
    return [LABELS[name] for name in ("name", *(["gender"] if "gender" in asked else []), *service)] if service else []
