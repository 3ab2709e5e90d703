"""From the values of a row to what a registration shall say. Pure."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from eventmgr.event.registration.applicant import identity_key
from eventmgr.ground.errors import Refusal
from eventmgr.ground.sentences import _l
from eventmgr.identity.directory.likeness import organization_key, person_key
from eventmgr.tools.sheets import Record
from eventmgr.tools.taxonomy import get_unit
from eventmgr.tools.taxonomy.identity_documents import read_document

TWO_PLACES = _l("Give either a province/region of China or a country or region, not both.")
NEEDS_CODE = _l("Begin the number of somebody from abroad with + and its country or region code.")


def settled(record: Record, *, today: date) -> Record:
    """The record with what follows from its values, and what is wrong with several of them together.

    Args:
        today: nobody is born later.
    """
    values, errors = dict(record.values), dict(record.errors)
    if values.get("unit"):
        values["province"] = get_unit(values["unit"]).province_code
        values.pop("country", None)
    elif values.get("country") and values.get("province"):
        errors.setdefault("country", TWO_PLACES)
    if values.get("country") and not str(values.get("mobile", "+")).startswith("+"):
        errors.setdefault("mobile", NEEDS_CODE)
    if values.get("id_number") and "id_number" not in errors:
        try:
            kind, number = read_document(str(values.get("id_kind") or ""), str(values["id_number"]), today=today)
        except Refusal as refusal:
            errors["id_number"] = str(refusal.message)
        else:
            values |= {"id_kind": kind, "id_number": number}
    else:
        values.pop("id_kind", None)
    return replace(record, values=values, errors=errors)


def merged(there: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """What a registration says once a row has been taken: cells that say nothing change nothing."""
    values = {**there, **changes}
    if changes.get("country"):
        values.pop("unit", None)
        values.pop("province", None)
    if changes.get("province") and not changes.get("unit") and there.get("country"):
        values.pop("country", None)
    return values


def keys(values: Mapping[str, Any]) -> Iterator[Hashable]:
    """By which a row means a registration: the mobile number with the name, as registration itself has it."""
    if values.get("name") and values.get("mobile"):
        yield identity_key(str(values["mobile"]), str(values["name"]))


def alike(values: Mapping[str, Any]) -> Iterator[Hashable]:
    """By which it is perhaps the same person."""
    name = person_key(str(values.get("name", "")))
    organization = organization_key(str(values.get("organization", "")))
    if name and organization:
        yield "name", name, organization
    if values.get("mobile"):
        yield "mobile", values["mobile"]
    if values.get("email") and name:
        yield "email", str(values["email"]).lower(), name
