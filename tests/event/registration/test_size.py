"""The size of an enterprise, said at registration: of whom it is asked, who reads it, and what counts by it."""

from __future__ import annotations

import io
import json
import re

import openpyxl
import pytest
from sqlalchemy import select

from eventmgr.event.forms.asking import Asked
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.retaining.services.forgetting import delete
from eventmgr.ground.db import db, transaction
from eventmgr.output.figures.tables.choosing import Choices
from eventmgr.output.figures.tables.gathering import gather
from eventmgr.output.figures.tables.shares import SmeShare, share_of_smes
from eventmgr.output.imports.people.asking import NOT_ASKED, narrowed
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.log.services import Act
from eventmgr.tools.sheets import Record
from eventmgr.tools.taxonomy.sizes import SizeClass
from eventmgr.tools.web import tokens
from tests.event.registration.applicants import OFFICE, make_applicant
from tests.event.registration.registering import register
from tests.event.registration.views import only_registration, post, typed
from tests.factories import NOON, make_admin, make_event, make_organization, make_registration

pytestmark = pytest.mark.usefixtures("frozen", "database")
ASKED = {"size": "optional", "role": "optional", "sector": "optional", "title": "optional", "email": "optional"}


@pytest.mark.parametrize(("role", "kept"), [("company", "small"), ("", "small"), ("speaker", ""), ("media", "")])
def test_who_comes_for_no_enterprise_is_not_asked_and_what_they_sent_all_the_same_is_dropped(client, role, kept):
    event = make_event(fields=ASKED)

    page = client.get(f"/events/{event.slug}/register/").text
    post(client, event, role=role, size="small")

    condition = json.loads(re.search(r"data-if=\"([^\"]*)\"", page)[1].replace("&#34;", '"'))
    assert (["differs", "role", "speaker"] in condition["all"], "/asking." in page) == (True, True)
    assert only_registration().size_class == kept


def test_nobody_must_say_it_a_made_up_size_is_refused_by_name_and_what_was_typed_stays(client):
    event = make_event(fields={**ASKED, "size": "required"})

    refused = post(client, event, role="company", size="gigantic")
    assert (refused.status_code, "企业规模" in refused.text, "欧阳·样例" in refused.text) == (422, True, True)
    post(client, event, role="company")

    assert only_registration().size_class == ""


def test_an_event_that_does_not_ask_it_has_it_nowhere(client, sign_in):
    event = make_event(fields={**ASKED, "size": "off"})
    page = client.get(f"/events/{event.slug}/register/").text
    post(client, event, role="company", size="small")

    listed = sign_in(make_admin()).get(f"/manage/events/{event.slug}/registrations/export").text
    assert ('name="size"' in page, only_registration().size_class, 'value="size"' in listed) == (False, "", False)


def test_the_organizers_read_it_in_list_file_and_page_and_the_person_on_the_own_page(client, sign_in):
    event = make_event(fields=ASKED)
    place = register(event, make_applicant(role="company", size="micro"))
    register(event, make_applicant(role="company"))
    own = client.get(f"/my/{tokens.sign('my', place.id, place.link_version)}/").text
    rows = f"/manage/events/{event.slug}/registrations/"
    staff = sign_in(make_admin())

    listed = staff.get(f"{rows}?cols=size&size=micro").text
    book = openpyxl.load_workbook(io.BytesIO(staff.get(f"{rows}export.xlsx?cols=size&sort=created").data)).active
    assert ("微型企业" in own, "企业规模" in own) == (True, True)
    assert (
        place.name in listed,
        listed.count('/registrations/2"'),
        "微型企业" in staff.get(f"{rows}{place.id}/").text,
    ) == (True, 0, True)
    assert sorted(str(row[-1].value or "") for row in book) == ["", "企业规模", "微型企业"]


def test_a_changed_size_stands_in_the_change_log_in_words(client, sign_in):
    event = make_event(fields=ASKED)
    place = register(event, make_applicant(role="company", size="micro", title="经理"))
    staff, address = sign_in(make_admin()), f"/manage/events/{event.slug}/registrations/{place.id}"
    form = dict(re.findall(r'name="(seen[^"]*)" value="([^"]*)"', staff.get(f"{address}/edit").text))

    staff.post(
        f"{address}/edit",
        data={**typed(name=place.name, mobile=place.mobile, role="company", size="medium", unit="310000"), **form},
    )

    changes = [
        entry.changes for entry in db.session.scalars(select(AuditEntry).where(AuditEntry.object_id == place.id))
    ]
    assert [one["size_class"] for one in changes if "size_class" in one] == [["micro", "medium"]]
    assert "中型企业" in staff.get(f"{address}/").text


def test_the_share_of_smes_counts_what_was_said_else_the_directory_and_nobody_who_is_in_neither():
    event, other = make_event(fields=ASKED), make_event(fields=ASKED)
    large = make_organization("样例大厂", size_class=SizeClass.LARGE)
    blank = make_organization("样例无名厂")
    said = {"organization_id": large.id, "size_class": "small"}
    for values in (
        said,
        {"organization_id": large.id},
        {"organization_id": blank.id, "size_class": "micro"},
        {"organization_id": blank.id},
    ):
        make_registration(event, status=Status.CONFIRMED, **values)
    make_registration(event, status=Status.CONFIRMED)
    make_registration(other, status=Status.CONFIRMED, size_class="large")

    view = gather(make_admin(), Choices("expected", "size", "", (("event", event.slug),)), "zh", at=NOON)

    assert share_of_smes(view) == SmeShare(part=2, known=3, unstated=2)
    assert gather(make_admin(), Choices("expected", "size", ""), "zh", at=NOON).table.total == 6


@pytest.mark.parametrize(("size", "found"), [("small", ["said"]), ("large", ["directory"]), ("-", ["neither"])])
def test_the_list_is_narrowed_by_what_was_said_else_by_the_directory(sign_in, size, found):
    event = make_event(fields=ASKED)
    large = make_organization("样例大厂", size_class=SizeClass.LARGE)
    for name, values in {"said": {"size_class": "small"}, "directory": {}, "neither": None}.items():
        more = {"organization_id": large.id, **values} if values is not None else {}
        make_registration(event, name=name, status=Status.CONFIRMED, **more)

    page = sign_in(make_admin()).get(f"/manage/events/{event.slug}/registrations/?size={size}").text

    names = [name for name in ("said", "directory", "neither") if f">{name}<" in page]
    assert names == found


def test_a_sheet_brings_it_and_leaves_it_out_for_a_speaker():
    asked = Asked(fields=ASKED)
    company = Record(2, {"name": "甲", "role": "company", "size": "small"}, {})
    speaker = Record(3, {"name": "乙", "role": "speaker", "size": "small"}, {})

    assert narrowed(company, {}, asked).values["size"] == "small"
    left = narrowed(speaker, {}, asked)
    assert ("size" in left.values, left.notes) == (False, {"size": NOT_ASKED})


def test_what_was_said_of_an_enterprise_stays_for_the_figures_when_a_person_is_deleted():
    event = make_event(fields=ASKED)
    place = register(event, make_applicant(role="company", size="micro"))
    with transaction():
        delete(event, place, reason="本人要求", act=Act(OFFICE, NOON))

    kept = db.session.get(Registration, place.id)
    assert (kept.name, kept.size_class) == ("—", "micro")
