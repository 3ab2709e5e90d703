"""The section of the summary on what people thought of the event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter

from reportlab.platypus.flowables import Flowable

from eventmgr.ground.i18n import _
from eventmgr.programme.surveys.results.published import Questionnaire
from eventmgr.tools.typesetting.lists import Column
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.styles import BODY, HEADING_2, WIDTH
from eventmgr.tools.typesetting.tables import table
from eventmgr.tools.typesetting.text import para


def section(questionnaires: Sequence[Questionnaire]) -> Iterator[Flowable]:
    """Each with its response, its questions, and the quotes that were chosen."""
    for questionnaire in questionnaires:
        yield para(questionnaire.title, HEADING_2, OutlineEntry(questionnaire.title, 1))
        yield para(questionnaire.says, BODY)
        if questionnaire.rows:
            columns = (
                Column(_("Question"), attrgetter("question"), WIDTH * 0.46),
                Column(_("Answers"), lambda row: str(row.base), 52.0, kind="number"),
                Column(_("Result"), attrgetter("answers")),
            )
            yield table(columns, questionnaire.rows, pad=2.0)
        for quote in questionnaire.quotes:
            yield para(_("“%(words)s”", words=quote), BODY)
