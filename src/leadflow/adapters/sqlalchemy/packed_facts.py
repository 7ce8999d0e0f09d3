"""
The two facts that every lead has, as short lists: a version, and then their members in a fixed order.

Written member by member, since an import writes two of them a row; everything else is written as `Wire` does.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from leadflow.core.facts import Notice, NoticeLine, Received, Routed
from leadflow.core.leads import EmailStatus, ExternalId, LeadKind, ReviewReason
from leadflow.core.notifications.recipients import Reason, RecipientSource
from leadflow.core.routing.decisions import ChosenBy, RoutingDecision, StepReason
from leadflow.errors import ConfigurationError
from leadflow.wire.json import from_json, to_json

__all__ = ["pack_received", "pack_routed", "unpack_received", "unpack_routed"]

_VERSION: Final = 1
_KINDS: Final = {one.value: one for one in LeadKind}
_CHOSEN: Final[dict[str | None, ChosenBy | None]] = {None: None, **{one.value: one for one in ChosenBy}}
_REVIEWS: Final[dict[str | None, ReviewReason | None]] = {None: None, **{one.value: one for one in ReviewReason}}
_STATUSES: Final = {one.value: one for one in EmailStatus}
_SOURCES: Final = {one.value: one for one in RecipientSource}
_REASONS: Final = {one.value: one for one in Reason}
_STEPS: Final = {one.value: one for one in StepReason}
_STEP: Final = 4


def pack_received(fact: Received) -> str:
    """
    Write that a lead was received; the import that it came from stands beside it, in a column.
    """
    packed: list[Any] = [_VERSION, fact.kind._value_, fact.source, fact.stage, fact.score]
    rest = (fact.row, fact.campaign_id, fact.created_at, fact.external_ids)
    if rest != (fact.row, None, None, ()):
        created_at = fact.created_at.isoformat() if fact.created_at else None
        ids = [[one.system, one.id] for one in fact.external_ids]
        packed += (fact.row, fact.campaign_id, created_at, ids)
    elif fact.row is not None:
        packed.append(fact.row)
    return to_json(packed)


def unpack_received(body: str, import_id: str | None) -> Received:
    """
    Read what `pack_received` wrote.
    """
    kind, source, stage, score, *rest = _members(body)
    row, campaign_id, created_at, ids = (*rest, *(None, None, None, ())[len(rest) :])[:4]
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
    )


def pack_routed(fact: Routed) -> str:
    """
    Write what a module decided, and who was told of it.
    """
    one = fact.decision
    chosen, review = one.chosen_by, one.review
    packed = [
        _VERSION,
        one.module,
        one.version,
        one.active,
        _flat(one.trail),
        one.partner_id,
        None if chosen is None else chosen._value_,
        None if review is None else review._value_,
        one.tied,
        one.turn,
    ]
    if fact.notice is not None:
        packed += _told(fact.notice)
    return to_json(packed)


def unpack_routed(body: str) -> Routed:
    """
    Read what `pack_routed` wrote.
    """
    module, version, active, trail, partner_id, chosen, review, tied, turn, *told = _members(body)
    decision = RoutingDecision(
        module=module,
        version=version,
        active=active,
        trail=tuple(_passages(trail)),
        partner_id=partner_id,
        chosen_by=_CHOSEN[chosen],
        review=_REVIEWS[review],
        tied=tuple(tied),
        turn=turn,
    )
    return Routed(decision=decision, notice=_notice(told[0], told[1]) if told else None)


def _members(body: str) -> list[Any]:
    members: list[Any]
    version, *members = from_json(body)
    if version > _VERSION:
        raise ConfigurationError("a newer leadflow wrote this event; upgrade this one. Nothing was written")
    return members


@lru_cache(maxsize=1_024)
def _flat(trail: tuple[tuple[int, int, int, int], ...]) -> tuple[int, ...]:
    return tuple(int(number) for passage in trail for number in passage)


def _passages(flat: Sequence[int]) -> list[tuple[int, int, int, int]]:
    steps = [flat[at : at + _STEP] for at in range(0, len(flat), _STEP)]
    return [(before, after, _STEPS[why], rule) for before, after, why, rule in steps]


@lru_cache(maxsize=4_096)
def _told(notice: Notice) -> tuple[str, tuple[str, ...]]:
    lines = [(line.person_id, line.source._value_, line.reason._value_) for line in notice.lines]
    return notice.status._value_, tuple(said for line in lines for said in line)


def _notice(status: str, said: Sequence[str]) -> Notice:
    lines = [said[at : at + 3] for at in range(0, len(said), 3)]
    return Notice(_STATUSES[status], tuple(NoticeLine(who, _SOURCES[by], _REASONS[why]) for who, by, why in lines))
