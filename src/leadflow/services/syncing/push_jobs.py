"""
Plans what is to be written to another system for errands that are due.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from attrs import define, frozen

from leadflow.core.connectors import LinkState, RemoteKind, SyncLink
from leadflow.core.leads import Lead
from leadflow.core.syncing import (
    Sending,
    asks_answers,
    lead_says,
    opportunity_says,
    plan_sending,
    rejection_in,
)
from leadflow.errors import NotFound
from leadflow.ports import UnitOfWork
from leadflow.services.handling.opportunities import opportunities_of
from leadflow.services.syncing.records import link_of, subjects_of
from leadflow.services.syncing.turns import SyncTurn

__all__ = ["PushJob", "PushJobs", "lead_or_none"]

_NONE: Final = Sending(None, ())


@frozen
class PushJob:
    """
    A record that is to be written.

    Attributes:
        lead_id: Of the errand.
        seq: The number of the lead's latest event when it was planned.
        link: The link when it was planned.
        sending: What is written.
    """

    lead_id: str
    seq: int
    link: SyncLink
    sending: Sending


@define
class PushJobs:
    """
    Plans the records of errands, during one turn.
    """

    turn: SyncTurn

    def leads(self, lead_ids: Sequence[str]) -> Iterator[PushJob]:
        """
        Plan what is written of each lead; nothing of one that is not there, here or in the other system.
        """
        connection, fields = self.turn.connection, self.turn.setting.programme.schema.leads
        with self.turn.setting.unit() as unit:
            for lead_id in lead_ids:
                lead = lead_or_none(unit, lead_id)
                if lead is None:
                    yield PushJob(
                        lead_id, 0, SyncLink(connection=connection.name, kind=RemoteKind.LEAD, id=lead_id), _NONE
                    )
                    continue
                link = link_of(unit, connection, RemoteKind.LEAD, lead_id)
                link = link or SyncLink(connection=connection.name, kind=RemoteKind.LEAD, id=lead_id)
                if link.state is not LinkState.LINKED:
                    yield PushJob(lead_id, lead.seq, link, _NONE)
                    continue
                events = unit.timeline.of(lead_id) if asks_answers(connection) else ()
                says = lead_says(connection.leads, subjects_of(unit, lead), fields, rejection_in(lead, events))
                yield PushJob(lead_id, lead.seq, link, plan_sending(connection.leads, link, says))

    def opportunities(self, job: PushJob) -> Iterator[PushJob]:
        """
        Plan what is written of the opportunities of a lead that is there.
        """
        connection, kind = self.turn.connection, RemoteKind.OPPORTUNITY
        with self.turn.setting.unit() as unit:
            of = link_of(unit, connection, RemoteKind.LEAD, job.lead_id)
            if of is None or of.ref is None or of.state not in (LinkState.LINKED, LinkState.CONVERTED):
                return
            for one in opportunities_of(unit, unit.timeline.of(job.lead_id)):
                link = link_of(unit, connection, kind, one.id)
                link = link or SyncLink(connection=connection.name, kind=kind, id=one.id)
                if link.state is LinkState.LINKED:
                    said = opportunity_says(connection.opportunities, one)
                    yield PushJob(
                        job.lead_id, job.seq, link, plan_sending(connection.opportunities, link, said, of.ref)
                    )


def lead_or_none(unit: UnitOfWork, lead_id: str) -> Lead | None:
    """
    Return a lead; None if the supplier has none with this id.
    """
    try:
        return unit.leads.get(lead_id)
    except NotFound:
        return None
