"""
Figures of groups of leads.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from math import ceil

from hypothesis import given
from hypothesis import strategies as st

from leadflow.core.leads import DistributionStatus
from leadflow.core.views import READ, LeadRow, summarise

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
COLUMNS = ("partner_id", *READ)


def a_row(number: int, partner: str | None, status: DistributionStatus, hours: int) -> LeadRow:
    """
    Return a lead that was received ten days ago; an accepted one was accepted some hours after.
    """
    received = NOW - timedelta(days=10)
    accepted = received + timedelta(hours=hours) if status is DistributionStatus.ACCEPTED else None
    return LeadRow(f"lead-{number}", COLUMNS, (partner, status.value, received, accepted))


LEADS = st.lists(
    st.tuples(st.sampled_from([None, "north", "south"]), st.sampled_from(DistributionStatus), st.integers(0, 200))
)


@given(LEADS)
def test_groups_add_up_and_order_does_not_matter(
    leads: list[tuple[str | None, DistributionStatus, int]],
) -> None:
    """
    Each lead is in one group, and the total has all of them.
    """
    rows = [a_row(number, *lead) for number, lead in enumerate(leads)]
    summary = summarise(("partner_id",), rows, {"lead-0": "other"}, NOW)

    assert sum(row.leads for row in summary.rows) == summary.total.leads == len(leads)
    for status in DistributionStatus:
        counts = [row.by_status.get(status, 0) for row in summary.rows]
        assert sum(counts) == summary.total.by_status.get(status, 0)
    assert [row.leads for row in summary.rows] == sorted((row.leads for row in summary.rows), reverse=True)
    assert sum(summary.total.open_by_age.values()) == summary.total.by_status.get(DistributionStatus.PENDING, 0)
    assert summarise(("partner_id",), rows[::-1], {"lead-0": "other"}, NOW) == summary


@given(LEADS)
def test_nine_of_ten_were_accepted_within_the_ninetieth_percentile(
    leads: list[tuple[str | None, DistributionStatus, int]],
) -> None:
    """
    And no shorter time has as many.
    """
    rows = [a_row(number, *lead) for number, lead in enumerate(leads)]
    hours = [lead[2] for lead in leads if lead[1] is DistributionStatus.ACCEPTED]
    total = summarise(("partner_id",), rows, {}, NOW).total

    if not hours:
        assert (total.median_hours, total.p90_hours) == (None, None)
        return
    assert total.p90_hours is not None
    assert sum(one <= total.p90_hours for one in hours) >= ceil(0.9 * len(hours))
    assert sum(one < total.p90_hours for one in hours) < ceil(0.9 * len(hours))
