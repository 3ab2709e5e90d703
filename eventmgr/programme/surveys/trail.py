"""What the trail says of questionnaires; never what anybody has answered, and of no anonymous one who has."""

from __future__ import annotations

from eventmgr.ground.features import Words
from eventmgr.ground.i18n import _l
from eventmgr.programme.surveys.models import Survey

WORDS = (
    Words(
        Survey,
        _l("Questionnaire"),
        actions={
            "published": _l("published"),
            "closed": _l("closed for answers"),
            "asked": _l("e-mails written"),
            "question_added": _l("question added"),
            "question_changed": _l("question changed"),
            "question_moved": _l("question moved"),
            "question_removed": _l("question deleted"),
            "code_added": _l("QR code added"),
            "code_removed": _l("QR code deleted"),
            "quotes_chosen": _l("quotes chosen"),
            "results_exported": _l("results exported"),
        },
        fields={
            "title": _l("Title"),
            "intro": _l("Introduction"),
            "is_anonymous": _l("Anonymous"),
            "split_by": _l("Grouping of results"),
            "opens_at": _l("Opens"),
            "closes_at": _l("Closes"),
            "item_id": _l("Agenda item"),
            "roles": _l("Types of participants asked"),
            "only_attended": _l("Only those who attended"),
            "remind_days": _l("Days between e-mails"),
            "question": _l("Question asked"),
            "quotes": _l("Quotes"),
            "answers": _l("Answers"),
            "people": _l("Number of people"),
            "rows": _l("Rows"),
        },
    ),
)
