"""Steps of the tests of identity documents, which others take too."""

from __future__ import annotations

from eventmgr.identity.privacy.consents import IDENTITY, PROCESSING
from tests.event.registration.applicants import make_applicant
from tests.event.registration.registering import register
from tests.factories import make_event

NUMBER, OTHER = "11010519491231002X", "E12345678"


PURPOSE = {"zh": "考察单位门岗登记", "en": "registration at the gate of the site"}


GIVEN = {"id_kind": "resident", "id_number": NUMBER}


def asking(how="optional", **values):
    return make_event(fields={"id_number": how, **values.pop("fields", {})}, id_purpose=PURPOSE, **values)


def comes(event, **values):
    consents = values.pop("consents", (PROCESSING, IDENTITY))
    return register(event, make_applicant(answers={**GIVEN, **values.pop("answers", {})}, consents=consents, **values))
