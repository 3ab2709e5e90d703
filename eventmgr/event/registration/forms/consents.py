"""The separate consent to sensitive answers: the dietary requirements, and questions that organizers marked as sensitive."""

from __future__ import annotations

from typing import Any

from eventmgr.event.forms.fields import LABELS, PURPOSES
from eventmgr.ground.i18n import _, language, localized


def words(form: Any) -> str:
    """What is ticked, where the event asks sensitive questions of its own: each with what it is needed for."""
    return _(
        "My answers to %(questions)s may be used for the purposes stated here only.",
        questions=_listed([_with_purpose(label, purpose) for label, purpose in _asked(form)]),
    )


def _with_purpose(label: str, purpose: str) -> str:
    return _("“%(label)s” (%(purpose)s)", label=label, purpose=purpose) if purpose else _("“%(label)s”", label=label)


def refusal(form: Any) -> str:
    """Why it must be ticked once there is such an answer."""
    if form.sensitive:
        return _(
            "Your answers to %(questions)s are sensitive personal information. Tick here to consent separately to their use,"
            " or leave them empty.",
            questions=_listed([_("“%(label)s”", label=label) for label, _purpose in _asked(form)]),
        )
    return _(
        "Dietary requirements may reveal health or religious belief and are sensitive personal "
        "information. Tick here to consent separately to their use for meals, or leave them empty."
    )


def is_sensitive(form: Any) -> bool:
    """Whether the form, once it is saved, holds a sensitive answer; of what a covered form does not ask, what stands there."""
    names = [question.name for question in form.sensitive]
    if any(form[name].data if name in form else form.kept.get(name) for name in names):
        return True
    if "diet" in form:
        return form.diet.data not in (None, "none") or bool(form.diet_note.data)
    answered = form.stored.get("diet") not in (None, "none") or bool(form.stored.get("diet_note"))
    return bool(form.is_covered) and answered


def _asked(form: Any) -> list[tuple[str, str]]:
    """(label, purpose) of each."""
    lang = language()
    diet = [(str(LABELS["diet"]), str(PURPOSES["diet"]))] if "diet" in form else []
    return [*diet, *((question.label_in(lang), localized(question.rules.purpose, lang)) for question in form.sensitive)]


def _listed(words_: list[str]) -> str:
    return ("、" if language() == "zh" else ", ").join(words_)
