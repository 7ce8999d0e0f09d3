"""
Mail in the activity report: what trails say of it, by type, partner and day.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from attrs import evolve
from sqlalchemy import text
from tests.core.builders import a_user, an_account
from tests.services.builders import PARTNERS, Office, an_office
from tests.services.test_relay import Post, a_lead_of, a_relay

from leadflow.adapters.attachments import MemoryAttachments
from leadflow.adapters.sqlalchemy import SqlStore, make_engine
from leadflow.core.access import PARTNER_ADMIN, PartnerParty, ProgramParty, SupplierParty
from leadflow.core.notifications import DeliveryKind
from leadflow.core.views import ActivityQuery, ActivityReport
from leadflow.errors import InvalidInput
from leadflow.services import DeliveryDesk, PrivacyDesk, ReportDesk

HOST = ProgramParty(name="host")
LONE = an_account("lone", users=(a_user("lea"),))


@pytest.fixture(params=["memory", "sqlite"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Office:
    """
    An office with mail that was sent to *south* and to *lone*, where it bounced, over each store.
    """
    store = None if request.param == "memory" else SqlStore(str(tmp_path / "l.db"))
    partners = (*PARTNERS, LONE)
    return sent(an_office(partners=partners) if store is None else an_office(partners=partners, store=store))


def sent(office: Office) -> Office:
    """
    Send mail about a lead of each partner, and return what came back.
    """
    for partner in ("south", "lone"):
        a_lead_of(office, partner)
    a_relay(office, Post()).run_once()
    office.clock.advance(timedelta(days=1))
    (lead,) = (one for one in office.leads() if one.partner_id == "lone")
    for post in office.posts(lead.id):
        DeliveryDesk(office.setting, HOST).record_delivery(post.message.key, DeliveryKind.HARD_BOUNCE, office.clock())
    return office


def report(office: Office, query: ActivityQuery = ActivityQuery(), party: object = HOST) -> ActivityReport:
    """
    Return the activity report of a party.
    """
    return ReportDesk(office.setting, party).activity(query)  # type: ignore[arg-type]  # any party


def test_report_counts_mail_beside_events(office: Office) -> None:
    """
    Each total has both, and the total is their sum.
    """
    found = report(office)

    assert {one: found.by_event[one] for one in ("received", "mail_sent", "mail_bounced")} == {
        "received": 2,
        "mail_sent": 3,
        "mail_bounced": 1,
    }
    assert found.total == sum(found.by_event.values()) == sum(found.by_day.values()) == sum(found.by_partner.values())
    mail = report(office, ActivityQuery(events=["mail_sent", "mail_bounced"]))
    assert (mail.total, dict(mail.by_partner)) == (4, {"lone": 2, "south": 2})
    assert [count for count in mail.by_day.values() if count] == [3, 1]
    assert report(office, ActivityQuery(events=["received"])).by_event == {"received": 2}


def test_mail_of_deactivated_and_erased_leads_counts(office: Office) -> None:
    """
    That a mail was sent stays, whoever it was about.
    """
    before = report(office, ActivityQuery(events=["mail_sent"]))
    for lead in office.leads():
        office.desk.deactivate(lead.id)
    PrivacyDesk(office.setting, HOST, store=MemoryAttachments()).erase_person("a@x.se")

    assert report(office, ActivityQuery(events=["mail_sent"])) == before


def test_mail_is_counted_for_who_sees_its_lead(office: Office) -> None:
    """
    A partner's people count their partner's, and a limited user of the supplier that of their groups.
    """
    query = ActivityQuery(events=["mail_sent", "mail_failed", "mail_bounced"])
    lea = PartnerParty(id="lea", partner_id="lone", roles=[PARTNER_ADMIN])
    office.desk.save_partners([evolve(LONE.partner, groups=("gold",))])

    assert report(office, query, lea).by_partner == {"lone": 2}
    assert report(office, query, SupplierParty(id="ines", groups=["gold"])).by_partner == {"lone": 2}
    assert report(office, query, SupplierParty(id="ines", groups=["silver"])).total == 0
    assert report(office, ActivityQuery(events=["mail_sent"], partner_id="south")).by_partner == {"south": 2}


def test_unknown_type_is_refused_with_the_near_one() -> None:
    """
    The types of mail are among those that exist.
    """
    with pytest.raises(InvalidInput, match="did you mean 'mail_bounced'"):
        ActivityQuery(events=["mail_bounce"])


def test_older_trails_are_lifted(tmp_path: Path) -> None:
    """
    What was sent before counts as it would have.
    """
    path = str(tmp_path / "l.db")
    office = sent(an_office(partners=(*PARTNERS, LONE), store=SqlStore(path)))
    query = ActivityQuery(events=["mail_sent", "mail_bounced"])
    before = report(office, query)
    engine = make_engine(path)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE leadflow_mail_events"))
        connection.execute(text("DELETE FROM leadflow_migrations WHERE number = 22"))
    engine.dispose()

    lifted = evolve(office, store=SqlStore(path))

    assert (report(lifted, query), before.total) == (before, 4)
