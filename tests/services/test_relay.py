"""
The relay: each message is sent at least once, with the same id, and what became of it stands on the lead.
"""

from __future__ import annotations

import logging
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from attrs import define, evolve, field
from tests.core.builders import NOW, SCHEMA, a_user, an_account
from tests.services.builders import PARTNERS, Failing, Office, an_office

from leadflow.adapters.smtp import SmtpMailer
from leadflow.core.changes import Changes
from leadflow.core.intake import Distribution, read_draft
from leadflow.core.leads import EmailStatus, Lead
from leadflow.core.notifications import Mail, MessageFailed, MessageSent, Settled
from leadflow.core.observations import ClaimLost, MailRelayed, Observation
from leadflow.core.partners import Account
from leadflow.errors import ConfigurationError, MailBlocked, MailDeferred, MailRefused, PortError
from leadflow.ports import Mailer
from leadflow.ports.log_lines import line_of
from leadflow.services import OutboxRelay
from leadflow.services.relay.relay import RelayResult


@define
class Post:
    """
    A mailer that does what it is told, one answer a mail, and keeps what it took.
    """

    answers: list[Exception | None] = field(factory=list)
    taken: list[Mail] = field(factory=list)

    def send(self, mail: Mail, /) -> None:
        """
        Take the mail, or raise the next answer.
        """
        answer = self.answers.pop(0) if self.answers else None
        if answer is not None:
            raise answer
        self.taken.append(mail)


def a_relay(office: Office, post: Mailer, **given: Any) -> OutboxRelay:
    """
    Return a relay over the office's store.
    """
    return OutboxRelay(office.setting, office.store, post, dice=lambda: 1.0, **given)


def a_lead_of(office: Office, partner: str = "north") -> Lead:
    """
    Receive a lead for a partner.
    """
    done = office.desk.receive(read_draft(SCHEMA, {"email": "a@x.se", "first_name": "Ann"}, partner=partner))
    assert isinstance(done, Distribution)
    return done.lead


def test_a_message_is_sent_once() -> None:
    """
    A message is sent once, and the lead shows it.
    """
    office, post = an_office(), Post()
    lead = a_lead_of(office)
    relay = a_relay(office, post)

    assert relay.run_until_idle() == RelayResult(sent=1)
    assert relay.run_until_idle() == RelayResult()
    assert [mail.to_address for mail in post.taken] == ["maja@partner.example"]
    stored = office.desk.lead(lead.id)
    (posted,) = office.posts(lead.id)
    assert stored == evolve(lead, email_status=EmailStatus.SENT, mail_seq=lead.mail_seq + 1)
    assert [type(event.fact) for event in posted.trail] == [MessageSent]
    assert (posted.message.key, posted.message.recipient_id) == (post.taken[0].key, "maja")
    assert office.sound()


def test_nobody_is_mailed_for_a_lead_without_recipients() -> None:
    """
    The relay has nothing to do.
    """
    office = an_office()
    a_lead_of(office, "east")

    assert a_relay(office, Post()).run_until_idle().total == 0


def test_a_deferred_mail_is_tried_again_later() -> None:
    """
    After 30 seconds, then twice as long; the timeline stays as it was.
    """
    office, post = an_office(), Post([MailDeferred(), MailDeferred()])
    lead = a_lead_of(office)
    relay = a_relay(office, post)

    assert relay.run_until_idle() == RelayResult(deferred=1)
    assert office.desk.lead(lead.id) == lead
    office.clock.advance(timedelta(seconds=29))
    assert relay.run_until_idle().total == 0
    office.clock.advance(timedelta(seconds=1))
    assert relay.run_until_idle() == RelayResult(deferred=1)
    office.clock.advance(timedelta(seconds=59))
    assert relay.run_until_idle().total == 0
    office.clock.advance(timedelta(seconds=1))
    assert relay.run_until_idle() == RelayResult(sent=1)


@pytest.mark.parametrize("throw", [1.0, 0.5, 0.05])
def test_a_mail_that_is_deferred_for_72_hours_is_given_up(throw: float) -> None:
    """
    Not earlier, and not much later, however the dice fall; the lead shows a notification failure.
    """
    office, begun = an_office(), NOW
    lead = a_lead_of(office)
    relay = OutboxRelay(office.setting, office.store, Post([MailDeferred()] * 10_000), dice=lambda: throw)
    while not (done := relay.run_once()).dead:
        assert not done.sent
        office.clock.advance(timedelta(minutes=5))
    waited = office.clock() - begun

    assert timedelta(hours=72) <= waited <= timedelta(hours=78, minutes=5)
    assert office.fates(lead.id) == [MessageFailed("too_old")]
    assert office.desk.lead(lead.id).email_status is EmailStatus.DELIVERY_FAILED


def test_what_the_host_has_to_correct_gives_nothing_up() -> None:
    """
    A message waits for weeks, is told as an error each time, and is sent once the setting is corrected.
    """
    office, seen = an_office(), list[Observation]()
    office.observe = seen.append
    a_lead_of(office)
    relay = a_relay(office, Post([MailBlocked("smtp_530_5.7.0")] * 100))
    for _ in range(100):
        assert relay.run_once() == RelayResult(deferred=1)
        office.clock.advance(timedelta(hours=6))

    assert relay.run_once() == RelayResult(sent=1)
    told = [one for one in seen if isinstance(one, MailRelayed)]
    assert [(one.blocked, one.reason) for one in told[:-1]] == [(True, "smtp_530_5.7.0")] * 100
    assert [line_of(one).level for one in told[:-1]] == [logging.ERROR] * 100
    assert not told[-1].blocked


def test_a_refused_mail_is_given_up_at_once() -> None:
    """
    The reason is a code, without the address.
    """
    office, post = an_office(), Post([MailRefused("maja@partner.example unknown")])
    lead = a_lead_of(office)

    assert a_relay(office, post).run_until_idle() == RelayResult(dead=1)
    (fact,) = office.fates(lead.id)
    assert isinstance(fact, MessageFailed)
    assert fact.reason == "refused"
    assert office.desk.lead(lead.id).email_status.failed


@pytest.mark.parametrize("first", [True, False])
def test_one_of_two_recipients_reached_is_sent(first: bool) -> None:
    """
    Whichever of the two failed.
    """
    office = an_office()
    lead = a_lead_of(office, "south")
    answers: list[Exception | None] = [MailRefused(), None]
    done = a_relay(office, Post(answers if first else answers[::-1])).run_until_idle()

    assert done == RelayResult(sent=1, dead=1)
    assert office.desk.lead(lead.id).email_status is EmailStatus.SENT
    assert office.sound()


@pytest.mark.parametrize(
    "now",
    [
        an_account("north", name="Nordlys AS"),
        an_account("north", name="Nordlys AS", users=(a_user("maja", active=False),)),
        an_account("north", name="Nordlys AS", active=False, users=(a_user("maja"),)),
    ],
    ids=["gone", "inactive", "partner inactive"],
)
def test_a_recipient_who_left_is_not_mailed(now: Account) -> None:
    """
    Gone or inactive by the time of sending, or at a partner that is inactive by then.
    """
    office, post = an_office(), Post()
    lead = a_lead_of(office)
    office.keep(now)

    assert a_relay(office, post).run_until_idle() == RelayResult(dead=1)
    (fact,) = office.fates(lead.id)
    assert isinstance(fact, MessageFailed)
    assert fact.reason == "recipient_gone"
    assert post.taken == []


def test_people_of_an_inactive_partner_read_what_is_over() -> None:
    """
    They get no new lead, and hear that the one they know is gone.
    """
    office, post = an_office(), Post()
    lead = a_lead_of(office)
    a_relay(office, post).run_until_idle()
    office.desk.save_partners([evolve(office.account("north").partner, active=False)])
    office.desk.recall(lead.id)

    assert a_relay(office, post).run_until_idle() == RelayResult(sent=1)


def test_the_address_of_today_is_used() -> None:
    """
    It is looked up when the mail is sent.
    """
    office, post = an_office(), Post()
    a_lead_of(office)
    office.keep(an_account("north", users=(a_user("maja", email="new@partner.example"),)))
    a_relay(office, post).run_until_idle()

    assert post.taken[0].to_address == "new@partner.example"


def test_a_crash_between_sending_and_settling_sends_again_with_the_same_id() -> None:
    """
    After a crash the message is sent again with the same id, once the lease has ended.
    """
    office, post = an_office(), Post()
    a_lead_of(office)
    office.open_unit = Failing(office.store.open_unit, frozenset({1}), after=False)
    relay = a_relay(office, post)

    with pytest.raises(PortError):
        relay.run_once()
    assert relay.run_once().total == 0
    office.clock.advance(timedelta(minutes=5))
    assert relay.run_once() == RelayResult(sent=1)
    assert len(post.taken) == 2
    first, second = post.taken
    assert evolve(first, date=second.date) == second
    assert second.date - first.date == timedelta(minutes=5)


def test_somebody_who_came_a_moment_ago_is_mailed() -> None:
    """
    People are read again before a message is given up because of what was read of them earlier in the same second.
    """
    office, taken = an_office(), list[str]()
    a_lead_of(office)

    @define
    class Welcoming:
        def send(self, mail: Mail, /) -> None:
            taken.append(mail.to_address)
            if len(taken) == 1:
                office.clock.advance(timedelta(seconds=0.5))
                office.keep(an_account("north", users=(a_user("ida"),)))
                a_lead_of(office)

    assert a_relay(office, Welcoming()).run_until_idle() == RelayResult(sent=2)
    assert taken == ["maja@partner.example", "ida@partner.example"]


def test_a_lost_answer_to_a_settlement_sends_nothing_again() -> None:
    """
    It was settled all the same.
    """
    office, post = an_office(), Post()
    lead = a_lead_of(office)
    office.open_unit = Failing(office.store.open_unit, frozenset({1}), after=True)
    relay = a_relay(office, post)

    with pytest.raises(PortError):
        relay.run_once()
    office.clock.advance(timedelta(hours=1))
    assert relay.run_until_idle().total == 0
    assert len(post.taken) == 1
    assert office.desk.lead(lead.id).email_status is EmailStatus.SENT


def test_who_lost_the_lease_settles_nothing() -> None:
    """
    The one who holds it does; the slow one counts nothing, and tells that its result is not saved.
    """
    office, seen = an_office(), list[Observation]()
    office.observe = seen.append
    lead = a_lead_of(office)
    fast = Post()

    @define
    class Slow:
        taken: int = 0

        def send(self, mail: Mail, /) -> None:
            self.taken += 1
            office.clock.advance(timedelta(minutes=6))
            a_relay(office, fast).run_once()

    slow = Slow()
    relay = OutboxRelay(office.setting, office.store, slow)

    assert relay.run_once() == RelayResult()
    assert (slow.taken, len(fast.taken)) == (1, 1)
    (lost,) = (one for one in seen if isinstance(one, ClaimLost))
    assert (lost.lead_id, lost.key, lost.outcome) == (lead.id, fast.taken[0].key, Settled.SENT)
    assert [type(fact) for fact in office.fates(lead.id)] == [MessageSent]


def test_a_mailer_that_breaks_is_tried_again_later() -> None:
    """
    A message is retried later if the mailer raises anything.
    """
    office, post = an_office(), Post([PortError("no line")])
    a_lead_of(office)
    relay = a_relay(office, post)

    assert relay.run_once() == RelayResult(deferred=1)
    office.clock.advance(timedelta(minutes=5))
    assert relay.run_until_idle() == RelayResult(sent=1)


def test_only_so_many_are_handled_at_once() -> None:
    """
    The oldest first.
    """
    office, post = an_office(partners=PARTNERS), Post()
    for _ in range(3):
        a_lead_of(office)
        office.clock.advance(timedelta(seconds=1))
    relay = a_relay(office, post)

    assert relay.run_once(most=2).sent == 2
    assert [mail.date for mail in post.taken] == sorted(mail.date for mail in post.taken)
    assert relay.run_until_idle().sent == 1


def test_a_lead_that_changed_meanwhile_is_read_again() -> None:
    """
    A settlement never loses against another event.
    """
    office = an_office()
    lead = a_lead_of(office)

    @define
    class Busy:
        def send(self, mail: Mail, /) -> None:
            from leadflow.core.facts import Accepted, Actor
            from leadflow.core.timeline import LeadChange

            with office.store.open_unit("acme", SCHEMA) as unit:
                change = LeadChange(unit.leads.get(lead.id)).then(Accepted(), at=office.clock(), actor=Actor())
                unit.commit(Changes(leads=(change,)))

    relay = OutboxRelay(office.setting, office.store, Busy())

    assert relay.run_once() == RelayResult(sent=1)
    assert [event.seq for event in office.events(lead.id)] == [1, 2, 3]
    assert [type(fact) for fact in office.fates(lead.id)] == [MessageSent]
    assert office.sound()


def test_a_mail_is_settled_before_the_next_is_handed_over() -> None:
    """
    One after the other.
    """
    office, told = an_office(), list[str]()
    lead = a_lead_of(office, "south")

    @define
    class Telling:
        def send(self, mail: Mail, /) -> None:
            told.append(f"{mail.to_address[:3]} after {len(office.fates(lead.id))}")

    assert a_relay(office, Telling()).run_once() == RelayResult(sent=2)
    assert sorted(told) == sorted([f"{told[0][:3]} after 0", f"{told[1][:3]} after 1"])


@pytest.mark.parametrize("partners", [("south",), ("north", "south")])
def test_a_lead_that_moves_on_while_a_mail_is_sent_gets_no_more(partners: tuple[str, ...]) -> None:
    """
    Whether the mail that is sent is about the same lead or another one.
    """
    office, post = an_office(), Post()
    leads = []
    for partner in partners:
        leads.append(a_lead_of(office, partner))
        office.clock.advance(timedelta(seconds=1))

    @define
    class Late:
        def send(self, mail: Mail, /) -> None:
            post.send(mail)
            office.desk.deactivate(leads[-1].id)

    done = a_relay(office, Late()).run_once()

    assert (done.sent, done.cancelled) == (1, len(partners))
    assert len(post.taken) == 1
    assert office.sound()


@pytest.mark.parametrize("minutes", [0.5, 2.4])
def test_a_slow_mailer_sends_nothing_twice(minutes: float) -> None:
    """
    With a slow mailer no other relay sends a message twice.
    """
    office, taken = an_office(), Counter[str]()
    for _ in range(30):
        a_lead_of(office, "south")

    @define
    class Quick:
        def send(self, mail: Mail, /) -> None:
            taken[mail.key] += 1

    @define
    class Slow:
        def send(self, mail: Mail, /) -> None:
            for _ in range(4):
                office.clock.advance(timedelta(minutes=minutes / 4))
                a_relay(office, Quick()).run_once(most=1)
            taken[mail.key] += 1

    while a_relay(office, Slow()).run_once(most=10).total:
        office.clock.advance(timedelta(minutes=1))

    assert len(taken) == 60
    assert set(taken.values()) == {1}
    assert office.messages() == []


def test_a_mailer_that_may_outlast_the_lease_is_a_configuration_error() -> None:
    """
    Half of the lease is there for a mail.
    """
    mailer = SmtpMailer("127.0.0.1", longest=100.0)
    office = an_office()

    assert a_relay(office, mailer).run_once() == RelayResult()
    with pytest.raises(ConfigurationError, match="lease"):
        a_relay(office, mailer, lease=timedelta(seconds=199))
