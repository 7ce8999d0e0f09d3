"""
The desk for routing: publishes, tests and explains modules.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from itertools import islice

from attrs import evolve

from leadflow.core.access import Act, ProgramParty, SupplierParty
from leadflow.core.arguments import checked
from leadflow.core.bounds import check_whole
from leadflow.core.changes import Changes
from leadflow.core.criteria import EvaluationTime
from leadflow.core.facts import Channel, Routed
from leadflow.core.leads import Lead, declined_by
from leadflow.core.lengths import about_id
from leadflow.core.partners import Campaign
from leadflow.core.problems import Problem
from leadflow.core.programme import Programme
from leadflow.core.routing import (
    CurrentModule,
    RoutingModule,
    SimulatedLead,
    Simulation,
    WhyNot,
    check_module,
    lint_module,
    simulate,
    why_not,
)
from leadflow.core.routing.step_effects import NOBODY
from leadflow.core.stored import publication
from leadflow.errors import ConfigurationError, InvalidInput, NotFound
from leadflow.ports import UnitOfWork
from leadflow.services.conflicts.incumbents import incumbents_for
from leadflow.services.operations.caller import Caller, calling
from leadflow.services.operations.planned import planned
from leadflow.services.operations.required_records import current_module, module_version, read_directory
from leadflow.services.operations.routing_inputs import ready_module
from leadflow.services.operations.setting import Setting
from leadflow.services.views.viewing import every_lead

__all__ = ["RoutingDesk"]


@checked
class RoutingDesk:
    """
    Publishes, tests and explains routing modules.

    Everything here needs the act ``administer_routing``, and raises `NotAllowed` without it. Of leads it shows what the
    party sees.
    """

    def __init__(
        self, setting: Setting, party: SupplierParty | ProgramParty, *, channel: Channel | None = None
    ) -> None:
        """
        Open the desk for *party*; without a channel a person comes by the portal, and a program by the API.
        """
        self._caller = calling(setting, party, channel)

    def recount_loads(self) -> None:
        """
        Count every partner's open leads again, by the closing stages of the programme.

        Loads are kept with each commit, so this is for once after the closing stages of a programme were changed. It
        reads every lead of the supplier, and leads that are received meanwhile wait for it.

        Raises:
            NotAllowed: None of the party's roles allows it. Nothing was written.
            Conflict: Others wrote first twelve times in a row. Nothing was written, trying again is safe.
        """
        self._caller.check(Act.ADMINISTER_ROUTING)
        setting = self._caller.setting
        stages = frozenset(setting.programme.stages.closing)
        planned(setting, lambda _: (None, Changes(recount=stages)))

    def publish(self, module: RoutingModule) -> RoutingModule:
        """
        Check *module* and make it the current version of its name.

        Returns:
            The module as it was published: with the next version number, or the current one if nothing else changed.

        Raises:
            InvalidInput: With every problem. Nothing was written.
            Conflict: Others published first twelve times in a row. Nothing was written, trying again is safe.
        """
        return publish_module(self._caller, module)

    def roll_back(self, name: str, version: int) -> RoutingModule:
        """
        Publish an earlier version of a module again, as a new version.

        Raises:
            NotFound: There is no such version. Nothing was written.
            InvalidInput: It does not fit the fields and partners of today. Nothing was written.
        """
        return roll_back_module(self._caller, name, version)

    def modules(self) -> tuple[RoutingModule, ...]:
        """
        Return the current version of every module, by name; one that cannot be read is left out.
        """
        return current_modules(self._caller)

    def versions(self, name: str) -> tuple[RoutingModule, ...]:
        """
        Return every version of a module, the current one first; one that cannot be read is left out.

        Raises:
            NotFound: There is no module of that name.
        """
        return versions_of_module(self._caller, name)

    def check(self, module: RoutingModule) -> tuple[Problem, ...]:
        """
        Return all problems of *module* with today's fields and partners.
        """
        return check_with_partners(self._caller, module)

    def lint(self, module: RoutingModule, *, sample: int = 1_000) -> tuple[Problem, ...]:
        """
        Return problems and probable mistakes in *module*, with the first *sample* leads that the party sees.

        Raises:
            InvalidInput: *sample* is negative (``number_out_of_range``).
        """
        return lint_with_leads(self._caller, module, sample)

    def simulate(
        self, module: RoutingModule, *, compare_to: RoutingModule | None = None, leads: Iterable[Lead] | None = None
    ) -> Simulation:
        """
        Return where existing leads would go with *module*, without saving anything. Nothing is written, no turn is
        taken.

        Args:
            module: What is tried; it need not be published.
            compare_to: What it is compared with, such as the version before; None compares with where the leads are.
            leads: Which leads; None takes all active ones that the party sees.

        Raises:
            InvalidInput: A module does not fit the fields and partners of today.
        """
        return simulate_module(self._caller, module, compare_to, leads)

    def why_not(self, lead_id: str, *, partner_id: str) -> WhyNot:
        """
        Explain why a partner did not get a lead, by the module that decided, with today's partners.

        Raises:
            NotFound: There is no such lead, the party does not see it, or no module decided about it.
        """
        return explain_absence(self._caller, lead_id, partner_id)


def publish_module(caller: Caller, module: RoutingModule) -> RoutingModule:
    """
    Make *module* the current version of its name; see `RoutingDesk.publish`.
    """
    caller.check(Act.ADMINISTER_ROUTING)
    wrong = about_id(module.name, "name")
    if wrong:
        raise InvalidInput(wrong)

    def plan(unit: UnitOfWork) -> tuple[RoutingModule, Changes | None]:
        directory = read_directory(unit)
        checked, problems = check_module(module, caller.setting.programme.schema, directory)
        if checked is None:
            raise InvalidInput(problems)
        current = unit.records.one(CurrentModule, module.name)
        before = module_version(unit, module.name, current.version) if current else None
        if before is not None and evolve(module, version=before.version) == before:
            return before, None
        published = evolve(module, version=before.version + 1 if before else 1)
        return published, Changes(puts=publication(published))

    return planned(caller.setting, plan)


def roll_back_module(caller: Caller, name: str, version: int) -> RoutingModule:
    """
    Publish an earlier version again; see `RoutingDesk.roll_back`.
    """
    caller.check(Act.ADMINISTER_ROUTING)
    with caller.setting.unit() as unit:
        earlier = module_version(unit, name, version)
    return publish_module(caller, earlier)


def current_modules(caller: Caller) -> tuple[RoutingModule, ...]:
    """
    Return the current version of every module, by name.
    """
    caller.check(Act.ADMINISTER_ROUTING)
    with caller.setting.unit() as unit:
        current = sorted(unit.records.all(CurrentModule), key=lambda one: one.name)
        found = list[RoutingModule]()
        for one in current:
            # Whoever asks for this one by its name is told what is wrong.
            with suppress(ConfigurationError, NotFound):
                found.append(module_version(unit, one.name, one.version))
        return tuple(found)


def versions_of_module(caller: Caller, name: str) -> tuple[RoutingModule, ...]:
    """
    Return the versions of a module, the current one first; see `RoutingDesk.versions`.
    """
    caller.check(Act.ADMINISTER_ROUTING)
    with caller.setting.unit() as unit:
        found = list[RoutingModule]()
        for number in range(current_module(unit, name).version, 0, -1):
            with suppress(ConfigurationError, NotFound):
                found.append(module_version(unit, name, number))
        return tuple(found)


def check_with_partners(caller: Caller, module: RoutingModule) -> tuple[Problem, ...]:
    """
    Check a module with the partners of today; see `RoutingDesk.check`.
    """
    caller.check(Act.ADMINISTER_ROUTING)
    with caller.setting.unit() as unit:
        return check_module(module, caller.setting.programme.schema, read_directory(unit))[1]


def lint_with_leads(caller: Caller, module: RoutingModule, sample: int) -> tuple[Problem, ...]:
    """
    Lint a module with the partners of today and some leads; see `RoutingDesk.lint`.
    """
    caller.check(Act.ADMINISTER_ROUTING)
    check_whole(sample, "RoutingDesk.lint(sample)", 0)
    setting = caller.setting
    with setting.unit() as unit:
        moment = EvaluationTime(setting.clock(), setting.programme.zone)
        directory, leads = (
            read_directory(unit),
            tuple(islice(every_lead(caller, unit), sample)),
        )
    return lint_module(module, setting.programme.schema, directory, moment, leads=leads)


def simulate_module(
    caller: Caller, module: RoutingModule, beside: RoutingModule | None, leads: Iterable[Lead] | None
) -> Simulation:
    """
    Return where leads would go; see `RoutingDesk.simulate`.
    """
    caller.check(Act.ADMINISTER_ROUTING)
    setting = caller.setting
    with setting.unit() as unit:
        now = setting.clock()
        after = _simulated(unit, setting.programme, module, now)
        before = _simulated(unit, setting.programme, beside, now) if beside else None
        campaigns = {one.id: one for one in unit.records.all(Campaign)}
        chosen = leads if leads is not None else (lead for lead in every_lead(caller, unit) if lead.active)
        return simulate(chosen, after, before=before, campaigns=campaigns)


def _simulated(unit: UnitOfWork, programme: Programme, module: RoutingModule, now: datetime) -> SimulatedLead:
    router, turns = ready_module(unit, programme, module, now)
    incumbents = incumbents_for(unit, programme, router, as_of=lambda lead: lead.received_at)
    return SimulatedLead(router, turns, incumbents or NOBODY)


def explain_absence(caller: Caller, lead_id: str, partner_id: str) -> WhyNot:
    """
    Return what keeps a partner from a lead; see `RoutingDesk.why_not`.
    """
    setting = caller.setting
    with setting.unit() as unit:
        lead = caller.lead_to(Act.ADMINISTER_ROUTING, unit, lead_id)
        routed = [(one.at, one.fact.decision) for one in unit.timeline.of(lead_id) if isinstance(one.fact, Routed)]
        if not routed:
            raise NotFound("routing of lead", lead_id)
        decided_at, decision = routed[-1]
        module = module_version(unit, decision.module, decision.version)
        router, turns = ready_module(unit, setting.programme, module, setting.clock())
        campaign = unit.records.one(Campaign, lead.campaign_id) if lead.campaign_id else None
        incumbents = incumbents_for(unit, setting.programme, router, as_of=lambda _: decided_at)
        return why_not(
            partner_id,
            lead,
            router,
            turns,
            campaign=campaign,
            declined=declined_by(lead),
            incumbents=incumbents or NOBODY,
            as_of_today=True,
        )
