"""What devices send and organizers type about check-in becomes clean values."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import request
from wtforms import BooleanField
from wtforms.validators import ValidationError

from eventmgr.event.agenda.queries import list_items
from eventmgr.event.events.models import Event
from eventmgr.event.registration.applicant import Applicant
from eventmgr.event.registration.models import Registration
from eventmgr.ground.errors import BadValue, Refusal
from eventmgr.ground.i18n import _, _l, format_instant, language, localized
from eventmgr.ground.text import clean_line, organization_name, person_name, whole_number
from eventmgr.programme.checkin.acts.kinds import ARRIVAL, CheckinKind, ListKind
from eventmgr.programme.checkin.queries import Listed
from eventmgr.programme.checkin.services import DeviceDraft, Draft, substitute_of
from eventmgr.tools.taxonomy import choices_units, units
from eventmgr.tools.taxonomy.mobile import normalize_mobile
from eventmgr.tools.web.fields.codes import CodeMultiSelect
from eventmgr.tools.web.forms import (
    BilingualLine,
    CodeSelect,
    Form,
    InstantField,
    LineField,
    OrganizationField,
    PersonNameField,
    Required,
)

MOST = 200
"""Acts of one batch."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST_MS = 4_102_444_800_000
"""1 January 2100."""
_MOST_SKEW_MS = 366 * 86_400_000


@dataclass(frozen=True)
class Batch:
    """What a device sends at once."""

    drafts: Sequence[Draft]
    bad: Sequence[str]
    """Keys of acts that say nothing that could be understood; no page of ours sends such."""
    skew_ms: int
    waiting: int


def batch_sent(at: datetime) -> Batch:
    """The acts in the body of the request, which reached us `at`. An act that bears no measured skew of its own is
    corrected by what the clock in the batch says.

    Raises:
        BadValue: the body is no batch.
    """
    body = _body()
    acts = body.get("acts", [])
    clock_ms = _whole(body.get("clock"), most=_LATEST_MS)
    if not isinstance(acts, list) or len(acts) > MOST or clock_ms is None:
        raise BadValue(_("The batch could not be read."))
    skew_ms = _within(round((at - _EPOCH) / timedelta(milliseconds=1)) - clock_ms)
    drafts, bad = [], []
    for act in acts:
        members = act if isinstance(act, dict) else {}
        try:
            drafts.append(_draft(members, skew_ms))
        except (BadValue, ValueError):
            bad.append(str(members.get("key", ""))[:36])
    return Batch(drafts, bad, skew_ms, _whole(body.get("waiting"), most=10**6) or 0)


def token_sent() -> str:
    """The token of a link, in the body of the request."""
    return str(_body().get("token", ""))[:100]


def _body() -> Mapping[str, Any]:
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        raise BadValue(_("The batch could not be read."))
    return body


def _draft(members: Mapping[str, Any], skew_ms: int) -> Draft:
    at_ms = _whole(members.get("at"), most=_LATEST_MS)
    number = members.get("registration")
    list_id = _whole(members.get("list", ARRIVAL))
    if at_ms is None or list_id is None or (number is not None and _whole(number) is None):
        raise BadValue("")
    kind = CheckinKind(members.get("kind"))
    own_skew = members.get("skew")
    is_measured = isinstance(own_skew, int) and not isinstance(own_skew, bool)
    described = members.get("said")
    walk_in = _key(members["walk_in"]) if members.get("walk_in") else ""
    undoes = _key(members["undoes"]) if members.get("undoes") else ""
    if not _says_who(kind, number, walk_in, undoes):
        raise BadValue("")
    describes = kind in (CheckinKind.WALK_IN, CheckinKind.SUBSTITUTE)
    return Draft(
        key=_key(members.get("key")),
        kind=kind,
        told_at=_EPOCH + timedelta(milliseconds=at_ms),
        list_id=ARRIVAL if describes else list_id,
        registration_id=None if walk_in and kind is not CheckinKind.SUBSTITUTE else number,
        walk_in=walk_in,
        undoes=undoes if kind is CheckinKind.UNDO else "",
        note=_line(members.get("note"), 200),
        mark=_line(members.get("mark"), 40),
        known=_line(members.get("known"), 40),
        shown=person_name(_line(members.get("shown"), 100)),
        skew=timedelta(milliseconds=_within(own_skew) if is_measured and own_skew is not None else skew_ms),
        said=_read_person(described) if describes and isinstance(described, dict) else {},
    )


def _says_who(kind: CheckinKind, number: int | None, walk_in: str, undoes: str) -> bool:
    if kind is CheckinKind.UNDO:
        return bool(undoes)
    if kind is CheckinKind.WALK_IN:
        return bool(walk_in)
    return bool(walk_in and number) if kind is CheckinKind.SUBSTITUTE else bool(walk_in or number)


def _read_person(members: Mapping[str, Any]) -> dict[str, str]:
    """Of a walk-in or a substitute: a name at least."""
    name = person_name(_line(members.get("name"), 50))
    if not name:
        raise BadValue("")
    mobile = _line(members.get("mobile"), 30)
    try:
        mobile = normalize_mobile(mobile) if mobile else ""
    except Refusal:
        mobile = mobile[:20]
    return {
        "name": name,
        "organization": organization_name(_line(members.get("organization"), 200)),
        "unit": _line(members.get("unit"), 8),
        "title": _line(members.get("title"), 100),
        "mobile": mobile,
        "language": language(),
    }


def _line(value: Any, longest: int) -> str:
    return clean_line(value[: 4 * longest])[:longest] if isinstance(value, str) else ""


def _key(value: Any) -> str:
    return str(uuid.UUID(value)) if isinstance(value, str) else str(uuid.UUID(""))


def _whole(value: Any, *, most: int = 2**31 - 1) -> int | None:
    is_whole = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most
    return int(value) if is_whole else None


def _within(milliseconds: int) -> int:
    return max(-_MOST_SKEW_MS, min(_MOST_SKEW_MS, milliseconds))


class ListForm(Form):
    """A check-in list: its kind, title and item."""

    kind = CodeSelect(
        _l("Kind"),
        [Required()],
        choices=[(kind.value, kind.label) for kind in ListKind if kind is not ListKind.ARRIVAL],
    )
    title = BilingualLine(_l("Title"), longest=60, description=_l("If empty, that of the agenda item."))
    item = CodeSelect(_l("Agenda item"), blank=_l("not for an agenda item"))

    def of_event(self, event: Event) -> ListForm:
        """With the agenda items of that event."""
        items = list_items(event.id)
        self.titles = {str(item.id): item.title for item in items}
        self.item.offer(
            [
                (str(item.id), f"{format_instant(item.starts_at, event.timezone)} {localized(item.title)}")
                for item in items
            ]
        )
        return self

    def validate(self, extra_validators: Any = None) -> bool:
        """It has a title, its own or that of its item."""
        is_valid = bool(super().validate(extra_validators))
        if is_valid and not self.title.data and not self.item.data:
            self.title.errors = [_("Give a title or choose an agenda item.")]
            return False
        return is_valid

    def named(self) -> dict[str, str]:
        """The title of the list; that of its agenda item where none was typed."""
        return dict(self.title.data or {}) or dict(self.titles[self.item.data or ""])

    def chosen_item(self) -> int | None:
        """The agenda item that it is of."""
        return whole_number(self.item.data or "")

    def chosen(self) -> ListKind:
        """The kind of list that was chosen."""
        return ListKind(self.kind.data)


class DeviceForm(Form):
    """A device for check-in: its name, lists and last day."""

    name = LineField(_l("Name of the device"), [Required()], longest=60)
    lists = CodeMultiSelect(_l("Lists"))
    ends_at = InstantField(_l("Works until"), [Required()])
    unit = CodeSelect(_l("Only for this delegation"), blank=_l("Everybody"))
    walk_ins = BooleanField(_l("May register people on site"))

    def of_event(self, event: Event, lists: Sequence[Listed], codes: Sequence[str]) -> DeviceForm:
        """With the lists and delegations of that event."""
        self.lists.offer([(str(listed.id), listed.name) for listed in lists])
        self.unit.offer(choices_units(language(), codes))
        self.ends_at.zone = event.timezone
        return self

    def draft(self) -> DeviceDraft:
        """What was typed; without a list that of arrivals."""
        assert self.ends_at.data is not None
        return DeviceDraft(
            self.name.data or "",
            [int(number) for number in self.lists.data or []] or [ARRIVAL],
            self.ends_at.data,
            self.unit.data or "",
            takes_walk_ins=bool(self.walk_ins.data),
        )


class WalkInForm(Form):
    """Registers a person who comes to the desk without registration."""

    name = PersonNameField(_l("Name"), [Required()], longest=50)
    organization = OrganizationField(_l("Organization"), [Required()], longest=200)
    unit = CodeSelect(_l("Delegation"), blank=_l("No delegation"))
    mobile = LineField(_l("Mobile number"), [Required()], longest=30)

    def of_event(self, codes: Sequence[str]) -> WalkInForm:
        """With the delegations of the event, or all."""
        self.unit.offer(choices_units(language(), codes or None))
        return self

    def validate_mobile(self, field: Any) -> None:
        """A number that can be called."""
        _check_mobile(field)

    def applicant(self) -> Applicant:
        """The walk-in as typed."""
        known = next((unit for unit in units() if unit.code == self.unit.data), None)
        return Applicant(
            self.name.data or "",
            self.organization.data or "",
            self.mobile.data or "",
            unit=known.code if known else "",
            province=known.province.code if known else "",
            language=language(),
        )


class SubstituteForm(Form):
    """Asks who comes instead."""

    name = PersonNameField(_l("Name"), [Required()], longest=50)
    mobile = LineField(_l("Mobile number"), [Required()], longest=30)
    title = LineField(_l("Job title"), longest=100)

    def validate_mobile(self, field: Any) -> None:
        """A number that can be called."""
        _check_mobile(field)

    def applicant(self, registration: Registration, lang: str) -> Applicant:
        """The place with another person: of the organization, the delegation and the type of the one before."""
        said = {"name": self.name.data, "mobile": self.mobile.data, "title": self.title.data, "language": lang}
        return substitute_of(registration, {key: value or "" for key, value in said.items()})


def _check_mobile(field: Any) -> None:
    try:
        field.data = normalize_mobile(field.data or "")
    except Refusal as refusal:
        raise ValidationError(refusal.message) from refusal
