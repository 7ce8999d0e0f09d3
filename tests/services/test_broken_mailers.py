"""
A mailer with a bug is named at once, and costs no message anything.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from attrs import define, field
from tests.services.builders import Office, an_office
from tests.services.test_relay import Post, a_lead_of, a_relay

from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.notifications import Mail
from leadflow.core.observations import MailerFailed, MailRelayed, Observation
from leadflow.errors import ConfigurationError, MailerBroken, MissingExtra
from leadflow.ports import Mailer
from leadflow.services import OutboxRelay, RelayResult

_PUT_OFF = timedelta(minutes=5)


@define
class Buggy(Post):
    """
    A mailer that takes the first *good* mails, and breaks at each later one until it is corrected.
    """

    error: Exception = field(factory=lambda: TypeError("maja@partner.example"))
    good: int = 0
    corrected: bool = False

    def send(self, mail: Mail, /) -> None:
        """
        Take the mail, or break.
        """
        if not self.corrected and len(self.taken) >= self.good:
            raise self.error
        self.taken.append(mail)


@define
class BuggyUnhurried(Buggy):
    """
    The same, with pauses.
    """

    def send_meanwhile(self, mail: Mail, meanwhile: Callable[[], None], hand_over: Callable[[], None], /) -> None:
        """
        Take the mail between two pauses.
        """
        meanwhile()
        hand_over()
        self.send(mail)
        meanwhile()


@pytest.fixture
def office(local_store: MemoryStore | SqlStore) -> Office:
    """
    An office with five leads at partners.
    """
    office = an_office(store=local_store)
    for _ in range(5):
        a_lead_of(office)
    return office


def _attempts(office: Office) -> list[tuple[str | None, int]]:
    posts = [post for lead in office.leads() for post in office.posts(lead.id)]
    return [(post.state, post.attempt) for post in posts]


@pytest.mark.parametrize("mailer", [Buggy, BuggyUnhurried])
def test_a_bug_in_the_mailer_ends_the_run_and_loses_nothing(
    office: Office, mailer: type[Buggy], caplog: pytest.LogCaptureFixture
) -> None:
    """
    What was sent before is settled, no other message has used an attempt, and all are sent once it is corrected.
    """
    post, seen = mailer(good=2), list[Observation]()
    office.observe = seen.append
    with pytest.raises(
        MailerBroken, match=rf"{mailer.__name__} raised TypeError at test_broken_mailers.py:\d+"
    ) as told:
        a_relay(office, post).run_until_idle()

    assert Counter(_attempts(office)) == {("sent", 1): 2, (None, 0): 3}
    (failed,) = (one for one in seen if isinstance(one, MailerFailed))
    assert (failed.mailer, failed.error) == (mailer.__name__, told.value.error)
    assert [one.reason for one in seen if isinstance(one, MailRelayed)] == [None, None, "mailer_broken"]
    assert [(one.name, one.levelno) for one in caplog.records if "mailer_broken" in one.getMessage()] == [
        ("leadflow.mail", logging.ERROR)
    ] * 2
    assert "maja" not in caplog.text + str(told.value)

    post.corrected = True
    assert a_relay(office, post).run_until_idle() == RelayResult(sent=2)
    office.clock.advance(_PUT_OFF)
    assert a_relay(office, post).run_until_idle() == RelayResult(sent=1)
    assert _attempts(office) == [("sent", 1)] * 5


def test_a_bug_kills_no_message_however_long_it_lasts(office: Office) -> None:
    """
    Neither ten tries nor 72 hours count while the mailer has a bug.
    """
    post = Buggy()
    for _ in range(40):
        with pytest.raises(MailerBroken):
            a_relay(office, post).run_once()
        office.clock.advance(timedelta(hours=6))
    post.corrected = True

    assert a_relay(office, post).run_until_idle() == RelayResult(sent=5)


def test_a_mail_that_the_mailer_cannot_take_stops_no_other_for_long(office: Office) -> None:
    """
    The message at hand is due again in five minutes, so the next run begins with the others.
    """

    @define
    class Picky(Post):
        first: str = ""

        def send(self, mail: Mail, /) -> None:
            self.first = self.first or mail.key
            if mail.key == self.first:
                raise AttributeError
            self.taken.append(mail)

    post = Picky()
    with pytest.raises(MailerBroken) as told:
        a_relay(office, post).run_until_idle()

    assert told.value.key == post.first
    assert a_relay(office, post).run_until_idle() == RelayResult(sent=4)


@pytest.mark.parametrize(
    "error",
    [
        AttributeError(),
        NameError(),
        ImportError(),
        NotImplementedError(),
        MissingExtra("smtp", "x"),
        ConfigurationError(),
    ],
    ids=lambda error: type(error).__name__,
)
def test_what_no_later_try_can_solve_is_a_bug(error: Exception) -> None:
    """
    Each kind of programming error is named.
    """
    office = an_office()
    a_lead_of(office)

    with pytest.raises(MailerBroken, match=type(error).__name__) as told:
        a_relay(office, Buggy(error=error)).run_once()
    assert told.value.__cause__ is error
    assert isinstance(told.value, ConfigurationError)
    assert (told.value.wrote, told.value.retry_safe) == (True, True)


@pytest.mark.parametrize("connections", [1, 3])
def test_a_bug_ends_a_loop_too(office: Office, connections: int) -> None:
    """
    Over one connection or several, the loop raises and does not wait.
    """
    with pytest.raises(MailerBroken):
        a_relay(office, Buggy(), connections=connections).run(Event())
    assert {state for state, _ in _attempts(office)} == {None}
    assert {attempt for _, attempt in _attempts(office)} == {0}


class NoMailer:
    """
    An object that sends nothing.
    """


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"mailer": Post}, r"OutboxRelay\(mailer\): .*not the class Post; give an instance"),
        ({"mailer": NoMailer()}, r"OutboxRelay\(mailer\): .*a NoMailer has no 'send'"),
        ({"mailer": None}, r"OutboxRelay\(mailer\): .*None has no 'send'"),
        ({"outbox": MemoryStore}, r"OutboxRelay\(outbox\): .*not the class MemoryStore; give an instance"),
        ({"templates": NoMailer()}, r"OutboxRelay\(templates\): .*NoMailer"),
    ],
)
def test_a_part_that_is_none_is_refused_when_the_relay_is_made(given: dict[str, Any], text: str) -> None:
    """
    A class for an instance, and an object without the method, are told before anything is claimed.
    """
    office = an_office()
    parts: dict[str, Any] = {"outbox": office.store, "mailer": Post(), **given}

    with pytest.raises(TypeError, match=text):
        OutboxRelay(office.setting, **parts)


def test_an_error_that_may_pass_is_no_bug() -> None:
    """
    What a service or a network raises is tried again later.
    """
    office = an_office()
    a_lead_of(office)
    mailer: Mailer = Buggy(error=KeyError("id"))

    assert a_relay(office, mailer).run_once() == RelayResult(deferred=1)


def test_a_mailer_that_sends_later_is_refused() -> None:
    """
    A method that is async returns at once, and nothing would be sent.
    """

    class Later:
        async def send(self, mail: object, /) -> None:
            """
            Send nothing unless somebody waits for it.
            """

    with pytest.raises(TypeError, match="async"):
        OutboxRelay(an_office().setting, MemoryStore(), Later())  # type: ignore[arg-type]  # as is refused
