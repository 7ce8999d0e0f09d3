"""
What Postfix, Exim and OpenSMTPD answered and reported, as it was written down, is read as what it means.

With LEADFLOW_MAIL_SERVERS=1 (``make mail-servers``) the servers of Debian are unpacked, run and asked again;
``python -m tests.mail_servers.asking`` writes down what they say.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest
from attrs import evolve
from tests.core.builders import a_user, an_account
from tests.mail_servers.asking import ANSWERS, KEY, RECORDED, World, ask, reports_of, world
from tests.mail_servers.packages import SERVERS, unpacked
from tests.services.builders import PARTNERS, PROGRAMME, an_office
from tests.services.test_deliveries import a_desk
from tests.services.test_relay import a_lead_of, a_relay

from leadflow import Sender
from leadflow.adapters.delivery_reports import read_delivery_report
from leadflow.adapters.smtp_answers import Step, meaning_of
from leadflow.core.leads import EmailStatus
from leadflow.core.notifications import DeliveryKind
from leadflow.errors import MailBlocked, MailDeferred

RECORDS: Final = sorted(RECORDED.glob("*/*.eml"))
# By recipient and action: what is meant. Whoever is only told that mail went on knows nothing yet.
MEANT: Final = {
    "nobody_failed": DeliveryKind.HARD_BOUNCE,
    "plain_failed": DeliveryKind.HARD_BOUNCE,
    "full_failed": DeliveryKind.SOFT_BOUNCE,
    "policy_failed": DeliveryKind.SOFT_BOUNCE,
    "later_delayed": DeliveryKind.SOFT_BOUNCE,
    "later_delayed_expired": DeliveryKind.SOFT_BOUNCE,
    "later_failed": DeliveryKind.SOFT_BOUNCE,
    "maja_delivered": DeliveryKind.DELIVERED,
    "maja_relayed": None,
    "taken_relayed": None,
    # What Exim says of mail that a server without DSN took.
    "taken_delivered": None,
}
EXPECTED: Final = {
    "taken": "taken",
    "taken_by_itself": "taken",
    "unknown": "AddressRefused",
    "greylisted": "MailDeferred",
    "full": "MailDeferred",
    "policy": "MailRefused",
    "too_large": "MailRefused",
    "not_relayed": "MailBlocked",
    "unknown_to_strict": "AddressRefused",
    "without_smtputf8": "MailRefused",
    "starttls": "taken",
    "starttls_not_trusted": "MailBlocked",
    "starttls_left_out": "MailBlocked",
    "login_not_offered": "MailBlocked",
    "fifty_on_one_line": "taken",
}
# OpenSMTPD says the same of an address that nobody has and of mail that it does not relay, so it is tried again. The
# handshake of the one in Debian 12 fails, whatever the key.
OTHERWISE: Final = {
    "opensmtpd": {
        "unknown": "MailDeferred",
        "unknown_to_strict": "MailDeferred",
        "not_relayed": "MailDeferred",
        "starttls": "MailBlocked",
    }
}
asked = pytest.mark.skipif(
    not os.environ.get("LEADFLOW_MAIL_SERVERS"), reason="runs mail servers; make mail-servers runs it"
)


@pytest.fixture(scope="module", params=SERVERS)
def running(request: pytest.FixtureRequest) -> Iterator[tuple[str, World]]:
    """
    Give a server by its name, running.
    """
    if reason := unpacked(request.param):
        pytest.skip(reason)
    with world(request.param) as there:
        yield request.param, there


@pytest.mark.parametrize("server", SERVERS)
def test_answers_mean_what_is_meant(server: str) -> None:
    """
    A mistake of the host kills no mail and marks no address, and only an address that nobody has is refused as such.
    """
    answers = json.loads(ANSWERS.read_text())[server]

    assert {name: said.partition(":")[0] for name, said in answers.items()} == EXPECTED | OTHERWISE.get(server, {})


@pytest.mark.parametrize("record", RECORDS, ids=[f"{one.parent.name}_{one.stem}" for one in RECORDS])
def test_real_reports_say_what_happened(record: Path) -> None:
    """
    Each is about our message, and says when.
    """
    found = read_delivery_report(record.read_bytes())
    meant = MEANT[record.stem]

    assert [one.kind for one in found] == ([meant] if meant else [])
    assert all((one.key, one.at) == (KEY, datetime(2026, 3, 2, 9, 30, tzinfo=UTC)) for one in found)


def test_each_server_reported_failures_delays_and_arrivals() -> None:
    """
    Seven or eight of each.
    """
    assert [len(list(RECORDED.glob(f"{server}/*.eml"))) for server in SERVERS] == [8, 8, 8]


@pytest.mark.parametrize(
    ("code", "said", "meant"),
    [
        (454, b"4.7.1 <a@x.example>: Relay access denied", MailBlocked),
        (451, b"relaying denied", MailBlocked),
        (450, b"4.2.0 Greylisted by the relay at mx.example", MailDeferred),
        (550, b"Invalid recipient: <a@x.example>", MailDeferred),
    ],
)
def test_mail_that_is_not_relayed_waits(code: int, said: bytes, meant: type[MailDeferred]) -> None:
    """
    Postfix defers it as long as nobody has decided otherwise, and OpenSMTPD calls the recipient invalid.
    """
    assert type(meaning_of(Step.RECIPIENT, code, said)) is meant


@asked
def test_servers_still_answer_so(running: tuple[str, World]) -> None:
    """
    Fifteen sorts of mail, and fifty on one connection.
    """
    server, there = running

    assert ask(there) == json.loads(ANSWERS.read_text())[server]


@asked
def test_servers_still_report_so(running: tuple[str, World]) -> None:
    """
    The same reports come, and are read as those that were written down.
    """
    server, there = running
    there.sink.taken.clear()
    reports = reports_of(there)

    assert set(reports) == {one.stem for one in RECORDED.glob(f"{server}/*.eml")}
    assert {name: [one.kind for one in read_delivery_report(raw)] for name, raw in reports.items()} == {
        name: [kind] if (kind := MEANT[name]) else [] for name in reports
    }


@asked
def test_a_relay_learns_from_a_real_report(running: tuple[str, World]) -> None:
    """
    From the lead over the relay and two servers back to the lead.
    """
    _, there = running
    sender = Sender(address="leads@sender.example", bounces_to="bounces@sender.example")
    programme = evolve(PROGRAMME, mail=evolve(PROGRAMME.mail, sender=sender))
    partner = an_account("far", name="Far AS", users=(a_user("nobody", email="nobody@remote.example"),))
    office = an_office(partners=(*PARTNERS, partner), programme=programme)
    lead = a_lead_of(office, "far")
    there.sink.taken.clear()
    with there.mailer() as mailer:
        a_relay(office, mailer).run_once()
    until = time.monotonic() + 20
    while not there.sink.taken and time.monotonic() < until:
        time.sleep(0.2)
    (found,) = read_delivery_report(there.sink.taken[0])

    assert a_desk(office).record_delivery(found.key, found.kind, found.at or datetime.now(UTC), found.status)
    assert office.desk.lead(lead.id).email_status is EmailStatus.DELIVERY_FAILED
