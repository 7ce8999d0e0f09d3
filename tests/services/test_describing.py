"""
Details of leads for the pages of both sides.
"""

from __future__ import annotations

import pytest
from tests.services.builders import a_partner_admin
from tests.services.test_hidden_values import pending
from tests.services.test_links import LINKS

from leadflow.core.details import DetailSectionName, LeadDetail
from leadflow.core.handling import LeadOperation
from leadflow.errors import NotFound
from leadflow.services import OutboxRelay, PartnerDesk
from leadflow.testing import RecordingMailer


def shown(detail: LeadDetail) -> str:
    """
    Return everything that a detail shows.
    """
    rows = [row.text for section in detail.sections for row in section]
    return "\n".join([detail.title, *rows, *(one.text for one in detail.events), detail.explanation])


def test_the_supplier_sees_mail_and_why() -> None:
    """
    The supplier's page tells what became of the mail, by name, and why the lead is where it is.
    """
    office, lead_id = pending()
    OutboxRelay(office.setting, office.store, RecordingMailer(), links=LINKS).run_until_idle()
    detail = office.desk.detail(lead_id)
    assert detail.operations[LeadOperation.TRANSFER] == "possible"
    assert {one.type for one in detail.events} >= {"received", "assigned", "sent"}
    assert detail.explanation == office.desk.explain(lead_id)
    times = [one.at for one in detail.events]
    assert times == sorted(times, reverse=True)


def test_a_partner_sees_no_hidden_value_and_no_mail() -> None:
    """
    What is hidden until acceptance is on no part of the partner's page before, and on it afterwards.
    """
    office, lead_id = pending()
    desk = PartnerDesk(office.setting, a_partner_admin("team", "tina"))
    before = shown(desk.detail(lead_id))
    assert "Ulm" in before
    assert "granit" not in before.casefold()
    desk.accept(lead_id)
    detail = desk.detail(lead_id, language="de")
    assert "ann@granit.example" in shown(detail)
    assert "Angenommen" in [one.text for one in detail.events]
    assert detail.explanation == ""


def test_another_partner_finds_nothing() -> None:
    """
    A lead of another partner looks unknown.
    """
    office, lead_id = pending()
    stranger = PartnerDesk(office.setting, a_partner_admin("nordlys", "bo"))
    with pytest.raises(NotFound):
        stranger.detail(lead_id)


def test_files_and_assignee_have_names() -> None:
    """
    A person of the partner is told by name where there is one.
    """
    office, lead_id = pending()
    desk = PartnerDesk(office.setting, a_partner_admin("team", "tina"))
    desk.accept(lead_id)
    desk.reassign(lead_id, "tina")
    status = office.desk.detail(lead_id).section(DetailSectionName.STATUS)
    assert status is not None
    assert {row.name: row.text for row in status}["assignee"] not in ("", "nothing")
