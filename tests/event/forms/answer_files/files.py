"""Files for tests, and events that ask for them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from PIL import Image

from eventmgr.event.forms.models import Question
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.ground.db import db
from tests.event.registration.views import typed
from tests.factories import make_event

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n"
HIDDEN = b"the-place-where-it-was-taken"


def make_picture(kind="JPEG", size=(40, 20), **saved):
    out = io.BytesIO()
    Image.new("RGB", size, "#c33").save(out, kind, **saved)
    return out.getvalue()


def make_located_picture():
    """A JPEG that tells where it was taken, stands on its side, and has a ZIP archive behind its end."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, HIDDEN.decode()
    exif.get_ifd(0x8825)[1] = "N"
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packer:
        packer.writestr("inside.txt", HIDDEN)
    return make_picture(exif=exif) + archive.getvalue()


def make_bomb(side=30_000):
    """A PNG of a few bytes that says it has 900 million points."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 9999)) + chunk(b"IEND", b"")
    )


def make_office_file(*names):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packer:
        for name in ("[Content_Types].xml", *names):
            packer.writestr(name, "<x/>")
    return out.getvalue()


def make_asking_event(kind=QuestionKind.FILE, *, required=False, rules=None, **values):
    """An event that asks for the file `q_cv`."""
    event = make_event(**values)
    db.session.add(
        Question(
            event_id=event.id, key="cv", kind=kind, label={"zh": "推荐表", "en": "Form"}, required=required, rules=rules or {}
        )
    )  # fmt: skip
    db.session.commit()
    return event


def upload(client, event, content=PDF, name="推荐表.pdf", **values):
    """Fill in the form, with a file unless `content` is None."""
    data = typed(**values)
    if content is not None:
        data["q_cv"] = (io.BytesIO(content), name)
    return client.post(f"/events/{event.slug}/register/", data=data, content_type="multipart/form-data")
