"""
Scorecards: how each partner does with its leads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final

from attrs import define, field, frozen

from leadflow.core.leads import OpportunityStatus
from leadflow.core.views.charts import Chart, bar_chart, drawn
from leadflow.core.views.lead_page import LeadRow
from leadflow.core.views.report_tables import ReportCell, ReportTable
from leadflow.core.views.summary import FIGURES, READ, LeadGroup, SummaryRow

__all__ = ["SCORED", "Scorecard", "Scorecards", "score_partners"]

SCORED: Final = (*READ, "partner_id", "partner_name", "stage", "opportunity", "opened_at")
"""
The columns that scorecards are made of.
"""


@frozen(kw_only=True)
class Scorecard:
    """
    The figures of one partner.

    Attributes:
        partner_id: None for all partners together.
        partner_name: None where it has none any more, and for all together.
        figures: Leads, statuses, acceptance, times, ages and reasons; its group is the partner's name.
        opened_rate: Leads that somebody of the partner has opened, of all, from 0 to 1; None without leads.
        by_stage: How many leads are in each stage, the most frequent first.
        won, lost: How many leads have a won opportunity, or only lost ones.
        win_rate: Won of won and lost, from 0 to 1; None if there are none.
    """

    partner_id: str | None
    partner_name: str | None = field(repr=False)
    figures: SummaryRow
    opened_rate: float | None
    by_stage: Mapping[str, int]
    won: int
    lost: int
    win_rate: float | None


@frozen(kw_only=True)
class Scorecards:
    """
    How partners do, side by side.

    Attributes:
        rows: One for each partner that has leads, the one with most of them first.
        total: All of them together.
    """

    rows: tuple[Scorecard, ...] = field(repr=False)
    total: Scorecard

    def charts(self) -> tuple[Chart, ...]:
        """
        Return the scorecards as pictures: leads, acceptance rate and win rate of each partner.
        """
        named = [(one.partner_name or one.partner_id or "–", one) for one in self.rows]
        accepted = [(name, one.figures.acceptance_rate) for name, one in named]
        won = [(name, one.win_rate) for name, one in named]
        return (
            bar_chart("Leads", [(name, one.figures.leads) for name, one in named]),
            bar_chart("Acceptance rate", [(name, rate) for name, rate in accepted if rate is not None], percent=True),
            bar_chart("Win rate", [(name, rate) for name, rate in won if rate is not None], percent=True),
        )

    def _repr_html_(self) -> str:
        return drawn(self.charts())

    def tables(self) -> tuple[ReportTable, ...]:
        """
        Return the scorecards as tables: the figures, the stages, and why leads were rejected.
        """
        columns = ("partner_id", "partner_name", *FIGURES, "opened_rate", "won", "lost", "win_rate")
        stages = tuple((one.partner_id, one.partner_name, *pair) for one in self.rows for pair in one.by_stage.items())
        reasons = tuple(
            (one.partner_id, one.partner_name, *pair) for one in self.rows for pair in one.figures.reasons.items()
        )
        return (
            ReportTable("partners", columns, tuple(tuple(_cells(one)) for one in self.rows)),
            ReportTable("stages", ("partner_id", "partner_name", "stage", "count"), stages),
            ReportTable("reasons", ("partner_id", "partner_name", "reason", "count"), reasons),
        )


def score_partners(rows: Iterable[LeadRow], reasons: Mapping[str, str | None], now: datetime) -> Scorecards:
    """
    Return the scorecards of the partners of *rows*, which have the columns of `SCORED`.

    Args:
        rows: Of leads, in any order; those at no partner do not count.
        reasons: Why each lead was rejected, by its id; a lead that was not is absent.
        now: Ages end then.
    """
    partners: dict[str, _Partner] = {}
    total = _Partner()
    for row in rows:
        partner_id = row["partner_id"]
        if partner_id is not None:
            for one in (partners.setdefault(str(partner_id), _Partner()), total):
                one.add(row, reasons, now)
    ordered = sorted(partners.items(), key=lambda one: (-one[1].group.leads, one[0]))
    return Scorecards(rows=tuple(one.scorecard(partner_id) for partner_id, one in ordered), total=total.scorecard(None))


@define
class _Partner:
    """
    What is counted of a partner.
    """

    group: LeadGroup = field(factory=LeadGroup)
    name: str | None = None
    opened: int = 0
    stages: Counter[str] = field(factory=Counter)
    outcomes: Counter[str] = field(factory=Counter)

    def add(self, row: LeadRow, reasons: Mapping[str, str | None], now: datetime) -> None:
        """
        Count one lead.
        """
        if not self.group.add(row, reasons, now):
            return
        self.name = None if row["partner_name"] is None else str(row["partner_name"])
        self.opened += row["opened_at"] is not None
        self.stages[str(row["stage"])] += 1
        self.outcomes[str(row["opportunity"])] += 1

    def scorecard(self, partner_id: str | None) -> Scorecard:
        """
        Return the figures.
        """
        won, lost = self.outcomes[OpportunityStatus.WON.value], self.outcomes[OpportunityStatus.LOST.value]
        name = self.name if partner_id is not None else None
        return Scorecard(
            partner_id=partner_id,
            partner_name=name,
            figures=self.group.row((name,)),
            opened_rate=self.opened / self.group.leads if self.group.leads else None,
            by_stage=dict(self.stages.most_common()),
            won=won,
            lost=lost,
            win_rate=won / (won + lost) if won + lost else None,
        )


def _cells(one: Scorecard) -> Iterator[ReportCell]:
    yield from (one.partner_id, one.partner_name, *one.figures.cells())
    yield from (one.opened_rate, one.won, one.lost, one.win_rate)
