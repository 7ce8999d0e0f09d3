"""
Queries check themselves where they are made.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import pytest
from attrs import fields
from tests.core.builders import NOW, SCHEMA

from leadflow import ActivityQuery, AuditQuery, Campaign, InvalidInput, LeadQuery, OpportunityQuery, Period, Sort
from leadflow.core.criteria import any_of, check_criteria, where
from leadflow.core.views import Position, write_cursor
from leadflow.core.views.activity import MOST_DAYS

NOON: Final = datetime(2026, 1, 1, 12, tzinfo=UTC)

Make = Callable[[], object]


def _made(cls: Callable[..., object], **given: Any) -> Make:
    return lambda: cls(**given)


WRONG_VALUES: Final[dict[str, tuple[Make, str, str, str]]] = {
    **{
        f"{cls.__name__}, page of {size}": (
            _made(cls, most=size),
            f"{cls.__name__}.most",
            "number_out_of_range",
            "1,000",
        )
        for cls in (LeadQuery, AuditQuery, OpportunityQuery)
        for size in (-1, 0, 1_001, 10**30)
    },
    "no columns": (_made(LeadQuery, columns=()), "LeadQuery.columns", "columns_missing", "name at least one"),
    "a long text": (_made(LeadQuery, text="x" * 201), "LeadQuery.text", "text_too_long", "200 characters"),
    "many words": (_made(LeadQuery, text=" ".join("abcdefghijk")), "LeadQuery.text", "text_too_long", "10 words"),
    "a backwards range": (
        _made(LeadQuery, created_since=NOON, created_until=NOON - timedelta(seconds=1)),
        "LeadQuery.created_until",
        "period_reversed",
        "is before 'created_since'",
    ),
    "a backwards period": (
        lambda: ActivityQuery(period=Period(date(2026, 2, 1), date(2026, 1, 1))),
        "Period.last",
        "period_reversed",
        "give a later day",
    ),
    "an endless report": (
        _made(ActivityQuery, period=Period(date.min, date.max)),
        "ActivityQuery.period",
        "period_too_long",
        "at most 3,660",
    ),
    "an unknown list": (_made(LeadQuery, which="al"), "LeadQuery.which", "word_unknown", "'all'"),
    "an unknown status": (
        _made(LeadQuery, statuses=["acepted"]),
        "LeadQuery.statuses",
        "word_unknown",
        "did you mean 'accepted'?",
    ),
    "an unknown status of opportunities": (
        _made(OpportunityQuery, status="one"),
        "OpportunityQuery.status",
        "word_unknown",
        "'won'",
    ),
    "an unknown channel": (_made(AuditQuery, channel="portl"), "AuditQuery.channel", "word_unknown", "'portal'"),
    "an unknown period": (_made(AuditQuery, period="last_munth"), "AuditQuery.period", "word_unknown", "'last_month'"),
    "a naive moment": (
        _made(LeadQuery, created_since=datetime(2026, 1, 1)),
        "LeadQuery.created_since",
        "moment_naive",
        "datetime.now(UTC)",
    ),
    **{
        f"{cls.__name__}, an unknown event": (
            _made(cls, events=["acepted"]),
            f"{cls.__name__}.events",
            "event_type_unknown",
            "did you mean 'accepted'?",
        )
        for cls in (ActivityQuery, AuditQuery)
    },
}


@pytest.mark.parametrize("mistake", WRONG_VALUES)
def test_query_refuses_a_value_that_means_nothing(mistake: str) -> None:
    """
    The parameter is named, and what to give.
    """
    make, path, code, advice = WRONG_VALUES[mistake]

    with pytest.raises(InvalidInput, match=re.escape(advice)) as caught:
        make()

    assert [(one.path, one.code) for one in caught.value.problems] == [(path, code)]


WRONG_TYPES: Final[dict[str, tuple[Make, str]]] = {
    "a text for several": (_made(LeadQuery, partner_ids="nordlys"), "LeadQuery.partner_ids: takes several texts"),
    "a text for columns": (_made(LeadQuery, columns="email"), "LeadQuery.columns: takes several texts"),
    "a text for events": (_made(ActivityQuery, events="accepted"), "ActivityQuery.events: takes several texts"),
    "a text for an order": (_made(LeadQuery, sort="email"), "LeadQuery.sort: takes a Sort"),
    "a number for an order": (_made(Sort, column=1), "Sort.column: takes a text"),
    "a date for a moment": (_made(LeadQuery, created_since=date.today()), "LeadQuery.created_since: takes a datetime"),
    "a date for a period": (
        _made(AuditQuery, period=date.today()),
        "AuditQuery.period: takes a NamedPeriod or a Period",
    ),
    "a text for a size": (_made(AuditQuery, most="10"), "AuditQuery.most: takes a whole number"),
    "a fraction for a size": (_made(LeadQuery, most=2.5), "LeadQuery.most: takes a whole number"),
    "a mapping for criteria": (_made(LeadQuery, criteria={"city": "Oslo"}), "LeadQuery.criteria: takes a Criteria"),
}


@pytest.mark.parametrize("mistake", WRONG_TYPES)
def test_query_refuses_another_type(mistake: str) -> None:
    """
    It is a TypeError, not a query that finds nothing.
    """
    make, message = WRONG_TYPES[mistake]

    with pytest.raises(TypeError) as caught:
        make()

    assert str(caught.value).startswith(message)


def test_queries_take_what_is_at_the_ends() -> None:
    """
    The longest report, both sizes of pages, and a range of one moment, which has no leads.
    """
    first = date(2026, 1, 1)

    assert ActivityQuery(period=Period(first, first + timedelta(days=MOST_DAYS - 1))).events == frozenset()
    assert (LeadQuery(most=1).most, LeadQuery(most=1_000).most) == (1, 1_000)
    assert LeadQuery(created_since=NOON, created_until=NOON).created_until == NOON


def test_campaign_ends_after_it_starts() -> None:
    """
    One day is long enough; an end before the start is refused as a period is.
    """
    first = date(2026, 3, 2)

    assert Campaign(id="fair", name="Fair", starts_on=first, ends_on=first).ends_on == first
    with pytest.raises(InvalidInput, match="is before 'starts_on'") as caught:
        Campaign(id="fair", name="Fair", starts_on=first, ends_on=date(2026, 3, 1))

    assert [(one.path, one.code) for one in caught.value.problems] == [("Campaign.ends_on", "period_reversed")]


def test_cursor_is_of_every_filter() -> None:
    """
    A query that asks anything else does not continue with it; other columns and sizes do.
    """
    asked: dict[str, Any] = {
        "which": "registered",
        "partner_ids": ["p"],
        "partner_groups": ["gold"],
        "statuses": ["pending"],
        "stages": ["open"],
        "sources": ["crm"],
        "email_statuses": ["sent"],
        "reviews": ["tie"],
        "embedded_apps": ["maps"],
        "text": "granit",
        "sort": Sort("created_at"),
        **{one.name: NOW for one in fields(LeadQuery) if one.name.endswith(("_since", "_until"))},
        **dict.fromkeys(["campaign_activity", "crm_connected", "crm_linked"], False),
        "criteria": check_criteria(any_of(where("city", "equals", "Oslo")), SCHEMA)[0],
    }
    free = {"columns", "after", "most"}
    position = Position((1,), "lead")

    assert asked.keys() == {one.name for one in fields(LeadQuery)} - free
    cursors = {write_cursor(LeadQuery(**{name: value}), position) for name, value in asked.items()}
    cursors.add(write_cursor(LeadQuery(columns=["city"], most=3), position))
    assert len(cursors) == len(asked) + 1
    assert write_cursor(LeadQuery(), position) in cursors
