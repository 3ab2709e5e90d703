"""A new data key: everything that is kept sealed comes under it, whatever room it belongs to, and the old key may go."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import JSON, text

from eventmgr.console.upkeep import services
from eventmgr.ground.db import UtcDateTime, db, transaction
from eventmgr.ground.sealing import Sealed, SealedBytes, Sealer, sealer
from tests.conftest import settle
from tests.exchange.desk.requests import make_request
from tests.factories import NOON, make_event, make_listing, make_registration, make_user
from tests.matchmaking.outcomes.deals import make_deal
from tests.programme.surveys.factories import make_survey

pytestmark = pytest.mark.usefixtures("database")
NEW = "a data key that is new for everything here"
SAID = {"said": "证件号码 11010519491231002X"}


def plain_value(column):
    """Something that fits a column that may not be empty."""
    kind = column.type
    if isinstance(kind, JSON):
        return "{}"
    if isinstance(kind, UtcDateTime):
        return NOON.isoformat(" ")
    if column.foreign_keys:
        return {
            "event": EVENT,
            "registration": PLACE,
            "user_account": USER,
            "import_batch": 1,
            "deal": DEAL,
            "listing": LISTING,
            "survey": SURVEY,
            "desk_request": REQUESTS[0] if REQUESTS else None,
        }.get(next(iter(column.foreign_keys)).column.table.name)
    known = {"datetime": NOON.isoformat(" "), "int": 1, "str": "x", "bool": False, "bytes": b"x", "dict": "{}"}
    if getattr(kind, "enums", None):
        return "done" if "done" in kind.enums else kind.enums[0]  # what is finished may hold a file
    try:
        return known.get(kind.python_type.__name__, "x")
    except NotImplementedError:
        return NOON.isoformat(" ") if "time" in repr(kind).lower() or "instant" in repr(kind).lower() else "{}"


EVENT = PLACE = USER = DEAL = LISTING = SURVEY = 0
REQUESTS: list[int] = []


def fill_every_sealed_column():
    """One row for each table with sealed columns, each of them holding something; the columns."""
    global EVENT, PLACE, USER, DEAL, LISTING, SURVEY
    event = make_event()
    place, user = make_registration(event), make_user()
    EVENT, PLACE, USER = event.id, place.id, user.id
    DEAL, LISTING, SURVEY = make_deal(event).id, make_listing(event).id, make_survey(event).id
    REQUESTS[:] = [make_request().id]
    with transaction():
        columns = services.sealed_columns()
        for column in columns:
            sealed = sealer().seal_bytes(b"content") if column.is_bytes else sealer().seal(SAID)
            there = db.session.execute(text(f"SELECT count(*) FROM {column.table.name}")).scalar()
            if not there:
                needed = [
                    one
                    for one in column.table.columns
                    if (not one.nullable and not one.primary_key) or one.foreign_keys
                ]
                values = {one.name: plain_value(one) for one in needed if one.name != column.column.name}
                values |= {one.name: plain_value(one) or 1 for one in column.table.primary_key.columns}
                values[column.column.name] = sealed
                names = ", ".join(f'"{name}"' for name in values)
                marks = ", ".join(f":{name}" for name in values)
                db.session.execute(text(f"INSERT INTO {column.table.name} ({names}) VALUES ({marks})"), values)
            db.session.execute(
                text(f'UPDATE {column.table.name} SET "{column.column.name}" = :sealed'), {"sealed": sealed}
            )
    return columns


def opens(column, key):
    raw = db.session.execute(text(f'SELECT "{column.column.name}" FROM {column.table.name}')).scalar_one()
    if column.is_bytes:
        return Sealer(key).unseal_bytes(bytes(raw)) == b"content"
    return Sealer(key).unseal(raw) == SAID


def test_every_sealed_column_of_every_model_opens_with_the_new_key_alone(app, make_app):
    columns, old = fill_every_sealed_column(), app.config["DATA_KEY"]
    models = {
        f"{table.name}.{column.name}"
        for table in db.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, Sealed | SealedBytes)
    }
    before = {column.name: (opens(column, old), opens(column, NEW)) for column in columns}
    settle()

    other = make_app(DATA_KEY=NEW, DATA_KEY_FALLBACKS=[old])
    with other.app_context():
        done = other.test_cli_runner().invoke(args=["reseal"])
        again = other.test_cli_runner().invoke(args=["reseal"])
    settle()

    assert set(before) == models
    assert len(models) >= 11
    assert set(before.values()) == {(True, False)}
    assert {column.name: (opens(column, old), opens(column, NEW)) for column in columns} == dict.fromkeys(
        models, (False, True)
    )
    assert [one.exit_code for one in (done, again)] == [0, 0]
    assert f"{len(models)} values encrypted" in done.output
    assert "0 values encrypted" in again.output
    assert json.dumps(SAID, ensure_ascii=False) not in done.output


def test_broken_off_it_goes_on_where_it_was(app, make_app, monkeypatch):
    event = make_event()
    for number in range(5):
        make_registration(event, sensitive={"diet_note": f"甲{number}"})
    old = app.config["DATA_KEY"]
    monkeypatch.setattr(services, "AT_ONCE", 2)
    other = make_app(DATA_KEY=NEW, DATA_KEY_FALLBACKS=[old])
    settle()
    with other.app_context():
        (column,) = (one for one in services.sealed_columns() if one.name == "registration.sensitive")
        with transaction():
            first = services.reseal_some(column, 0)
        done = other.test_cli_runner().invoke(args=["reseal"])
    settle()

    assert (first.done, "registration.sensitive: 3 encrypted" in done.output) == (2, True)


def test_what_no_key_opens_stays_and_is_told(app, make_app):
    make_registration(make_event(), id_document={"id_kind": "passport", "id_number": "E12345678"})
    settle()
    other = make_app(DATA_KEY=NEW)
    with other.app_context():
        done = other.test_cli_runner().invoke(args=["reseal"])
    settle()

    assert (
        done.exit_code,
        "registration.id_document: 0 encrypted with the present data key, 1 cannot" in done.output,
    ) == (
        1,
        True,
    )
    stored = db.session.execute(text("SELECT id_document FROM registration")).scalar_one()
    assert Sealer(app.config["DATA_KEY"]).unseal(stored)["id_number"] == "E12345678"
