"""
Deadlines: what is due is told by the record alone, and counting again changes only what it should.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from leadflow.core.deadlines import (
    Awaited,
    BusinessCalendar,
    Deadline,
    DeadlineAction,
    PlannedStep,
    due_after,
    due_after_days,
    opening_hours,
)
from leadflow.core.deadlines.deadline import RECOUNT, DueAction, due_actions_at
from leadflow.core.deadlines.running import counted_again, ended

BEGAN = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
CALENDARS = st.sampled_from(
    [
        BusinessCalendar(zone=UTC, week=(opening_hours("09:00-12:00", "13:00-17:00"),) * 5 + ((), ())),
        BusinessCalendar(zone=UTC, week=(opening_hours("22:00-06:00"),) * 7),
        BusinessCalendar(
            zone=UTC, week=(opening_hours("09:00-17:00"),) * 7, known_until=(BEGAN + timedelta(days=9)).date()
        ),
    ]
)
WINDOWS = st.one_of(
    st.integers(1, 12).map(lambda days: {"days": days, "minutes": None}),
    st.integers(1, 4_000).map(lambda minutes: {"days": None, "minutes": minutes}),
)
MOMENTS = st.integers(0, 40 * 24 * 60).map(lambda minutes: BEGAN + timedelta(minutes=minutes))


@st.composite
def deadlines(draw: st.DrawFn) -> Deadline:
    """
    Draw a deadline that has begun, counted by some calendar, of which some steps have passed.
    """
    steps = tuple(
        PlannedStep(action=draw(st.sampled_from(DeadlineAction)), due_at=None, **window)
        for window in draw(st.lists(WINDOWS, min_size=1, max_size=5))
    )
    blank = Deadline(
        lead_id="l",
        policy=draw(st.sampled_from(["answer", "an answer, please", "a@b,c 1"])),
        awaits=Awaited.ANSWER,
        partner_id="p",
        since=draw(st.integers(1, 9)),
        began_at=BEGAN,
        steps=steps,
    )
    begun = counted_again(blank, draw(CALENDARS), BEGAN, earlier=True)
    return evolve(begun, passed=draw(st.integers(0, len(steps))))


def plainly(deadline: Deadline, now: datetime) -> list[DueAction]:
    """
    Return what is due, by looking at each step.
    """
    ahead = list(enumerate(deadline.steps, start=1))[deadline.passed :]
    if not ahead:
        return []
    (number, step), due_at = ahead[0], ahead[0][1].due_at
    if due_at is None:
        known = deadline.retry_at
        due = known is not None and known <= now
        return [DueAction("l", deadline.policy, deadline.since, number, RECOUNT, known)] if known and due else []
    passed = [(n, one) for n, one in ahead if one.due_at is not None and one.due_at <= now]
    if not passed:
        return []
    last, step = passed[-1]
    assert step.due_at is not None
    return [DueAction("l", deadline.policy, deadline.since, last, step.action.value, step.due_at, last - number)]


@given(deadline=deadlines(), now=MOMENTS)
def test_what_is_told_is_what_is_due(deadline: Deadline, now: datetime) -> None:
    """
    The moment and the text beside it, which stores keep, say what looking at each step says.
    """
    due = deadline.due
    found = [] if due is None or due[0] > now else list(due_actions_at([("l", *due)], now))

    assert found == plainly(deadline, now)
    assert ended(deadline).due is None


@given(deadline=deadlines(), now=MOMENTS, later=MOMENTS)
def test_later_look_finds_a_later_step_or_the_same(deadline: Deadline, now: datetime, later: datetime) -> None:
    """
    Time only passes steps; one that is due stays due until it is passed.
    """
    first, second = (plainly(deadline, one) for one in sorted((now, later)))

    assert len(first) <= len(second)
    assert all(a.step <= b.step and a.since == b.since for a, b in zip(first, second, strict=False))


@given(deadline=deadlines(), calendar=CALENDARS, now=MOMENTS)
def test_steps_stay_in_order_and_what_is_past_stays(
    deadline: Deadline, calendar: BusinessCalendar, now: datetime
) -> None:
    """
    Counting again moves no step that is past, moves others only later unless asked, loses no moment that was told, and
    keeps their order.
    """
    for earlier in (False, True):
        counted = counted_again(deadline, calendar, now, earlier=earlier)
        moments = [one.due_at for one in counted.steps if one.due_at is not None]
        for number, (before, after) in enumerate(zip(deadline.steps, counted.steps, strict=True)):
            past = number < deadline.passed or (before.due_at is not None and before.due_at <= now)
            assert not past or after.due_at == before.due_at
            assert before.due_at is None or after.due_at is not None
            if not earlier and before.due_at is not None and after.due_at is not None:
                assert after.due_at >= before.due_at
        assert moments[deadline.passed :] == sorted(moments[deadline.passed :])
        assert (counted.policy, counted.since, counted.passed) == (deadline.policy, deadline.since, deadline.passed)


@given(windows=st.lists(WINDOWS, min_size=1, max_size=5), calendar=CALENDARS, now=MOMENTS)
def test_counting_by_the_same_calendar_changes_nothing(
    windows: list[dict[str, int | None]], calendar: BusinessCalendar, now: datetime
) -> None:
    """
    A deadline that is counted by its own calendar, whenever that is, stays as it is; each step is due when its window
    ends, but not before the one in front of it.
    """
    steps = tuple(PlannedStep(action=DeadlineAction.REMIND, due_at=None, **one) for one in windows)
    blank = Deadline(
        lead_id="l", policy="p", awaits=Awaited.ANSWER, partner_id="p", since=2, began_at=BEGAN, steps=steps
    )
    begun = counted_again(blank, calendar, BEGAN, earlier=True)
    known, least = True, BEGAN
    for step, one in zip(begun.steps, windows, strict=True):
        days, minutes = one["days"], one["minutes"]
        due_at = (
            due_after_days(calendar, BEGAN, days)
            if days is not None
            else due_after(calendar, BEGAN, timedelta(minutes=minutes or 0))
        )
        known = known and due_at is not None
        least = max(least, due_at) if due_at is not None else least
        assert step.due_at == (least if known else None)

    for earlier in (False, True):
        assert counted_again(begun, calendar, now, earlier=earlier).steps == begun.steps
