"""
Campaigns, routing modules and turns, for tests.
"""

from __future__ import annotations

from datetime import timedelta

from leadflow.core.criteria import any_of, where
from leadflow.core.partners import (
    Campaign,
)
from leadflow.core.routing import (
    AssignByRules,
    CompanyDetail,
    Filter,
    Keep,
    Match,
    RoutingModule,
    Rule,
    SeveralIncumbents,
    TieBreak,
    TurnsTaken,
)
from leadflow.core.schema import Subject
from leadflow.testing.builders import KIT_SCHEMA, NOW

__all__ = ["a_campaign", "a_module", "some_turns"]


def a_campaign(id: str = "fair", name: str = "Spring fair") -> Campaign:
    """
    Return a campaign with something in every attribute.
    """
    return Campaign(
        id=id,
        name=name,
        status="running",
        type="trade show",
        owner="ann",
        starts_on=NOW.date(),
        ends_on=NOW.date() + timedelta(days=3),
        attributes=KIT_SCHEMA.campaigns.fill(kit_budget="EUR 20000.50", kit_until="2026-12-31"),
    )


def a_module(name: str = "emea", version: int = 1) -> RoutingModule:
    """
    Return a module with a step of each sort.
    """
    large = any_of(where("employee_count", "between", 10, 50), where("country", "in", ["DE", "AT"], if_missing=True))
    able = any_of(where("tier", "equals", "Gold", subject=Subject.PARTNER))
    return RoutingModule(
        name=name,
        version=version,
        steps=(
            Match(lead_field="country", partner_field="territories", name="Where it is", required=True),
            AssignByRules(rules=(Rule(criteria=large, partners=("nordlys", "globex"), name="Large ones"),), when=large),
            Filter(criteria=able),
            Keep(by=[CompanyDetail.EMAIL, CompanyDetail.COMPANY], several=SeveralIncumbents.LATEST, takes_turn=True),
        ),
        tie_break=TieBreak.ROUND_ROBIN,
        default_partner="nordlys",
    )


def some_turns(module: str, before: int, *partner_ids: str) -> TurnsTaken:
    """
    Return turns of *module*, one for each of *partner_ids* in their order, taken after *before* others.
    """
    last = {partner_id: before + number for number, partner_id in enumerate(partner_ids, start=1)}
    count = before + len(partner_ids)
    due = {partner_id: 720_720 * turn for partner_id, turn in last.items()}
    return TurnsTaken(module=module, before=before, count=count, last=last, clock=360_360 * count, due=due)
