"""The notice among the papers."""

from __future__ import annotations

from eventmgr.event.events.models import Event
from eventmgr.ground.features import Paper, Printing
from eventmgr.ground.i18n import _l
from eventmgr.output.papers.notices.choices import read_notice
from eventmgr.output.papers.notices.queries import get_printed_notice, list_notices


def _notice(event: Event, lang: str, printing: Printing) -> bytes:
    from eventmgr.output.papers.notices import document  # noqa: PLC0415 - loads ReportLab, for documents only

    notices = list_notices(event.id)
    choice = read_notice(printing.asked, {str(one.id) for one in notices})
    return document.build(get_printed_notice(event, lang, choice, notices), choice.style, lang=lang)


def _as_word(event: Event, lang: str, printing: Printing) -> bytes:
    from eventmgr.output.papers.notices import word  # noqa: PLC0415 - loads python-docx, for documents only

    notices = list_notices(event.id)
    choice = read_notice(printing.asked, {str(one.id) for one in notices})
    return word.build(get_printed_notice(event, lang, choice, notices), choice.style, lang=lang)


PAPERS = (
    Paper(
        "notice",
        _l("Notice of the event"),
        _l("A notice as an official document with signature and date, with a blank reply form if you wish."),
        _notice,
        opens=("event.read",),
        is_chosen=True,
        as_word=_as_word,
        asks=("notice", "style", "head", "form"),
    ),
)
