"""What is wrong with a page that stands in a browser."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

from tests.browser.crawling import english_words, form_of
from tests.soak import TIMES

WIDTHS = {1280: 900, 360: 740}
"""Pixels: width of a window → its height."""
_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
    "resultTypes": ["violations", "incomplete"],  # the rest is shortened, which takes a fifth of the time
    "elementRef": True,
    "preload": False,  # nothing comes from another host
    "iframes": False,
}
_AXE = Axe().axe_script
AXE_AT_HAND = f"window.axeSource = {json.dumps(_AXE)}"
"""For `add_init_script`: the text of axe lies in every page, which takes a fifth of the time of sending it there, and runs
only where axe is asked."""

_TOLD = """
  const styling = /^(class|style|role|type|lang|dir|hidden|tabindex|disabled|aria-(?!label|describedby|controls|owns|details).*)$/;
  const pointing = /^(for|headers|aria-(labelledby|describedby|controls|owns|details))$/;
  const points = (value) => value.split(/\\s+/).every((id) => document.getElementById(id));
  const told = ({ name, value }) =>
    styling.test(name) ? `${name}=${value}` : pointing.test(name) ? `${name}=${points(value)}` : `${name}=${!!value.trim()}`;
  const speaks = (element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
"""
_ALIKE = (
    f"""() => {{{_TOLD}"""
    """
  const shapes = new Map();
  const shape = (element) => {
    const attributes = [...element.attributes].map(told).sort();
    const found = `${element.localName} ${attributes} ${speaks(element)} ${element.labels?.length} (${[...element.children].map(shape)})`;
    shapes.set(element, found);
    return found;
  };
  shape(document.body);
  const alike = [];
  for (const parent of document.body.querySelectorAll("*")) {
    const met = new Map();
    for (const child of parent.children) {
      const times = (met.get(shapes.get(child)) || 0) + 1;
      met.set(shapes.get(child), times);
      if (times > 2 && child !== parent.lastElementChild) alike.push(child);
    }
  }
  return alike;
}"""
)
"""Brothers that differ in words alone from two before them: the same elements, classes, states and styles, with text where
those have text, named where those are named. Axe finds the same in all of them, most of its time."""

_KINDS = (
    f"""() => {{{_TOLD}"""
    """
  const kind = (one) => `${one.parentElement?.localName} ${one.localName} ${[...one.attributes].map(told).sort()} ${speaks(one)} ${one.labels?.length}`;
  return [...new Set([...document.querySelectorAll("*")].map(kind))];
}"""
)
"""What elements a page has, by what axe goes by: in what they stand, classes, states, whether they speak and are named."""
_MET: dict[tuple[str, int], set[str]] = {}
"""Form of an address and width → kinds of elements that axe has found nothing wrong with there, in this process."""

_CONTRASTS_MET: dict[int, set[str]] = {}
"""Width → what axe has found legible there, by all that its rule for contrasts goes by, in this process."""

_DRAWN = """() => {
  const PLAIN = "static 1 rgba(0, 0, 0, 0) none border-box normal none";
  const ways = new Map();
  const way = (element) => {
    if (!element) return "";
    if (!ways.has(element)) {
      const { position, opacity, backgroundColor, backgroundImage, backgroundClip, mixBlendMode, filter } = getComputedStyle(element);
      const paint = [position, opacity, backgroundColor, backgroundImage, backgroundClip, mixBlendMode, filter].join(" ");
      ways.set(element, way(element.parentElement) + (paint === PLAIN ? "" : `; ${paint} ${element.className}`));
    }
    return ways.get(element);
  };
  return (element) => {
    const { color, fontSize, fontWeight, textShadow, webkitTextStrokeWidth } = getComputedStyle(element);
    const isShort = element.textContent.trim().length < 2;
    return [element.localName, element.className, color, fontSize, fontWeight, textShadow, webkitTextStrokeWidth, isShort, way(element)].join(" ");
  };
}"""
"""How the words of an element are drawn: its class, colour and letters, and what is painted around and beneath it. Contrasts are
most of the time that axe takes, and are the same wherever this is."""

_RUN = (
    f"""async ([rules, met]) => {{
  const exclude = ({_ALIKE})(), drawn = ({_DRAWN})();"""
    """
  if (!window.axe) (0, eval)(window.axeSource);
  const contrast = axe._audit.rules.find(({ id }) => id === "color-contrast");
  const known = new Set(met), looked = new Set(), own = contrast.matches;
  contrast.matches = (element, ...more) => {
    if (known.has(drawn(element)) || !own.call(contrast, element, ...more)) return false;
    looked.add(drawn(element));
    return true;
  };
  try {
    const { violations, incomplete } = await axe.run({ include: [document], exclude }, rules);
    for (const { id, nodes } of [...violations, ...incomplete]) {
      if (id === "color-contrast") for (const { element } of nodes) looked.delete(drawn(element));
    }
    return [violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => ({ html })) })), [...looked]];
  } finally {
    contrast.matches = own;
  }
}"""
)
_REPEATED = """() => {
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  return [...new Set(ids.filter((id, place) => ids.indexOf(id) !== place))];
}"""

_UNSTYLED = r"""() => {
  const styled = new Set();
  const read = (rules) => {
    for (const rule of rules) {
      for (const [, name] of (rule.selectorText || "").matchAll(/\.(-?[_a-zA-Z][\w-]*)/g)) styled.add(name);
      if (rule.cssRules) read(rule.cssRules);
    }
  };
  for (const sheet of document.styleSheets) read(sheet.cssRules);
  const named = new Set([...document.querySelectorAll("[class]")].flatMap((element) => [...element.classList]));
  return [...named].filter((name) => !styled.has(name)).sort();
}"""
"""Classes of a page that its style sheet does not know: `scripts/styles.py` left them out, or nobody has drawn them."""


_UNEVEN = r"""() => {
  const found = [];
  for (const row of document.querySelectorAll("form .row")) {
    if (row.querySelector(".has-error, .stands-now")) continue;
    const drawn = [...row.children].filter((one) => one.checkVisibility()).map((one) => {
      const controls = [...one.querySelectorAll("input.form-control, select.form-select")];
      return { box: one.getBoundingClientRect(), control: controls.length === 1 ? controls[0] : null };
    });
    for (const [place, one] of drawn.entries()) {
      const next = drawn[place + 1];
      if (!next?.control || !one.control || next.box.left < one.box.right - 1) continue;
      const [a, b] = [one, next].map(({ control }) => control.getBoundingClientRect());
      if (Math.abs(a.bottom - b.bottom) > 1) found.push(`${one.control.name} and ${next.control.name}`);
    }
  }
  return found;
}"""
"""Fields side by side whose inputs do not stand on one line."""

_OVER = r"""() => {
  const over = (one) => one.scrollWidth - one.clientWidth;
  const stacked = [...document.querySelectorAll(".list.stack")].map((one) => over(one.parentElement));
  return [over(document.documentElement), ...stacked.filter((pixels) => pixels > 1)];
}"""
"""Pixels by which the page is wider than the window, and those of lists whose rows are stacked on phones, and that go on at
the side all the same."""

_SMALL = r"""() => [...document.querySelectorAll(".state")].map((one) => one.textContent.trim())
  .filter((words) => words && words[0] !== words[0].toUpperCase())"""
"""States that do not begin as the others do."""

_LOST = r"""() => [...document.querySelectorAll("option")].filter((one) => !one.closest("select, datalist"))
  .map((one) => one.textContent.trim())"""
"""Choices that stand in no list, so that nobody can choose them."""


_SETTLED = """() => document.getAnimations()
  .filter((one) => Number.isFinite(one.effect.getComputedTiming().endTime)).forEach((one) => one.finish())"""
"""Colours that were on their way to others are there."""


def look_with_axe(page: Page) -> list[dict[str, Any]]:
    """What axe objects to: `id` of the rule and `nodes` with their `html`. Of brothers alike it looks at two and the last;
    at a page of the same form and width again only where it has an element of a kind that was not there before, and at the
    contrast of words only where none were drawn so at that width."""
    page.evaluate(_SETTLED)
    width = (page.viewport_size or {})["width"]
    met = _MET.setdefault((form_of(urlsplit(page.url).path), width), set())
    legible = _CONTRASTS_MET.setdefault(width, set())
    kinds = set(page.evaluate(_KINDS))
    if kinds <= met and not TIMES:
        return []
    if not page.evaluate("!!(window.axe || window.axeSource)"):
        page.evaluate(_AXE)
    found, looked = page.evaluate(_RUN, [_RULES, [] if TIMES else [*legible]])
    legible |= set(looked)
    if not found:
        met |= kinds
    return found


def faults_of(page: Page, language: str, width: int, *, axe: bool = True) -> list[str]:
    """Foreign words, ids that stand twice, classes without a style, lost choices, overflow at every width and, with `axe`, what that finds at `width`."""
    faults = [f"is not in Chinese: {text!r}" for text in english_words(page)] if language == "zh" else []
    faults += [f"has the id {one} twice" for one in page.evaluate(_REPEATED)]
    faults += [f"has the class {one}, which its style sheet does not know" for one in page.evaluate(_UNSTYLED)]
    faults += [f"has the inputs of {one} on different lines at {width} px" for one in page.evaluate(_UNEVEN)]
    faults += [f"has a state in small letters: {one}" for one in page.evaluate(_SMALL)]
    faults += [f"has a choice that cannot be chosen: {one}" for one in page.evaluate(_LOST)]
    faults += [f"is {over} px too wide at {each} px" for each, over in overflow(page, width) if over > 0]
    if axe:
        faults += [f"{one['id']} at {width} px: {one['nodes'][0]['html'][:200]}" for one in look_with_axe(page)]
    return faults


def overflow(page: Page, last: int) -> list[tuple[int, int]]:
    """(width of the window, pixels by which the page is wider) at each width; the window stays at `last`."""
    found = []
    for width in sorted(WIDTHS, key=lambda each: each == last):
        size: ViewportSize = {"width": width, "height": WIDTHS[width]}
        if page.viewport_size != size:
            page.set_viewport_size(size)
        found += [(width, over) for over in page.evaluate(_OVER)]
    return found
