"""
Reads documents of the first tables.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from leadflow.adapters.sqlalchemy.packed_facts import pack_received
from leadflow.core.facts import Received
from leadflow.core.schema import STANDARD_SCHEMA
from leadflow.wire.codes import CHOSEN_BY, REASONS, REVIEWS, SOURCES, STATUSES
from leadflow.wire.decisions import pack_way
from leadflow.wire.json import to_json
from leadflow.wire.pieces import PieceWire

__all__ = ["pack_first_received", "pack_first_routed", "read_event", "read_json", "read_lead"]

_PLAIN: Final = PieceWire(STANDARD_SCHEMA)
_ODD: Final = ("campaign_id", "external_ids", "created_at")
_VERSION: Final = 1
_CHOSEN_BY, _REVIEWS, _STATUSES, _SOURCES, _REASONS = (
    {word.value: code for word, code in codes.items()} for codes in (CHOSEN_BY, REVIEWS, STATUSES, SOURCES, REASONS)
)


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


def read_lead(text: str) -> tuple[dict[str, Any], bool]:
    """
    Read the body of a lead, and say whether all that people filled in are texts; numbers of any length keep their
    digits.
    """
    body: dict[str, Any] = read_json(text)
    kinds = {*map(type, body["values"].values())}
    if kinds & {float, list}:
        body = json.loads(text)
    return body, kinds == {str}


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
    for name in _ODD:
        if name in fact:
            received, _ = _PLAIN.load_fact(fact)
            return pack_received(received) if isinstance(received, Received) else None
    said = fact.get
    head, row = _received_head(fact["kind"], fact["source"], said("stage", "open"), said("score", 50)), said("row")
    return f"{head}]" if row is None else f"{head},{row}]"


# Leads that came together say the same here.
@lru_cache(maxsize=1_024)
def _received_head(kind: str, source: str, stage: str, score: int) -> str:
    return to_json((_VERSION, kind, source, stage, score))[:-1]


def pack_first_routed(fact: dict[str, Any]) -> str:
    """
    Return the short form of a routed fact, as it was written first; see `leadflow.wire.decisions`.
    """
    decision = fact["decision"]
    said = decision.get
    chosen_by, review, tied = said("chosen_by"), said("review"), said("tied")
    packed = [
        said("module"),
        said("version"),
        pack_way(said("active"), tuple(map(tuple, said("trail", ())))),
        said("partner_id") or 0,
        _CHOSEN_BY[chosen_by] if chosen_by else 0,
        said("turn") or 0,
    ]
    if review or tied:
        packed += (_REVIEWS[review] if review else 0, tied or [])
    while not packed[-1]:
        packed.pop()
    notice = fact.get("notice")
    if notice is None:
        return to_json((_VERSION, packed))
    told = [_STATUSES[notice["status"]]]
    for line in notice.get("lines", ()):
        told += (line["person_id"], _SOURCES[line["source"]], _REASONS[line["reason"]])
    return to_json((_VERSION, packed, told))
