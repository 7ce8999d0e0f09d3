"""
Bodies of the first tables, read quickly, and the two facts that every lead has in their short form.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from leadflow.adapters.sqlalchemy.packed_facts import pack_received, pack_routed
from leadflow.core.decisions import ChosenBy, Notice, NoticeLine, Reason, RecipientSource, RoutingTrace
from leadflow.core.facts import Received, Routed
from leadflow.core.leads import EmailStatus, LeadKind, ReviewReason
from leadflow.core.schema import STANDARD
from leadflow.wire.pieces import PieceWire

__all__ = ["pack_first_received", "pack_first_routed", "read_event", "read_json", "read_lead"]

_PLAIN: Final = PieceWire(STANDARD)
_KINDS: Final = {one.value: one for one in LeadKind}
_CHOSEN: Final = {one.value: one for one in ChosenBy}
_REVIEWS: Final = {one.value: one for one in ReviewReason}
_STATUSES: Final = {one.value: one for one in EmailStatus}
_SOURCES: Final = {one.value: one for one in RecipientSource}
_REASONS: Final = {one.value: one for one in Reason}
_ODD: Final = frozenset({"campaign_id", "external_ids", "created_at"})


def _reader() -> Callable[[str | bytes], Any]:
    try:
        import orjson
    except ImportError:
        return json.loads
    loads = orjson.loads

    def read(text: str | bytes) -> Any:
        try:
            return loads(text)
        except ValueError:  # half of a surrogate pair
            return json.loads(text)

    return read


read_json: Final = _reader()
"""
Read a JSON text, quickly where a quick library is installed; whole numbers of more than 64 bits may become inexact.
"""


def read_lead(text: str) -> dict[str, Any]:
    """
    Read the body of a lead; numbers of any length keep their digits.
    """
    body: dict[str, Any] = read_json(text)
    inexact = {*map(type, body["values"].values())} & {float, list}
    return json.loads(text) if inexact else body


def read_event(text: str) -> dict[str, Any]:
    """
    Read the body of an event; numbers of any length keep their digits.
    """
    body: dict[str, Any] = read_json(text)
    return json.loads(text) if "changes" in body["fact"] else body


def pack_first_received(fact: dict[str, Any]) -> str | None:
    """
    Return the short form of a received fact, as it was written first; None if it cannot be read.
    """
    if _ODD.isdisjoint(fact):
        said = fact.get
        return pack_received(
            Received(
                kind=_KINDS[fact["kind"]],
                source=fact["source"],
                stage=said("stage", "open"),
                score=said("score", 50),
                row=said("row"),
            )
        )
    received = _PLAIN.load_fact(fact)
    return pack_received(received) if isinstance(received, Received) else None


def pack_first_routed(fact: dict[str, Any]) -> str:
    """
    Return the short form of a routed fact, as it was written first.
    """
    said, notice = fact["decision"].get, fact.get("notice")
    chosen_by, review = said("chosen_by"), said("review")
    trace = RoutingTrace(
        module=said("module"),
        version=said("version"),
        active=said("active"),
        trail=tuple(map(tuple, said("trail", ()))),
        partner_id=said("partner_id"),
        chosen_by=_CHOSEN[chosen_by] if chosen_by else None,
        review=_REVIEWS[review] if review else None,
        tied=tuple(said("tied", ())),
        turn=said("turn"),
    )
    return pack_routed(Routed(decision=trace, notice=_notice_of(notice) if notice is not None else None))


def _notice_of(notice: Mapping[str, Any]) -> Notice:
    lines: Sequence[Mapping[str, str]] = notice.get("lines", ())
    return _notice(notice["status"], tuple([(one["person_id"], one["source"], one["reason"]) for one in lines]))


@lru_cache(maxsize=4_096)
def _notice(status: str, lines: tuple[tuple[str, str, str], ...]) -> Notice:
    return Notice(
        _STATUSES[status], tuple(NoticeLine(who, _SOURCES[source], _REASONS[reason]) for who, source, reason in lines)
    )
