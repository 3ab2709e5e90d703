"""Whom a printing is for, and what is kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from eventmgr.event.events.models import Event
from eventmgr.ground.features import Paper, Printing
from eventmgr.ground.i18n import speaking
from eventmgr.output.papers.kept import services
from eventmgr.output.papers.kept.comparing import GONE, compare
from eventmgr.output.papers.kept.digests import digests_of
from eventmgr.output.papers.kept.queries import list_last_parts
from eventmgr.tools.log.services import Act


@dataclass(frozen=True)
class PrintedRun:
    """A printing with its people, the digests of what it says of each, and whose part is taken out.

    Args:
        digests: None of papers without parts.
    """

    paper: Paper
    lang: str
    printing: Printing
    digests: Mapping[int, Mapping[str, str]] | None = None
    gone: frozenset[int] = field(default_factory=frozenset)
    is_whole: bool = False
    is_empty: bool = False
    """Nobody's part has changed, so there is nothing to print."""

    def keep(self, event: Event, act: Act, device_id: int | None = None) -> None:
        """Keep what is printed, and by which check-in device."""
        if self.digests is not None:
            variant = self.printing.asked.get(self.paper.variant, "")
            services.keep(
                event,
                self.paper.name,
                variant,
                self.lang,
                self.digests,
                gone=self.gone,
                is_whole=self.is_whole,
                act=act,
                device_id=device_id,
            )


def list_changes(event: Event, paper: Paper, lang: str, printing: Printing) -> dict[int, tuple[str, ...]]:
    """Registration → why its part differs from what was printed of it last."""
    _digests, why = _compared(event, paper, lang, printing)
    return why


def take(event: Event, paper: Paper, lang: str, printing: Printing, *, only_changed: bool) -> PrintedRun:
    """What is printed and kept: `printing`, or of everybody only whose part has changed. What is kept is read before
    the paper is made: a change in between prints somebody's part once more, never once too few."""
    if paper.parts is None:
        return PrintedRun(paper, lang, printing)
    if printing.people is not None:
        with speaking(lang):
            return PrintedRun(paper, lang, printing, digests_of(paper.parts(event, lang, printing)))
    digests, why = _compared(event, paper, lang, printing)
    gone = frozenset(number for number, reasons in why.items() if reasons == (GONE,))
    if not only_changed:
        return PrintedRun(paper, lang, printing, digests, gone, is_whole=True)
    people = frozenset(why) - gone
    chosen = {number: fields for number, fields in digests.items() if number in people}
    return PrintedRun(paper, lang, replace(printing, people=people), chosen, gone, is_empty=not people)


def _compared(
    event: Event, paper: Paper, lang: str, printing: Printing
) -> tuple[dict[int, dict[str, str]], dict[int, tuple[str, ...]]]:
    assert paper.parts is not None
    with speaking(lang):
        digests = digests_of(paper.parts(event, lang, replace(printing, people=None)))
    before = list_last_parts(event.id, paper.name, printing.asked.get(paper.variant, ""), lang)
    return digests, compare(digests, before)
