"""Certificates among the papers."""

from __future__ import annotations

from collections.abc import Mapping

from eventmgr.event.events.models import Event
from eventmgr.ground.features import Paper, Printing
from eventmgr.ground.i18n import _, _l
from eventmgr.output.papers.certificates.queries import get_printed, list_valid_numbers


def _certificates(event: Event, lang: str, printing: Printing) -> bytes:
    from eventmgr.output.papers.certificates import document  # noqa: PLC0415 - loads ReportLab, for documents only

    return document.build(get_printed(event, lang, printing.people), lang=lang)


def _of_certificates(event: Event, lang: str, printing: Printing) -> Mapping[int, Mapping[str, str]]:
    return {
        number: {"name": one.name, "unit": one.unit, "organization": one.organization, "code": one.number}
        for number, one in get_printed(event, lang, printing.people).certificates
    }


def _lacks_certificates(event: Event) -> str:
    return "" if list_valid_numbers(event.id) else _("No certificate has been issued yet.")


PAPERS = (
    Paper(
        "certificates",
        _l("Certificates of attendance"),
        _l("One page for each person for whom a certificate was issued, with its number and a code to check it."),
        _certificates,
        opens=("registrations.read",),
        is_personal=True,
        is_chosen=True,
        lacks=_lacks_certificates,
        parts=_of_certificates,
    ),
)
