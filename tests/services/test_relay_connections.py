"""
A relay over several connections: more at once, and every promise of one that does one thing after the other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from threading import Barrier, Event, Lock, Thread, current_thread, get_ident, main_thread
from typing import Any

import pytest
from attrs import define, field
from tests.core.builders import SCHEMA
from tests.services.builders import Failing, Office, an_office
from tests.services.test_relay import Post, a_lead_of, a_relay

import leadflow.services.relay.retries as retries
from leadflow.core.leads import EmailStatus
from leadflow.core.notifications import Mail
from leadflow.core.observations import Observation
from leadflow.errors import Conflict, InvalidInput, MailDeferred, PortError
from leadflow.services.relay.relay import RelayResult
from leadflow.services.relay.worker_threads import all_at_once


@define
class Together(Post):
    """
    A mailer that counts how many threads send at once.
    """

    lock: Any = field(factory=Lock)
    sending: int = 0
    most: int = 0

    def send(self, mail: Mail, /) -> None:
        """
        Take the mail, and note who else does.
        """
        with self.lock:
            self.sending += 1
            self.most = max(self.most, self.sending)
        try:
            super().send(mail)
        finally:
            with self.lock:
                self.sending -= 1


def test_as_many_send_at_once_as_there_are_connections() -> None:
    """
    The first wait until all of them send, which never ends with fewer; and each message goes out once.
    """
    office, together, numbers = an_office(), Barrier(3), count()
    for _ in range(12):
        a_lead_of(office)

    @define
    class Meeting(Together):
        def send(self, mail: Mail, /) -> None:
            if next(numbers) < 3:
                together.wait(20)
            super().send(mail)

    post = Meeting()
    relayed = a_relay(office, post, connections=3).run_once()

    assert relayed == RelayResult(sent=12)
    assert set(Counter(mail.key for mail in post.taken).values()) == {1}
    assert post.most <= 3
    assert {lead.email_status for lead in office.leads()} == {EmailStatus.SENT}


def test_order_is_kept_for_each_lead_and_recipient() -> None:
    """
    Messages to one person about one lead are sent in order over any number of connections.
    """
    office = an_office()
    leads = [a_lead_of(office, "south") for _ in range(4)]
    for lead in leads:
        for _ in range(3):
            office.desk.resend(lead.id)
    sequence = {post.message.key: post.message for lead in leads for post in office.posts(lead.id)}
    post = Together()
    relayed = a_relay(office, post, connections=4).run_until_idle()

    seen = defaultdict[tuple[str | None, str], list[int]](list)
    for mail in post.taken:
        message = sequence[mail.key]
        seen[message.lead_id, message.recipient_id].append(message.seq)
    assert relayed == RelayResult(sent=4 * 4 * 2)
    assert len(seen) == 8
    assert all(numbers == sorted(numbers) for numbers in seen.values())
    assert {office.told(lead) for lead in office.leads()} == {EmailStatus.SENT}


@pytest.mark.parametrize("connections", [1, 4])
def test_only_so_many_are_handled_by_all_connections_together(connections: int) -> None:
    """
    The rest waits for the next run.
    """
    office, post = an_office(), Together()
    for _ in range(9):
        a_lead_of(office)
    sender = a_relay(office, post, connections=connections)

    assert sender.run_once(most=5).sent == 5
    assert sender.run_until_idle().sent == 4
    assert post.most <= connections


def test_a_store_that_fails_ends_all_threads() -> None:
    """
    If the store fails, all threads end with its error, and open claims return after their lease.
    """
    office, post = an_office(), Together()
    for _ in range(9):
        a_lead_of(office)
    office.open_unit = Failing(office.store.open_unit, frozenset({3}), after=False)
    with pytest.raises(PortError):
        a_relay(office, post, connections=3).run_until_idle()
    office.open_unit = None
    office.clock.advance(retries._OLDEST)
    a_relay(office, post, connections=3).run_until_idle()

    assert {lead.email_status for lead in office.leads()} == {EmailStatus.SENT}
    assert max(Counter(mail.key for mail in post.taken).values()) <= 2


def test_every_connection_ends_when_it_is_told_to() -> None:
    """
    All connections stop on request and return the sum of their results.
    """
    office, post, stop = an_office(), Together([MailDeferred()]), Event()
    for _ in range(6):
        a_lead_of(office)

    def watch() -> None:
        while len(post.taken) < 5:
            stop.wait(0.005)
        stop.set()

    watcher = Thread(target=watch)
    watcher.start()
    done = a_relay(office, post, connections=3).run(stop)
    watcher.join()

    assert done == RelayResult(sent=5, deferred=1)


@pytest.mark.parametrize("connections", [0, -1])
def test_no_connection_is_refused(connections: int) -> None:
    """
    It would send nothing.
    """
    with pytest.raises(InvalidInput, match=r"OutboxRelay\(connections\)"):
        a_relay(an_office(), Post(), connections=connections)


def test_one_connection_is_the_callers_thread() -> None:
    """
    With one connection the mailer runs in the caller's thread.
    """
    office, seen = an_office(), set[int]()
    a_lead_of(office, "south")

    @define
    class Mine:
        def send(self, mail: Mail, /) -> None:
            seen.add(get_ident())

    a_relay(office, Mine()).run_once()

    assert seen == {get_ident()}


@define
class Unhurried(Post):
    """
    A mailer that pauses before it takes a mail and before it says so, and tells what it does.
    """

    told: list[str] = field(factory=list)
    meanwhile: Callable[[], object] = lambda: None

    def send_meanwhile(self, mail: Mail, meanwhile: Callable[[], None], hand_over: Callable[[], None], /) -> None:
        """
        Take the mail, with two pauses.
        """
        meanwhile()
        hand_over()
        self.send(mail)
        self.told.append(f"taken {mail.to_address[:3]}")
        self.meanwhile()
        meanwhile()


def test_what_is_done_while_a_server_answers() -> None:
    """
    The mail before is settled before the next is handed over, and the next is made ready after it was.
    """
    office, post = an_office(), Unhurried()
    lead = a_lead_of(office, "south")

    def observe(_: Observation) -> None:
        post.told.append(f"settled {len(office.fates(lead.id))}")

    office.observe = observe
    relayed = a_relay(office, post).run_once()
    first, second = (mail.to_address[:3] for mail in post.taken)

    assert relayed == RelayResult(sent=2)
    assert post.told == [f"taken {first}", "settled 1", f"taken {second}", "settled 2"]
    assert office.told(office.desk.lead(lead.id)) is office.desk.lead(lead.id).email_status is EmailStatus.SENT


@pytest.mark.parametrize("partners", [("south",), ("north", "south")])
def test_a_lead_that_moves_on_while_a_mail_is_taken_gets_no_more(partners: tuple[str, ...]) -> None:
    """
    Whether the mail that is taken is about the same lead or another one: the next is made ready after that.
    """
    office = an_office()
    leads = []
    for partner in partners:
        leads.append(a_lead_of(office, partner))
        office.clock.advance(timedelta(seconds=1))
    post = Unhurried(meanwhile=lambda: office.desk.deactivate(leads[-1].id))

    assert a_relay(office, post).run_once() == RelayResult(sent=1, cancelled=len(partners))
    assert office.sound()


def test_what_was_made_ready_long_ago_is_made_ready_again() -> None:
    """
    A server that takes its time to answer leaves time for the lead to move on.
    """
    office = an_office()
    leads = [a_lead_of(office), a_lead_of(office)]

    @define
    class Slow(Unhurried):
        def send_meanwhile(self, mail: Mail, meanwhile: Callable[[], None], hand_over: Callable[[], None], /) -> None:
            super().send_meanwhile(mail, meanwhile, hand_over)
            office.clock.advance(timedelta(seconds=1.5))
            for lead in leads:
                office.desk.deactivate(lead.id)

    assert a_relay(office, Slow()).run_once() == RelayResult(sent=1, cancelled=1)


def test_nothing_more_is_handed_over_once_the_store_fails() -> None:
    """
    What could not be settled comes back when its lease ends; a mail that is on its way is taken to its end.
    """
    office, post = an_office(), Unhurried()
    a_lead_of(office, "south")
    a_lead_of(office, "south")
    office.open_unit = Failing(office.store.open_unit, frozenset({1}), after=False)
    with pytest.raises(PortError):
        a_relay(office, post).run_once()

    assert len(post.taken) == 2


def test_a_send_of_a_subclass_is_not_gone_round() -> None:
    """
    A subclass that overrides `send` receives every mail.
    """
    office, seen = an_office(), list[str]()
    a_lead_of(office, "south")

    class Loud(Unhurried):
        def send(self, mail: Mail, /) -> None:
            seen.append(mail.key)
            super().send(mail)

    done = a_relay(office, Loud()).run_once()

    assert (done, len(seen)) == (RelayResult(sent=2), 2)


@define
class Unsaved(Post):
    """
    A mailer that counts how many of the mails that it has taken are not settled.
    """

    office: Office | None = None
    lock: Any = field(factory=Lock)
    open: set[str] = field(factory=set)
    most: int = 0

    def send(self, mail: Mail, /) -> None:
        """
        Take the mail, and look which of those before are settled.
        """
        assert self.office is not None
        with self.lock, self.office.store.open_unit("acme", SCHEMA) as unit:
            self.open = {key for key in self.open if unit.posts.one(key).state is None} | {mail.key}
            self.most = max(self.most, len(self.open))
        # Others get here meanwhile, if they may.
        Event().wait(0.002)
        with self.lock:
            super().send(mail)


@define
class UnsavedUnhurried(Unsaved):
    """
    The same, and it says when it hands over.
    """

    def send_meanwhile(self, mail: Mail, meanwhile: Callable[[], None], hand_over: Callable[[], None], /) -> None:
        """
        Take the mail between two pauses.
        """
        meanwhile()
        hand_over()
        self.send(mail)
        meanwhile()


@pytest.mark.parametrize(
    ("mailer", "connections", "unsettled", "most"),
    [
        (UnsavedUnhurried, 1, None, 1),
        (UnsavedUnhurried, 4, None, 1),
        (UnsavedUnhurried, 8, None, 3),
        (UnsavedUnhurried, 4, 3, 3),
        (Unsaved, 4, 1, 1),
        (Unsaved, 4, None, 4),
    ],
)
def test_no_more_are_handed_over_than_may_be_doubled(
    mailer: type[Unsaved], connections: int, unsettled: int | None, most: int
) -> None:
    """
    At most so many mails are with the server whose results are not saved, and all are sent.
    """
    office = an_office()
    for _ in range(16):
        a_lead_of(office)
    post = mailer(office=office)
    relayed = a_relay(office, post, connections=connections, unsettled=unsettled).run_until_idle()

    assert relayed == RelayResult(sent=16)
    assert post.most <= most


@pytest.mark.parametrize("mailer", [UnsavedUnhurried, Unsaved])
def test_what_was_not_settled_keeps_nobody_waiting(mailer: type[Unsaved]) -> None:
    """
    After a store that failed, and mailers that raised, others hand over as before.
    """
    office = an_office()
    for _ in range(8):
        a_lead_of(office)
    post = mailer([MailDeferred(), OSError()], office=office)
    office.open_unit = Failing(office.store.open_unit, frozenset({2, 3}), after=False)
    with pytest.raises(PortError):
        a_relay(office, post, connections=4, unsettled=1).run_until_idle()
    office.open_unit = None
    office.clock.advance(retries._OLDEST)
    a_relay(office, post, connections=4, unsettled=1).run_until_idle()

    assert {lead.email_status for lead in office.leads()} == {EmailStatus.SENT}


def test_nothing_may_be_handed_over_is_refused() -> None:
    """
    It would send nothing.
    """
    with pytest.raises(InvalidInput, match=r"OutboxRelay\(unsettled\)"):
        a_relay(an_office(), Post(), unsettled=0)


def test_failure_beside_a_thread_that_wrote_does_not_promise_that_nothing_was_written() -> None:
    """
    The call is that of all threads, whichever of them failed.
    """
    written = Event()

    def work(_: Event) -> RelayResult:
        if current_thread() is main_thread():
            assert written.wait(10)
            raise Conflict("message", "m1")
        written.set()
        return RelayResult(sent=1)

    with pytest.raises(Conflict) as failed:
        all_at_once(work, 2)
    assert failed.value.wrote
    assert "what the call wrote before stays" in str(failed.value)
