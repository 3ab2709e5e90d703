"""Finding pages by their links: what an organizer can reach from one page, one page of each form of address."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit
from zlib import crc32

from lxml.html import fromstring
from playwright.sync_api import Page

from tests.soak import either

DOWNLOADS = (".pdf", ".csv", ".xlsx", ".docx", ".ics", ".eml", ".svg", ".png", ".json")

# Latin words that a Chinese page may hold: names of formats, codes and products, and what they are made of.
_ALLOWED = re.compile(
    r"""\S+@\S+ | https?://\S+ | /\S+ | webcal://\S+ | [\w-]*(\.[\w-]+)+        # addresses, mail, hosts, file names
    | \b[A-Z][A-Z0-9-]*\d[\w-]* | \b[a-z]+_[a-z_]+\b                            # codes
    | \b[2-9A-HJ-NP-Z]{6}\b                                                      # numbers of requests to the desk
    | (?<![A-Za-z])(?:PDF|CSV|XLSX|JSON|HTML|GB/T|CAD|CAE|CAM|MES|ERP|PLC|PLM|AGV|RFID|SCADA|APS|IoT|BIM|AI|UTC|VIP|URL|ICP|TXT
        |English|Excel|WPS|Outlook|Apple|Google|Thunderbird|Android|iPhone|iPad|Mac|macOS|iOS|Windows|eventmgr|iCalendar
        |Chrome|ChromeOS|Edge|Firefox|Opera|Safari|HarmonyOS|Linux|Gmail|Asia|Shanghai|UID|Markdown|Word|PowerPoint|PNG|SVG|JPEG|REQUEST|CANCEL|Emma|Clark|Grace|Hall|Wang|Min|Hua|Lin|Hui|iCloud|App|Internet|Web|TOTP|PIN|HTTPS|HTTP|Webhook|docx|xlsx|pptx|WebP|GSM|SOP|GMP|DCMM|VOC|ppm|Esc|Ctrl|Shift|Atom|Cookie)(?![A-Za-z])|ICSx⁵""",
    re.VERBOSE,
)
_WORD = re.compile(r"[A-Za-z]{3,}")

_TEXTS = """() => {
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement;
    const foreign = holder.closest('[lang]:not(html):not([lang^="zh"]), textarea, code, pre, script, style');
    if (!foreign && node.data.trim() && holder.checkVisibility()) texts.push(node.data.trim());
  }
  return texts;
}"""

_ALIKE = re.compile(either(r"(?<=/letters/texts/)[a-z_]+\.[a-z_]+", "(?!)"))
"""Names whose pages differ in words alone: one stands for all, in a soak each for itself."""

_LINKS = """() => [...document.querySelectorAll("a[href]:not(.topside a)")]
  .map((link) => new URL(link.getAttribute("href"), document.baseURI).href)"""


def english_words(page: Page) -> list[str]:
    """Visible texts of a Chinese page that hold an English word, names and codes aside, each once."""
    texts = dict.fromkeys(page.evaluate(_TEXTS))
    return [text for text in texts if _WORD.search(_ALLOWED.sub(" ", text))]


def form_of(path: str) -> str:
    """The form of an address: numbers, long tokens and the values of a query left out, and names whose pages are alike."""
    parts = urlsplit(path)
    names = sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    if parts.path.endswith(DOWNLOADS):
        names = []
    fixed = re.sub(r"(?<=/)(\d+|[\w~-]{20,})(?=[/.]|$)", "<>", parts.path)
    fixed = _ALIKE.sub("<>", fixed)
    return f"{fixed}?{'&'.join(names)}"


def links_of(page: Page, address: str) -> list[str]:
    """Paths of this site that the page links to."""
    return own_paths(page.evaluate(_LINKS), address)


def own_paths(targets: Iterable[str], address: str) -> list[str]:
    """What lies on this site, each once."""
    own = (urldefrag(target).url.removeprefix(address) for target in targets if target.startswith(address + "/"))
    return list(dict.fromkeys(own))


def read_links(text: str, path: str, address: str) -> list[str]:
    """The same of a page that no browser has opened."""
    links = fromstring(text).xpath("//a[@href][not(ancestor::*[contains(@class, 'topside')])]/@href")
    return own_paths((urljoin(address + path, link) for link in links), address)


def read_faults(text: str) -> list[str]:
    """What is wrong with a page as far as its text tells: ids that stand twice, lost choices."""
    page = fromstring(text)
    ids = Counter(page.xpath("//@id"))
    lost = page.xpath("//option[not(ancestor::select or ancestor::datalist)]")
    return [
        *(f"has the id {one} twice" for one, times in ids.items() if times > 1),
        *(f"has a choice that cannot be chosen: {one.text_content()}" for one in lost),
    ]


def walk(page: Page, address: str, start: list[str], within: str, *, share: int):
    """Visit `start` and what it leads to, one page of each form, filters one at a time; yield (path, answer's status, text):
    the page stands in the browser and text is empty, or, of `share` pages all but one, it was read only.

    Only paths that match `within` are visited. Downloads are asked for, not opened.
    """
    waiting, known = deque(start), {form_of(path) for path in start}
    while waiting:
        path = waiting.popleft()
        if urlsplit(path).path.endswith(DOWNLOADS):
            yield path, page.request.get(path, max_retries=1).status, ""
            continue
        if path in start or crc32(form_of(path).encode()) % share == 0:
            answer, text = page.goto(path), ""
            yield path, answer.status if answer else 0, text
            links = links_of(page, address)
        else:
            answer = page.request.get(path, max_retries=1)  # the server may just have closed what was idle
            yield path, answer.status, answer.text()
            links = read_links(answer.text(), urlsplit(answer.url).path, address)
        for link in links:
            if ("?" in path and "?" in link) or not re.match(within, link):
                continue
            if form_of(link) not in known:
                known.add(form_of(link))
                waiting.append(link)
