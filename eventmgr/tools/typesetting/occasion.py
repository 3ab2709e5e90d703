"""What a paper is about, as plain values in its language. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from eventmgr.tools.typesetting.house.look import Look


@dataclass(frozen=True)
class Occasion:
    """What stands in the head of every paper about one event.

    Args:
        author: whom the document's properties name.
        state: a word where it does not take place as announced (cancelled, postponed), else empty.
        hosts: (role, names), 主办 first.
        look: logo, colour and header of the organizers; None: those of `dressing.wearing`.
        of_kind: what is called `kind`, as the value that papers with other names go by.
    """

    title: str
    kind: str
    span: str
    place: str
    author: str
    state: str = ""
    hosts: tuple[tuple[str, str], ...] = ()
    look: Look | None = None
    of_kind: object = None
