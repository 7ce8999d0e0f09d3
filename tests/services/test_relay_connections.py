"""
A relay over several connections: more at once, and every promise of one that does one thing after the other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import count
from threading import Barrier, Event, Lock, Thread, get_ident
from typing import Any

import pytest
from attrs import define, field
from tests.services.builders import Failing, an_office
from tests.services.test_relay import Post, a_lead_of, a_relay

from leadflow.core.leads import EmailStatus
from leadflow.core.notifications import Mail, MessageCancelled, MessageFact, MessageSent
from leadflow.errors import ConfigurationError, MailDeferred, PortError
from leadflow.services import carrying, relay
from leadflow.services.relay import Relayed


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

    assert relayed == Relayed(sent=12)
    assert set(Counter(mail.key for mail in post.taken).values()) == {1}
    assert post.most <= 3
    assert {lead.email_status for lead in office.leads()} == {EmailStatus.SENT}


def test_order_is_kept_for_each_lead_and_recipient() -> None:
    """
    However many connections there are: what was written later to the same person about the same lead goes later.
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
    assert relayed == Relayed(sent=4 * 4 * 2)
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
    With its error; what was not settled comes back when its lease ends.
    """
    office, post = an_office(), Together()
    for _ in range(9):
        a_lead_of(office)
    office.open_unit = Failing(office.store.open_unit, frozenset({3}), after=False)
    with pytest.raises(PortError):
        a_relay(office, post, connections=3).run_until_idle()
    office.open_unit = None
    office.clock.advance(carrying._OLDEST)
    a_relay(office, post, connections=3).run_until_idle()

    assert {lead.email_status for lead in office.leads()} == {EmailStatus.SENT}
    assert max(Counter(mail.key for mail in post.taken).values()) <= 2


def test_every_connection_ends_when_it_is_told_to() -> None:
    """
    And the sum of what they did is told; deferred mail counts as such.
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

    assert done == Relayed(sent=5, deferred=1)


def test_what_waited_for_a_line_is_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A mail that was made ready while another one took long is not sent if its lead has gone on meanwhile.
    """
    monkeypatch.setattr(carrying, "_FRESH", 0.01)
    monkeypatch.setattr(relay, "_PIECE", 1)
    office, begun, go_on = an_office(), Event(), Event()
    leads = [a_lead_of(office), a_lead_of(office)]
    post = Post()

    @define
    class Slow:
        def send(self, mail: Mail, /) -> None:
            begun.set()
            assert go_on.wait(20)
            post.send(mail)

    def fates() -> list[MessageFact]:
        return [fact for lead in leads for fact in office.fates(lead.id)]

    def meanwhile() -> None:
        assert begun.wait(20)
        while any(post.attempt == 0 for lead in leads for post in office.posts(lead.id)):
            go_on.wait(0.005)
        for lead in leads:
            office.desk.deactivate(lead.id)
        while MessageCancelled("lead_deactivated") not in fates():
            go_on.wait(0.005)
        go_on.set()

    helper = Thread(target=meanwhile)
    helper.start()
    relayed = a_relay(office, Slow(), connections=1).run_until_idle()
    helper.join()

    assert relayed == Relayed(sent=1, cancelled=1)
    assert sorted(map(str, fates())) == sorted(map(str, [MessageSent(), MessageCancelled("lead_deactivated")]))


@pytest.mark.parametrize("connections", [0, -1])
def test_no_connection_is_a_configuration_error(connections: int) -> None:
    """
    It would send nothing.
    """
    with pytest.raises(ConfigurationError, match="connections"):
        a_relay(an_office(), Post(), connections=connections)


def test_a_relay_without_connections_works_in_the_callers_thread() -> None:
    """
    So that a mailer that belongs to one thread can be used.
    """
    office, seen = an_office(), set[int]()
    a_lead_of(office, "south")

    @define
    class Mine:
        def send(self, mail: Mail, /) -> None:
            seen.add(get_ident())

    a_relay(office, Mine()).run_once()

    assert seen == {get_ident()}
