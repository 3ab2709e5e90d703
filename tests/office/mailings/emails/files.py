"""Files of bulk e-mails: made, attached, sent to a real mail server and read back."""

from __future__ import annotations

import io
import threading
import zipfile
from functools import partial

from sqlalchemy import select
from werkzeug import test as werkzeug_test

from eventmgr.console.cli.worker import Worker
from eventmgr.ground.db import db, transaction
from eventmgr.office.mailings.emails import services
from eventmgr.office.mailings.models import BulkMail, BulkMailFile
from eventmgr.tools.uploads.checking import Upload
from tests.factories import NOON, keep
from tests.office.mailings.emails.sending import act
from tests.tools.messages.peer import listening

# What a test uploads stays in memory: the client closes no temporary file, and the next test would be told so.
werkzeug_test.stream_encode_multipart = partial(werkzeug_test.stream_encode_multipart, use_tempfile=False)

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
GB = "报到地点：三号厅。\r\n请携带证件。\r\n".encode("gb18030")
LONG = "关于举办智能制造交流活动的通知" * 6 + ".pdf"


def base(event, mail, rest=""):
    return f"/manage/events/{event.slug}/bulk-mail/{mail.id}/{rest}"


def sending(*files, **more):
    """What a browser sends of chosen files."""
    return {"files": [(io.BytesIO(content), name) for name, content in files], **more}


def attach(event, mail, *files, most_bytes=10 << 20):
    checked = [services.check_upload(Upload(name, content), most_bytes) for name, content in files]
    with transaction():
        services.attach(event, mail, checked, most_bytes=most_bytes, act=act())


def kept():
    db.session.expire_all()
    return [(one.filename, one.content_type, one.size) for one in db.session.scalars(FILES)]


FILES = select(BulkMailFile).order_by(BulkMailFile.id)


def keep_file(event) -> BulkMailFile:
    """A file named `a.txt` of a draft of that event."""
    mail = keep(BulkMail(event_id=event.id, filters={}, subject={"zh": "通知"}, body={"zh": "正文"}, created_at=NOON))
    values = {"filename": "a.txt", "content_type": "text/plain", "size": 1, "sha256": "0" * 64, "content": b"a"}
    return keep(BulkMailFile(bulk_mail_id=mail.id, key=f"file-{mail.id}", **values))


def deliver(app, peer):
    """What a worker does, to a real mail server."""
    with listening(peer) as url:
        app.config["SMTP_URL"] = url
        try:
            assert Worker(app, lease=60, batch=10, stop=threading.Event()).run(once=True)
        finally:
            app.config["SMTP_URL"] = ""
    db.session.rollback()
    db.session.expunge_all()


def files_in(message):
    return {
        part.get_filename(): (part.get_content_type(), part.get_payload(decode=True))
        for part in message.iter_attachments()
    }


def office_document():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>" * 1000)
    return file.getvalue()
