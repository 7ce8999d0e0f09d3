"""
The two facts that every lead has, as short lists: a version, and then their members in a fixed order.

Written member by member, since an import writes two of them a row; everything else is written as `Wire` does.
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Final

from leadflow.core.facts import Received, Routed, UnknownFact
from leadflow.core.leads import ExternalId, LeadAssessment, LeadKind
from leadflow.wire.decisions import pack_notice, pack_trace, unpack_notice, unpack_trace
from leadflow.wire.json import from_json, to_json

__all__ = ["around_row", "pack_received", "pack_routed", "unpack_received", "unpack_routed"]

_VERSION: Final = 1
_KINDS: Final = {one.value: one for one in LeadKind}


def pack_received(fact: Received) -> str:
    """
    Write that a lead was received; the import that it came from is next to it, in a column.
    """
    before, after = around_row(fact)
    if fact.row is None and after == "]":
        return f"{before[:-1]}]"
    return f"{before}{'null' if fact.row is None else fact.row}{after}"


def around_row(fact: Received) -> tuple[str, str]:
    """
    Return what `pack_received` writes before and after the number of a row, which is all that many facts differ in.
    """
    before = f"{_received_head(fact.kind, fact.source, fact.stage, fact.score)},"
    plain = fact.campaign_id is None and fact.created_at is None and not fact.external_ids
    if plain and fact.assessment is None:
        return before, "]"
    created_at = fact.created_at.isoformat() if fact.created_at else None
    ids = [[one.system, one.id] for one in fact.external_ids]
    said = (fact.campaign_id, created_at, ids)
    if fact.assessment is None:
        return before, f",{to_json(said)[1:]}"
    one = fact.assessment
    return before, f",{to_json((*said, (one.strength, one.confidence, one.model)))[1:]}"


# Leads that come together say the same here.
@lru_cache(maxsize=256)
def _received_head(kind: LeadKind, source: str, stage: str, score: int) -> str:
    return to_json((_VERSION, kind.value, source, stage, score))[:-1]


def unpack_received(body: str, import_id: str | None) -> Received | UnknownFact:
    """
    Read what `pack_received` wrote.
    """
    version, *members = from_json(body)
    if version > _VERSION:
        return UnknownFact(name="received", body=to_json({"packed": [version, *members]}))
    kind, source, stage, score, *rest = members
    row, campaign_id, created_at, ids, assessed = (*rest, *(None, None, None, (), None)[len(rest) :])[:5]
    return Received(
        kind=_KINDS[kind],
        source=source,
        campaign_id=campaign_id,
        stage=stage,
        score=score,
        external_ids=tuple(ExternalId(*said) for said in ids),
        created_at=datetime.fromisoformat(created_at) if created_at else None,
        import_id=import_id,
        row=row,
        assessment=LeadAssessment(strength=assessed[0], confidence=assessed[1], model=assessed[2])
        if assessed
        else None,
    )


def pack_routed(fact: Routed) -> str:
    """
    Write what a module decided, and who was notified of it; see `leadflow.wire.decisions`.
    """
    decision = pack_trace(fact.decision)
    return to_json([_VERSION, decision] if fact.notice is None else [_VERSION, decision, pack_notice(fact.notice)])


def unpack_routed(body: str) -> Routed | UnknownFact:
    """
    Read what `pack_routed` wrote.
    """
    version, *members = from_json(body)
    if version > _VERSION:
        return UnknownFact(name="routed", body=to_json({"packed": [version, *members]}))
    decision, *told = members
    return Routed(decision=unpack_trace(decision), notice=unpack_notice(told[0]) if told else None)
