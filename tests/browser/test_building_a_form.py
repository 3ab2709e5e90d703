"""A form is built at a desk and filled in on a phone: an option of which there is one, and a question that follows an answer."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.building_a_form import save, seen, shoot
from tests.browser.conftest import fits
from tests.browser.filling import fill, press, send

EXPO = "/events/shenzhen-expo/"
QUESTIONS = f"/manage{EXPO}settings/questions/"


def build(page: Page) -> None:
    """Bus with one seat, plate number of those who drive, and a remark of whoever has given one."""
    page.goto(QUESTIONS)
    bus = {
        "label_zh": "交通方式",
        "label_en": "Travel",
        "kind": "choice",
        "options": "自驾 | Car\n班车 | Bus | 1",
        "order": "1",
    }
    plate = {"label_zh": "车牌号", "label_en": "Plate number", "kind": "text", "required": "yes", "order": "2"}
    fill(page, {f"rows-0-{name}": value for name, value in bus.items()})
    press(page.locator("main button[name=more]"))
    fill(page, {f"rows-1-{name}": value for name, value in plate.items()})
    save(page)
    page.locator("[name='rows-1-of_1']").locator("xpath=ancestor::details").locator("summary").click()
    page.locator("[name='rows-1-of_1']").select_option(label="Travel")
    fill(page, {"rows-1-to_1": "Car"})
    travel = {"label_zh": "行程安排", "label_en": "Journey", "kind": "section", "order": "3"}
    press(page.locator("main button[name=more]"))
    fill(page, {f"rows-2-{name}": value for name, value in travel.items()})
    save(page)
    page.locator("[name='rows-2-of_1']").locator("xpath=ancestor::details").locator("summary").click()
    page.locator("[name='rows-2-of_1']").select_option(label="Travel")
    fill(page, {"rows-2-to_1": "Bus"})
    for ready in ("arrival", "companion"):
        press(page.locator(f"main button[name=ready][value={ready}]"))
    save(page)


def fill_in_journey(page: Page, number: str) -> None:
    """The train by which somebody arrives, and with whom."""
    page.get_by_label("车次或航班号").fill(number)
    page.get_by_label("车站或机场").fill("武汉站")
    page.get_by_label("到达日期").fill("2027-06-10")
    page.get_by_label("到达时间").fill("14:05")
    page.get_by_label("同行人员").fill("高远二")


def test_a_form_with_a_condition_and_a_limited_option_is_built_and_filled_in(
    new_page: Callable[..., Page], sign_in: Callable[[Page], Page], axe: Callable[[Page], None]
):
    desk = sign_in(new_page(width=1280, language="en"))
    build(desk)
    shoot(desk, "editor")
    axe(desk)

    for number, (language, plate, car, bus) in enumerate(
        [("zh", "车牌号", "a1", "a2"), ("en", "Plate number", "a1", "a2")]
    ):
        phone = new_page(width=360, language=language)
        phone.goto(f"{EXPO}register/")
        assert not seen(phone, plate)
        way = phone.locator("select[name^='q_']").first
        assert [option.is_disabled() for option in way.locator("option").all()] == [False, False, number == 1]
        way.select_option(car)
        assert seen(phone, plate)
        shoot(phone, f"form-{language}")
        fits(phone)
        if number == 0:
            way.select_option(bus)
            assert not seen(phone, plate)
            assert seen(phone, "行程安排")
            axe(phone)
            fits(phone)
            fill_in_journey(phone, "CA12")
            press(phone.locator("main .form [type=submit]").last)
            assert phone.locator("#errors, .error").filter(has_text="“CA12”是航班号").count() == 2
            axe(phone)
            fill_in_journey(phone, "g1234")
            phone.locator("[name=consent_sensitive]").check()
        else:
            assert not seen(phone, "Journey")
            phone.get_by_label(plate, exact=False).fill("B12345")
        person = {
            "name": f"高远{'一二'[number]}",
            "organization": "五路精密机床有限公司",
            "mobile": f"1361239876{number}",
            "consent": "yes",
        }
        fill(phone, person)
        phone.locator("[name=province]").select_option("440000")
        send(phone)
        shoot(phone, f"own-{language}")
        assert phone.locator("main").get_by_text("B12345" if number else "班车").count() > 0
        assert phone.get_by_text("G1234次，武汉站，2027-06-10 14:05到").count() == 1 - number


def test_questions_are_put_into_order_by_keys_and_by_buttons(
    new_page: Callable[..., Page], sign_in: Callable[[Page], Page]
):
    page = sign_in(new_page(width=1280, language="zh"))
    page.goto(QUESTIONS.replace("shenzhen-expo", "gba-exchange"))
    press(page.locator("main button[name=more]"))
    for number, label in enumerate("甲乙丙"):
        fill(page, {f"rows-{number}-label_zh": label, f"rows-{number}-kind": "text"})

    def order() -> str:
        fields = page.locator("[data-row] [name$=label_zh]").all()
        return "".join(field.input_value() for field in fields)

    page.locator("[data-row] button[name=down]").first.press("Enter")
    assert order() == "乙甲丙"
    assert page.evaluate("document.activeElement.name") == "down"
    page.locator("[data-row] button[name=up]").nth(2).click()
    assert order() == "乙丙甲"
    assert [field.input_value() for field in page.locator("[name$='-order']").all()][:3] == ["1", "2", "3"]
    page.locator("[name='rows-0-label_zh']").press("Enter")
    page.wait_for_load_state()
    assert order() == "乙丙甲"


def test_questions_are_put_into_order_by_dragging(new_page: Callable[..., Page], sign_in: Callable[[Page], Page]):
    for width in (1280, 360):
        page = sign_in(new_page(width=width, language="zh"))
        page.goto(QUESTIONS.replace("shenzhen-expo", "shanghai-seminar"))
        labels = page.locator("[data-row] [name$=label_zh]")
        before = [field.input_value() for field in labels.all()]
        first, third = (page.locator("[data-row] [data-drag]").nth(number) for number in (0, 2))
        if width == 1280:
            first.hover()
            page.mouse.down()
            shoot(page, "dragging")
            box = third.bounding_box()
            assert box is not None
            page.mouse.move(box["x"] + 10, box["y"] + box["height"] / 2, steps=9)
            page.mouse.up()
        else:
            first.scroll_into_view_if_needed()
            finger = {"pointerId": 7, "pointerType": "touch", "bubbles": True, "button": 0}
            first.dispatch_event("pointerdown", {**finger, "clientX": 30, "clientY": 300})
            box = third.bounding_box()
            assert box is not None
            moved = {**finger, "clientX": box["x"] + 10, "clientY": box["y"] + box["height"] / 2}
            first.dispatch_event("pointermove", moved)
            first.dispatch_event("pointerup", moved)
        after = [field.input_value() for field in labels.all()]
        assert after == [before[1], before[2], before[0], *before[3:]]
        numbers = [field.input_value() for field in page.locator("[name$='-order']").all()]
        assert numbers == [str(number) for number in range(1, len(before) + 1)]
        fits(page)
