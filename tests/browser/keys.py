"""Going through pages with a keyboard alone, and hearing what a screen reader reads out."""

from __future__ import annotations

import itertools
import re

from playwright.sync_api import Page

MOST_STOPS = 120
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
    """Go to the field of that name and fill it as keys do: typed, chosen by its first letters' arrow, or ticked."""
    selector = f"main [name='{name}']"
    go_to(page, selector)
    kind = page.evaluate("document.activeElement.type")
    if kind == "checkbox":
        page.keyboard.press("Space")
    elif kind == "radio" or kind.startswith("select"):
        for _ in range(60):
            if page.evaluate("document.activeElement.value") == text:
                break
            page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.value") == text, f"{name}: {text} is no choice"
    else:
        page.keyboard.insert_text(text)


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
