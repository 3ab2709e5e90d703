"""The verbs: questionnaires are made and changed, answered, and who has not answered is reminded."""

from eventmgr.programme.surveys.services.answering import answer_by_code, answer_by_link, settle
from eventmgr.programme.surveys.services.asking import write_due
from eventmgr.programme.surveys.services.copying import copy_surveys
from eventmgr.programme.surveys.services.editing import (
    SurveyDraft,
    add_code,
    add_survey,
    choose_quotes,
    close,
    edit_survey,
    note_export,
    publish,
    remove_code,
    remove_survey,
)
from eventmgr.programme.surveys.services.moving import move_surveys
from eventmgr.programme.surveys.services.questioning import (
    QuestionDraft,
    add_question,
    edit_question,
    move_question,
    remove_question,
)

__all__ = [
    "QuestionDraft",
    "SurveyDraft",
    "add_code",
    "add_question",
    "add_survey",
    "answer_by_code",
    "answer_by_link",
    "choose_quotes",
    "close",
    "copy_surveys",
    "edit_question",
    "edit_survey",
    "move_question",
    "move_surveys",
    "note_export",
    "publish",
    "remove_code",
    "remove_question",
    "remove_survey",
    "settle",
    "write_due",
]
