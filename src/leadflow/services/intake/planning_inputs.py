"""
The records for planning a batch of drafts, read once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from attrs import frozen

from leadflow.core.access import Scope
from leadflow.core.changes import Changes
from leadflow.core.criteria import EvaluationTime
from leadflow.core.facts import Actor
from leadflow.core.intake import Distributor, Gate
from leadflow.core.intake.requirements import RequiredFields
from leadflow.core.leads import Lead, LeadAssessment
from leadflow.core.partners import Accounts, Campaign, CampaignDirectory, Partner, PartnerDirectory
from leadflow.core.programme import Programme
from leadflow.core.routing import Incumbents
from leadflow.ports import UnitOfWork
from leadflow.services.conflicts.incumbents import incumbents_for
from leadflow.services.operations.routing_inputs import RoutingInputs, read_inputs

__all__ = ["PlanningInputs", "open_batch", "seen_partners"]


@frozen(kw_only=True)
class PlanningInputs:
    """
    What a batch of drafts is planned with.
    """

    programme: Programme
    inputs: RoutingInputs
    accounts: Accounts
    gate: Gate
    distributor: Distributor

    def gate_with(self, campaigns: Iterable[Campaign], scope: Scope) -> Gate:
        """
        Return a gate that knows *campaigns* in addition to the stored ones.
        """
        known = CampaignDirectory((*self.inputs.campaigns.campaigns, *campaigns))
        return _gate(self.programme, self.inputs.directory, known, self.accounts, scope)

    def held_to(self, lead: Lead) -> RequiredFields:
        """
        Return what a lead is held to that the batch changes.
        """
        return RequiredFields(
            requirements=self.programme.requirements,
            moment=self.distributor.moment,
            partner=self.inputs.directory.get(lead.partner_id or ""),
            campaign=self.inputs.campaigns.named(lead.campaign_id) if lead.campaign_id else None,
        )

    def taken(self, changes: Changes, loads: Mapping[str, int] | None = None) -> Changes:
        """
        Return *changes* with the turns that were taken for them, what they change of loads, and what they were planned
        by.

        *loads* says by how much each partner's load changes, where that is known without looking at the leads.
        """
        return self.inputs.taken(changes, self.programme.stages.closing, loads)


def open_batch(
    unit: UnitOfWork,
    programme: Programme,
    *,
    now: datetime,
    actor: Actor,
    scope: Scope,
    module: str | None,
    accounts: Accounts,
    default_partner: Partner | None = None,
    notifies: bool = True,
    before: PlanningInputs | None = None,
    going_on: bool = False,
    inputs: RoutingInputs | None = None,
    assess: Callable[[Lead], LeadAssessment] | None = None,
) -> PlanningInputs:
    """
    Read partners, campaigns, the module and its turns, or what of them has changed.

    Args:
        unit: Where they are read from.
        programme: The supplier's settings.
        now: When the batch happens.
        actor: Who does it.
        scope: What they see; drafts name partners among those only. Modules choose among all.
        module: Name of the routing module; if omitted, the programme's, if it has one.
        accounts: The partners whose people are notified.
        default_partner: Who gets the leads for which nobody is left.
        notifies: False notifies nobody.
        before: The batch before, for the same caller by the same module. What it is planned with is ready, unless the
            records or the people of a partner have changed since; criteria that ask how long ago something was continue
            asking from the time of the first batch.
        going_on: True continues from the turns of the batch before instead of the stored ones, as a preview does.
        inputs: Of another lead by the same module, in the place of *before*: its turns are committed and nobody else
            uses it. Only what has changed since is read.
        assess: Gives arriving leads their assessment; None leaves them without. Batches that follow one another keep
            that of the first.

    Raises:
        NotFound: There is no such module.
        InvalidInput: The module does not fit the fields and partners of today, with every problem.
    """
    if before is not None and before.accounts != accounts:
        before = None
    moment, named = EvaluationTime(now, programme.zone), programme.module_or(module)
    found = read_inputs(
        unit,
        programme,
        named,
        now,
        before.inputs if before is not None else inputs,
        going_on=going_on,
        catching_up=inputs is not None,
    )
    routed = before.distributor.incumbents if before is not None and going_on else None
    incumbents = incumbents_for(unit, programme, found.router, before=routed)
    if before is not None and before.inputs.router is found.router and before.inputs.directory is found.directory:
        distributor = before.distributor.later(moment, found.turns, incumbents)
    else:
        distributor = _distributor(
            programme,
            found,
            moment,
            actor,
            accounts,
            default_partner=default_partner,
            notifies=notifies,
            assess=assess,
            incumbents=incumbents,
        )
    if before is not None and before.inputs.directory is found.directory and before.inputs.campaigns is found.campaigns:
        gate = before.gate
    else:
        gate = _gate(programme, found.directory, found.campaigns, accounts, scope)
    return PlanningInputs(programme=programme, inputs=found, accounts=accounts, gate=gate, distributor=distributor)


def _distributor(
    programme: Programme,
    found: RoutingInputs,
    moment: EvaluationTime,
    actor: Actor,
    accounts: Accounts,
    *,
    default_partner: Partner | None,
    notifies: bool,
    assess: Callable[[Lead], LeadAssessment] | None,
    incumbents: Incumbents | None,
) -> Distributor:
    return Distributor(
        programme.supplier_id,
        moment,
        actor=actor,
        accounts=accounts,
        router=found.router,
        turns=found.turns,
        default_partner=default_partner if default_partner and found.directory.takes(default_partner) else None,
        notifies=notifies,
        paused=programme.switches.paused,
        policy=programme.intake,
        recipients=programme.recipients,
        mail=programme.mail,
        assess=assess,
        incumbents=incumbents,
    )


def _gate(
    programme: Programme, directory: PartnerDirectory, campaigns: CampaignDirectory, accounts: Accounts, scope: Scope
) -> Gate:
    return Gate(
        programme.schema.leads,
        seen_partners(directory, scope),
        campaigns,
        accounts,
        policy=programme.intake,
        stages=programme.stages,
        switches=programme.switches,
        requirements=programme.requirements,
    )


def seen_partners(directory: PartnerDirectory, scope: Scope) -> PartnerDirectory:
    """
    Return the visible partners; others look unknown.
    """
    return directory if scope.groups is None else directory.in_groups(scope.groups)
