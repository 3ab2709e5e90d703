"""A large document as a worker makes it: the same paper as one that is made at once."""

from __future__ import annotations

from collections.abc import Sequence

from eventmgr.event.events.models import Event
from eventmgr.ground.features import Paper, Printing
from eventmgr.output.papers.kept.taking import take
from eventmgr.output.papers.orders.models import PaperOrder
from eventmgr.output.papers.orders.services import Made
from eventmgr.output.papers.orders.sizes import number_of_people
from eventmgr.output.papers.printing import print_paper
from eventmgr.tools.log.services import Act
from eventmgr.tools.typesetting.progress import Listener, heard_by


def make(order: PaperOrder, event: Event, paper: Paper, *, act: Act, fonts: Sequence[str], listener: Listener) -> Made:
    """The file, and what is kept of the printing by whoever asked for it."""
    people = None if order.people is None else frozenset(order.people)
    printing = Printing(act.by.name, act.at, frozenset(order.sees), order.asked, people)
    taken = take(event, paper, order.language, printing, only_changed=order.only_changed)
    number = number_of_people(event, paper, taken.printing)
    if taken.is_empty:
        return Made(b"", 0, 0, taken)
    pages = 0

    def count(made: int, done: int, wanted: int) -> None:
        nonlocal pages
        pages = made
        listener(made, done, wanted)

    with heard_by(count):
        content = print_paper(paper, event, order.language, taken.printing, fallback_fonts=fonts)
    return Made(content, pages, number, taken)
