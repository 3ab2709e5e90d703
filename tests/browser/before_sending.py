"""What the walk of a participant looks at before the registration form is sent."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.filling import fill, fill_the_rest, press


def a_button_is_in_sight(page: Page) -> None:
    """On a phone of 360 x 640 the card's button stands within the first screen, below time and place; further down a bar
    has it, which covers neither the foot nor what the keyboard reaches."""
    own = page.viewport_size
    page.set_viewport_size({"width": 360, "height": 640})
    page.evaluate("scrollTo(0, 0)")
    button, bar = page.locator("#join"), page.locator(".join-bar")
    place, stands = page.locator(".hero-when").bounding_box(), button.bounding_box()
    assert place["y"] + place["height"] <= stands["y"]
    assert stands["y"] + stands["height"] <= 640
    bar.wait_for(state="hidden")
    page.evaluate("scrollTo(0, 1500)")
    bar.wait_for(state="visible")
    assert bar.bounding_box()["y"] + bar.bounding_box()["height"] <= 640
    page.locator(".beside a").first.focus()
    reached = page.locator(".beside a").first.bounding_box()
    assert reached["y"] + reached["height"] <= bar.bounding_box()["y"]
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    assert bar.bounding_box()["y"] + bar.bounding_box()["height"] <= page.locator("footer").bounding_box()["y"] + 0.5
    page.set_viewport_size(own)


def what_was_typed_survives_a_change_of_language(page: Page, *, scripts: bool) -> None:
    """There and back; consents and dietary requirements are not on the disk. Another tab, opened later, has it too. Without
    scripts a button of the form does it."""

    def typed() -> dict[str, str]:
        names = ("name", "organization", "unit", "province", "mobile", "email", "title")
        fields = {name: page.locator(f"main [name='{name}']") for name in names}
        return {name: field.input_value() for name, field in fields.items() if field.count() and field.is_visible()}

    before, spoken = typed(), page.locator("html").get_attribute("lang")
    for turn in range(2):
        press(page.locator("main [name=switch]" if not scripts else "header a[hreflang]"))
        assert (page.locator("html").get_attribute("lang") == spoken) is bool(turn)
        assert typed() == before
    if not scripts:
        assert page.locator("[name=consent]").is_checked()
        return
    assert page.locator("[data-draft-restored]").is_visible()
    assert not page.locator("[name=consent]").is_checked()
    kept = page.evaluate("Object.values(localStorage).join()")
    assert (before["mobile"] in kept, "consent" in kept, "diet" in kept) == (True, False, False)
    page.goto(page.url.partition("?")[0])
    assert typed() == before
    press(page.locator("[data-draft-clear]"))
    found = (
        typed()["name"],
        page.evaluate("Object.keys(localStorage)"),
        page.evaluate("JSON.stringify(localStorage)"),
        page.url,
    )
    assert found[:2] == ("", []), found
    fill(page, {**before, "consent": "yes"})
    fill_the_rest(page)
