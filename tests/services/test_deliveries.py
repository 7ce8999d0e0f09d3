"""
What becomes of messages that are not simply sent: cancelled, poisoned, given up, put back, bounced.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Event

import pytest
from attrs import define, evolve
from tests.core.builders import a_partner, a_user
from tests.services.builders import EMEA, HOST, PARTNERS, Office, Racing, an_office, mapped
from tests.services.test_relay import Post, a_lead_of, a_relay

from leadflow.adapters.memory import MemoryStore
from leadflow.core.access import SUPPLIER_ADMIN, SupplierParty
from leadflow.core.facts import MessageFailed, MessageRequeued
from leadflow.core.leads import EmailStatus
from leadflow.core.notifications import DeliveryKind, DeliveryReported, Mail, MessageCancelled, choose_recipients
from leadflow.core.partners import Partner
from leadflow.errors import MailDeferred, MailRefused, NotAllowed, NotFound
from leadflow.services import Attempt, DeliveryDesk
from leadflow.services.reading import known_partner
from leadflow.services.relay import Relayed, next_try


def a_desk(office: Office) -> DeliveryDesk:
    """
    Return the desk for reports over the office's store.
    """
    return DeliveryDesk(office.setting, HOST, office.store)


@pytest.mark.parametrize(
    ("done", "reason"),
    [("deactivate", "lead_deactivated"), ("reassign", "lead_moved"), ("accept", "lead_decided")],
)
def test_what_the_lead_has_gone_on_without_is_cancelled(done: str, reason: str) -> None:
    """
    With its reason on the timeline; only the new assignee is mailed.
    """
    office, post = an_office(), Post()
    lead = a_lead_of(office, "south")
    {
        "deactivate": lambda: office.desk.deactivate(lead.id),
        "reassign": lambda: office.at("south").reassign(lead.id, "uli"),
        "accept": lambda: office.at("south").accept(lead.id),
    }[done]()
    relayed = a_relay(office, post).run_until_idle()
    cancelled = [one.fact for one in office.events(lead.id) if isinstance(one.fact, MessageCancelled)]

    assert [fact.reason for fact in cancelled] == [reason] * 2
    assert relayed == Relayed(cancelled=2, sent=1 if done == "reassign" else 0)
    assert [mail.to_address for mail in post.taken] == ["uli@partner.example"] * relayed.sent
    assert office.sound()


def test_a_poison_message_blocks_nobody() -> None:
    """
    Whatever the mailer raises for it, those behind are sent, and in the end it is given up.
    """
    office, post = an_office(), Post([RuntimeError("boom")])
    first, second = a_lead_of(office), a_lead_of(office)
    relay = a_relay(office, post)

    assert relay.run_once() == Relayed(sent=1, deferred=1)
    post.answers = [RuntimeError("boom")] * 20
    for _ in range(10):
        office.clock.advance(timedelta(hours=6))
        relay.run_once()
    statuses = {office.desk.lead(one.id).email_status for one in (first, second)}
    assert statuses == {EmailStatus.SENT, EmailStatus.DELIVERY_FAILED}


def test_tries_end_after_three_days() -> None:
    """
    However few they were.
    """
    office, post = an_office(), Post([MailDeferred(), MailDeferred()])
    lead = a_lead_of(office)
    relay = a_relay(office, post)
    relay.run_once()
    office.clock.advance(timedelta(hours=72))

    assert relay.run_once() == Relayed(dead=1)
    fact = office.events(lead.id)[-1].fact
    assert isinstance(fact, MessageFailed)
    assert fact.reason == "too_old"


@pytest.mark.parametrize(("attempt", "seconds"), [(1, 30), (2, 60), (5, 480), (10, 15_360), (30, 21_600)])
def test_waits_grow_with_full_jitter(attempt: int, seconds: int) -> None:
    """
    From nothing to 30 s x 2^n, at most six hours.
    """
    now = datetime(2026, 3, 2)

    assert next_try(now, attempt, lambda: 1.0) == now + timedelta(seconds=seconds)
    assert next_try(now, attempt, lambda: 0.0) == now


def test_a_dead_message_is_put_back() -> None:
    """
    By the key that stands on the lead; one that is not dead is not.
    """
    office, post = an_office(), Post([MailRefused("smtp_550")])
    lead, desk = a_lead_of(office), a_desk(office)
    relay = a_relay(office, post)
    relay.run_once()
    fact = office.events(lead.id)[-1].fact
    assert isinstance(fact, MessageFailed)
    office.clock.advance(timedelta(days=30))
    desk.requeue(fact.key)
    status = office.desk.lead(lead.id).email_status

    assert fact.reason == "smtp_550"
    assert isinstance(office.events(lead.id)[-1].fact, MessageRequeued)
    assert (status, relay.run_once()) == (EmailStatus.QUEUED, Relayed(sent=1))
    for key in (fact.key, "0" * 32):
        with pytest.raises(NotFound):
            desk.requeue(key)


@pytest.mark.parametrize(
    ("party", "error"),
    [
        (SupplierParty(id="ann", groups=()), NotAllowed),
        (SupplierParty(id="ann", groups=("gold",), roles=(SUPPLIER_ADMIN,)), NotFound),
        (SupplierParty(id="ann", groups=("gold",)), NotFound),
    ],
)
def test_a_message_is_put_back_by_whom_may_resend(party: SupplierParty, error: type[Exception]) -> None:
    """
    Whoever does not see the lead is told of no such message, and whoever has no role for it may not.
    """
    office, post = an_office(), Post([MailRefused("smtp_550")])
    a_lead_of(office)
    a_relay(office, post).run_once()
    assert isinstance(office.store, MemoryStore)
    (key,) = office.store._of("acme").outbox

    with pytest.raises(error):
        DeliveryDesk(office.setting, party, office.store).requeue(key)
    assert a_relay(office, post).run_once() == Relayed()


def test_a_hard_bounce_marks_the_address_once() -> None:
    """
    Whatever the order and the number of reports; a new address is tried again.
    """
    office, post = an_office(), Post()
    lead, desk = a_lead_of(office), a_desk(office)
    a_relay(office, post).run_once()
    key, at = post.taken[0].key, office.clock()
    reports = [DeliveryKind.HARD_BOUNCE, DeliveryKind.DELIVERED, DeliveryKind.SOFT_BOUNCE] * 2
    written = [desk.record_delivery(key, kind, at, "550 5.1.1 <maja@partner.example> unknown") for kind in reports]
    facts = [one.fact for one in office.events(lead.id) if isinstance(one.fact, DeliveryReported)]

    assert written == [True] * 3 + [False] * 3
    assert {fact.code for fact in facts} == {"5.1.1"}
    assert office.desk.lead(lead.id).email_status is EmailStatus.DELIVERY_FAILED
    with office.store.open_unit("acme", office.programme.schema) as unit:
        partner = known_partner(unit, "north")
    assert choose_recipients(lead, partner).status is EmailStatus.INVALID_ADDRESS
    mended = evolve(partner, users=(evolve(partner.users[0], email="new@partner.example"),))
    assert choose_recipients(lead, mended).status is EmailStatus.QUEUED
    assert office.sound()


def test_a_hard_bounce_loses_nothing_of_the_partner() -> None:
    """
    What somebody else has changed in the same moment stays.
    """
    office, post = an_office(), Post()
    a_lead_of(office)
    a_relay(office, post).run_once()

    def north() -> Partner:
        with office.store.open_unit("acme", office.programme.schema) as unit:
            return known_partner(unit, "north")

    renamed = evolve(north(), name="New name")
    racing = Racing(office.opener, frozenset([1]), lambda _: office.desk.keep(partners=[renamed]))
    desk = DeliveryDesk(evolve(office.setting, open_unit=racing), HOST, office.store)
    written = desk.record_delivery(post.taken[0].key, DeliveryKind.HARD_BOUNCE, office.clock())

    assert (written, racing.commits) == (True, 2)
    assert north() == evolve(renamed, users=(evolve(renamed.users[0], bounced=renamed.users[0].email),))
    assert office.sound()


def test_one_of_two_bounces_is_no_failure() -> None:
    """
    The other was told; when both came back, it is.
    """
    office, post = an_office(), Post()
    lead, desk = a_lead_of(office, "south"), a_desk(office)
    a_relay(office, post).run_once()
    statuses = []
    for mail in post.taken:
        desk.record_delivery(mail.key, DeliveryKind.HARD_BOUNCE, office.clock())
        statuses.append(office.desk.lead(lead.id).email_status)

    assert statuses == [EmailStatus.SENT, EmailStatus.DELIVERY_FAILED]
    assert not desk.record_delivery("0" * 32, DeliveryKind.DELIVERED, office.clock())


def test_a_bounce_that_is_told_before_the_sending_is_not_forgotten() -> None:
    """
    Mail servers may be faster than the relay's own commit.
    """
    office = an_office()
    lead, desk = a_lead_of(office), a_desk(office)

    @define
    class Fast:
        def send(self, mail: Mail, /) -> None:
            desk.record_delivery(mail.key, DeliveryKind.HARD_BOUNCE, office.clock())

    relayed = a_relay(office, Fast()).run_once()

    assert relayed == Relayed(sent=1)
    assert office.desk.lead(lead.id).email_status is EmailStatus.DELIVERY_FAILED
    assert office.sound()


def test_soft_bounces_are_kept_and_change_nothing() -> None:
    """
    However many there are: the mail server goes on trying, and tells when it gives up.
    """
    office, post = an_office(), Post()
    lead, desk = a_lead_of(office), a_desk(office)
    a_relay(office, post).run_once()
    for hour in range(20):
        at = office.clock() + timedelta(hours=hour)
        desk.record_delivery(post.taken[0].key, DeliveryKind.SOFT_BOUNCE, at, "452 4.2.2 mailbox full")
    facts = [one.fact for one in office.events(lead.id) if isinstance(one.fact, DeliveryReported)]
    desk.record_delivery(post.taken[0].key, DeliveryKind.COMPLAINT, office.clock())

    assert [fact.code for fact in facts] == ["4.2.2"] * 20
    assert office.desk.lead(lead.id).email_status is EmailStatus.SENT
    a_lead_of(office)
    assert a_relay(office, post).run_once() == Relayed(sent=1)


def test_a_failure_of_one_is_none_while_another_waits() -> None:
    """
    The lead shows a failure once all of its mail has died.
    """
    office = an_office()
    lead = a_lead_of(office, "south")
    post = Post([MailRefused("smtp_550"), MailDeferred(), MailRefused("smtp_550")])
    relay, statuses = a_relay(office, post), []
    for _ in range(2):
        relay.run_once()
        statuses.append(office.desk.lead(lead.id).email_status)
        office.clock.advance(timedelta(hours=1))

    assert statuses == [EmailStatus.QUEUED, EmailStatus.DELIVERY_FAILED]
    assert office.sound()


def test_mail_of_an_undone_import_is_not_sent() -> None:
    """
    Neither what waits nor what is tried again.
    """
    office, post = an_office(), Post([MailDeferred()])
    file = office.file("a@x.se,SE,Nordlys AS,Oslo", "b@x.de,DE,Globex GmbH,Bonn")
    report = office.imports.run(file, mapped(file), EMEA)
    a_relay(office, post).run_once(most=1)
    undone = office.imports.undo(report.import_id)
    office.clock.advance(timedelta(days=1))
    relayed = a_relay(office, post).run_until_idle()

    assert undone.deactivated == 2
    assert (relayed.sent, relayed.cancelled) == (0, 3)
    assert post.taken == []


def test_a_loop_ends_when_it_is_told_to() -> None:
    """
    And tells what it did; the host's own metrics may fail.
    """
    office, post, stop, seen = (
        an_office(partners=(*PARTNERS, a_partner("p", users=(a_user("u"),)))),
        Post(),
        Event(),
        [],
    )
    a_lead_of(office, "p")

    def observe(attempt: Attempt) -> None:
        seen.append((attempt.outcome.value, attempt.attempt))
        stop.set()
        raise RuntimeError("metrics")

    done = a_relay(office, post, observe=observe).run(stop, pause=timedelta(0))

    assert (done, seen) == (Relayed(sent=1), [("sent", 1)])
