"""
Handling of leads against a model that is made of dictionaries and knows nothing of the library.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any, ClassVar, Final

import pytest
from attrs import evolve
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from hypothesis.strategies import integers, sampled_from
from tests.processes import SIZE, sized
from tests.reliability import model
from tests.reliability.databases import setting_of
from tests.reliability.figures import record
from tests.reliability.model import PEOPLE, USERS, Model
from tests.stores import an_empty_store

from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.access import ProgramParty
from leadflow.core.handling import AfterRecall, LeadMove, LeadUpdate, Refusal
from leadflow.core.intake import Distribution, read_draft
from leadflow.core.partners import Partner, PartnerPeople, PartnerUser
from leadflow.core.routing import Match, RoutingModule
from leadflow.errors import NotFound
from leadflow.services import PartnerDesk, RoutingDesk, Setting, SupplierDesk
from leadflow.testing import CountingIds, FrozenClock

STEPS: Final = 40
RUNS: Final = {"memory": sized(60, 20_000), "sqlite": sized(30, 20_000), "postgresql": sized(10, 20_000)}

_HOST: Final = ProgramParty(name="host")


class Handling(RuleBasedStateMachine):
    """
    Does the same to a store and to the model.

    Attributes:
        store: Whose leads are handled.
        suppliers: Numbers of suppliers; each run has one of its own.
        done: How many steps each run had.
    """

    store: ClassVar[MemoryStore | SqlStore]
    suppliers: ClassVar[Iterator[int]]
    done: ClassVar[list[int]]

    def __init__(self) -> None:
        super().__init__()
        setting = setting_of(self.store, f"model-{next(self.suppliers)}")
        self.setting: Setting = evolve(setting, clock=FrozenClock(), new_id=CountingIds())
        self.desk = SupplierDesk(self.setting, _HOST)
        self.steps, self.leads = 0, dict[str, Model]()
        users = {one: [PartnerUser(id=p, email=f"{p}@x.se") for p in people] for one, people in PEOPLE.items()}
        self.desk.save_partners(
            [Partner(id=one, name=one, territories=("NL",) if one == "there" else ()) for one in PEOPLE],
            people=[PartnerPeople(partner_id=one, users=tuple(some)) for one, some in users.items()],
        )
        step = Match(lead_field="country", partner_field="territories", required=True)
        RoutingDesk(self.setting, _HOST).publish(RoutingModule(name="m", steps=(step,)))
        for number, way in enumerate(("waits", "here", "routed", "there")):
            self.receive(f"lead-{number}", way)

    def receive(self, lead_id: str, way: str) -> None:
        said = {"email": f"{lead_id}@x.se", "country": "NL", "city": "Oslo"}
        partner = way if way in PEOPLE else None
        draft = read_draft(self.setting.programme.schema, said, partner=partner)
        done = self.desk.receive(draft, lead_id=lead_id, module="m" if way == "routed" else None)
        assert isinstance(done, Distribution)
        lead = self.leads[lead_id] = model.waiting("Oslo")
        if way != "waits":
            model.placed(lead, partner or "there", routed=way == "routed")

    def at(self, user: str) -> PartnerDesk:
        return PartnerDesk(self.setting, USERS[user])

    def check(self, number: int, expect: Callable[[Model], Any], call: Callable[[str], object]) -> None:
        self.steps += 1
        lead_id = sorted(self.leads)[number % len(self.leads)]
        expected = expect(self.leads[lead_id])
        code, made = expected if isinstance(expected, tuple) else (expected, None)
        try:
            done = call(lead_id)
        except NotFound:
            done = None
        assert code_of(done) == code
        if made is not None:
            assert isinstance(done, LeadMove)
            self.leads[done.lead.id] = made
        assert {one: self.stored(one) for one in self.leads} == {
            one: model.shown(lead) for one, lead in self.leads.items()
        }

    def stored(self, lead_id: str) -> Model:
        lead = self.desk.lead(lead_id)
        return {
            "status": lead.status.value,
            "partner": lead.partner_id,
            "assignee": lead.assignee_id,
            "stage": lead.stage,
            "city": str(lead.values["city"]),
            "active": lead.active,
            "routed": lead.routed_by is not None,
            "continued": lead.superseded_by is not None,
        }

    @rule(n=integers(0, 9), user=sampled_from(sorted(USERS)))
    def accept(self, n: int, user: str) -> None:
        self.check(n, lambda lead: model.accept(lead, user), lambda one: self.at(user).accept(one))

    @rule(n=integers(0, 9), user=sampled_from(sorted(USERS)))
    def reject(self, n: int, user: str) -> None:
        self.check(n, lambda lead: model.reject(lead, user), lambda one: self.at(user).reject(one))

    @rule(n=integers(0, 9), user=sampled_from(sorted(USERS)), to=integers(0, 1))
    def reassign(self, n: int, user: str, to: int) -> None:
        person = PEOPLE[USERS[user].partner_id][to]
        self.check(n, lambda lead: model.reassign(lead, user, to), lambda one: self.at(user).reassign(one, person))

    @rule(n=integers(0, 9), to=integers(0, 1))
    def reassign_by_supplier(self, n: int, to: int) -> None:
        def call(lead_id: str) -> object:
            return self.desk.reassign(lead_id, PEOPLE[self.leads[lead_id]["partner"] or "here"][to])

        self.check(n, lambda lead: model.reassign(lead, None, to), call)

    @rule(n=integers(0, 9), user=sampled_from([*sorted(USERS), None]), stage=sampled_from(["open", "qualified"]))
    def set_stage(self, n: int, user: str | None, stage: str) -> None:
        desk: SupplierDesk | PartnerDesk = self.desk if user is None else self.at(user)
        self.check(n, lambda lead: model.set_stage(lead, user, stage), lambda one: desk.set_stage(one, stage))

    @rule(n=integers(0, 9), city=sampled_from(["Oslo", "Bergen"]))
    def edit(self, n: int, city: str) -> None:
        def expect(lead: Model) -> str:
            return model.to_change(lead, "city", city) if lead["active"] else "lead_deactivated"

        self.check(n, expect, lambda one: self.desk.edit(one, {"city": city}))

    @rule(n=integers(0, 9), partner=sampled_from(sorted(PEOPLE)))
    def assign(self, n: int, partner: str) -> None:
        self.check(
            n,
            lambda lead: model.placeable(lead) or model.placed(lead, partner),
            lambda one: self.desk.assign(one, partner_id=partner),
        )

    @rule(n=integers(0, 9))
    def route_again(self, n: int) -> None:
        self.check(n, model.route_again, lambda one: self.desk.route_again(one, module="m"))

    @rule(n=integers(0, 9), partner=sampled_from(sorted(PEOPLE)))
    def transfer(self, n: int, partner: str) -> None:
        self.check(
            n,
            lambda lead: model.moved(lead, partner, stays=False),
            lambda one: self.desk.transfer(one, partner_id=partner),
        )

    @rule(n=integers(0, 9), partner=sampled_from(sorted(PEOPLE)))
    def duplicate(self, n: int, partner: str) -> None:
        self.check(
            n,
            lambda lead: model.moved(lead, partner, stays=True),
            lambda one: self.desk.duplicate(one, partner_id=partner),
        )

    @rule(n=integers(0, 9), then=sampled_from([AfterRecall.WAIT, AfterRecall.END]))
    def recall(self, n: int, then: AfterRecall) -> None:
        waits = then is AfterRecall.WAIT
        self.check(n, lambda lead: model.recalled(lead, waits=waits), lambda one: self.desk.recall(one, then=then))

    @rule(n=integers(0, 9))
    def deactivate(self, n: int) -> None:
        self.check(n, lambda lead: model.to_change(lead, "active", False), self.desk.deactivate)

    @rule(n=integers(0, 9))
    def reactivate(self, n: int) -> None:
        self.check(n, model.reactivate, self.desk.reactivate)

    def teardown(self) -> None:
        self.done.append(self.steps)


def code_of(done: object) -> str:
    """
    Return what came of a call.
    """
    match done:
        case None:
            return "not_found"
        case Refusal():
            return done.problems[0].code
        case LeadUpdate(unchanged=True):
            return "unchanged"
        case _:
            return "done"


@pytest.mark.parametrize("kind", RUNS)
def test_leads_are_handled_as_the_model_says(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """
    Of many runs, no operation is answered otherwise than by the model, and no lead is in another state.
    """
    with an_empty_store(kind, tmp_path, request) as store:
        steps: list[int] = []
        handling = type("Run", (Handling,), {"store": store, "suppliers": count(), "done": steps})
        run_state_machine_as_test(
            handling,
            settings=settings(
                max_examples=RUNS[kind],
                stateful_step_count=STEPS,
                deadline=None,
                phases=[Phase.generate, Phase.shrink],
                database=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
    record(f"model {kind}", size=SIZE, runs=len(steps), steps=sum(steps), differences=0)
