"""What a registration says about one person: plain values, already clean."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from eventmgr.event.forms.fields import DOCUMENT, ENCRYPTED, SEALED
from eventmgr.event.forms.kinds.sealed import MARK, is_marked
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.allocation import Claim
from eventmgr.ground.text import folded
from eventmgr.identity.privacy.consents import PROCESSING


@dataclass(frozen=True)
class Applicant:
    """Somebody who asks for a place, or what their place shall say from now on.

    `unit`, `province` and `sector` are codes of the taxonomy or empty; `mobile` is normalised; `answers` holds the
    form fields beyond the columns and the `q_<key>` answers, as JSON values.
    """

    name: str
    organization: str
    mobile: str
    unit: str = ""
    province: str = ""
    country: str = ""
    """Two letters, of a guest from abroad; `province` is empty then."""
    name_latin: str = ""
    sector: str = ""
    title: str = ""
    email: str = ""
    role: str = Role.DELEGATE.value
    answers: dict[str, Any] = field(default_factory=dict)
    language: str = "zh"
    consents: tuple[str, ...] = (PROCESSING,)
    notice_version: int | None = None
    """The version of the privacy notice that was read; None: the newest."""

    @property
    def plain_answers(self) -> dict[str, object]:
        """The answers that are kept as they are; of those that are sealed the mark that there is one."""
        plain = ((name, value) for name, value in self.answers.items() if name not in ENCRYPTED)
        return {name: dict(MARK) if is_marked(value) else value for name, value in plain}

    @property
    def sensitive(self) -> dict[str, object]:
        """The answers that are kept sealed."""
        return {
            name: value
            for name, value in self.answers.items()
            if name in SEALED or (is_marked(value) and value != MARK)
        }

    @property
    def id_document(self) -> dict[str, object]:
        """The identity document, which is kept sealed apart from them."""
        return {name: value for name, value in self.answers.items() if name in DOCUMENT}

    @property
    def claim(self) -> Claim:
        """Which part of which quota they use."""
        return Claim(self.unit, self.role, self.sector)

    @property
    def identity(self) -> str:
        """`mobile|folded name`: one live place per event."""
        return identity_key(self.mobile, self.name)


def identity_key(mobile: str, name: str) -> str:
    """The key under which two registrations are the same person's."""
    return f"{mobile}|{folded(name)}"[:80]


def last_four(mobile: str) -> str:
    """The last four digits, by which the office and the desk find people."""
    return "".join(char for char in mobile if char.isdecimal())[-4:]
