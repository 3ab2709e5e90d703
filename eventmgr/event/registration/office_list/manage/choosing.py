"""What is chosen in the list and may be done with it: whom it is for, its buttons, all that fit a list's filters, and
what a delegation uses of its quota."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import flash, request, url_for

from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.models import Event
from eventmgr.event.quotas.models import HOLDING, Status
from eventmgr.event.quotas.queries import get_plan, list_quotas, list_unit_tallies
from eventmgr.event.quotas.tally import TallyRow
from eventmgr.event.quotas.units import UnitUse, uses
from eventmgr.event.registration.access import check_filter, reader_of
from eventmgr.event.registration.counting.figures import day_offset
from eventmgr.event.registration.deciding.services.decisions import CONFIRMED_FROM, DECLINED_FROM, REVOKED_FROM
from eventmgr.event.registration.filters import read_filter
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.office_list.queries import list_fitting
from eventmgr.event.registration.queries.rows import list_registrations_by_id
from eventmgr.event.registration.queries.unit_words import SPOKEN_OF
from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _, _l, _n, language
from eventmgr.ground.text import clean_line, whole_number
from eventmgr.tools.taxonomy import get_unit

_S = Status
_KEPT = 50
"""Ticks that an address brings back: those of one page of the list."""


@dataclass(frozen=True)
class Deed:
    """Something to be done with the chosen."""

    value: str
    label: Any
    """On its button."""
    applies_to: Collection[Status]
    field: str = "act"
    """`act` for decisions, `mark` for marks of attendance."""
    css: str = "btn-outline-secondary"
    about_words: bool = False
    """Whether it is there only where delegations recommend people."""


DEEDS = (
    Deed("confirm", _l("Confirm"), CONFIRMED_FROM, css="btn-primary"),
    Deed("reject", _l("Decline…"), DECLINED_FROM, css="btn-outline-danger"),
    Deed("attended", _l("Mark as attended"), HOLDING, field="mark"),
    Deed("revoke", _l("Withdraw place…"), REVOKED_FROM, css="btn-outline-danger"),
    Deed("waitlist", _l("Move to waiting list"), frozenset({_S.PENDING})),
    Deed("absent", _l("Mark as absent"), HOLDING, field="mark"),
    Deed("recommend", _l("Recommend on the delegation's behalf…"), SPOKEN_OF, about_words=True),
)


def deeds_for(status: Status | None, *, edits: bool, marks: Collection[str], recommends: bool = False) -> list[Deed]:
    """What may be done with rows of a list of `status` (None: of any): the buttons below it, the usual ones first.

    Args:
        marks: marks that the reader may set now.
        recommends: whether delegations recommend people.
    """
    return [
        deed
        for deed in DEEDS
        if (status is None or status in deed.applies_to)
        and (recommends or not deed.about_words)
        and (edits if deed.field == "act" else deed.value in marks and status is not _S(deed.value))
    ]


def pressed(field: str) -> Deed:
    """The deed whose button was pressed: `act` for a decision, `mark` for a mark.

    Raises:
        BadValue: the form names no such deed.
    """
    value = request.form.get(field, "")
    deed = next((deed for deed in DEEDS if (deed.field, deed.value) == (field, value)), None)
    if deed is None and field == "act":
        raise BadValue(_("“%(value)s” is not a valid action. Use one of the buttons.", value=value[:40]))
    if deed is None:
        raise BadValue(_("“%(value)s” is not a valid mark. Use one of the buttons.", value=value[:40]))
    return deed


def all_that_fit(event: Event, address: str, deed: Deed) -> list[Registration]:
    """All rows of the list at `address` (a path with its filters), whatever their page, that `deed` is for.

    Raises:
        BadValue: the filters are unknown, not for this reader, or find more than may be decided at once.
    """
    values = {name: clean_line(value[:200]) for name, value in parse_qsl(urlsplit(address).query)}
    filters = read_filter(values, day_offset(event), types_of(event))
    check_filter(filters, reader_of(event))
    rows = list_fitting(event.id, filters, deed.applies_to, limit=MOST_AT_ONCE + 1)
    if len(rows) > MOST_AT_ONCE:
        raise BadValue(_("More than %(num)s registrations match. Narrow the filters.", num=MOST_AT_ONCE))
    return rows


def choice(event: Event, address: str, deed: Deed) -> list[Registration]:
    """The registrations that the form is about: those ticked, or with `all` those that fit the list at `address`."""
    return all_that_fit(event, address, deed) if "all" in request.form else chosen_of(event)


def nothing_chosen() -> str:
    """What is said where nobody is left to do something with."""
    if "all" in request.form:
        return _("Nobody matching these filters is in a state that allows this. Nothing was changed.")
    return _("Nothing was selected. Tick the registrations first.")


def question(deed: Deed, number: int) -> str:
    """What is asked before something is done with all that fit."""
    if deed.value == "confirm":
        return _n("Confirm %(num)s registration?", "Confirm %(num)s registrations?", number)
    if deed.value == "waitlist":
        return _n(
            "Move %(num)s registration to the waiting list?", "Move %(num)s registrations to the waiting list?", number
        )
    if deed.value == "attended":
        return _n("Mark %(num)s person as attended?", "Mark %(num)s people as attended?", number)
    if deed.value == "absent":
        return _n("Mark %(num)s person as absent?", "Mark %(num)s people as absent?", number)
    if deed.value == "revoke":
        return _n("Withdraw the place of %(num)s person?", "Withdraw the places of %(num)s people?", number)
    if deed.value == "recommend":
        return _n(
            "Recommend %(num)s person on the delegation's behalf?",
            "Recommend %(num)s people on their delegations' behalf?",
            number,
        )
    return _n("Decline %(num)s registration?", "Decline %(num)s registrations?", number)


def back_of(event: Event) -> str:
    """The list as it was, or the registration's own page: a path of this event's registrations, nothing else."""
    start = url_for("registration_manage.index", slug=event.slug)
    target = request.form.get("back", "")
    parts = urlsplit(target)
    is_ours = not parts.scheme and not parts.netloc and parts.path.startswith(start) and "\\" not in target
    return _with_ticks(target, []) if is_ours and target.isprintable() else start


def back_with(address: str, chosen: Collection[Registration]) -> str:
    """`address` with the ticks of the chosen, as many as one page holds."""
    return _with_ticks(address, [str(row.id) for row in chosen] if len(chosen) <= _KEPT else [])


def _with_ticks(address: str, ids: list[str]) -> str:
    path, _mark, asked = address.partition("?")
    pairs = [(name, value) for name, value in parse_qsl(asked, keep_blank_values=True) if name != "ids"]
    if ids:
        pairs.append(("ids", ",".join(ids)))
    return f"{path}?{urlencode(pairs)}" if pairs else path


MOST_AT_ONCE = 500
"""Registrations that one form may name."""


def chosen_of(event: Event) -> list[Registration]:
    """The registrations of this event that were ticked: `ids`, as many fields or as numbers with commas.

    Raises:
        BadValue: an id is no number, there are too many, or one of them is not of this event.
    """
    parts = [part for text in request.form.getlist("ids") for part in text.split(",")]
    texts = list(dict.fromkeys(parts))
    numbers = [number for number in map(whole_number, texts) if number is not None]
    if len(texts) > MOST_AT_ONCE or len(numbers) < len(texts):
        raise BadValue(
            _("The selection could not be read. Go back to the list and select at most %(num)s.", num=MOST_AT_ONCE)
        )
    registrations = list_registrations_by_id(event.id, numbers)
    if len(registrations) != len(texts):
        raise BadValue(_("One of the selected registrations does not belong to this event. Reload the list."))
    return registrations


def unit_uses(event: Event, tallies: Sequence[TallyRow] | None = None) -> dict[str, UnitUse]:
    """Unit → its use, for every unit that has a quota; empty where the event has none.

    Args:
        tallies: what `list_unit_tallies` says, where it has been asked already.
    """
    limits = list_quotas(event.id)
    if all(quota is None for quota in limits.values()):
        return {}
    all_uses = uses(list_unit_tallies(event.id) if tallies is None else tallies, limits, get_plan(event))
    return {code: use for code, use in all_uses.items() if use.quota is not None}


def tell_of_quota(event: Event, registration: Registration) -> None:
    """Say so once if the delegation of a registration that holds a place is beyond its quota now."""
    if registration.status not in HOLDING or not registration.unit_code:
        return
    use = unit_uses(event).get(registration.unit_code)
    if use is not None and use.over:
        flash(
            _(
                "%(unit)s holds %(used)s places now, its quota is %(quota)s.",
                unit=get_unit(use.code).name(language()),
                used=use.used,
                quota=use.quota,
            ),
            "warning",
        )
