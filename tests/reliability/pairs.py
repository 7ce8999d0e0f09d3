"""
Pairs of operations that meet on one lead, one partner or one rotation.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Final

from attrs import frozen
from tests.reliability.contended import LEAD, LOST, MOST_FILES, Place

from leadflow.core.attachments import UploadRefused
from leadflow.core.handling import Refusal
from leadflow.core.partners import Partner
from leadflow.core.routing import CurrentModule, RoutingModule, TieBreak
from leadflow.errors import PortError
from leadflow.services import Upload

__all__ = ["PAIRS", "Pair", "called", "state"]


def _nothing(_: Place) -> None:
    pass


@frozen
class Pair:
    """
    Two operations, and what has to be there before.
    """

    name: str
    first: Callable[[Place], object]
    second: Callable[[Place], object]
    prepare: Callable[[Place], object] = _nothing


def called(operation: Callable[[Place], object], place: Place) -> str:
    """
    Call an operation; returns what kind of answer it had.
    """
    try:
        done = operation(place)
    except (*LOST, PortError) as lost:
        return type(lost).__name__
    return "refused" if isinstance(done, Refusal | UploadRefused) else "done"


def state(place: Place) -> object:
    """
    Return all that is stored and does not differ from run to run.
    """
    with place.setting.unit() as unit:
        leads = [
            (lead.id, lead.status, lead.partner_id, lead.assignee_id, lead.active, len(lead.attachments), lead.seq)
            + (sorted(type(event.fact).__name__ for event in unit.timeline.of(lead.id)),)
            + (len(unit.posts.of_lead(lead.id)), lead.stage, lead.score, str(lead.opened_at))
            + (len(unit.leads.openings(lead.id)),)
            for lead in unit.leads.page(None, 100)
        ]
        turns = [(one.name, one.version, unit.rotations.of(one.name).count) for one in unit.records.all(CurrentModule)]
        partners = [(one.id, one.active) for one in unit.records.all(Partner)]
        loads = {one: load for one, load in unit.loads.since(0).by_partner.items() if load}
    return sorted(leads, key=repr), sorted(turns), sorted(partners), sorted(loads.items())


def _upload(said: str) -> Callable[[Place], object]:
    def attach(place: Place) -> object:
        return place.attachments.attach(LEAD, Upload(stream=io.BytesIO(said.encode()), name=f"{said}.txt"))

    return attach


def _uploads(count: int) -> Callable[[Place], object]:
    return lambda place: [_upload(f"kept{number}")(place) for number in range(count)]


def _remove_first(place: Place) -> object:
    return place.attachments.remove(LEAD, place.attachments.of(LEAD)[0].id)


def _remove_added(place: Place) -> object:
    found = [one for one in place.attachments.of(LEAD) if one.name == "kept0.txt"]
    return place.attachments.remove(LEAD, found[0].id if found else "gone")


def _receive(lead_id: str, module: str = "m") -> Callable[[Place], object]:
    return lambda place: place.desk.receive(place.draft(f"{lead_id}@x.de"), module=module, lead_id=lead_id)


def _twin(lead_id: str) -> Callable[[Place], object]:
    return lambda place: place.desk.receive(place.draft("twin@x.de"), module="m", lead_id=lead_id)


def _pause(place: Place) -> object:
    return place.desk.save_partners([Partner(id="q", name="Q", active=False)])


def _publish(tie_break: TieBreak, default: str | None = None) -> Callable[[Place], object]:
    return lambda place: place.routing.publish(RoutingModule(name="m", tie_break=tie_break, default_partner=default))


def _with_one_place(place: Place) -> None:
    """
    Let *q* take one lead, and *p* none but the one that it has.
    """
    place.desk.save_partners([Partner(id="p", name="P", capacity=1), Partner(id="q", name="Q", capacity=1)])


def _with_no_place(place: Place) -> None:
    """
    Let *p* take no more than the lead that it has, and *q* nothing.
    """
    place.desk.save_partners([Partner(id="p", name="P", capacity=1), Partner(id="q", name="Q", capacity=0)])


def _resent(place: Place) -> None:
    for _ in range(4):
        place.desk.resend(LEAD)


PAIRS: Final = (
    Pair("accept, reject", lambda place: place.partner.accept(LEAD), lambda place: place.partner.reject(LEAD)),
    Pair("accept, deactivate", lambda place: place.partner.accept(LEAD), lambda place: place.desk.deactivate(LEAD)),
    Pair("reassign, accept", lambda place: place.desk.reassign(LEAD, "eve"), lambda place: place.partner.accept(LEAD)),
    Pair("resend, resend", lambda place: place.desk.resend(LEAD), lambda place: place.desk.resend(LEAD), _resent),
    Pair("attach, attach", _upload("one"), _upload("two"), _uploads(MOST_FILES - 1)),
    Pair("attach, remove", _upload("one"), _remove_first, _uploads(MOST_FILES - 1)),
    Pair("remove, remove", _remove_added, _remove_added, _uploads(1)),
    Pair("receive, receive: rotation", _receive("a"), _receive("b")),
    Pair("receive, receive: capacity", _receive("a"), _receive("b"), _with_one_place),
    Pair("receive, receive: one person", _twin("a"), _twin("b")),
    Pair("receive, deactivate", _receive("a"), lambda place: place.desk.deactivate(LEAD), _with_no_place),
    Pair("receive, pause", _receive("a"), _pause),
    Pair("receive, publish", _receive("a"), _publish(TieBreak.REVIEW)),
    Pair("publish, publish", _publish(TieBreak.LEAST_LOADED), _publish(TieBreak.WEIGHTED, "q")),
)
"""
Pairs in which one may overlook what the other does.
"""
