"""Tagged PDF: what a document says as a tree of elements, so that screen readers read it in order and tables by their
heads.

A canvas of `TaggedCanvas` has a `tags`. Whatever is drawn between `content` and its end belongs to an element; whatever
is drawn outside (lines, grounds, heads and feet of pages, repeated heads of tables) is an artifact. Names of elements
are the standard structure types of ISO 32000-1, 14.8.4; documents say that they follow ISO 14289-1 (PDF/UA-1).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import PDFObject, PDFString
from reportlab.pdfgen.canvas import Canvas

_ARTIFACT = "/Artifact BMC"
_END = "EMC"
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>
"""


class Element(PDFObject):
    """One element of the structure.

    Args:
        role: a standard structure type, such as `P`, `H1`, `TD`.
        attributes: further entries of its dictionary, as they stand in the file.
        alt: what stands for a picture, in words.
    """

    __RefOnly__ = 1

    def __init__(self, role: str, parent: Element | None, attributes: str = "", alt: str = "") -> None:
        self.role, self.parent, self.attributes, self.alt = role, parent, attributes, alt
        self.kids: list[Element | tuple[int, int] | tuple[int, str]] = []
        """Elements; (number of the page, number of the marked content on it); (number of the page, name of an
        annotation)."""
        if parent is not None:
            parent.kids.append(self)

    def format(self, document: Any) -> bytes:
        """The dictionary of the element, as short as may be; the writer of the file asks for it."""
        pages = document.tagged_pages
        parts = [f"<</S/{self.role}/P {_number(document, self.parent or document.structure)} 0 R"]
        on = {kid[0] for kid in self.kids if not isinstance(kid, Element)}
        own = on.pop() if len(on) == 1 else None
        if own is not None:
            parts.append(f"/Pg {pages[own]} 0 R")
        if self.kids:
            parts.append("/K[" + " ".join(_kid(document, kid, own) for kid in self.kids) + "]")
        if self.alt:
            parts.append(f"/Alt {PDFString(self.alt).format(document).decode('latin-1')}")
        parts.append(self.attributes + ">>")
        return "".join(parts).encode("latin-1")


def _kid(document: Any, kid: Element | tuple[int, int] | tuple[int, str], own: int | None) -> str:
    """As it stands in the list of an element; marked content of its `own` page is a number."""
    if isinstance(kid, Element):
        return f"{_number(document, kid)} 0 R"
    page, content = kid
    if isinstance(content, str):
        number = document.idToObjectNumberAndVersion[content][0]
        return f"<</Type/OBJR/Pg {document.tagged_pages[page]} 0 R/Obj {number} 0 R>>"
    return str(content) if page == own else f"<</Type/MCR/Pg {document.tagged_pages[page]} 0 R/MCID {content}>>"


class _Tree(PDFObject):
    """The root of all elements, with the way back from marked content to its element."""

    __RefOnly__ = 1

    def __init__(self, tags: Tags) -> None:
        self.tags = tags

    def format(self, document: Any) -> bytes:
        tags = self.tags
        numbers = [
            f"{key} [" + " ".join(f"{_number(document, one)} 0 R" for one in page) + "]"
            for key, page in enumerate(tags.pages)
        ]
        numbers += [f"{len(tags.pages) + key} {_number(document, one)} 0 R" for key, one in enumerate(tags.annotated)]
        root = _number(document, tags.root)
        return (
            f"<</Type/StructTreeRoot/K[{root} 0 R]/ParentTree<</Nums[{' '.join(numbers)}]>>"
            f"/ParentTreeNextKey {len(numbers)}>>"
        ).encode("latin-1")


class Tags:
    """What has been said so far. `pages` holds the element of each marked content, page by page."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.root = Element("Document", None)
        self.pages: list[list[Element]] = [[]]
        self.annotated: list[Element] = []
        self.links: list[Any] = []
        self._open = [self.root]
        self._muted = 0

    @contextmanager
    def inside(self, element: Element) -> Iterator[None]:
        """Elements that are made meanwhile are its children."""
        self._open.append(element)
        yield
        self._open.pop()

    @contextmanager
    def muted(self) -> Iterator[None]:
        """What is drawn meanwhile is said elsewhere."""
        self._muted += 1
        yield
        self._muted -= 1

    def new(self, role: str, attributes: str = "", alt: str = "") -> Element:
        """An element at the place that is open now."""
        return Element(role, self._open[-1], attributes, alt)

    @contextmanager
    def content(self, element: Element) -> Iterator[None]:
        """What is drawn meanwhile belongs to `element`."""
        if self._muted:
            yield
            return
        self.leave()
        self.canvas._code.append(self.mark(element))  # noqa: SLF001  # marked content has no call of its own
        yield
        self.canvas._code.append(_END)  # noqa: SLF001
        self.enter()

    def mark(self, element: Element) -> str:
        """The operator that begins content of `element`; it is ended by `EMC`."""
        page = self.pages[-1]
        number = len(page)
        page.append(element)
        element.kids.append((len(self.pages) - 1, number))
        return f"/{element.role} <</MCID {number}>> BDC"

    def leave(self) -> None:
        """End what is an artifact: marks follow."""
        code = self.canvas._code  # noqa: SLF001
        if code and code[-1] == _ARTIFACT:
            code.pop()
        else:
            code.append(_END)

    def enter(self) -> None:
        """What follows is an artifact."""
        self.canvas._code.append(_ARTIFACT)  # noqa: SLF001

    @property
    def is_muted(self) -> bool:
        """Whether what is drawn now is said elsewhere."""
        return bool(self._muted)

    def link(self, element: Element, words: str, destination: str, width: float, height: float) -> None:
        """A link over the room from the origin, which belongs to `element`."""
        canvas = self.canvas
        canvas.linkRect(words, destination, (0, 0, width, height), relative=1, Border="[0 0 0]")
        name = canvas._annotationrefs[-1].name  # noqa: SLF001
        element.kids.append((len(self.pages) - 1, name))
        self.annotated.append(element)
        self.links.append(canvas._doc.idToObject[name])  # noqa: SLF001


class TaggedCanvas(Canvas):
    """A canvas whose documents are tagged. A title must be set before it is saved."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self.tags = Tags(self)
        super().__init__(*args, **{**options, "pdfVersion": (1, 7)})

    def showPage(self) -> None:  # noqa: N802  # ReportLab's name
        """End the page, whose first and last content is an artifact."""
        self.tags.leave()
        self._code.insert(0, _ARTIFACT)
        super().showPage()
        page = self._doc.Pages.pages[-1]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = len(self.tags.pages) - 1, "/S"
        self.tags.pages.append([])

    def save(self) -> None:
        """Write the structure beside the pages, and the file."""
        if self._code:
            self.showPage()
        self.tags.pages.pop()
        document, catalog = self._doc, self._doc.Catalog
        document.tagged_pages = [_register(document, page) for page in document.Pages.pages]
        document.structure = _Tree(self.tags)
        _register(document, document.structure)
        waiting = [self.tags.root]
        while waiting:
            element = waiting.pop()
            _register(document, element)
            waiting += [kid for kid in element.kids if isinstance(kid, Element)]
        for number, link in enumerate(self.tags.links):
            link.permitted = (*link.permitted, "StructParent")
            link.otherkw = {**link.otherkw, "StructParent": len(self.tags.pages) + number}
        catalog.StructTreeRoot, catalog.MarkInfo = document.structure, "<</Marked true>>"
        info = document.info
        catalog.Metadata = _Metadata(str(info.title), str(info.author))
        super().save()


class _Metadata(PDFObject):
    """Title, author, and that the document follows PDF/UA-1, as XMP."""

    __RefOnly__ = 1

    def __init__(self, title: str, author: str) -> None:
        self.words = _XMP.format(title=escape(title), author=escape(author)).encode("utf-8")

    def format(self, _document: Any) -> bytes:
        head = f"<</Type/Metadata/Subtype/XML/Length {len(self.words)}>>\nstream\n"
        return head.encode("ascii") + self.words + b"\nendstream\n"


def tags_of(canvas: Canvas) -> Tags | None:
    """The tags of a canvas that has some."""
    tags: Tags | None = vars(canvas).get("tags")
    return tags


@contextmanager
def said(canvas: Canvas, role: str, alt: str = "") -> Iterator[None]:
    """What is drawn meanwhile is an element of its own."""
    tags = tags_of(canvas)
    if tags is None or tags.is_muted:
        yield
        return
    with tags.content(tags.new(role, alt=alt)):
        yield


@contextmanager
def unsaid(canvas: Canvas) -> Iterator[None]:
    """What is drawn meanwhile is said elsewhere."""
    tags = tags_of(canvas)
    if tags is None:
        yield
        return
    with tags.muted():
        yield


def _register(document: Any, thing: PDFObject) -> int:
    document.Reference(thing)
    return _number(document, thing)


def _number(document: Any, thing: PDFObject) -> int:
    number: int = document.idToObjectNumberAndVersion[thing.__InternalName__][0]
    return number
