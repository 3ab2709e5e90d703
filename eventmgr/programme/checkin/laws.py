"""What acts are held against."""

from __future__ import annotations

from eventmgr.ground.features import Law
from eventmgr.programme.checkin.queries import keeping


def marks_follow_from_acts() -> list[str]:
    """Whoever is spoken of on the list of arrivals is marked as its acts come to."""
    return [f"registration {number}: {fault}" for number, fault in keeping.list_contradicted()]


def numbers_are_given_out() -> list[str]:
    """No act bears a number that devices might have passed already."""
    return [f"event {number}: an act beyond its counter" for number in keeping.list_misnumbered()]


def walk_ins_are_registered_once() -> list[str]:
    """Of whoever is registered nothing else is kept, and that they came counts."""
    return [f"walk-in {number}: registered, and still kept beside" for number in keeping.list_idle_walk_ins()]


LAWS: dict[str, Law] = {
    "marks follow from acts of check-in": marks_follow_from_acts,
    "numbers of acts of check-in": numbers_are_given_out,
    "people without registration": walk_ins_are_registered_once,
}
