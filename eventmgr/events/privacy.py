"""The notice on personal data that an event begins with, written from its own facts.

Contents: name and contact of the handler, purpose and way, kinds, period, rights (PIPL art. 17), recipients (art. 23),
sensitive data (art. 28–31). An organizer may change every word; see `services/publishing.py`.
"""

from __future__ import annotations

from eventmgr.events.models import Event, HostRole
from eventmgr.forms.fields import ALWAYS, LABELS, OPTIONAL, PURPOSES, SENSITIVE, mode
from eventmgr.i18n import LANGUAGES, Bilingual, _, localized, speaking

TRAVEL_MONTHS = 6
"""Travel, lodging and diet are kept so long after the event; the record of attendance `event.retention_months`."""


def default_notice(event: Event) -> Bilingual:
    """Markdown in both languages; needs the hosts."""
    found = {}
    for lang in LANGUAGES:
        with speaking(lang):
            found[lang] = _text(event, lang)
    return found


def _text(event: Event, lang: str) -> str:
    paragraphs = [
        _("**Who is responsible:** %(host)s. Contact: %(contact)s.", host=_host(event, lang), contact=_contact(event)),
        _(
            "**Purpose and way:** your data serves to prepare and hold “%(title)s”: registration and review, lists and"
            " badges, letters about changes, check-in, and statistics without names. It is kept in this system and in"
            " printed lists, and seen only by those who prepare the event.",
            title=localized(event.title, lang),
        ),
        _("**What is asked, and what for:** %(kinds)s.", kinds=_kinds(event)),
        _("**Your choice:** fields that are not marked as required may stay empty; that never blocks a registration."),
    ]
    sensitive = [str(LABELS[name]) for name in SENSITIVE if mode(event.fields, name) != "off"]
    if sensitive:
        paragraphs.append(
            _(
                "**Sensitive data:** %(fields)s, only where you fill it in, only for the purpose named above.",
                fields=_listed(sensitive),
            )
        )
    paragraphs += [
        _(
            "**How long:** travel, lodging and diet are deleted %(months)s months after the event, the record of your"
            " attendance %(record_months)s months after it.",
            months=TRAVEL_MONTHS,
            record_months=event.retention_months,
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


def _host(event: Event, lang: str) -> str:
    leading = [host for host in event.hosts if host.role is HostRole.HOST] or list(event.hosts)
    return _listed([localized(host.name, lang) for host in leading]) or "—"


def _contact(event: Event) -> str:
    parts = [event.contact.get(name, "") for name in ("name", "phone", "email")]
    return _listed([part for part in parts if part]) or "—"


def _kinds(event: Event) -> str:
    asked = [*ALWAYS, *(name for name in OPTIONAL if mode(event.fields, name) != "off")]
    return _listed([_("%(field)s (%(purpose)s)", field=LABELS[name], purpose=PURPOSES[name]) for name in asked])


def _listed(words: list[str]) -> str:
    return _(", ").join(words)
