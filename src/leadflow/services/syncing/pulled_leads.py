"""
Makes leads of what is new in another system, and merges what has changed there into ours.
"""

from __future__ import annotations

from attrs import define, evolve, frozen

from leadflow.core.access import PartnerParty
from leadflow.core.changes import Changes, Put
from leadflow.core.connectors import (
    LinkedRecord,
    LinkState,
    RemoteRecord,
    SyncLink,
)
from leadflow.core.facts import Erased, HistoryAdded
from leadflow.core.handling import LeadUpdate, Refusal
from leadflow.core.intake import InvalidDraft, OnDuplicate
from leadflow.core.kinds import ReadOptions
from leadflow.core.leads import DistributionStatus, Lead
from leadflow.core.problems import Problem
from leadflow.core.syncing import (
    Applied,
    ApplyOutcome,
    Pulled,
    take_pulled,
    with_conflicts,
)
from leadflow.core.timeline import LeadChange
from leadflow.errors import InvalidInput, NotFound
from leadflow.ports import UnitOfWork
from leadflow.services.handling.acts import accept_lead, changes_of
from leadflow.services.handling.editing import held_to
from leadflow.services.handling.moving_on import reject_lead
from leadflow.services.intake.receiving import receive_draft
from leadflow.services.mail.telling import with_news
from leadflow.services.operations.planned import planned
from leadflow.services.syncing.lead_values import ANSWER, LeadValues
from leadflow.services.syncing.records import link_of, linked_record, named_there
from leadflow.services.syncing.turns import SyncTurn

__all__ = ["PulledLeads"]


class _Linked(Exception):
    """
    Another process has made a lead of the record meanwhile.
    """


@frozen
class _Answer:
    """
    How a partner's system says that the partner has answered.
    """

    status: str
    reason: str | None
    comment: str | None


@define
class PulledLeads:
    """
    Applies records of leads during one turn.
    """

    turn: SyncTurn

    @property
    def values(self) -> LeadValues:
        """
        Reads what records say of leads.
        """
        return LeadValues(self.turn)

    def apply(self, record: RemoteRecord) -> Applied:
        """
        Make a lead of a record, or merge it into the lead that it is; what no lead can say refuses the record alone.
        """
        try:
            return self._applied(record)
        except InvalidInput as error:
            return self._refused(record, error.problems)

    def _applied(self, record: RemoteRecord) -> Applied:
        with self.turn.setting.unit() as unit:
            lead_id = self._known(unit, record)
        if lead_id is None and not self.turn.connection.creates:
            return Applied(record.ref, ApplyOutcome.IGNORED)
        if lead_id is None:
            try:
                done = self._create(record)
            except _Linked:
                return self._applied(record)
            if isinstance(done, Applied):
                return done
            lead_id = done
        try:
            return self._merge(record, lead_id)
        except NotFound:
            return Applied(record.ref, ApplyOutcome.IGNORED)

    def _known(self, unit: UnitOfWork, record: RemoteRecord) -> str | None:
        """
        Return the lead that a record is: by its id, or by the key that we gave it when its creation was not answered.
        """
        linked = linked_record(unit, self.turn.connection, record.ref)
        if linked is not None and linked.id is not None:
            return linked.id
        if record.key is None:
            return None
        try:
            return self.turn.caller.lead(unit, record.key).id
        except NotFound:
            return None

    def _create(self, record: RemoteRecord) -> Applied | str:
        """
        Make a lead of a record; return the id of the lead that is there already instead, if there is one.
        """
        connection, draft = self.turn.connection, self.values.draft(record)

        def also(unit: UnitOfWork, lead: Lead) -> tuple[Put, ...]:
            known = linked_record(unit, connection, record.ref)
            if known is not None and known.id is not None:
                raise _Linked
            link = self._new_link(record, lead.id)
            pulled = self.values.compared(unit, record, link, lead)
            named = known or self._linked(record, None)
            puts = (
                Put(self.turn.shown(evolve(named, id=lead.id, problems=())), before=known),
                Put(link.agreed(pulled.seen()), before=None),
            )
            return (*puts, self.turn.fence(unit))

        done = receive_draft(
            self.turn.caller,
            draft,
            module=None,
            lead_id=None,
            on_duplicate=OnDuplicate.SKIP,
            idempotency_key=None,
            also=also,
        )
        if isinstance(done, InvalidDraft):
            return self._refused(record, done.problems)
        if isinstance(done, LeadUpdate):
            return done.lead.id
        return Applied(record.ref, ApplyOutcome.CREATED, done.change.lead_id, draft.problems)

    def _merge(self, record: RemoteRecord, lead_id: str) -> Applied:
        """
        Merge a record into a lead; an answer of the partner is given first, as the partner would give it.
        """
        refused: Refusal | None = None
        for _ in range(2):
            done = planned(
                self.turn.setting,
                lambda unit: self._plan(unit, record, lead_id, refused=refused),  # noqa: B023
            )
            if isinstance(done, Applied):
                return done
            answered = self._answered(lead_id, done)
            refused = answered if isinstance(answered, Refusal) else None
        return Applied(record.ref, ApplyOutcome.UNCHANGED, lead_id)

    def _plan(
        self, unit: UnitOfWork, record: RemoteRecord, lead_id: str, *, refused: Refusal | None
    ) -> tuple[Applied | _Answer, Changes | None]:
        lead, connection = self.turn.caller.lead(unit, lead_id), self.turn.connection
        known, stored = linked_record(unit, connection, record.ref), link_of(unit, connection, record.ref.kind, lead_id)
        link = stored or self._new_link(record, lead_id)
        if _is_erased(unit, lead_id, stored):
            return Applied(record.ref, ApplyOutcome.IGNORED, lead_id), self._only_shown(known)
        # A record with our key is ours under whichever id: it was merged while nobody told.
        if link.remote_id not in (None, record.ref.id) and record.key != lead_id:
            message = "the lead is linked to another record of the same system; merge the two there"
            problem = Problem(code="lead_linked_already", path="", message=message)
            return self._refusal(record, (problem,), known)
        link = evolve(link, remote_id=record.ref.id, state=_back(link.state))
        pulled = self.values.compared(unit, record, link, lead)
        answer = _answer_in(pulled)
        if answer is not None and answer.status != lead.status.value and refused is None:
            return answer, None
        change, wrong = self._taken(unit, lead, pulled)
        remote = {one.field: one.remote for one in connection.leads}
        told = [*wrong, *(refused.problems if refused is not None else ())]
        problems = [*pulled.problems, *(evolve(one, path=remote.get(one.path, one.path)) for one in told)]
        not_taken = {one.path for one in wrong} | (set(ANSWER) if refused is not None else set())
        if stored is None or stored.remote_id != record.ref.id:
            change = named_there(change, record.ref.id, self.turn)
        now, actor = self.turn.setting.clock(), self.turn.caller.actor
        if more := self.values.more_history(unit, lead, record):
            change = change.then(HistoryAdded(connection=connection.name, history=more), at=now, actor=actor)
        change = with_conflicts(change, pulled, connection.name, now=now, actor=actor)
        link = link.agreed(pulled.agreed(not_taken))
        named = self.turn.shown(evolve(known or self._linked(record, lead_id), id=lead_id, problems=()))
        count = sum(map(len, pulled.conflicts.values()))
        written = change.events or stored != link or known != named
        outcome = ApplyOutcome.UPDATED if change.events else ApplyOutcome.UNCHANGED
        done = Applied(record.ref, outcome, lead_id, tuple(problems), count)
        if not written:
            return done, None
        puts = (Put(link, before=stored), Put(named, before=known), self.turn.fence(unit))
        changes = changes_of(LeadUpdate(change=change)) or Changes()
        return done, with_news(self.turn.setting, unit, evolve(changes, puts=puts))

    def _taken(self, unit: UnitOfWork, lead: Lead, pulled: Pulled) -> tuple[LeadChange, list[Problem]]:
        programme, now = self.turn.setting.programme, self.turn.setting.clock()
        return take_pulled(
            lead,
            pulled,
            fields=programme.schema.leads,
            required=programme.intake.required,
            held_to=held_to(self.turn.caller, unit, lead, now),
            options=ReadOptions(zone=programme.zone),
            stages=programme.stages,
            by_partner=isinstance(self.turn.caller.party, PartnerParty),
            now=now,
            actor=self.turn.caller.actor,
        )

    def _answered(self, lead_id: str, answer: _Answer) -> LeadUpdate | Refusal:
        if answer.status == DistributionStatus.REJECTED:
            return reject_lead(
                self.turn.caller, lead_id, reason=answer.reason, comment=answer.comment, idempotency_key=None
            )
        if answer.status == DistributionStatus.ACCEPTED:
            return accept_lead(self.turn.caller, lead_id, idempotency_key=None)
        message = f"a partner's system says '{answer.status}', and can only accept or reject; map the value"
        return Refusal((Problem(code="word_unknown", path="status", message=message),))

    def _refused(self, record: RemoteRecord, problems: tuple[Problem, ...]) -> Applied:
        return planned(
            self.turn.setting,
            lambda unit: self._refusal(record, problems, linked_record(unit, self.turn.connection, record.ref)),
        )

    def _refusal(
        self, record: RemoteRecord, problems: tuple[Problem, ...], known: LinkedRecord | None
    ) -> tuple[Applied, Changes | None]:
        codes = tuple(dict.fromkeys(one.code for one in problems))
        named = evolve(known or self._linked(record, None), problems=codes)
        done = Applied(record.ref, ApplyOutcome.REFUSED, None, problems)
        return done, Changes(puts=(Put(named, before=known),)) if named != known else None

    def _only_shown(self, known: LinkedRecord | None) -> Changes | None:
        if known is None or self.turn.shown(known) == known:
            return None
        return Changes(puts=(Put(self.turn.shown(known), before=known),))

    def _new_link(self, record: RemoteRecord, lead_id: str) -> SyncLink:
        return SyncLink(connection=self.turn.connection.name, kind=record.ref.kind, id=lead_id, remote_id=record.ref.id)

    def _linked(self, record: RemoteRecord, lead_id: str | None) -> LinkedRecord:
        return LinkedRecord(
            connection=self.turn.connection.name, kind=record.ref.kind, remote_id=record.ref.id, id=lead_id
        )


def _answer_in(pulled: Pulled) -> _Answer | None:
    """
    Return how the partner answered, if the other system says so for the first time.
    """
    said = {one.shared.field: one.value for one in pulled.values if one.value is not None}
    if "status" not in pulled.taken:
        return None
    reason, comment = said.get("rejection_reason"), said.get("rejection_comment")
    return _Answer(str(said.get("status", "")), str(reason) if reason else None, str(comment) if comment else None)


def _is_erased(unit: UnitOfWork, lead_id: str, link: SyncLink | None) -> bool:
    """
    Return whether a lead was erased: what another system says of the person does not come back.
    """
    if link is not None:
        return link.state is LinkState.ERASED
    return any(isinstance(event.fact, Erased) for event in unit.timeline.of(lead_id))


def _back(state: LinkState) -> LinkState:
    """
    Return the state of a link whose record is shown: what was deleted there is back.
    """
    return state if state in (LinkState.CONVERTED, LinkState.SUPERSEDED) else LinkState.LINKED
