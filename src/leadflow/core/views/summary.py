"""
The distribution summary: how partners, sources or stages do, by groups of leads.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from math import ceil
from statistics import median
from typing import Final

from attrs import define, field, frozen

from leadflow.core.leads import DistributionStatus
from leadflow.core.problems import Problem, or_list
from leadflow.core.views.charts import Chart, bar_chart, drawn
from leadflow.core.views.lead_page import LeadRow
from leadflow.core.views.report_tables import ReportCell, ReportTable
from leadflow.errors import InvalidInput

__all__ = [
    "AGES",
    "FIGURES",
    "GROUPED",
    "MOST_GROUPED",
    "READ",
    "DistributionSummary",
    "LeadGroup",
    "SummaryRow",
    "check_grouped",
    "summarise",
]

GROUPED: Final = ("campaign", "kind", "partner_id", "partner_name", "routed_by", "source", "stage")
"""
The columns by which leads can be grouped.
"""

MOST_GROUPED: Final = 3
"""
By so many columns at once.
"""

AGES: Final[Mapping[str, timedelta | None]] = {
    "open_up_to_1_day": timedelta(days=1),
    "open_up_to_7_days": timedelta(days=7),
    "open_up_to_30_days": timedelta(days=30),
    "open_longer": None,
}
"""
The ages of leads that wait for an answer, by how long ago they were received at most; None has no end.
"""

READ: Final = ("status", "received_at", "accepted_at")
"""
The columns that a summary is made of, beside those of its groups.
"""

FIGURES: Final = ("leads", *DistributionStatus, "acceptance_rate", "median_hours", "p90_hours", *AGES)
"""
The columns of the figures of a group.
"""

_HOUR: Final = timedelta(hours=1)


@frozen(kw_only=True)
class SummaryRow:
    """
    The figures of one group of leads.

    Attributes:
        group: The value of each column of the grouping, in its order; None where leads say nothing.
        leads: How many leads there are.
        by_status: How many of them are in each status; a status in which there is none is absent.
        acceptance_rate: Accepted leads of those that were accepted or rejected, from 0 to 1; None if there are none.
        median_hours: From when leads were received until they were accepted, the middle one; None if none was.
        p90_hours: The same, within which nine of ten were accepted.
        open_by_age: How many are pending, by age; see `AGES`.
        reasons: How many were rejected for which reason, the most frequent first; None for no reason.
    """

    group: tuple[ReportCell, ...]
    leads: int
    by_status: Mapping[DistributionStatus, int]
    acceptance_rate: float | None
    median_hours: float | None
    p90_hours: float | None
    open_by_age: Mapping[str, int]
    reasons: Mapping[str | None, int]

    def cells(self) -> Iterator[ReportCell]:
        """
        Return the figures for the columns of `FIGURES`.
        """
        yield self.leads
        yield from (self.by_status.get(one, 0) for one in DistributionStatus)
        yield from (self.acceptance_rate, self.median_hours, self.p90_hours)
        yield from self.open_by_age.values()


@frozen(kw_only=True)
class DistributionSummary:
    """
    How groups of leads do.

    Attributes:
        by: The columns by which they are grouped.
        rows: One for each group, the one with most leads first.
        total: All groups together.
    """

    by: tuple[str, ...]
    rows: tuple[SummaryRow, ...] = field(repr=False)
    total: SummaryRow

    def charts(self) -> tuple[Chart, ...]:
        """
        Return the summary as pictures: leads and acceptance rate of each group.
        """
        named = [(", ".join(str(one or "–") for one in row.group), row) for row in self.rows]
        rates = [(name, row.acceptance_rate) for name, row in named if row.acceptance_rate is not None]
        return (
            bar_chart("Leads", [(name, row.leads) for name, row in named]),
            bar_chart("Acceptance rate", rates, percent=True),
        )

    def _repr_html_(self) -> str:
        return drawn(self.charts())

    def tables(self) -> tuple[ReportTable, ...]:
        """
        Return the summary as tables: the groups, and why they rejected leads.
        """
        groups = tuple((*row.group, *row.cells()) for row in self.rows)
        reasons = tuple((*row.group, reason, count) for row in self.rows for reason, count in row.reasons.items())
        return (
            ReportTable("groups", (*self.by, *FIGURES), groups),
            ReportTable("reasons", (*self.by, "reason", "count"), reasons),
        )


def check_grouped(by: tuple[str, ...]) -> None:
    """
    Make sure that leads can be grouped by these columns.

    Raises:
        InvalidInput: There are none or too many, one is named twice, or leads are not grouped by one of them
            (``group_refused``).
    """
    problems = [
        Problem(
            code="group_refused",
            path=f"ReportDesk.summary(by)[{at}]",
            message=f"leads cannot be grouped by '{name}'; use {or_list(GROUPED)}",
        )
        for at, name in enumerate(by)
        if name not in GROUPED
    ]
    if len(set(by)) < len(by):
        problems.append(
            Problem(
                code="group_refused", path="ReportDesk.summary(by)", message="a column is named twice; name it once"
            )
        )
    if not 1 <= len(by) <= MOST_GROUPED:
        message = f"leads are grouped by 1 to {MOST_GROUPED} columns, not {len(by)}; use {or_list(GROUPED)}"
        problems.append(Problem(code="group_refused", path="ReportDesk.summary(by)", message=message))
    if problems:
        raise InvalidInput(tuple(problems))


def summarise(
    by: tuple[str, ...], rows: Iterable[LeadRow], reasons: Mapping[str, str | None], now: datetime
) -> DistributionSummary:
    """
    Return the summary of *rows*, which have the columns of *by* and of `READ`.

    Args:
        by: The columns of the grouping.
        rows: Of leads, in any order.
        reasons: Why each lead was rejected, by its id; a lead that was not is absent.
        now: Ages end then.
    """
    groups: dict[tuple[ReportCell, ...], LeadGroup] = {}
    total = LeadGroup()
    for row in rows:
        group = groups.setdefault(_cells(row[name] for name in by), LeadGroup())
        group.add(row, reasons, now)
        total.add(row, reasons, now)
    counted = ((key, group) for key, group in groups.items() if group.leads)
    ordered = sorted(counted, key=lambda one: (-one[1].leads, [str(cell) for cell in one[0]]))
    return DistributionSummary(
        by=by, rows=tuple(group.row(key) for key, group in ordered), total=total.row((None,) * len(by))
    )


_STATUSES: Final = frozenset(DistributionStatus)


@define
class LeadGroup:
    """
    What is counted of a group of leads.
    """

    leads: int = 0
    statuses: Counter[DistributionStatus] = field(factory=Counter)
    ages: Counter[str] = field(factory=Counter)
    reasons: Counter[str | None] = field(factory=Counter)
    hours: array[float] = field(factory=lambda: array("d"))

    def add(self, row: LeadRow, reasons: Mapping[str, str | None], now: datetime) -> bool:
        """
        Count a lead by the columns of `READ`; False, and nothing is counted, if its row is damaged, as no lead has
        another status.
        """
        if row["status"] not in _STATUSES:
            return False
        status = DistributionStatus(str(row["status"]))
        received_at, accepted_at = row["received_at"], row["accepted_at"]
        self.leads += 1
        self.statuses[status] += 1
        if isinstance(received_at, datetime) and isinstance(accepted_at, datetime):
            self.hours.append((accepted_at - received_at) / _HOUR)
        if status is DistributionStatus.PENDING and isinstance(received_at, datetime):
            self.ages[_age(now - received_at)] += 1
        if row.id in reasons:
            self.reasons[reasons[row.id]] += 1
        return True

    def row(self, group: tuple[ReportCell, ...]) -> SummaryRow:
        """
        Return the figures.
        """
        hours, accepted = sorted(self.hours), self.statuses[DistributionStatus.ACCEPTED]
        decided = accepted + self.statuses[DistributionStatus.REJECTED]
        return SummaryRow(
            group=group,
            leads=self.leads,
            by_status={one: count for one in DistributionStatus if (count := self.statuses[one])},
            acceptance_rate=accepted / decided if decided else None,
            median_hours=median(hours) if hours else None,
            p90_hours=hours[ceil(0.9 * len(hours)) - 1] if hours else None,
            open_by_age={name: self.ages[name] for name in AGES},
            reasons=dict(self.reasons.most_common()),
        )


def _age(age: timedelta) -> str:
    return next(name for name, most in AGES.items() if most is None or age <= most)


def _cells(key: Iterable[object]) -> tuple[ReportCell, ...]:
    return tuple(None if one is None else str(one) for one in key)
