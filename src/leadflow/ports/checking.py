"""
Checks a commit by reading, for stores that write under a lock.
"""

from __future__ import annotations

from typing import assert_never

from leadflow.core.changes import ANY, Changes
from leadflow.core.expectations import Expect, KeysAbsent, RecordsUnchanged
from leadflow.core.notifications import PostChange, Settled
from leadflow.errors import Conflict, NotFound, StaleLead
from leadflow.ports.units import UnitOfWork

__all__ = ["check_changes"]


def check_changes(unit: UnitOfWork, changes: Changes, supplier_id: str) -> None:
    """
    Check that everything is as *changes* expect, except the leases of settlements.

    To be called while nobody else can write, before the first write. A store that has millions of events asks its
    database instead; the kit checks either.

    Raises:
        NotFound: A lead belongs to another supplier.
        Conflict: Something has changed; a `StaleLead` if it is the timeline of a lead.
    """
    for lead_id, seq in changes.continued(supplier_id).items():
        if _latest(unit, lead_id) != seq:
            raise StaleLead(lead_id, seq + 1)
    for turns in changes.turns:
        if unit.rotations.of(turns.module).count != turns.before:
            raise Conflict("the turns of module", turns.module)
    loads = unit.loads.since(0).by_partner if changes.loads else {}
    for load in changes.loads:
        if load.most is not None and loads.get(load.partner_id, 0) + load.by > load.most:
            raise Conflict("the load of partner", load.partner_id)
    for expect in changes.expects:
        _check_expected(unit, expect)
    for post in changes.posts:
        _check_post(unit, post)
    for put in changes.puts:
        if put.before is not ANY and unit.records.one(type(put.record), put.key) != put.before:
            raise Conflict(put.what, put.key)


def _latest(unit: UnitOfWork, lead_id: str) -> int:
    try:
        return unit.timeline.of(lead_id)[-1].seq
    except NotFound:
        return 0


def _check_expected(unit: UnitOfWork, expect: Expect) -> None:
    match expect:
        case KeysAbsent():
            if unit.leads.with_keys(expect.keys):
                raise Conflict("the leads of this import")
        case RecordsUnchanged():
            if unit.records.version() != expect.version:
                raise Conflict("partners, campaigns or modules")
        case _:
            assert_never(expect)


def _check_post(unit: UnitOfWork, post: PostChange) -> None:
    try:
        posted = unit.posts.one(post.key)
    except NotFound:
        raise Conflict("message", post.key) from None
    alive = post.requeues and posted.state is not Settled.DEAD
    if alive or (post.event is not None and post.event.seq != len(posted.trail) + 1):
        raise Conflict("message", post.key)
    if post.shown is not None:
        lead = unit.leads.get(post.shown.lead_id)
        if (lead.assignment, lead.mail_seq) != (post.shown.assignment, post.shown.mail_seq):
            raise Conflict("the e-mail status of lead", lead.id)
