"""Going through pages with a keyboard alone, and hearing what a screen reader reads out."""

from __future__ import annotations

import itertools
import re

from playwright.sync_api import Frame, Locator, Page, Request

MOST_STOPS = 200
_WHERE = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = element.getBoundingClientRect(), style = getComputedStyle(element);
  const label = element.labels?.[0]?.getBoundingClientRect();
  const shown = (one) => one && one.width > 0 && one.height > 0
    && one.bottom > 0 && one.top < innerHeight && one.right > 0 && one.left < innerWidth;
  return {
    html: element.outerHTML.slice(0, 160),
    inSight: shown(box) || shown(label),
    drawn: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none",
    covered: box.height < 200 && (() => {
      const at = document.elementFromPoint(
        Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1),
        Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1));
      return !!at && !element.contains(at) && !at.contains(element) && !at.closest("label");
    })(),
  };
}"""
_SPEAKS = ("button", "checkbox", "combobox", "link", "listbox", "radio", "searchbox", "slider", "spinbutton", "textbox")


_SOUGHT = "data-sought"
_SEEK = """(element, mark) => {
  const one = element.control ?? element;
  const all = one.type === "radio" ? document.querySelectorAll(`[name="${one.name}"]`) : [one];
  for (const each of all) each.setAttribute(mark, "");
}"""
_MOST_CHOICES = 60
_SHORT_WAITS = 5


def go_to(page: Page, selector: str) -> int:
    """Press Tab until what fits `selector` has the focus: how many stops that took.

    Each stop on the way must be in sight, uncovered and drawn as focused; AssertionError names the one that is not, or says
    that `selector` is not reached.
    """
    for stop in range(1, MOST_STOPS + 1):
        page.keyboard.press("Tab")
        here = page.evaluate(_WHERE)
        if here is None:
            continue
        assert here["inSight"], f"out of sight: {here['html']}"
        assert here["drawn"], f"nothing shows that it has the focus: {here['html']}"
        assert not here["covered"], f"covered by something: {here['html']}"
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return stop
    raise AssertionError(f"{page.url}: {selector} is not reached in {MOST_STOPS} stops")


def enter(page: Page, selector: str) -> int:
    """Go to a link or a button and press Enter; waits for the page that answers. How many stops it took."""
    stops = go_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    return stops


def type_into(page: Page, name: str, text: str) -> None:
    """Go to the field of that name and fill it as keys do: typed, chosen by arrows, or ticked."""
    put(page.locator(f"main [name='{name}']").first, text)


def reach(target: Locator) -> None:
    """Press Tab until `target` has the focus, for a label what it names, of a choice of which one can be ticked any."""
    page = target.page
    target.evaluate(_SEEK, _SOUGHT)
    if not page.evaluate("(mark) => document.activeElement.hasAttribute(mark)", _SOUGHT):
        go_to(page, f"[{_SOUGHT}]")
    page.evaluate(
        "(mark) => document.querySelectorAll(`[${mark}]`).forEach((one) => one.removeAttribute(mark))", _SOUGHT
    )


def push(target: Locator) -> None:
    """Go to a link, a button, a fold or a box, and press the key that it takes."""
    kind, value = target.evaluate(
        "(element) => { const one = element.control ?? element; return [one.type, one.value]; }"
    )
    if kind == "radio":
        put(target, value)
    else:
        reach(target)
        _press(target.page, "Space" if kind == "checkbox" else "Enter")


def _press(page: Page, key: str) -> None:
    """Press a key; where that leads to another page, wait for it."""
    asked: list[Request] = []
    arrived: list[Frame] = []

    def on_request(request: Request) -> None:
        if request.is_navigation_request() and request.frame == page.main_frame:
            asked.append(request)

    def on_arrival(frame: Frame) -> None:
        arrived.append(frame)

    page.on("request", on_request)
    page.on("framenavigated", on_arrival)
    page.keyboard.press(key)
    waits = itertools.count()
    while not arrived and (asked or next(waits) < _SHORT_WAITS):
        page.wait_for_timeout(10)
    page.remove_listener("request", on_request)
    page.remove_listener("framenavigated", on_arrival)
    page.wait_for_load_state()


def put(field: Locator, value: str) -> None:
    """Go to a field and fill it as keys do: typed over what stands there, chosen by arrows, or ticked."""
    keyboard, page = field.page.keyboard, field.page
    reach(field)
    kind = page.evaluate("document.activeElement.type")
    if kind == "checkbox":
        keyboard.press("Space")
    elif kind == "radio" or kind.startswith("select"):
        for arrow in ["ArrowDown"] * _MOST_CHOICES + ["ArrowUp"] * _MOST_CHOICES:
            if page.evaluate("document.activeElement.value") == value:
                break
            keyboard.press(arrow)
    elif kind in ("date", "datetime-local"):
        _type_moment(page, value)
    else:
        keyboard.press("ControlOrMeta+A")
        keyboard.insert_text(value)
        return
    if kind != "checkbox":
        assert page.evaluate("document.activeElement.value") == value, f"{value} cannot be set by keys"


def _type_moment(page: Page, value: str) -> None:
    """The parts of a day and an hour, in the order in which this browser shows them."""
    year, month, day, *clock = re.split(r"[-T:]", value)
    half = [f"{int(clock[0]) % 12 or 12:02}", clock[1], "PM" if int(clock[0]) > 11 else "AM"] if clock else []
    for parts in ([month, day, year, *half], [day, month, year, *clock], [year, month, day, *clock]):
        for _ in range(8):
            page.keyboard.press("ArrowLeft")
        for part in parts:
            page.keyboard.type(part)
            if part == year:
                page.keyboard.press("ArrowRight")  # a year may have more digits
        if page.evaluate("document.activeElement.value") == value:
            return


def heard(page: Page) -> list[str]:
    """The accessibility tree as a screen reader goes through it: one line an element, `role "name"` first."""
    return [line.strip().removeprefix("- ") for line in page.locator("body").aria_snapshot().splitlines()]


def faults_heard(page: Page) -> list[str]:
    """What somebody who does not see would miss: parts of the page, its one main heading, names of what can be used."""
    lines = heard(page)
    faults = [
        f"no {part} is announced"
        for part in ("banner", "main", "contentinfo")
        if not any(re.match(rf"{part}\b", one) for one in lines)
    ]
    main_headings = [one for one in lines if re.match(r"heading .*\[level=1\]", one)]
    if len(main_headings) != 1:
        faults.append(f"{len(main_headings)} main headings: {main_headings}")
    faults += [f"nameless: {one}" for one in lines if re.match(rf"({'|'.join(_SPEAKS)})(?! \")", one)]
    levels = [int(level) for one in lines for level in re.findall(r"^heading .*\[level=(\d)\]", one)]
    faults += [
        f"heading of level {after} follows level {before}"
        for before, after in itertools.pairwise(levels)
        if after > before + 1
    ]
    return faults
