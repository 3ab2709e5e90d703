"""The section of the summary on what people thought of the event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.platypus.flowables import Flowable

from eventmgr.ground.i18n import _
from eventmgr.output.reports.contents import Questionnaire
from eventmgr.tools.typesetting.grid import Grid, Row
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.styles import BODY, CELL, CELL_NUMBER, COLUMN, COLUMN_NUMBER, HEADING_2, WIDTH
from eventmgr.tools.typesetting.text import para


def section(questionnaires: Sequence[Questionnaire]) -> Iterator[Flowable]:
    """Each with its response, its questions, and the quotes that were chosen."""
    for one in questionnaires:
        yield para(one.title, HEADING_2, OutlineEntry(one.title, 1))
        yield para(one.says, BODY)
        if one.rows:
            words = (_("Question"), _("Answers"), _("Result"))
            head = Row((para(words[0], COLUMN), para(words[1], COLUMN_NUMBER), para(words[2], COLUMN)), fill="wash")
            rows = [
                Row((para(row.question, CELL), para(str(row.base), CELL_NUMBER), para(row.answers, CELL)), pad=2.0)
                for row in one.rows
            ]
            yield Grid((WIDTH * 0.46, 52, WIDTH * 0.54 - 52), [head], rows)
        for quote in one.quotes:
            yield para(_("“%(words)s”", words=quote), BODY)
