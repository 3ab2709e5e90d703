"""Whatever is typed into whichever field of whichever form: an answer below 500, and data that keep their laws."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventmgr.ground.db import is_sqlite
from eventmgr.tools.web.requests.accepted import asks_for_token
from tests.safety import refused_matchmaking
from tests.safety.hostile import ALL_AT_ONCE, HOSTILE, SHARPEST, post
from tests.safety.reading import names_of_forms_read
from tests.safety.worlds import FORMS, LIAISONS, OFFICE, PUBLIC, broken_laws, form_at, lawful_world, visitor_of
from tests.soak import drawn, either, times

pytestmark = pytest.mark.usefixtures("frozen")
MOST_FIELDS = 60
_EVENT = "/manage/events/<slug>"
REFUSED = {
    "/cases/calls/<case_call_slug>/submit": 422,  # the call of the world is closed, as for the next
    "/cases/calls/own/<token>/": 422,
    "/desk/<token>/rate": 422,
    "/manage/calls/<int:case_call_id>/reviewers": 422,
    "/companies/<token>/enquiries/<int:investment_enquiry_id>/close": 422,  # what came of it has no usual answer
    "/companies/<token>/enquiries/<int:investment_enquiry_id>/interested": 422,
    "/manage/investment/enquiries/<int:investment_enquiry_id>/close": 422,
    "/delegations/<slug>/<unit_code>/enquiries/<int:investment_enquiry_id>/close": 422,
    "/delegations/<slug>/<unit_code>/enquiries/<int:investment_enquiry_id>/contacts": 409,
    f"{_EVENT}/outcomes/<int:deal_id>/metrics/new": 422,
    **dict.fromkeys(
        (f"{start}/files/<field>" for start in ("/events/<slug>/register", "/invited/<token>", "/my/<token>")), 422
    ),
    "/sign-in": 422,
    "/events/<slug>/register/link": 409,
    "/events/<slug>/register/code": 409,
    "/manage/account/second-step": 409,
    f"{_EVENT}/letters/texts/<kind>/edit": 422,
    f"{_EVENT}/seating/new/<any(rostrum, hall, meal):planned>": 422,  # rows and aisles are figures
    f"{_EVENT}/seating/<int:plan_id>/<any(propose, repair):which>": 409,  # what was not shown is not done
    f"{_EVENT}/seating/groups/propose": 409,
    f"{_EVENT}/lodging/people/<int:registration_id>": 422,  # the room is given back on the day of arrival
    f"{_EVENT}/surveys/new": 422,  # it opens and closes in the same minute
    f"{_EVENT}/training/settings": 422,  # hours are numbers
    f"{_EVENT}/transport/rides/new": 422,  # the vehicle leaves at that time already: said before it is saved
    "/my/<token>/visits/<int:item_id>/": 409,  # the visit has not begun
    f"{_EVENT}/agenda/<int:item_id>/move": 409,
    f"{_EVENT}/agenda/import/<int:batch_id>/take": 409,
    f"{_EVENT}/agenda/import/<int:batch_id>/undo": 409,
    "/delegations/<slug>/<unit_code>/import/<int:batch_id>/undo": 409,
    "/delegations/<slug>/<unit_code>/word": 400,
    f"{_EVENT}/archive": 409,
    f"{_EVENT}/checkin/<int:registration_id>/mark": 409,
    f"{_EVENT}/checkin/<int:registration_id>/substitute": 409,
    **dict.fromkeys((f"/checkin/device/{verb}" for verb in ("acts", "pair", "sign-out")), 400),  # they read JSON
    f"{_EVENT}/delegations/import/<int:batch_id>/take": 409,
    f"{_EVENT}/delegations/import/<int:batch_id>/undo": 409,
    f"{_EVENT}/delegations/settings": 422,
    f"{_EVENT}/delegations/take-over": 422,
    f"{_EVENT}/finish": 409,
    f"{_EVENT}/publish": 409,
    f"{_EVENT}/reports/orders/<int:order_id>/stop": 409,  # it is made
    f"{_EVENT}/quotas/move": 409,
    **dict.fromkeys(
        (
            f"{_EVENT}/matchmaking/blocks/new",
            f"{_EVENT}/matchmaking/halls/new",
            f"{_EVENT}/matchmaking/halls/<int:hall_id>/tables",
            f"{_EVENT}/matchmaking/halls/<int:hall_id>/tables/remove",
            f"{_EVENT}/matchmaking/organizations/<int:party_id>/people/registered",
        ),
        422,
    ),
    f"{_EVENT}/matchmaking/organizations/exclusions/": 409,
    f"{_EVENT}/restore": 409,
    f"{_EVENT}/letters/<int:letter_id>/again": 409,
    f"{_EVENT}/registrations/answers/import/<int:batch_id>/take": 409,
    f"{_EVENT}/registrations/answers/import/<int:batch_id>/undo": 409,
    f"{_EVENT}/registrations/import/<int:batch_id>/take": 409,
    f"{_EVENT}/registrations/import/<int:batch_id>/undo": 409,
    "/manage/organizations/import/<int:batch_id>/take": 409,
    "/manage/organizations/import/<int:batch_id>/undo": 409,
    "/manage/organizations/merges/<int:organization_merge_id>/undo": 409,
    **dict.fromkeys(
        (f"{_EVENT}/letters/again", "/manage/letters/again", "/manage/letters/everywhere-again"), 409
    ),  # none failed
    "/manage/letters/<int:letter_id>/again": 404,
    "/manage/account/sessions/<int:session_id>/end": 404,
    "/manage/account/passkeys/<int:passkey_id>/remove": 404,
    "/manage/account/passkeys/new": 409,
    "/sign-in-passkey": 409,
    f"{_EVENT}/settings/files/": 422,
    f"{_EVENT}/short-messages/new": 409,
    f"{_EVENT}/types/<key>/": 409,
    f"{_EVENT}/types/new": 409,
    f"{_EVENT}/robot/": 422,
    "/meetings/<token>/requests/<int:request_id>/edit": 409,  # asked, and not accepted
    f"{_EVENT}/matchmaking/requests/new": 409,  # of itself
}
"""What the world's state does not allow, a wrong password, codes that nobody gave out, an e-mail without its placeholders, the
session and the passkey of another account, an answer to no challenge, an import that is not ready, a word that is none, liaisons of an event that is the only one, a form without its file, links that last ten years, and a participant type that closes when it opens."""
ANYTHING = st.one_of(
    st.sampled_from(sorted(HOSTILE.values())),
    st.text(st.characters(exclude_categories=()), max_size=40),
    st.integers(-(2**70), 2**70).map(str),
    st.datetimes().map(lambda value: value.isoformat(timespec="minutes")),
    st.dates().map(str),
)


@pytest.fixture
def sender(app, fresh_world, sign_in):
    """`sender(rule)`: the world as it was made, its form at `rule` and whoever may send it."""

    def prepare(rule):
        world = fresh_world()
        browser = visitor_of(app, world, rule, sign_in)
        return world, browser, form_at(browser, world, rule)

    return prepare


@pytest.mark.soak
@pytest.mark.engines_differ
@pytest.mark.parametrize("rule", drawn(FORMS, 10))
def test_no_hostile_value_breaks_a_form_or_the_data(app, sender, rule, count_statements):
    """Every kind in all fields (on PostgreSQL what it refuses where SQLite does not), and each field alone; in `make test` a
    tenth of the forms, with a part of both. A form of which nothing is read is sent once, and laws are looked at where
    anything was written."""
    _world, browser, form = sender(rule)
    form, statuses = form.complete(), {}
    kinds, names = _tried(rule, form.names[:MOST_FIELDS])
    tried = {kind: dict.fromkeys(form.names, HOSTILE[kind]) for kind in kinds}
    for name in names:
        tried[name] = {name: ALL_AT_ONCE if name in form.typed else "9999999999"}

    with names_of_forms_read(app) as read, count_statements() as statements:
        for what, values in tried.items():
            statuses[what] = post(browser, form, form.with_values(values)).status_code
            if not read & {*form.names}:
                break

    assert {kind: status for kind, status in statuses.items() if status >= 500} == {}
    if any(one.startswith(("INSERT", "UPDATE", "DELETE")) for one in statements):
        assert broken_laws() == []


def _tried(rule: str, names: list[str]) -> tuple[list[str], list[str]]:
    """Which kinds, and which fields alone: the same ones each time, other ones for the next form."""
    kinds = list(HOSTILE if is_sqlite() else SHARPEST)
    every, turn = either(5 if is_sqlite() else 3, 1), FORMS.index(rule)
    return kinds[turn % every :: every], names[turn % every :: every]


@pytest.mark.one_engine
def test_what_is_read_of_a_form_is_noticed(app, sender):
    read = {}
    for rule in ("/sign-in", f"{_EVENT}/agenda/new", f"{_EVENT}/finish"):
        _world, browser, form = sender(rule)
        with names_of_forms_read(app) as read[rule]:
            post(browser, form, form.complete().with_values({"reason": "x"}))

    assert read["/sign-in"] >= {"email", "password"}
    assert read[f"{_EVENT}/agenda/new"] >= {"title_zh", "capacity"}
    assert "reason" not in read[f"{_EVENT}/finish"]


@pytest.mark.one_engine
def test_the_forms_are_found_carry_the_token_and_what_is_sensible_is_taken(app, sender):
    """Without this the tests around it might send nothing that is ever kept. And a select without an empty choice breaks
    nothing where it is empty or left out. In `make test` a fourth of the forms; the crawl sends each with what stands in it."""
    tried = drawn(FORMS, 4, turn=3)
    taken, unguarded, unnoticed = {}, [], {}
    ends = {rule.rule: rule.endpoint for rule in app.url_map.iter_rules() if "POST" in rule.methods}
    for rule in tried:
        _world, browser, form = sender(rule)
        if rule in ends and form.fields and "csrf_token" not in form.names and asks_for_token(ends[rule]):
            unguarded.append(rule)
        form = form.complete()
        taken[rule] = post(browser, form, form.with_values({})).status_code
        chosen = [name for name in form.selects if "" not in form.choices[name]]
        browser = sender(rule)[1] if chosen else browser
        for name in chosen:
            rest = [(other, value) for other, value in form.with_values({}) if other != name]
            for pairs in ([*rest, (name, "")], rest)[: 1 if form.selects[name] else 2]:
                if (status := post(browser, form, pairs).status_code) >= 500:
                    unnoticed[rule, name] = status

    assert (unguarded, unnoticed) == ([], {})
    refused = {rule: status for rule, status in taken.items() if status not in (200, 303)}
    assert refused == {
        rule: status for rule, status in (REFUSED | refused_matchmaking.REFUSED).items() if rule in tried
    }


@settings(
    max_examples=times(200), deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(data=st.data())
def _random(forms, browsers, data):
    rule = data.draw(st.sampled_from(sorted(forms)))
    form = forms[rule]
    names = data.draw(st.lists(st.sampled_from(form.names), min_size=1, max_size=4, unique=True)) if form.names else []
    changes = {name: data.draw(ANYTHING) for name in names}
    assert post(browsers[rule], form, form.with_values(changes)).status_code < 500


@pytest.mark.soak
def test_random_values_break_no_form_and_no_data(app, sign_in):
    world = lawful_world()
    browsers = {}
    for group in (PUBLIC, OFFICE, LIAISONS):
        browser = visitor_of(app, world, group[0], sign_in)
        browsers |= dict.fromkeys(group, browser)
    forms = {rule: form_at(browsers[rule], world, rule).complete() for rule in drawn(FORMS, 6, turn=4)}

    _random(forms, browsers)

    assert broken_laws() == []
