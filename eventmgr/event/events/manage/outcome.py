"""What a page of settings says once it has been saved: what has changed, and who hears of it. One sentence after the
other, in one box."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from eventmgr.event.events.models import PUBLIC, Event
from eventmgr.event.events.panels import seen_entries
from eventmgr.ground.db import db
from eventmgr.ground.i18n import _, _n, language
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.log.services import watching
from eventmgr.tools.log.wording import Change, lines_seen
from eventmgr.tools.messages.telling import Choice
from eventmgr.tools.web.pages import Answer

_LONGEST = 40
"""Characters of a value."""
_MOST = 4
"""Changes that are named."""


@dataclass(frozen=True)
class Outcome:
    """What is recorded while the settings are saved."""

    event: Event
    entries: Sequence[AuditEntry]
    was_in_calendars: datetime
    """When what calendars show of the event had changed before."""

    def answer_after(self, answer: Answer, choice: Choice, readers: int) -> Answer:
        """The answer, whose sentence goes on with what has changed and who hears of it. Asked inside the
        transaction."""
        db.session.flush()
        changes = [
            change
            for line in lines_seen(seen_entries(self.event, self.entries), self.event.timezone)
            for change in line.changes
        ]
        if not self.entries:
            return Answer(answer.address, _("Nothing has changed."))
        sentences = [answer.words, changes_in_words(changes), self._hears(choice, readers), self._calendars()]
        joint = "" if language() == "zh" else " "
        return Answer(answer.address, joint.join(sentence for sentence in sentences if sentence))

    def _hears(self, choice: Choice, readers: int) -> str:
        if choice is Choice.COLLECT:
            return _("Those concerned are told later, with your other changes.")
        if not readers:
            return _("Nobody needs an e-mail about this.") if self.event.status in PUBLIC else ""
        return {
            Choice.NOW: _n("%(num)s person is told by e-mail.", "%(num)s people are told by e-mail.", readers),
            Choice.NOBODY: _n("%(num)s person is not told.", "%(num)s people are not told.", readers),
        }[choice]

    def _calendars(self) -> str:
        has_moved = self.event.calendar_changed_at != self.was_in_calendars
        if has_moved and self.event.status in PUBLIC:
            return _("Calendars that are subscribed to show it by themselves.")
        return ""


@contextmanager
def outcome_of(event: Event) -> Iterator[Outcome]:
    """Record what the block changes, so that the page can say it."""
    with watching() as entries:
        yield Outcome(event, entries, event.calendar_changed_at)


def changes_in_words(changes: Sequence[Change]) -> str:
    """“Capacity: 60 → 80; Waiting list: yes → no.”, the first ones; the others by their number. A long text says only
    that it changed."""
    sentences = [_in_words(change) for change in changes[:_MOST]]
    if not sentences:
        return ""
    if len(changes) > _MOST:
        sentences.append(_("%(num)s more", num=len(changes) - _MOST))
    return _("%(changes)s.", changes=_("; ").join(sentences))


def _in_words(change: Change) -> str:
    before, after = (" ".join(value.split()) or "—" for value in (change.before, change.after))
    if len(before) > _LONGEST or len(after) > _LONGEST:
        return _("%(label)s: changed", label=change.label)
    return _("%(label)s: %(before)s → %(after)s", label=change.label, before=before, after=after)
