"""Organizations are looked up, corrected, merged and parted; and fill in what a form left open."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.event.registration.models import Registration, Source
from eventmgr.ground.db import db, transaction
from eventmgr.identity.directory import queries as directory
from eventmgr.identity.directory.models import NameKind, Organization, Person
from eventmgr.identity.directory.statements import delete_unused
from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.organizations import queries, services
from eventmgr.matchmaking.organizations.errors import NameTaken
from eventmgr.matchmaking.organizations.models import OrganizationMerge, TwoOrganizations
from eventmgr.matchmaking.organizations.services import Facts, facts_of
from eventmgr.matchmaking.organizations.statements import settle_late
from eventmgr.tools.likeness.errors import NotMerged
from eventmgr.tools.log.queries import list_entries_about
from eventmgr.tools.log.services import Act
from eventmgr.tools.taxonomy.credit_codes import check_character
from tests.event.registration.applicants import OFFICE, make_applicant
from tests.event.registration.registering import register
from tests.factories import NOON, make_admin, make_event, make_member, make_organization, make_person, make_registration

pytestmark = pytest.mark.usefixtures("frozen", "database")
ACT = Act(OFFICE, NOON)
CODE = "9131000060726222X"


def code(first=CODE):
    return first + check_character(first)


def do(verb, *things, at=NOON, **options):
    with transaction():
        return verb(*things, act=Act(OFFICE, at), **options)


def merge(kept, other, taken=(), **options):
    return do(services.merge, kept, other, set(taken), **{"seen": services.seen_of(kept, other)} | options)


def two():
    one = make_organization("上海临港机床有限公司", sector_code=None)
    other = make_organization("上海臨港機床股份有限公司", province_code=None, name_en="Lingang", credit_code=code())
    return one, other


def actions_of(row):
    return [entry.action for entry in list_entries_about("organization", [row.id])]


def send(browser, path, **values):
    page = browser.get(path)
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text))
    chosen = dict(re.findall(r'type="radio" name="([^"]+)" value="(\d+)" checked', page.text))
    return browser.post(path, data={**hidden, **chosen, **values})


def test_a_member_sees_the_organizations_of_own_events_alone_and_of_these_own_people_alone(sign_in):
    mine, foreign = make_event(), make_event()
    both, strange = make_organization("甲样例机床有限公司"), make_organization("乙样例电气有限公司")
    here = make_registration(mine, organization_id=both.id)
    there = make_registration(foreign, make_person("赵六"), organization_id=both.id)
    make_registration(foreign, organization_id=strange.id)
    browser = sign_in(make_member(mine, TeamRole.VIEWER))
    page = browser.get("/manage/organizations/").text
    assert (both.name in page, strange.name in page, page.count("data-row")) == (True, False, 1)
    assert 'data-of="organization=' + f'{both.id}">1<' in page
    shown = browser.get(f"/manage/organizations/{both.id}/").text
    assert (here.name in shown, there.name in shown, f"/organizations/{both.id}/edit" in shown) == (True, False, False)
    assert browser.get(f"/manage/organizations/{strange.id}/").status_code == 404
    assert browser.get(f"/manage/organizations/{both.id}/edit").status_code == 403
    assert browser.get(f"/manage/organizations/{both.id}/merge/{strange.id}/").status_code == 403


def test_a_similar_organization_of_foreign_events_is_not_told(sign_in):
    mine = make_event()
    one, other = two()
    make_registration(mine, organization_id=one.id)
    browser = sign_in(make_member(mine, TeamRole.OWNER))
    assert other.name not in browser.get(f"/manage/organizations/{one.id}/").text
    make_registration(mine, organization_id=other.id)
    assert other.name in browser.get(f"/manage/organizations/{one.id}/").text


def test_administrators_search_by_every_name_and_by_code(sign_in):
    one, other = two()
    do(services.add_name, one, "临港机床", NameKind.SHORT)
    browser = sign_in(make_admin())

    def found(q):
        page = browser.get("/manage/organizations/", query_string={"q": q}).text
        return {int(number) for number in re.findall(r"organizations/(\d+)/\"", page)}

    assert found("") == {one.id, other.id}
    assert found("临港机床有限") == {one.id}
    assert found("临港机床") == {one.id}
    assert found("lingang") == {other.id}
    assert found(code().lower()) == {other.id}
    assert found("没有这家") == set()


def test_the_list_goes_on_page_by_page(sign_in, monkeypatch):
    monkeypatch.setattr("eventmgr.tools.web.paging.SIZE", 50)
    rows = [make_organization(f"样例{number:03}有限公司", pinyin_key=f"yangli{number:03}") for number in range(60)]
    browser = sign_in(make_admin())
    first = browser.get("/manage/organizations/").text
    [following] = re.findall(r'rel="next" href="([^"]+)"', first)
    second = browser.get(following.replace("&amp;", "&")).text
    assert [page.count("data-row") for page in (first, second)] == [50, 10]
    assert rows[-1].name in second
    assert browser.get("/manage/organizations/?cursor=x").status_code == 400


def test_an_organization_is_corrected_and_its_old_name_still_leads_there(sign_in):
    organization = make_organization("上海旧名机床有限公司")
    browser = sign_in(make_admin())
    path = f"/manage/organizations/{organization.id}/edit"
    answer = send(
        browser, path, name="上海新名机床有限公司", name_en="New", credit_code=f" {code().lower()} ", size_class="small",
        province_code="310000", sector_code="C34",
    )  # fmt: skip
    assert answer.status_code == 303
    db.session.expire_all()
    assert facts_of(organization) == {
        "name": "上海新名机床有限公司", "name_en": "New", "credit_code": code(), "province_code": "310000",
        "sector_code": "C34", "size_class": "small",
    }  # fmt: skip
    assert actions_of(organization) == ["changed"]
    place = register(make_event(), make_applicant(organization="上海旧名机床有限公司"))
    assert (place.organization_id, place.organization_name) == (organization.id, "上海旧名机床有限公司")


def test_wrong_codes_and_taken_names_are_told_beside_their_fields(sign_in):
    one, other = two()
    browser = sign_in(make_admin())
    path = f"/manage/organizations/{one.id}/edit"
    wrong = send(browser, f"{path}?lang=en", name=one.name, credit_code=CODE + "0")
    assert (wrong.status_code, CODE + "0" in wrong.text) == (422, True)
    assert send(browser, path, name=one.name, credit_code=code()).status_code == 409
    taken = send(browser, path, name=other.name)
    assert (taken.status_code, other.name in taken.text) == (409, True)
    assert send(browser, path, name="").status_code == 422
    assert send(browser, path, name=one.name, sector_code="X99").status_code == 422
    db.session.expire_all()
    assert (one.name, one.credit_code) == ("上海临港机床有限公司", None)


def test_names_are_added_and_removed_and_belong_to_one(sign_in):
    one, other = two()
    do(services.add_name, one, "临港机床", NameKind.SHORT)
    for organization in (one, other):
        with pytest.raises(NameTaken):
            do(services.add_name, organization, "临港机床", NameKind.SHORT)
    [name] = queries.list_names(one.id)
    browser = sign_in(make_admin())
    shown = browser.get(f"/manage/organizations/{name.id}/")
    assert (shown.status_code, shown.location) == (303, f"/manage/organizations/{one.id}/")
    assert browser.post(f"/manage/organizations/{other.id}/names/{name.id}/remove", data={}).status_code == 404
    assert browser.post(f"/manage/organizations/{one.id}/names/{name.id}/remove", data={}).status_code == 303
    assert queries.list_names(one.id) == []
    bad = browser.post(f"/manage/organizations/{one.id}/names", data={"other_name": "", "kind": "short"})
    assert bad.status_code == 422
    added = browser.post(f"/manage/organizations/{one.id}/names", data={"other_name": "临港", "kind": "former"})
    assert (added.status_code, [row.name for row in queries.list_names(one.id)]) == (303, ["临港"])


def test_two_become_one_and_two_again_with_all_who_came_from_them():
    one, other = two()
    event = make_event()
    people = [make_person("张三", organization_id=one.id), make_person("李四", organization_id=other.id)]
    places = [make_registration(event, person, organization_id=person.organization_id) for person in people]
    do(services.add_name, other, "临港机床", NameKind.SHORT)
    said = facts_of(one), facts_of(other)
    merged = merge(one, other, {"name", "name_en", "credit_code"})
    db.session.expire_all()
    assert facts_of(one) == said[0] | {name: said[1][name] for name in ("name", "name_en", "credit_code")}
    assert {row.organization_id for row in [*people, *places]} == {one.id}
    assert {row.name for row in queries.list_names(one.id)} == {"上海临港机床有限公司", "临港机床"}
    for name in ("上海臨港機床股份有限公司", "上海临港机床有限公司", "临港机床"):
        assert register(make_event(), make_applicant(organization=name)).organization_id == one.id
    do(services.part, merged)
    db.session.expire_all()
    assert (facts_of(one), facts_of(other)) == said
    assert [row.organization_id for row in [*people, *places]] == [one.id, other.id] * 2
    assert [row.name for row in queries.list_names(other.id)] == ["临港机床"]
    assert actions_of(one) == ["merged", "parted"]
    assert actions_of(other) == ["name_added", "merged_into", "parted"]
    with pytest.raises(NotMerged):
        do(services.part, merged)


def test_what_was_changed_since_stands_in_the_way_and_time_does():
    one, other = two()
    merged = merge(one, other)
    with pytest.raises(NotMerged):
        do(services.part, merged, at=NOON + timedelta(days=30, seconds=1))
    do(services.edit, one, Facts("上海临港机床有限公司", sector_code="C34"))
    with pytest.raises(NotMerged):
        do(services.part, merged)
    db.session.expire_all()
    assert other.stands_for_id == one.id


def test_what_a_page_has_not_shown_and_what_is_merged_already_is_refused():
    one, other = two()
    third = make_organization("丙样例有限公司")
    with pytest.raises(NotMerged):
        merge(one, other, seen="2026")
    db.session.expire_all()
    merge(one, other)
    with pytest.raises(NotMerged):
        merge(third, other)


def test_similar_ones_are_shown_until_they_are_known_to_be_two():
    admin = make_admin()
    one, other = two()
    assert [row.id for row in queries.list_similar(admin, one)] == [other.id]
    assert [row.id for row in queries.list_similar(admin, other)] == [one.id]
    do(services.are_two, other, one)
    assert not do(services.are_two, one, other)
    assert queries.list_similar(admin, one) == queries.list_similar(admin, other) == []
    assert db.session.query(TwoOrganizations).count() == 1


def test_two_codes_are_never_similar_and_another_name_is():
    admin = make_admin()
    one, other = two()
    third = make_organization("上海远方机床有限公司")
    do(services.add_name, third, "上海临港机床有限责任公司", NameKind.FORMER)
    assert {row.id for row in queries.list_similar(admin, one)} == {other.id, third.id}
    first = "91310000607262239"
    do(services.edit, one, Facts(one.name, credit_code=first[:17] + check_character(first[:17])))
    assert {row.id for row in queries.list_similar(admin, one)} == {third.id}


def test_the_pages_merge_and_undo(sign_in):
    one, other = two()
    browser = sign_in(make_admin())
    shown = browser.get(f"/manage/organizations/{one.id}/").text
    path = f"/manage/organizations/{one.id}/merge/{other.id}/"
    assert path in shown
    assert send(browser, path, stays="7").status_code == 422
    answer = send(browser, path, of_name=str(other.id))
    assert (answer.status_code, answer.location) == (303, f"/manage/organizations/{one.id}/")
    [merged] = db.session.scalars(select(OrganizationMerge)).all()
    undo = f"/manage/organizations/merges/{merged.id}/undo"
    assert undo in browser.get(answer.location).text
    assert browser.get(f"/manage/organizations/{other.id}/").location == f"/manage/organizations/{one.id}/"
    assert browser.get(path).status_code == 404
    assert browser.post(undo, data={}).status_code == 303
    assert browser.get(path).status_code == 200
    assert browser.post(f"{path}two", data={}).status_code == 303
    assert path not in browser.get(f"/manage/organizations/{one.id}/").text


@pytest.mark.parametrize("moves", [True, False])
def test_who_came_between_a_merge_and_its_undoing_is_listed_and_may_be_moved(sign_in, moves):
    one, other = two()
    do(services.add_name, other, "临港", NameKind.SHORT)
    event, names = make_event(), (one.name, other.name, "临港")
    before = make_registration(event, make_person("赵六", organization_id=other.id), organization_id=other.id)
    merged = merge(one, other)
    came = [register(event, make_applicant(organization=name, name=f"张{name[:9]}")) for name in names]
    assert {row.organization_id for row in came} == {one.id}
    path, browser = f"/manage/organizations/merges/{merged.id}/undo", sign_in(make_admin())

    page = browser.get(f"{path}?lang=en").text
    assert "Registrations since the merge: 3" in page and "2 of them typed a name of" in page
    assert all(row.name in page for row in came) and "赵六" not in page and page.count("<tr>") == 4
    db.session.expire_all()
    assert other.stands_for_id == one.id
    assert browser.post(path, data={"moves": "y"} if moves else {}).status_code == 303

    db.session.expire_all()
    there = other.id if moves else one.id
    assert [row.organization_id for row in (before, *came)] == [other.id, one.id, there, there]
    assert [row.person.organization_id for row in came] == [one.id, there, there]
    [*_others, entry] = list_entries_about("organization", [other.id])
    assert entry.changes.get("moved_registrations") == ([None, 2] if moves else None)
    again = browser.post(path, data={})
    assert again.status_code == 409 and "alert-danger" in again.text


def test_the_page_before_a_merge_is_undone_lists_some_of_many(sign_in, monkeypatch):
    monkeypatch.setattr("eventmgr.matchmaking.organizations.manage._SHOWN", 2)
    one, other = two()
    merged = merge(one, other)
    for number in range(3):
        make_registration(make_event(), make_person(f"张{number}"), organization_id=one.id, organization_name=one.name)
    page = sign_in(make_admin()).get(f"/manage/organizations/merges/{merged.id}/undo?lang=en").text
    assert "Registrations since the merge: 3" in page and "The first 2 are shown" in page


def test_other_names_live_as_long_as_their_organization():
    one, other = two()
    merge(one, other)
    later = NOON + timedelta(days=3)
    person = make_person("张三", organization_id=one.id)
    assert directory.list_unused(Organization, later, 10) == []
    db.session.delete(person)
    db.session.commit()
    with transaction():
        delete_unused(persons=[], organizations=directory.list_unused(Organization, later, 10))
    assert db.session.query(Organization).count() == 0


def test_who_registers_at_the_moment_of_a_merge_is_put_right():
    one, other = two()
    merge(one, other)
    late = make_registration(make_event(), make_person("张三", organization_id=other.id), organization_id=other.id)
    with transaction():
        settle_late()
    db.session.expire_all()
    assert (late.organization_id, db.session.get_one(Person, late.person_id).organization_id) == (one.id, one.id)


def test_a_known_organization_fills_in_what_was_left_open_and_nothing_else():
    known = make_organization("上海临港机床有限公司", entered_by_office=True, sector_code="C34", province_code="310000")
    event = make_event()
    empty = {"unit": "", "province": "", "sector": "", "organization": known.name}
    place = register(event, make_applicant(**empty), by=OFFICE, source=Source.STAFF)
    assert (place.sector_code, place.province_code) == ("C34", "310000")
    assert actions("registration", place) == ["registered", "filled_in"]
    typed = register(event, make_applicant(**empty | {"sector": "C36"}))
    assert (typed.sector_code, typed.province_code) == ("C36", "310000")
    whole = register(event, make_applicant(**empty | {"sector": "C36", "province": "320000"}))
    assert (whole.sector_code, actions("registration", whole)) == ("C36", ["registered"])
    abroad = register(event, make_applicant(**empty | {"country": "JP"}))
    assert (abroad.sector_code, abroad.province_code) == ("C34", "")


def actions(kind, row):
    return [entry.action for entry in list_entries_about(kind, [row.id])]


def test_what_one_visitor_typed_fills_in_nobodys_form_and_a_credit_code_says_more_than_a_name():
    event = make_event()
    make_organization("甲样例有限公司", sector_code="C34")
    empty = {"unit": "", "province": "", "sector": ""}
    assert register(event, make_applicant(**empty, organization="甲样例有限公司")).sector_code == ""
    make_organization("乙样例有限公司", sector_code="C36", credit_code=code(), entered_by_office=True)
    coded = make_applicant(**empty, organization="乙样例", answers={"q_code": code()})
    assert register(event, coded).sector_code == "C36"


def test_suggestions_name_the_organization_and_not_its_other_names():
    one = make_organization("上海临港机床有限公司", entered_by_office=True)
    do(services.add_name, one, "上海临港旧名机床厂", NameKind.FORMER)
    assert [row.name for row in directory.list_organization_names("上海临港")] == [one.name]


def test_a_list_asks_the_database_no_more_for_many(sign_in, count_statements):
    event = make_event()
    browser = sign_in(make_member(event, TeamRole.OWNER))
    counts = []
    for _ in range(2):
        for _ in range(4):
            number = db.session.query(Registration).count()
            organization = make_organization(f"样例{number}号有限公司")
            make_registration(event, organization_id=organization.id)
        browser.get("/manage/organizations/")
        with count_statements() as asked:
            browser.get("/manage/organizations/")
        counts.append(len(asked))
    assert counts[0] == counts[1]
