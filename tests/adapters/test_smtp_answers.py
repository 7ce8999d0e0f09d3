"""
Answers of real servers: whose fault a refusal is, and what becomes of the mail.
"""

from __future__ import annotations

import pytest
from tests.adapters.smtp_server import Inbox, smtp_server
from tests.core.builders import SCHEMA
from tests.services.builders import an_office
from tests.services.test_relay import a_lead_of

from leadflow.adapters.smtp import Security, SmtpMailer
from leadflow.adapters.smtp_answers import Step, meaning_of
from leadflow.core.notifications import MessageFailed
from leadflow.core.partners import PartnerPeople
from leadflow.errors import AddressRefused, MailBlocked, MailDeferred, MailRefused
from leadflow.services import OutboxRelay
from leadflow.services.relay.relay import RelayResult

_MAIL, _RCPT, _END = Step.SENDER, Step.RECIPIENT, Step.CONTENT


@pytest.mark.parametrize(
    ("step", "code", "said", "error", "reason"),
    [
        # Postfix
        (_MAIL, 530, "5.7.0 Must issue a STARTTLS command first", MailBlocked, "smtp_530_5.7.0"),
        (_MAIL, 553, "5.7.1 sender address not owned", MailBlocked, "smtp_553_5.7.1"),
        (_RCPT, 553, "5.7.1 <a@x.de>: Sender address rejected: not owned by user acme", MailBlocked, "smtp_553_5.7.1"),
        (_RCPT, 554, "5.7.1 <b@y.de>: Relay access denied", MailBlocked, "smtp_554_5.7.1"),
        (_RCPT, 554, "5.7.1 <unknown[10.0.0.1]>: Client host rejected: Access denied", MailBlocked, "smtp_554_5.7.1"),
        (
            _RCPT,
            504,
            "5.5.2 <here>: Helo command rejected: need fully-qualified hostname",
            MailBlocked,
            "smtp_504_5.5.2",
        ),
        (_RCPT, 550, "5.1.8 <a@x.de>: Sender address rejected: Domain not found", MailBlocked, "smtp_550_5.1.8"),
        (_RCPT, 550, "5.1.1 <b@y.de>: Recipient address rejected: User unknown", AddressRefused, "smtp_550_5.1.1"),
        (
            _RCPT,
            556,
            "5.1.10 <b@y.de>: Recipient address rejected: Domain takes no mail",
            AddressRefused,
            "smtp_556_5.1.10",
        ),
        (_MAIL, 552, "5.3.4 Message size exceeds fixed limit", MailRefused, "smtp_552_5.3.4"),
        (_END, 552, "5.3.4 Error: message file too big", MailRefused, "smtp_552_5.3.4"),
        (_END, 550, "5.7.1 Message contains spam", MailRefused, "smtp_550_5.7.1"),
        (_RCPT, 552, "5.2.2 The mailbox is full", MailRefused, "smtp_552_5.2.2"),
        (_RCPT, 550, "5.7.1 taken for spam", MailRefused, "smtp_550_5.7.1"),
        # Exim has no enhanced statuses
        (_RCPT, 550, "relay not permitted", MailBlocked, "smtp_550"),
        (_RCPT, 550, "Unrouteable address", AddressRefused, "smtp_550"),
        (_RCPT, 550, "Unknown user", AddressRefused, "smtp_550"),
        (_RCPT, 550, "rejected because 10.1.1.1 is in a list", MailRefused, "smtp_550"),
        # OpenSMTPD
        (_RCPT, 524, "5.2.4 Mailing list expansion problem: <b@y.de>", MailBlocked, "smtp_524_5.2.4"),
        (_RCPT, 550, "Invalid recipient", AddressRefused, "smtp_550"),
        # Exchange, Gmail, and a proxy between
        (_RCPT, 550, "5.7.54 SMTP; Unable to relay recipient in non-accepted domain", MailBlocked, "smtp_550_5.7.54"),
        (_MAIL, 530, "5.7.57 Client not authenticated to send mail", MailBlocked, "smtp_530_5.7.57"),
        (_RCPT, 550, "5.7.1 Unable to relay", MailBlocked, "smtp_550_5.7.1"),
        (
            _RCPT,
            550,
            "5.1.1 The email account that you tried to reach does not exist",
            AddressRefused,
            "smtp_550_5.1.1",
        ),
        (_END, 550, "5.7.26 Unauthenticated email from x.de is not accepted", MailRefused, "smtp_550_5.7.26"),
        (_MAIL, 502, "5.5.2 command not recognized", MailBlocked, "smtp_502_5.5.2"),
        # What stands elsewhere is no status of this answer.
        (_RCPT, 550, "mail from 5.1.1.7 is not welcome", MailRefused, "smtp_550"),
        (_RCPT, 550, "5.1.1.7 is not welcome", MailRefused, "smtp_550"),
        (_RCPT, 550, "4.2.2 full", MailRefused, "smtp_550"),
        (_RCPT, 451, "4.3.0 come back later", MailDeferred, "smtp_451_4.3.0"),
        (_END, -1, "", MailDeferred, "smtp_0"),
    ],
)
def test_an_answer_is_about_the_host_the_recipient_or_the_mail(
    step: Step, code: int, said: str, error: type[Exception], reason: str
) -> None:
    """
    A mistake of the host blocks, an address that nobody has is refused as such, and the code keeps the status.
    """
    found = meaning_of(step, code, said.encode())

    assert (type(found), str(found)) == (error, reason)


@pytest.mark.parametrize(
    ("answer", "result", "marked"),
    [
        ("550 5.1.1 no such user", RelayResult(dead=1), True),
        ("550 5.7.1 taken for spam", RelayResult(dead=1), False),
        ("552 5.2.2 box full", RelayResult(dead=1), False),
        ("554 5.7.1 Relay access denied", RelayResult(deferred=1), False),
    ],
)
def test_an_address_that_nobody_has_is_marked(answer: str, result: RelayResult, marked: bool) -> None:
    """
    As a bounce would: the next lead tells it to nobody, and says why.
    """
    office = an_office()
    lead = a_lead_of(office)
    with smtp_server(Inbox(answer=answer)) as port:
        mailer = SmtpMailer("127.0.0.1", port, security=Security.PLAIN, timeout=10)
        done = OutboxRelay(office.setting, office.store, mailer).run_once()
        mailer.close()
    with office.store.open_unit("acme", SCHEMA) as unit:
        people = unit.records.one(PartnerPeople, "north")
    explained = office.desk.explain(a_lead_of(office).id)

    assert done == result
    assert people is not None
    assert people.has_bounced("maja@partner.example") is marked
    assert ("Nobody is notified" in explained) is marked
    if result.dead:
        assert office.fates(lead.id) == [MessageFailed("smtp_" + "_".join(answer.split()[:2]))]
