"""
What becomes of messages that are not simply sent: cancelled, poisoned, given up, put back, bounced.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Event
from typing import Any

import pytest
from attrs import define, evolve
from tests.core.builders import SCHEMA, a_contact, a_user, altered, an_account
from tests.services.builders import EMEA, HOST, PARTNERS, Office, Racing, an_office, mapped
from tests.services.test_relay import Post, a_lead_of, a_relay

from leadflow.adapters.memory import MemoryStore
from leadflow.core.access import SUPPLIER_ADMIN, SupplierParty
from leadflow.core.changes import Changes
from leadflow.core.facts import Actor, Assigned, AssignedBy, Notice
from leadflow.core.intake import read_draft
from leadflow.core.leads import EmailStatus
from leadflow.core.notifications import (
    DeliveryKind,
    DeliveryReported,
    Mail,
    MessageCancelled,
    MessageFailed,
    MessageRequeued,
    MessageSent,
    choose_recipients,
)
from leadflow.core.observations import MailRelayed, Observation
from leadflow.core.timeline import LeadChange
from leadflow.errors import MailDeferred, MailRefused, NotAllowed, NotFound
from leadflow.services import DeliveryDesk
from leadflow.services.relay.relay import RelayResult
from leadflow.services.relay.retries import next_try


def a_desk(office: Office) -> DeliveryDesk:
    """
    Return the desk for reports over the office's store.
    """
    return DeliveryDesk(office.setting, HOST)


@pytest.mark.parametrize(
    ("done", "reason"),
    [("deactivate", "lead_deactivated"), ("reassign", "lead_moved"), ("accept", "lead_decided")],
)
def test_what_the_lead_has_gone_on_without_is_cancelled(done: str, reason: str) -> None:
    """
    A message that no longer applies is cancelled with a reason, and only the new assignee gets mail.
    """
    office, post = an_office(), Post()
    lead = a_lead_of(office, "south")
    {
        "deactivate": lambda: office.desk.deactivate(lead.id),
        "reassign": lambda: office.at("south").reassign(lead.id, "uli"),
        "accept": lambda: office.at("south").accept(lead.id),
    }[done]()
    relayed = a_relay(office, post).run_until_idle()

    assert [fact for fact in office.fates(lead.id) if not isinstance(fact, MessageSent)] == [
        MessageCancelled(reason)
    ] * 2
    assert relayed == RelayResult(cancelled=2, sent=1 if done == "reassign" else 0)
    assert [mail.to_address for mail in post.taken] == ["uli@partner.example"] * relayed.sent
    assert office.sound()


def test_a_poison_message_blocks_nobody() -> None:
    """
    A message for which the mailer always raises does not block later ones, and is given up in the end.
    """
    office, post = an_office(), Post([RuntimeError("boom")])
    first, second = a_lead_of(office), a_lead_of(office)
    relay = a_relay(office, post)

    assert relay.run_once() == RelayResult(sent=1, deferred=1)
    post.answers = [RuntimeError("boom")] * 20
    for _ in range(13):
        office.clock.advance(timedelta(hours=6))
        relay.run_once()
    statuses = {office.desk.lead(one.id).email_status for one in (first, second)}
    assert statuses == {EmailStatus.SENT, EmailStatus.DELIVERY_FAILED}


def test_a_relay_that_stood_still_for_days_tries_before_it_gives_up() -> None:
    """
    A message that waited for three days is not dead at the first answer; ten attempts are made.
    """
    office, post = an_office(), Post([MailDeferred()] * 20)
    lead = a_lead_of(office)
    relay = a_relay(office, post)
    office.clock.advance(timedelta(hours=80))
    for _ in range(9):
        assert relay.run_once() == RelayResult(deferred=1)
        office.clock.advance(timedelta(hours=6))

    assert relay.run_once() == RelayResult(dead=1)
    assert office.fates(lead.id) == [MessageFailed("too_old")]


@pytest.mark.parametrize(("attempt", "seconds"), [(1, 30), (2, 60), (5, 480), (10, 15_360), (30, 21_600)])
def test_waits_grow_with_full_jitter(attempt: int, seconds: int) -> None:
    """
    The wait before attempt n is random from 0 to 30 s x 2^n, at most six hours.
    """
    now = datetime(2026, 3, 2)

    assert next_try(now, attempt, lambda: 1.0) == now + timedelta(seconds=seconds)
    assert next_try(now, attempt, lambda: 0.0) == now


def test_a_dead_message_is_put_back() -> None:
    """
    A message that was given up is retried by its key; other messages are not.
    """
    office, post = an_office(), Post([MailRefused("smtp_550")])
    lead, desk = a_lead_of(office), a_desk(office)
    relay = a_relay(office, post)
    relay.run_once()
    (posted,) = office.posts(lead.id)
    office.clock.advance(timedelta(days=30))
    desk.requeue(posted.message.key)
    status = office.desk.lead(lead.id).email_status

    assert office.fates(lead.id) == [MessageFailed("smtp_550"), MessageRequeued()]
    assert (status, relay.run_once()) == (EmailStatus.QUEUED, RelayResult(sent=1))
    for key in (posted.message.key, "0" * 32):
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
    A caller who does not see the lead gets NotFound, and one without the act NotAllowed.
    """
    office, post = an_office(), Post([MailRefused("smtp_550")])
    a_lead_of(office)
    a_relay(office, post).run_once()
    assert isinstance(office.store, MemoryStore)
    (key,) = office.store._of("acme").outbox

    with pytest.raises(error):
        DeliveryDesk(office.setting, party).requeue(key)
    assert a_relay(office, post).run_once() == RelayResult()


def test_a_report_about_a_lead_that_is_not_seen_is_about_no_message() -> None:
    """
    A report by a caller who does not see the lead marks no address and looks like one of an unknown key.
    """
    office, post = an_office(), Post()
    lead = a_lead_of(office)
    a_relay(office, post).run_once()
    (posted,) = office.posts(lead.id)
    before = office.account("north")
    outside = DeliveryDesk(office.setting, SupplierParty(id="ann", groups=("gold",), roles=(SUPPLIER_ADMIN,)))

    assert not outside.record_delivery(posted.message.key, DeliveryKind.HARD_BOUNCE, office.clock())
    assert (office.posts(lead.id), office.account("north")) == ((posted,), before)


@pytest.mark.parametrize(
    ("meanwhile", "reason"),
    [
        ({"unsubscribed": ("maja",)}, "recipient_unsubscribed"),
        ({"bounced": ("maja@partner.example",)}, "address_bounced"),
        ({"users": (a_user("maja", active=False),)}, "recipient_gone"),
        ({"users": ()}, "recipient_gone"),
    ],
)
def test_a_reminder_that_waits_is_cancelled_for_whoever_is_not_told_any_more(
    meanwhile: dict[str, Any], reason: str
) -> None:
    """
    They unsubscribed, their mail bounced, or they left, after it was written and before it was sent.
    """
    office, post = an_office(), Post()
    lead = a_lead_of(office)
    a_relay(office, post).run_until_idle()
    office.desk.remind(lead.id)
    office.keep(altered(office.account("north"), **meanwhile))

    assert a_relay(office, post).run_until_idle() == RelayResult(cancelled=1)
    assert office.fates(lead.id)[-1] == MessageCancelled(reason)
    assert len(post.taken) == 1


def test_a_hard_bounce_marks_the_address_once() -> None:
    """
    A hard bounce marks the address once, in any order of reports; a new address is tried again.
    """
    office, post = an_office(), Post()
    lead, desk = a_lead_of(office), a_desk(office)
    a_relay(office, post).run_once()
    key, at = post.taken[0].key, office.clock()
    reports = [DeliveryKind.HARD_BOUNCE, DeliveryKind.DELIVERED, DeliveryKind.SOFT_BOUNCE] * 2
    written = [desk.record_delivery(key, kind, at, "550 5.1.1 <maja@partner.example> unknown") for kind in reports]
    facts = [fact for fact in office.fates(lead.id) if isinstance(fact, DeliveryReported)]

    assert written == [True] * 3 + [False] * 3
    assert {fact.code for fact in facts} == {"5.1.1"}
    assert office.desk.lead(lead.id).email_status is EmailStatus.DELIVERY_FAILED
    account = office.account("north")
    assert choose_recipients(lead, account).status is EmailStatus.INVALID_ADDRESS
    mended = altered(account, users=(evolve(account.people.users[0], email="new@partner.example"),))
    assert choose_recipients(lead, mended).status is EmailStatus.QUEUED
    assert office.sound()


def test_a_late_hard_bounce_spares_a_new_address() -> None:
    """
    The address that was mailed is marked, and that only as long as it is that person's.
    """
    office, post = an_office(), Post()
    lead = a_lead_of(office)
    a_relay(office, post).run_once()
    mended = altered(office.account("north"), users=(a_user("maja", email="new@partner.example"),))
    office.keep(mended)

    assert a_desk(office).record_delivery(post.taken[0].key, DeliveryKind.HARD_BOUNCE, office.clock())
    assert office.account("north") == mended
    assert office.desk.lead(lead.id).email_status is EmailStatus.DELIVERY_FAILED


def test_a_late_hard_bounce_marks_whom_was_mailed() -> None:
    """
    A late hard bounce marks the recipient's address, even at another partner and in other letter case.
    """
    office, post = an_office(), Post()
    lead = a_lead_of(office)
    a_relay(office, post).run_once()
    moved = Assigned(partner_id="south", by=AssignedBy.PERSON, notice=Notice(EmailStatus.NO_RECIPIENTS))
    with office.setting.unit() as unit:
        change = LeadChange(unit.leads.get(lead.id)).then(moved, at=office.clock(), actor=Actor())
        unit.commit(Changes(leads=(change,)))
    loud = altered(office.account("north"), users=(a_user("maja", email="MAJA@partner.example"),))
    office.keep(loud)
    a_desk(office).record_delivery(post.taken[0].key, DeliveryKind.HARD_BOUNCE, office.clock())

    assert office.account("north").people.has_bounced("maja@partner.example")
    assert office.account("south").people.bounced == ()


def test_a_late_hard_bounce_follows_whoever_moved() -> None:
    """
    Their address is marked at the partner where they are by then.
    """
    office, post = an_office(), Post()
    a_lead_of(office)
    a_relay(office, post).run_once()
    maja = office.account("north").people.users[0]
    gone, there = office.account("north").people, office.account("south").people
    office.desk.save_partners(people=[evolve(gone, users=()), evolve(there, users=(*there.users, maja))])
    a_desk(office).record_delivery(post.taken[0].key, DeliveryKind.HARD_BOUNCE, office.clock())

    assert office.account("south").people.has_bounced(maja.email)


def test_what_says_where_mail_went_is_no_address() -> None:
    """
    The trail holds a digest, another one for each message.
    """
    office, post = an_office(), Post()
    leads = [a_lead_of(office), a_lead_of(office)]
    a_relay(office, post).run_once()
    facts = [fact for lead in leads for fact in office.fates(lead.id) if isinstance(fact, MessageSent)]

    assert [fact.partner_id for fact in facts] == ["north", "north"]
    assert len({fact.address for fact in facts}) == 2
    assert "maja" not in repr(facts)


def test_a_hard_bounce_loses_nothing_of_the_partner() -> None:
    """
    What somebody else has changed in the same moment stays.
    """
    office, post = an_office(), Post()
    a_lead_of(office)
    a_relay(office, post).run_once()
    renamed = altered(office.account("north"), users=(a_user("maja"), a_user("new")))
    racing = Racing(office.opener, frozenset([1]), lambda _: office.keep(renamed))
    desk = DeliveryDesk(evolve(office.setting, open_unit=racing), HOST)
    written = desk.record_delivery(post.taken[0].key, DeliveryKind.HARD_BOUNCE, office.clock())

    assert (written, racing.commits) == (True, 2)
    assert office.account("north") == altered(renamed, bounced=(renamed.people.users[0].email,))
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

    assert relayed == RelayResult(sent=1)
    assert office.desk.lead(lead.id).email_status is EmailStatus.DELIVERY_FAILED
    assert office.sound()


def test_soft_bounces_are_kept_and_change_nothing() -> None:
    """
    Any number of soft bounces is saved and changes nothing.
    """
    office, post = an_office(), Post()
    lead, desk = a_lead_of(office), a_desk(office)
    a_relay(office, post).run_once()
    for hour in range(20):
        at = office.clock() + timedelta(hours=hour)
        desk.record_delivery(post.taken[0].key, DeliveryKind.SOFT_BOUNCE, at, "452 4.2.2 mailbox full")
    facts = [fact for fact in office.fates(lead.id) if isinstance(fact, DeliveryReported)]
    desk.record_delivery(post.taken[0].key, DeliveryKind.COMPLAINT, office.clock())

    assert [fact.code for fact in facts] == ["4.2.2"] * 20
    assert office.desk.lead(lead.id).email_status is EmailStatus.SENT
    a_lead_of(office)
    assert a_relay(office, post).run_once() == RelayResult(sent=1)


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
    Waiting and retried messages of an undone import are not sent.
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
    A loop stops on request and returns its result, even if the host's metrics fail.
    """
    office, post, stop, seen = (
        an_office(partners=(*PARTNERS, an_account("p", users=(a_user("u"),)))),
        Post(),
        Event(),
        [],
    )
    a_lead_of(office, "p")

    def observe(observation: Observation) -> None:
        assert isinstance(observation, MailRelayed)
        seen.append((observation.outcome.value, observation.attempt))
        stop.set()
        raise RuntimeError("metrics")

    office.observe = observe
    done = a_relay(office, post).run(stop, pause=timedelta(0))

    assert (done, seen) == (RelayResult(sent=1), [("sent", 1)])


def test_a_report_about_an_earlier_assignment_changes_no_lead() -> None:
    """
    It stands on its message's trail, and marks the address.
    """
    office, post = an_office(), Post()
    lead, desk = a_lead_of(office, "south"), a_desk(office)
    a_relay(office, post).run_once()
    office.at("south").reassign(lead.id, "uli")
    moved = office.desk.lead(lead.id)
    (ute,) = (mail for mail in post.taken if mail.to_address.startswith("ute"))
    written = desk.record_delivery(ute.key, DeliveryKind.HARD_BOUNCE, office.clock())

    assert (written, office.desk.lead(lead.id)) == (True, moved)
    assert DeliveryReported(kind=DeliveryKind.HARD_BOUNCE, at=office.clock()) in office.fates(lead.id)
    assert office.account("south").people.bounced == (ute.to_address,)
    assert office.sound()


def test_a_contact_of_two_partners_bounces_at_both() -> None:
    """
    The address of an additional recipient is marked wherever they are one.
    """
    ann = a_contact("ann")
    office = an_office(partners=(*PARTNERS, an_account("p", additional_recipients=(ann,))))
    office.desk.save_partners([an_account("q", additional_recipients=(ann,)).partner])
    office.desk.receive(read_draft(SCHEMA, {"email": "a@x.se"}, partner="p"))
    post = Post()
    a_relay(office, post).run_until_idle()
    a_desk(office).record_delivery(post.taken[0].key, DeliveryKind.HARD_BOUNCE, office.clock())

    assert [office.account(one).people.has_bounced(ann.email) for one in "pq"] == [True, True]


def test_an_undone_import_takes_reported_mail_along() -> None:
    """
    What mail servers report of a lead does not count as a change by a person.
    """
    office, post = an_office(), Post()
    file = office.file("a@x.se,SE,Nordlys AS,Oslo", "b@x.se,SE,Nordlys AS,Oslo", "c@x.se,SE,Nordlys AS,Oslo")
    report = office.imports.run(file, mapped(file), EMEA)
    a_relay(office, post).run_until_idle()
    for mail, kind in zip(post.taken, (DeliveryKind.DELIVERED, DeliveryKind.HARD_BOUNCE), strict=False):
        a_desk(office).record_delivery(mail.key, kind, office.clock())
    undone = office.imports.undo(report.import_id)

    assert (undone.deactivated, undone.kept) == (3, ())


def test_what_became_of_mail_is_told_with_what_happened_to_the_lead() -> None:
    """
    The history merges the lead's timeline and the message's trail by time.
    """
    office, post = an_office(), Post([MailDeferred()])
    lead, desk = a_lead_of(office), a_desk(office)
    relay, step = a_relay(office, post), timedelta(hours=1)
    relay.run_once()
    office.clock.advance(step)
    relay.run_once()
    office.clock.advance(step)
    office.at("north").accept(lead.id)
    office.clock.advance(step)
    desk.record_delivery(post.taken[0].key, DeliveryKind.HARD_BOUNCE, office.clock(), "5.1.1")
    kinds = [type(event.fact).__name__ for event in office.desk.history_of(lead.id)]

    assert kinds == ["Received", "Assigned", "MessageSent", "Accepted", "DeliveryReported"]
    assert [post.message.recipient_id for post in office.desk.messages(lead.id)] == ["maja"]
    assert [line[19:] for line in office.desk.explain(lead.id).splitlines()[-3:]] == [
        "Mail to maja@partner.example sent",
        "Accepted",
        "Mail to maja@partner.example came back (5.1.1)",
    ]
