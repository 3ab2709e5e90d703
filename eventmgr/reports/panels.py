"""What papers show on the page of the desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import render_template

from eventmgr.events.models import Event
from eventmgr.features import papers


def printed_at_desk(event: Event, guests: Sequence[int]) -> Mapping[int, str]:
    """For each guest the ways to print theirs alone; whoever sees the desk may."""
    offered = [paper for paper in papers().values() if paper.at_desk]
    return {
        number: render_template("reports/manage/_at_desk.html", event=event, papers=offered, number=number)
        for number in guests
    }
