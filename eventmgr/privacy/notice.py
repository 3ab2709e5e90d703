"""The notice on personal data that an event begins with, written from its own facts. Pure.

Contents: name and contact of the handler, purpose and way, kinds, period, rights (PIPL art. 17), recipients (art. 23),
sensitive data (art. 28–31). An organizer may change every word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from eventmgr.i18n import LANGUAGES, Bilingual, _, localized, speaking
from eventmgr.privacy.periods import TRAVEL_MONTHS


@dataclass(frozen=True)
class Facts:
    """What the notice is written from."""

    title: Bilingual
    hosts: Sequence[Bilingual]
    """Who is responsible."""
    contact: Sequence[str]
    """Name, phone, address."""
    kinds: Sequence[tuple[Any, Any]]
    """(field, its purpose) of everything that is asked, in both languages each."""
    sensitive: Sequence[Any]
    """The sensitive fields among them."""
    retention_months: int


def write_notice(facts: Facts) -> Bilingual:
    """Markdown in both languages."""
    found = {}
    for lang in LANGUAGES:
        with speaking(lang):
            found[lang] = _text(facts, lang)
    return found


def _text(facts: Facts, lang: str) -> str:
    paragraphs = [
        _(
            "**Who is responsible:** %(host)s. Contact: %(contact)s.",
            host=_hosts(facts, lang),
            contact=_listed(facts.contact) or "—",
        ),
        _(
            "**Purpose and way:** your data serves to prepare and hold “%(title)s”: registration and review, lists and"
            " badges, letters about changes, check-in, and statistics without names. It is kept in this system and in"
            " printed lists, and seen only by those who prepare the event.",
            title=localized(facts.title, lang),
        ),
        _("**What is asked, and what for:** %(kinds)s.", kinds=_kinds(facts)),
        _("**Your choice:** fields that are not marked as required may stay empty; that never blocks a registration."),
    ]
    if facts.sensitive:
        paragraphs.append(
            _(
                "**Sensitive data:** %(fields)s, only where you fill it in, only for the purpose named above.",
                fields=_listed([str(field) for field in facts.sensitive]),
            )
        )
    paragraphs += [
        _(
            "**How long:** travel, lodging and diet are deleted %(months)s months after the event, the record of your"
            " attendance %(record_months)s months after it.",
            months=TRAVEL_MONTHS,
            record_months=facts.retention_months,
        ),
        _("**Others:** nothing is handed to anybody else, unless you agree to it separately."),
        _(
            "**Your rights:** on your own page (its link is in every letter) you can see, copy and correct your data and"
            " withdraw your registration and consent at any time; the contact above also deletes it on request. What"
            " was done before a withdrawal stays lawful. You may complain to the authorities that protect personal"
            " information."
        ),
    ]
    return "\n\n".join(paragraphs)


def _hosts(facts: Facts, lang: str) -> str:
    return _listed([localized(name, lang) for name in facts.hosts]) or "—"


def _kinds(facts: Facts) -> str:
    return _listed([_("%(field)s (%(purpose)s)", field=field, purpose=purpose) for field, purpose in facts.kinds])


def _listed(words: Sequence[str]) -> str:
    return _(", ").join(words)
