"""
R5: rotation, weights and capacities stay exact while eight processes receive by three modules.
"""

from __future__ import annotations

from collections import Counter

from tests.processes import SIZE, SOAK, running, sized
from tests.reliability.databases import a_setting, kind_of
from tests.reliability.figures import record
from tests.reliability.sharing import MODULES, receive

from leadflow.core.access import ProgramParty
from leadflow.core.loads import loads_of
from leadflow.core.partners import Partner
from leadflow.core.routing import Match, RoutingModule, TieBreak
from leadflow.services import RoutingDesk, Setting, SupplierDesk

PROCESSES = 8
RUNS, LEADS = sized(1, 20), 200 if SOAK else 6
ROTATING = 5
WEIGHTS = {"w1": 1, "w2": 2, "w3": 3}
CAPACITIES = {"c1": 3, "c2": 7, "c3": 12} if not SOAK else {"c1": 100, "c2": 300, "c3": 700}


def test_shares_are_exact(url: str) -> None:
    """
    Turns are fair to one, shares by weight to one, no partner has more open leads than it can take, and no turn is
    lost.
    """
    spread, off, over, lost = 0, 0.0, 0, 0
    for run in range(RUNS):
        supplier = f"run-{run}"
        with a_setting(url, supplier) as setting:
            prepare(setting)
            with running([(receive, (url, supplier, number, LEADS)) for number in range(PROCESSES)]):
                pass
            with setting.unit() as unit:
                leads = unit.leads.page(None, 100_000)
                turns = {name: unit.rotations.of(name).count for name in MODULES}
                loads = unit.loads.since(0).by_partner
        shares = Counter(lead.partner_id for lead in leads)
        rotating = [shares[f"r{number}"] for number in range(ROTATING)]
        spread = max(spread, max(rotating) - min(rotating))
        weight = PROCESSES * LEADS / sum(WEIGHTS.values())
        off = max(off, *(abs(shares[name] - weight * one) for name, one in WEIGHTS.items()))
        over += sum(max(0, shares[name] - most) for name, most in CAPACITIES.items())
        lost += 3 * PROCESSES * LEADS - len(leads) + abs(turns["rotation"] - PROCESSES * LEADS)
        assert sum(shares[name] for name in CAPACITIES) == min(sum(CAPACITIES.values()), PROCESSES * LEADS)
        assert +Counter(loads) == loads_of(leads, setting.programme.stages.closing)
    record(
        f"R5 {kind_of(url)}",
        size=SIZE,
        runs=RUNS,
        leads=3 * PROCESSES * LEADS,
        spread=spread,
        off=round(off, 2),
        over=over,
        lost=lost,
    )

    assert spread <= 1
    assert off <= 1
    assert over == 0
    assert lost == 0


def prepare(setting: Setting) -> None:
    """
    Save the partners and publish the modules.
    """
    desk, routing = SupplierDesk(setting, ProgramParty(name="host")), RoutingDesk(setting, ProgramParty(name="host"))
    desk.save_partners(
        [
            *(Partner(id=f"r{number}", name=f"R {number}", territories=("NO",)) for number in range(ROTATING)),
            *(Partner(id=one, name=one, territories=("SE",), weight=weight) for one, weight in WEIGHTS.items()),
            *(Partner(id=one, name=one, territories=("DE",), capacity=most) for one, most in CAPACITIES.items()),
        ]
    )
    step = Match(lead_field="country", partner_field="territories", required=True)
    for name, tie_break in zip(MODULES, (TieBreak.ROUND_ROBIN, TieBreak.WEIGHTED, TieBreak.LEAST_LOADED), strict=True):
        routing.publish(RoutingModule(name=name, steps=(step,), tie_break=tie_break))
