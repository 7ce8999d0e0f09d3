"""
What R10 tries: inputs that are drawn from bytes, and every reader of what people write or upload.

The bytes are random ones, or those that Atheris finds: then they are those after which the code goes another way.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

from attrs import define
from tests.core.builders import SCHEMA
from tests.reliability.draws import Draws
from tests.services.builders import HOST, PROGRAMME, an_office

from leadflow import check_upload
from leadflow.adapters.delivery_reports import read_delivery_report
from leadflow.adapters.tables import read_workbook
from leadflow.adapters.templates import MiniJinjaTemplates
from leadflow.core.criteria.interchange import from_jquery_querybuilder, from_json_logic, from_react_querybuilder
from leadflow.core.forms import read_form
from leadflow.core.intake import read_draft
from leadflow.core.lead_forms import (
    linkedin_entry,
    meta_entry,
    read_google_ads_form,
    read_linkedin_notices,
    read_meta_notices,
)
from leadflow.core.notifications import ActionLinks, DeliveryKind, LinkKey
from leadflow.core.partners import PartnerDirectory
from leadflow.core.tables import read_table
from leadflow.core.views import AuditQuery, LeadQuery
from leadflow.core.webhooks import WebhookMapping, WebhookSecret, sign_webhook
from leadflow.errors import LeadflowError
from leadflow.services import DeliveryDesk, LinkDesk, ReportDesk, WebhookReceiver
from leadflow.testing import NOW
from leadflow.wire import read_connection, read_module

__all__ = ["ENTRIES", "Tried"]

_OFFICE: Final = an_office()
_DIRECTORY: Final = PartnerDirectory.of(())
_LINKS: Final = ActionLinks(
    "acme", (LinkKey("k", b"k" * 32),), url="https://x.example/{token}", unsubscribe_url="https://x.example/u/{token}"
)
_ENGINE: Final = MiniJinjaTemplates()
_VALUES: Final = {"lead": {"email": "a@x.se", "notes": "<b>"}, "details": [{"label": "L", "value": "v"}]}
_FIELDS: Final = sorted(SCHEMA.leads)
_FORM: Final = _OFFICE.desk.form()
_SECRET: Final = WebhookSecret.of(b"s" * 32)
_MAPPING: Final = WebhookMapping(
    fields={"email": "data.email", "city": "data.answers[0].text"}, external_id="data.id", system="pages"
)
_WEBHOOK_NAMES: Final = ("data", "email", "answers", "text", "id", "google_key", "lead_id", "user_column_data", "entry")
_FORM_NAMES: Final = (
    *("changes", "value", "field", "leadgen", "leadgen_id", "created_time", "string_value", "column_id", "field_data"),
    *("name", "values", "leadGenFormResponse", "leadGenForm", "leadAction", "formResponse", "answers", "questionId"),
)
_CONNECTION_NAMES: Final = (
    "v",
    "system",
    "leads",
    "opportunities",
    "field",
    "direction",
    "values",
    "conflict",
    "which",
)
_REPORT_PIECES: Final = (
    *("From: MAILER-DAEMON@x.example\n", "Content-Type: multipart/report; boundary=b\n", "\n--b\n", "--b--\n", "\n"),
    *(
        "Content-Type: message/delivery-status\n\n",
        "Final-Recipient: rfc822; a@x.se\n",
        "Action: failed\n",
        "=?utf-8?q?",
    ),
    *(
        "Status: 5.1.1\n",
        "Diagnostic-Code: smtp; 550 5.1.1 no\n",
        "Content-Type: message/rfc822\n\n",
        "Message-ID: <a@b>\n",
    ),
)


def _table(draws: Draws) -> None:
    table = read_table(io.BytesIO(draws.file()), name="leads.xlsx", workbooks=read_workbook)
    for row in table.rows():
        assert len(row.cells) == len(table.headers)


def _import(draws: Draws) -> None:
    file = _OFFICE.imports.open(io.BytesIO(draws.file()), name="leads.csv")
    report = _OFFICE.imports.preview(file, file.mapping.skip_undecided())
    counts = report.counts
    assert counts.read == counts.imported + counts.updated + counts.duplicates + counts.refused


def _draft(draws: Draws) -> None:
    named, said = draws.one(_FIELDS), draws.mixed()
    _OFFICE.desk.receive(read_draft(SCHEMA, dict.fromkeys(("email", named, "a_date", "a_money", "website"), said)))


def _module(draws: Draws) -> None:
    text = json.dumps(draws.tree()) if draws.number(4) else draws.text()
    read_module(text, SCHEMA, _DIRECTORY)


def _links(draws: Draws) -> None:
    desk, token = LinkDesk(_OFFICE.setting, _LINKS), draws.mixed()
    for act in (desk.preview, desk.unsubscribe, lambda one: desk.perform(one, one, one, comment=one)):
        with suppress(LeadflowError):
            act(token)


def _template(draws: Draws) -> None:
    source = draws.mixed()
    _ENGINE.problems(source, _VALUES, True)
    with suppress(LeadflowError):
        _ENGINE.render(source, _VALUES, False)


def _delivery(draws: Draws) -> None:
    key, detail = draws.text(), draws.text()
    assert DeliveryDesk(_OFFICE.setting, HOST).record_delivery(key, DeliveryKind.HARD_BOUNCE, NOW, detail) is False


def _report(draws: Draws) -> None:
    pieces = [draws.one(_REPORT_PIECES) if draws.number(4) else draws.mixed() for _ in range(draws.number(20))]
    read_delivery_report("".join(pieces).encode("utf-8", "surrogatepass") + draws.some(200))


def _webhook(draws: Draws) -> None:
    body = _json(draws, _WEBHOOK_NAMES)
    headers = sign_webhook(draws.text() or "1", body, [_SECRET], _OFFICE.clock())
    if draws.number(3) == 0:
        headers[draws.one(sorted(headers))] = draws.mixed()
    receiver = WebhookReceiver(_OFFICE.setting, HOST, mapping=_MAPPING, secrets=lambda: [_SECRET])
    assert receiver.receive(headers, body).status < 500


def _lead_forms(draws: Draws) -> None:
    body = _json(draws, _WEBHOOK_NAMES + _FORM_NAMES)
    signed = {before: hmac.new(b"s", before + body, hashlib.sha256).hexdigest() for before in (b"", b"hmacsha256=")}
    headers = {"X-Hub-Signature-256": f"sha256={signed[b'']}", "X-LI-Signature": signed[b"hmacsha256="]}
    data: Any = json.loads(body)
    with suppress(LeadflowError):
        for notice in read_meta_notices(headers, body, lambda: ["s"]):
            meta_entry(data, notice).draft(SCHEMA, {"email": "email"})
    with suppress(LeadflowError):
        read_linkedin_notices(headers, body, lambda: ["s"])
    if isinstance(data, dict):
        with suppress(LeadflowError):
            linkedin_entry(data).draft(SCHEMA, {"email": "email"})
        read_google_ads_form(json.dumps({"google_key": "s", "lead_id": "1", **data}).encode(), lambda: ["s"])


def _json(draws: Draws, names: tuple[str, ...]) -> bytes:
    return json.dumps(draws.tree(names)).encode()


def _form(draws: Draws) -> None:
    names = [one.name for one in _FORM.fields]
    read_form(SCHEMA, _FORM, {draws.one(names): draws.mixed() for _ in range(draws.number(6))} | {draws.text(): 1})


def _connection(draws: Draws) -> None:
    read_connection(json.dumps(draws.tree(_CONNECTION_NAMES)) if draws.number(4) else draws.text(), PROGRAMME)


def _list(draws: Draws) -> None:
    criteria, found = from_react_querybuilder(draws.tree(), SCHEMA)
    text, after = draws.mixed(), draws.mixed() if draws.number(2) else None
    _OFFICE.desk.leads(LeadQuery(criteria=None if found else criteria, text=text, after=after))


def _audit(draws: Draws) -> None:
    ReportDesk(_OFFICE.setting, HOST).audit(AuditQuery(after=draws.mixed()))


def _upload(draws: Draws) -> None:
    name = draws.one(("a.pdf", "a.docx", "a.xlsx", "a.txt", "a.doc", "a.png", "a.mp4", "a.rtf", "a.ods"))
    check_upload(io.BytesIO(draws.file()), name=name)


ENTRIES: Final[dict[str, Callable[[Draws], object]]] = {
    "read_table": _table,
    "import": _import,
    "read_draft": _draft,
    "read_module": _module,
    "from_json_logic": lambda draws: from_json_logic(draws.tree(), SCHEMA),
    "from_jquery_querybuilder": lambda draws: from_jquery_querybuilder(draws.tree(), SCHEMA),
    "from_react_querybuilder": lambda draws: from_react_querybuilder(draws.tree(), SCHEMA),
    "links": _links,
    "templates": _template,
    "deliveries": _delivery,
    "delivery reports": _report,
    "webhooks": _webhook,
    "lead forms": _lead_forms,
    "read_form": _form,
    "read_connection": _connection,
    "lists": _list,
    "audit": _audit,
    "uploads": _upload,
}
"""
What reads an input, by name.
"""


@define
class Tried:
    """
    What came of the inputs of an entry so far.
    """

    entry: str
    inputs: int = 0
    slowest: float = 0.0

    def with_bytes(self, data: bytes) -> None:
        """
        Ask with one input.

        Raises:
            Exception: It was answered by something that is not documented.
        """
        before = time.thread_time()
        with suppress(LeadflowError):
            ENTRIES[self.entry](Draws(data))
        self.inputs, self.slowest = self.inputs + 1, max(self.slowest, time.thread_time() - before)
