"""
Questions for engines on stored keys: what is relative has become constant, and days have become stretches of time.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.core.builders import ready

from leadflow.core.criteria import Condition, EvaluationTime, any_of, where
from leadflow.core.criteria.engines.asked_fields import KeyForm
from leadflow.core.criteria.engines.days import moments_of
from leadflow.core.criteria.engines.questions import Span, Within
from leadflow.core.criteria.engines.storage_questions import refused_operators, storage_questions

BERLIN = ZoneInfo("Europe/Berlin")
ST_JOHNS = ZoneInfo("America/St_Johns")
APIA = ZoneInfo("Pacific/Apia")


def asked(condition: Condition, moment: EvaluationTime) -> Within:
    """
    Return the one question that a condition becomes.
    """
    ((question,),) = storage_questions(ready(condition), moment)
    assert isinstance(question, Within)
    return question


def test_day_becomes_the_moments_between_its_midnights() -> None:
    """
    On the day on which clocks are put forward it has 23 hours.
    """
    assert moments_of(Span("2026-03-29", "2026-03-29"), BERLIN) == (
        Span("2026-03-28T23:00:00.000000Z", "2026-03-29T22:00:00.000000Z", high_in=False),
    )


def test_day_may_come_back() -> None:
    """
    In St. John's clocks went back from 00:01 to 23:01, so the day before has two stretches.
    """
    assert moments_of(Span("2006-10-28", "2006-10-28"), ST_JOHNS) == (
        Span("2006-10-28T02:30:00.000000Z", "2006-10-29T02:30:00.000000Z", high_in=False),
        Span("2006-10-29T02:31:00.000000Z", "2006-10-29T03:30:00.000000Z", high_in=False),
    )


def test_day_that_was_left_out_has_no_moments() -> None:
    """
    Apia went from the 29th to the 31st of December 2011.
    """
    assert moments_of(Span("2011-12-30", "2011-12-30"), APIA) == ()


@pytest.mark.parametrize(
    ("days", "wanted"),
    [
        (Span(), (Span(),)),
        (Span("0001-01-01"), (Span(),)),
        (Span(None, "9999-12-31"), (Span(),)),
        (Span("9999-12-31"), ()),
        (Span(None, "0001-01-01"), ()),
        (Span("2026-03-02", "2026-03-01"), ()),
        (Span("2026-03-01", None, low_in=False), (Span("2026-03-02T00:00:00.000000Z"),)),
        (Span(None, "2026-03-01", high_in=False), (Span(None, "2026-03-01T00:00:00.000000Z", high_in=False),)),
    ],
)
def test_bounds_may_be_open_or_beyond_the_calendar(days: Span, wanted: tuple[Span, ...]) -> None:
    """
    Leads have no moments in the first and the last year, so nothing there tells them apart.
    """
    assert moments_of(days, UTC) == wanted


@pytest.mark.parametrize("zone", [BERLIN, ST_JOHNS, APIA], ids=str)
@pytest.mark.parametrize("begin", [datetime(2006, 10, 27, tzinfo=UTC), datetime(2011, 12, 28, tzinfo=UTC)], ids=str)
def test_moments_are_exactly_those_whose_day_it_is(zone: ZoneInfo, begin: datetime) -> None:
    """
    Every minute of four days lies in the stretches of its own day, and in no others.
    """
    minutes = [begin + timedelta(minutes=number) for number in range(4 * 1_440)]
    days = {at.astimezone(zone).date().isoformat() for at in minutes}
    spans = {day: moments_of(Span(day, day), zone) for day in days}

    for at in minutes:
        key = at.isoformat(timespec="microseconds").replace("+00:00", "Z")
        found = {day for day, some in spans.items() if any((one.low or "") <= key < (one.high or "~") for one in some)}
        assert found == {at.astimezone(zone).date().isoformat()}


def test_what_is_relative_becomes_constant() -> None:
    """
    Days count from the day that it is in the zone.
    """
    moment = EvaluationTime(datetime(2026, 3, 1, 23, 30, tzinfo=UTC), BERLIN)
    question = asked(where("created_at", "within_last_days", 1), moment)

    assert question.column.form is KeyForm.KEY
    assert question.spans == (Span("2026-02-28T23:00:00.000000Z", "2026-03-02T23:00:00.000000Z", high_in=False),)


def test_moment_that_utc_does_not_have_is_moved_into_the_calendar() -> None:
    """
    It stays later than every moment that a lead can have.
    """
    question = asked(
        where("a_datetime", "before", "9999-12-31T23:00-05:00"), EvaluationTime(datetime(2026, 3, 1, tzinfo=UTC), UTC)
    )

    assert question.spans == (Span(None, "9999-12-31T23:59:59.999999Z", high_in=False),)


def test_condition_that_always_holds_asks_nothing() -> None:
    """
    Its group is empty, and holds.
    """
    always = ready(where("a_text", "is_not_empty", if_missing=True))

    assert storage_questions(always, EvaluationTime(datetime(2026, 3, 1, tzinfo=UTC), UTC)) == ((),)


def test_patterns_are_named_with_their_places() -> None:
    """
    Only they are refused.
    """
    pytest.importorskip("re2")
    criteria = ready(any_of(where("a_text", "equals", "x"), where("a_text", "matches", "x")))

    assert [(one.code, one.path) for one in refused_operators(criteria)] == [
        ("operator_not_in_engine", "groups[1][0].operator")
    ]
