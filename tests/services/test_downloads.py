"""
Downloads of files are events, and change nothing else.
"""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from attrs import evolve
from tests.services.builders import HOST, a_partner_admin, an_office

from leadflow.adapters.attachments import MemoryAttachments
from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.intake import Distribution, read_draft
from leadflow.errors import NotFound
from leadflow.services import AttachmentDesk, AttachResult, ReportDesk, Upload


def test_downloads_are_events_and_change_nothing_else(store: MemoryStore | SqlStore) -> None:
    """
    Each is on the timeline and in the activity report, by whom; the lead is as it was, and who may not see it downloads
    nothing.
    """
    office, files = an_office(store=store), MemoryAttachments()
    received = office.desk.receive(read_draft(office.programme.schema, {"email": "a@granit.example"}, partner="north"))
    assert isinstance(received, Distribution)
    lead_id = received.lead.id
    done = AttachmentDesk(office.setting, HOST, files).attach(lead_id, Upload(stream=BytesIO(b"x"), name="x.txt"))
    assert isinstance(done, AttachResult)
    before = office.desk.lead(lead_id)
    office.clock.advance(timedelta(hours=1))
    for party in (HOST, a_partner_admin("north", "maja")):
        with AttachmentDesk(office.setting, party, files).open(lead_id, done.attachments[0].id) as stream:
            assert stream.read() == b"x"
    with pytest.raises(NotFound):
        AttachmentDesk(office.setting, a_partner_admin("south"), files).open(lead_id, done.attachments[0].id)

    assert office.desk.lead(lead_id) == evolve(before, seq=before.seq + 2)
    assert [one.actor.id for one in office.events(lead_id)[-2:]] == ["host", "maja"]
    assert ReportDesk(office.setting, HOST).activity().by_event["file_opened"] == 2
    assert office.sound()
