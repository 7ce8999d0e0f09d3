"""
The doubles keep the contracts of the ports that they stand for, and can be steered.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from leadflow.errors import MailDeferred, MailRefused
from leadflow.ports import Clock, Mailer, NewId
from leadflow.testing import (
    NOW,
    ClockContract,
    CountingIds,
    Delivered,
    FrozenClock,
    MailerContract,
    NewIdContract,
    RecordingMailer,
    a_mail,
)


class TestFrozenClock(ClockContract):
    """
    The contract kit on the frozen clock.
    """

    @pytest.fixture
    def clock(self) -> Clock:
        """
        A clock that stands.
        """
        return FrozenClock()


class TestCountingIds(NewIdContract):
    """
    The contract kit on counting ids.
    """

    @pytest.fixture
    def new_id(self) -> NewId:
        """
        A factory of its own.
        """
        return CountingIds()


class TestRecordingMailer(MailerContract):
    """
    The contract kit on the recording mailer.
    """

    @pytest.fixture
    def recording(self) -> RecordingMailer:
        """
        A mailer that has sent nothing.
        """
        return RecordingMailer()

    @pytest.fixture
    def mailer(self, recording: RecordingMailer) -> Mailer:
        """
        The mailer.
        """
        return recording

    @pytest.fixture
    def delivered(self, recording: RecordingMailer) -> Delivered:
        """
        What it has sent.
        """
        return recording.delivered


def test_clock_goes_on_when_it_is_told() -> None:
    """
    A frozen clock stands still, and goes on by what it is told.
    """
    clock = FrozenClock()
    before = clock()
    clock.advance(timedelta(minutes=5))

    assert (before, clock()) == (NOW, NOW + timedelta(minutes=5))


def test_ids_count_up() -> None:
    """
    Counting ids begin with one, under the prefix they are given.
    """
    new_id = CountingIds("lead")

    assert [new_id(), new_id()] == ["lead-000001", "lead-000002"]


def test_mailer_defers_as_often_as_it_is_told() -> None:
    """
    A deferred mail is not delivered; the next one is.
    """
    mailer = RecordingMailer()
    mailer.defer()
    with pytest.raises(MailDeferred):
        mailer.send(a_mail())

    mailer.send(a_mail())

    assert mailer.sent == [a_mail()]


def test_mailer_refuses_the_addresses_it_is_told() -> None:
    """
    A mail to a refused address is not delivered; one to another address is.
    """
    mailer = RecordingMailer()
    mailer.refuse("gone@example.com")
    with pytest.raises(MailRefused):
        mailer.send(a_mail(to_address="gone@example.com"))

    mailer.send(a_mail())

    assert mailer.sent == [a_mail()]
