"""The notice on personal data that an event begins with, written from its own facts. Pure.

Contents: name and contact of the handler, purpose and way, kinds, period, rights (PIPL art. 17), recipients
(art. 23), sensitive data (art. 28–31). An organizer may change every word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from eventmgr.ground.i18n import LANGUAGES, Bilingual, _, localized, speaking
from eventmgr.identity.privacy.periods import TRAVEL_MONTHS


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
    passed_on: Sequence[Any]
    """The fields that a hotel or a carrier may be told with the separate consent; empty where neither is needed."""
    retention_months: int
    recommends: bool = False
    """Whether delegations say whom they recommend."""
    id_purpose: Bilingual = field(default_factory=dict)
    """What the number of an identity document is needed for; empty where none is asked for."""


def write_notice(facts: Facts) -> Bilingual:
    """Write the privacy notice as Markdown, in both languages."""
    texts = {}
    for lang in LANGUAGES:
        with speaking(lang):
            texts[lang] = _text(facts, lang)
    return texts


def _text(facts: Facts, lang: str) -> str:
    paragraphs = [
        _(
            "**Personal information handler:** %(host)s. Contact: %(contact)s.",
            host=_hosts(facts, lang),
            contact=_listed(facts.contact) or "—",
        ),
        _(
            "**Purpose and means of processing:** your personal information is used to prepare and run "
            "“%(title)s”: registration and review, lists of participants and badges, e-mails about changes, "
            "check-in, and statistics without names. It is kept here and in printed lists, seen only by "
            "the event team and delegation liaisons.",
            title=localized(facts.title, lang),
        ),
        _("**Information collected and why:** %(kinds)s.", kinds=_kinds(facts)),
        _(
            "**Your choice:** fields that are not marked as required may stay empty; this does not affect "
            "your registration."
        ),
    ]
    paragraphs += _on_recommendations(facts)
    if facts.sensitive:
        paragraphs.append(
            _(
                "**Sensitive personal information:** %(fields)s, only where you choose to fill it in, only for "
                "the purpose named above, and only with your separate consent. Leaving it empty or not "
                "consenting does not affect your registration.",
                fields=_listed([str(label) for label in facts.sensitive]),
            )
        )
    if facts.id_purpose:
        paragraphs.append(
            _(
                "**Identity document:** kind and number of your identity document are needed for this: "
                "%(purpose)s. They are used only for that and only with your separate consent, kept "
                "encrypted, shown only in part, and deleted after the last day of the event.",
                purpose=localized(facts.id_purpose, lang),
            )
        )
    paragraphs += [
        _(
            "**Retention:** travel, accommodation and dietary requirements are deleted %(months)s months "
            "after the event, the record of your attendance %(record_months)s months after it.",
            months=TRAVEL_MONTHS,
            record_months=facts.retention_months,
        ),
        *_to_others(facts),
        _(
            "**Your rights:** on your own page (its link is in every e-mail) you can access, copy, correct "
            "and supplement your personal information, cancel your registration and withdraw your consent at "
            "any time; the contact above also deletes it on request. Withdrawal does not affect processing "
            "carried out before it. You may complain to the authorities that protect personal information."
        ),
    ]
    return "\n\n".join(paragraphs)


def _on_recommendations(facts: Facts) -> list[str]:
    if not facts.recommends:
        return []
    return [
        _(
            "**Recommendation:** if you register for an invited delegation by yourself, its liaison "
            "sees your registration and says whether the delegation recommends you, with a reason if "
            "it does not. The organizers decide; what was said is in the copy of your personal "
            "information."
        )
    ]


def _to_others(facts: Facts) -> list[str]:
    if not facts.passed_on:
        return [
            _(
                "**Provision to others:** your personal information is not provided to other personal information handlers "
                "without your separate consent."
            )
        ]
    return [
        _(
            "**Provision to others:** only with your separate consent, %(fields)s and, where needed, "
            "your mobile number are provided to the hotel, the carrier and the hosts of visits, who "
            "are independent personal information handlers, for accommodation, transfers and visits "
            "only. On your own page you can see what was provided to whom, and withdraw your consent "
            "at any time; not consenting does not affect your registration. Nothing else is provided "
            "to other personal information handlers without your separate consent.",
            fields=_listed([str(label) for label in facts.passed_on]),
        )
    ]


def _hosts(facts: Facts, lang: str) -> str:
    return _listed([localized(name, lang) for name in facts.hosts]) or "—"


def _kinds(facts: Facts) -> str:
    return _listed([_("%(field)s (%(purpose)s)", field=label, purpose=purpose) for label, purpose in facts.kinds])


def _listed(words: Sequence[str]) -> str:
    return _(", ").join(words)
