"""What the page of letters of invitation asks."""

from __future__ import annotations

from eventmgr.ground.i18n import _
from eventmgr.output.papers.asked import Asked
from eventmgr.output.papers.letters.choices import PEOPLE, WHOM


def fields_of(*, names_people: bool) -> list[Asked]:
    """To whom they go; to people for those who may see who is invited (`names_people`)."""
    whom = {key: words for key, words in WHOM.items() if names_people or key != PEOPLE}
    return [Asked("to", _("To whom"), "radio", whom, (next(iter(whom)),))]
