"""
Every operator on every kind that takes it: yes, no, and unknown where nothing is said.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from tests.core.builders import EXTRA, MOMENT, a_campaign, a_lead, a_partner, answer

from leadflow.core.criteria import Condition, EvaluationTime, Truth, where
from leadflow.core.criteria.operators import operators_of
from leadflow.core.schema import Subject

TEXTS = {"a_text": "Acme Ltd", "a_long_text": "Acme\nLtd", "an_email": "ann@acme.se", "a_url": "www.acme.se/a"}

Row = tuple[str, str, Any, Any, Any]
"""
Field, operator, its value, a lead's value for which it says yes, and one for which it says no.
"""


def _words(field: str, one: str, other: str) -> list[Row]:
    return [
        (field, "equals", one, one, other),
        (field, "not_equals", one, other, one),
        (field, "in", [one, "zzz@z.de" if field == "an_email" else one], one, other),
        (field, "not_in", [one, one], other, one),
    ]


def _texts(field: str, one: str, other: str, start: str, middle: str, end: str) -> list[Row]:
    return [
        *_words(field, one, other),
        (field, "contains", middle, one, other),
        (field, "not_contains", middle, other, one),
        (field, "starts_with", start, one, other),
        (field, "not_starts_with", start, other, one),
        (field, "ends_with", end, one, other),
        (field, "not_ends_with", end, other, one),
    ]


def _numbers(field: str, low: Any, middle: Any, high: Any) -> list[Row]:
    return [
        (field, "equals", middle, middle, high),
        (field, "not_equals", middle, high, middle),
        (field, "in", [low, middle], middle, high),
        (field, "not_in", [low, middle], high, low),
        (field, "less_than", middle, low, middle),
        (field, "less_or_equal", middle, middle, high),
        (field, "greater_than", middle, high, middle),
        (field, "greater_or_equal", middle, middle, low),
        (field, "between", [low, middle], low, high),
        (field, "between", [low, middle], middle, high),
        (field, "not_between", [low, middle], high, middle),
    ]


def _dates(field: str) -> list[Row]:
    before, day, after = "2026-02-28", "2026-03-01", "2026-03-02"
    return [
        (field, "on", day, day, after),
        (field, "not_on", day, after, day),
        (field, "before", day, before, day),
        (field, "after", day, after, day),
        (field, "on_or_before", day, day, after),
        (field, "on_or_after", day, day, before),
        (field, "between", [before, day], day, after),
        (field, "between", [before, day], before, after),
        (field, "not_between", [before, day], after, day),
        (field, "within_last_days", 2, before, "2026-02-27"),
        (field, "within_last_days", 0, after, "2026-03-03"),
        (field, "within_next_days", 1, "2026-03-03", "2026-03-04"),
        (field, "within_next_days", 0, after, day),
        (field, "older_than_days", 2, "2026-02-27", before),
        (field, "older_than_days", 0, day, after),
    ]


TABLE: list[Row] = [
    *_texts("a_text", "Acme Ltd", "Globex", "ACME", "e  l", "LTD"),
    *_texts("a_long_text", "Acme\nLtd", "Globex\nLtd.", "acme l", "ME L", "ltd"),
    *_texts("an_email", "Ann@ACME.se", "bob@x.de", "ann@", "@ACME", ".SE"),
    *_texts("an_id", "Ab9", "aB9", "Ab", "b9", "b9"),
    *_texts("a_code", "AB-9", "XY-7", "AB", "B-", "-9"),
    *_texts("a_phone", "+49 (0)30 12", "030 99", "+49 3", "9-3", "(12)"),
    *_texts("a_url", "www.ACME.se", "www.globex.de", "WWW.A", "acme", ".se"),
    *_numbers("an_integer", 5, 10, "1,000"),
    *_numbers("a_decimal", "0.1", "0.3", 7.5),
    *_numbers("a_money", "EUR 5", "10 €", "EUR 1,000.50"),
    ("a_boolean", "equals", True, "yes", "no"),
    ("a_boolean", "equals", "no", False, True),
    ("a_boolean", "not_equals", True, "no", "yes"),
    *_dates("a_date"),
    *_dates("a_datetime"),
    *_texts("a_state", "California", "Texas", "CALIF", "for", "NIA"),
    ("a_state", "equals", "CA", "california", "WA"),
    ("a_state", "in", ["Bayern", "NRW"], "Bavaria", "Hessen"),
    ("a_state", "not_in", ["Bayern", "NRW"], "Western Australia", "BY"),
    *_words("a_choice", "Second hand", "new"),
    ("a_choice", "in", ["used", "NEW"], "new", "nothing"),
    *_words("a_country", "Schweden", "Norway"),
    ("a_multi_choice", "contains_any", ["A", "z"], ["a", "b"], ["b"]),
    ("a_multi_choice", "contains_all", ["A", "b"], ["b", "c", "a"], ["a", "c"]),
    ("a_multi_choice", "contains_none", ["A", "z"], ["b"], ["b", "a"]),
]
TABLE = [row for row in TABLE if row[4] != "nothing"]


@pytest.mark.parametrize(("field", "operator", "value", "held", "not_held"), TABLE)
def test_an_operator_says_yes_no_and_unknown(field: str, operator: str, value: Any, held: Any, not_held: Any) -> None:
    """
    Unknown where nothing is said, whether it is positive or negative, unless absence counts as yes.
    """
    asked = Condition(field=field, operator=operator, value=value)
    lenient = Condition(field=field, operator=operator, value=value, if_missing=True)

    assert answer(asked, a_lead(**{field: held})) is Truth.YES
    assert answer(asked, a_lead(**{field: not_held})) is Truth.NO
    assert answer(asked, a_lead()) is Truth.UNKNOWN
    assert answer(lenient, a_lead()) is Truth.YES
    assert answer(lenient, a_lead(**{field: not_held})) is Truth.NO


@pytest.mark.parametrize("field", EXTRA, ids=lambda field: field.name)
def test_emptiness_is_never_unknown(field: Any) -> None:
    """
    `is_empty` is never unknown, for any kind.
    """
    said = next(row[3] for row in TABLE if row[0] == field.name)
    full, empty = a_lead(**{field.name: said}), a_lead()

    assert answer(where(field, "is_empty"), empty) is Truth.YES
    assert answer(where(field, "is_empty"), full) is Truth.NO
    assert answer(where(field, "is_not_empty"), empty) is Truth.NO
    assert answer(where(field, "is_not_empty"), full) is Truth.YES


def test_the_table_leaves_no_operator_out() -> None:
    """
    A new operator or kind needs its rows.
    """
    declared = {(field.name, name) for field in EXTRA for name in operators_of(field.kind.family)}
    elsewhere = {"is_empty", "is_not_empty", "matches"}

    assert {pair for pair in declared if pair[1] not in elsewhere} == {(row[0], row[1]) for row in TABLE}


class TestText:
    def test_exact_compares_as_written(self) -> None:
        """
        Case and blanks count then.
        """
        lead = a_lead(a_text="Acme Ltd")

        assert answer(where("a_text", "equals", "ACME LTD"), lead) is Truth.YES
        assert answer(where("a_text", "equals", "ACME LTD", exact=True), lead) is Truth.NO
        assert answer(where("a_text", "equals", "Acme Ltd", exact=True), lead) is Truth.YES
        assert answer(where("a_text", "contains", "cme", exact=True), lead) is Truth.YES
        assert answer(where("a_text", "starts_with", "acme", exact=True), lead) is Truth.NO
        assert answer(where("a_text", "not_in", ["acme ltd"], exact=True), lead) is Truth.YES

    def test_exact_holds_for_lists_too(self) -> None:
        """
        The values of a multi-choice as they are written.
        """
        lead = a_lead(a_multi_choice=["DE", "at"])

        assert answer(where("a_multi_choice", "contains_any", ["DE"], exact=True), lead) is Truth.YES
        assert answer(where("a_multi_choice", "contains_any", ["de"], exact=True), lead) is Truth.NO

    def test_digits_of_a_phone_are_found_wherever_they_stand(self) -> None:
        """
        Two zeros at the end are no international prefix.
        """
        lead = a_lead(a_phone="030 5550012")

        assert answer(where("a_phone", "ends_with", "00-12"), lead) is Truth.YES
        assert answer(where("a_phone", "not_ends_with", "0012"), lead) is Truth.NO
        assert answer(where("a_phone", "starts_with", "00 49"), a_lead(a_phone="+49 30 1")) is Truth.YES


class TestNumbers:
    def test_fifteen_significant_digits_count(self) -> None:
        """
        0.1 + 0.2 is 0.3, and the sixteenth digit is noise.
        """
        assert answer(where("a_decimal", "equals", 0.1 + 0.2), a_lead(a_decimal="0.3")) is Truth.YES
        assert answer(where("an_integer", "equals", 10**16 + 1), a_lead(an_integer=10**16)) is Truth.YES
        assert answer(where("an_integer", "equals", 10**14 + 1), a_lead(an_integer=10**14)) is Truth.NO

    @pytest.mark.parametrize(
        ("operator", "value"),
        [
            ("equals", "USD 5"),
            ("not_equals", "USD 5"),
            ("less_than", "USD 9"),
            ("greater_or_equal", "USD 1"),
            ("between", ("USD 1", "USD 9")),
            ("not_between", ("USD 1", "USD 9")),
            ("in", ("USD 5", "USD 6")),
            ("not_in", ("USD 5", "EUR 6")),
        ],
    )
    def test_money_of_another_currency_is_unknown(self, operator: str, value: Any) -> None:
        """
        Nothing is converted; `if_missing` does not help, since something is said.
        """
        asked = Condition(field="a_money", operator=operator, value=value, if_missing=True)

        assert answer(asked, a_lead(a_money="EUR 5")) is Truth.UNKNOWN

    def test_money_among_several_currencies(self) -> None:
        """
        Found is found, whatever the others are.
        """
        asked = where("a_money", "in", ["USD 5", "EUR 5"])

        assert answer(asked, a_lead(a_money="EUR 5")) is Truth.YES
        assert answer(asked, a_lead(a_money="EUR 6")) is Truth.UNKNOWN

    def test_reversed_bounds_are_swapped(self) -> None:
        """
        Reversed bounds are swapped with a warning.
        """
        assert answer(where("an_integer", "between", 10, 5), a_lead(an_integer=7)) is Truth.YES


BERLIN = ZoneInfo("Europe/Berlin")
AUCKLAND = ZoneInfo("Pacific/Auckland")


class TestDays:
    @pytest.mark.parametrize(
        ("zone", "now", "said", "expected"),
        [
            (UTC, "2026-03-01T23:59:59+00:00", "2026-03-01T00:00:00Z", Truth.YES),
            (UTC, "2026-03-02T00:00:00+00:00", "2026-03-01T23:59:59Z", Truth.NO),
            (BERLIN, "2026-03-01T23:00:00+00:00", "2026-03-01T22:59:59Z", Truth.NO),
            (BERLIN, "2026-03-01T23:00:00+00:00", "2026-03-01T23:00:00Z", Truth.YES),
            (BERLIN, "2026-03-01T22:59:59+00:00", "2026-02-28T23:00:00Z", Truth.YES),
            (AUCKLAND, "2026-03-01T11:00:00+00:00", "2026-03-01T10:59:59Z", Truth.NO),
        ],
    )
    def test_today_is_the_day_in_the_zone(self, zone: Any, now: str, said: str, expected: Truth) -> None:
        """
        Today is the day in the zone, on both sides of midnight.
        """
        moment = EvaluationTime(datetime.fromisoformat(now), zone)

        assert answer(where("a_datetime", "within_last_days", 0), a_lead(a_datetime=said), moment=moment) is expected

    def test_a_moment_falls_on_its_day_in_the_zone(self) -> None:
        """
        The same instant is on two days in two places.
        """
        lead = a_lead(a_datetime="2026-03-01T23:30:00Z")
        asked = where("a_datetime", "on", date(2026, 3, 2))

        assert answer(asked, lead, moment=EvaluationTime(MOMENT.now, BERLIN)) is Truth.YES
        assert answer(asked, lead, moment=EvaluationTime(MOMENT.now, UTC)) is Truth.NO

    def test_a_day_is_compared_with_the_whole_day(self) -> None:
        """
        After a day begins with the next one.
        """
        lead = a_lead(a_datetime="2026-03-01T23:30:00Z")

        assert answer(where("a_datetime", "after", "2026-03-01"), lead) is Truth.NO
        assert answer(where("a_datetime", "on_or_before", "2026-03-01"), lead) is Truth.YES

    def test_a_moment_is_compared_with_a_moment(self) -> None:
        """
        Times are compared by instant, regardless of their offset.
        """
        lead = a_lead(a_datetime="2026-03-01T23:30:00Z")
        later = datetime(2026, 3, 2, 0, 30, 1, tzinfo=timezone(timedelta(hours=1)))

        assert answer(where("a_datetime", "before", later), lead) is Truth.YES
        assert answer(where("a_datetime", "after", later), lead) is Truth.NO
        assert answer(where("a_datetime", "between", "2026-03-01T23:30:00+00:00", later), lead) is Truth.YES

    def test_the_future_is_not_within_the_last_days(self) -> None:
        """
        The future is not within the last days, and the past is not within the next.
        """
        assert answer(where("a_date", "within_last_days", 9), a_lead(a_date="2026-03-03")) is Truth.NO
        assert answer(where("a_date", "within_next_days", 9), a_lead(a_date="2026-03-01")) is Truth.NO

    @pytest.mark.parametrize("said", ["0002-01-01T00:00:00Z", "9998-12-31T23:59:59Z"])
    @pytest.mark.parametrize("zone", [AUCKLAND, ZoneInfo("America/Los_Angeles")], ids=str)
    def test_the_ends_of_time_are_judged_too(self, said: str, zone: Any) -> None:
        """
        The first and last times can be evaluated in every zone.
        """
        moment = EvaluationTime(MOMENT.now, zone)

        assert answer(where("a_datetime", "older_than_days", 1), a_lead(a_datetime=said), moment=moment) is (
            Truth.YES if said.startswith("0") else Truth.NO
        )


class TestSubjects:
    def test_partner_and_campaign_are_asked_beside_the_lead(self) -> None:
        """
        Conditions about a missing partner or campaign are unknown.
        """
        tier = where("tier", "equals", "gold", subject=Subject.PARTNER)
        name = where("name", "starts_with", "spring", subject=Subject.CAMPAIGN)
        lead = a_lead()

        assert answer(tier, lead, partner=a_partner(tier="Gold")) is Truth.YES
        assert answer(tier, lead, partner=a_partner(tier="")) is Truth.UNKNOWN
        assert answer(tier, lead) is Truth.UNKNOWN
        assert answer(name, lead, campaign=a_campaign()) is Truth.YES
        assert answer(where("email", "is_not_empty"), None, partner=a_partner()) is Truth.NO

    def test_the_record_of_a_lead_can_be_asked(self) -> None:
        """
        Its status, score, source and the names beside it.
        """
        lead = a_lead()
        asked = [
            where("status", "equals", "unassigned"),
            where("kind", "equals", "distributed"),
            where("lead_score", "equals", 50),
            where("source", "equals", "Manual"),
            where("active", "equals", True),
            where("created_at", "on", "2026-03-02"),
            where("modified_at", "on", "2026-03-02"),
            where("status_changed_at", "is_empty"),
            where("stage", "equals", "open"),
            where("email_status", "equals", "not_due"),
            where("external_id", "is_empty"),
            where("partner_id", "is_empty"),
            where("assignee_id", "is_empty"),
            where("campaign", "equals", "spring fair"),
            where("partner_name", "equals", "partner p1"),
        ]
        answers = {one.field: answer(one, lead, partner=a_partner(), campaign=a_campaign()) for one in asked}

        assert set(answers.values()) == {Truth.YES}

    def test_attributes_of_partner_and_campaign_are_asked_by_their_declaration(self) -> None:
        """
        Custom fields are typed there too.
        """
        from tests.core.builders import SCHEMA

        partner = a_partner(attributes=SCHEMA.partners.fill(p_turnover="EUR 5", p_country="Schweden"))
        campaign = a_campaign(attributes=SCHEMA.campaigns.fill(c_budget="EUR 5"))

        assert (
            answer(where("p_turnover", "less_than", "EUR 6", subject=Subject.PARTNER), None, partner=partner)
            is Truth.YES
        )
        assert answer(where("p_country", "equals", "SE", subject=Subject.PARTNER), None, partner=partner) is Truth.YES
        assert answer(where("c_budget", "is_empty", subject=Subject.CAMPAIGN), None, campaign=campaign) is Truth.NO


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))])
@pytest.mark.parametrize("now", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
def test_first_and_last_moments_of_the_calendar_have_a_day(now: datetime, zone: tzinfo) -> None:
    """
    A day that would lie outside the calendar is its first or last one, and no test of a day raises.
    """
    moment = EvaluationTime(now, zone)

    assert moment.today.year == now.year
    assert moment.day(now) == moment.today
    for operator in ("within_last_days", "within_next_days"):
        assert answer(where("a_date", operator, 30), a_lead(a_date=str(moment.today)), moment=moment) is Truth.YES
