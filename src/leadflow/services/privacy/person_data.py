"""
Tells everything that is stored about a person.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import attrs

from leadflow.core.conflicts import Ruling
from leadflow.core.facts import OpportunityRegistered
from leadflow.core.importing.progress import RefusedRows
from leadflow.core.kinds import UNFIT, Unfit
from leadflow.core.leads import Lead
from leadflow.core.notifications import MessageTrail
from leadflow.core.opportunities import Opportunity
from leadflow.core.partners import Campaign, Partner, PartnerPeople
from leadflow.core.privacy import FoundLead, PersonData, PersonKey, mentions
from leadflow.core.registration import Contact
from leadflow.core.settings import SettingsEvent
from leadflow.core.stored import Record, key_of, noun_of
from leadflow.ports import UnitOfWork
from leadflow.services.operations.caller import Caller
from leadflow.services.privacy.person_search import every_record, found_leads, found_messages
from leadflow.wire.pieces import PieceWire

__all__ = ["data_of"]

Told = Mapping[str, object]

_STATE: Final = (
    "kind", "source", "status", "stage", "email_status", "active", "score", "review", "campaign_id", "partner_id",
    "assignee_id", "routed_by", "import_id", "duplicated_from", "superseded_by", "received_at", "created_at",
    "modified_at", "status_changed_at", "accepted_at", "rejected_at", "deactivated_at", "opened_at",
    "partner_activity_at", "campaign_activity_at", "crm_system",
)  # fmt: skip


def data_of(caller: Caller, person: PersonKey) -> PersonData:
    """
    Return everything that is stored about *person* and that the caller sees.
    """
    setting = caller.setting
    wire = PieceWire(setting.programme.schema)
    return PersonData(
        person={person.kind: person.key},
        made_at=setting.clock(),
        supplier=setting.programme.title,
        leads=tuple(_lead(caller, wire, one) for one in found_leads(caller, person)),
        people=tuple(_people(caller, person)),
        records=tuple(_records(caller, wire, person)),
        messages=tuple(_mail(wire, one) for one in found_messages(caller, person)),
    )


def _lead(caller: Caller, wire: PieceWire, found: FoundLead) -> Told:
    lead = found.lead
    if not found.owned:
        # What else the lead says is somebody else's.
        return {"id": lead.id, "role": "mentioned", "texts": list(found.texts)}
    with caller.setting.unit() as unit:
        posts = unit.posts.of_lead(lead.id)
        opportunities = _opportunities(unit, wire, found)
    return {
        "id": lead.id,
        "role": "person",
        "values": _values(caller, lead, aside=False),
        "set_aside": _values(caller, lead, aside=True),
        "state": {name: _plain(getattr(lead, name)) for name in _STATE if getattr(lead, name) is not None},
        "history": [_members(one) for one in lead.history],
        "attachments": [_members(one) for one in lead.attachments],
        "external_ids": [_members(one) for one in lead.external_ids],
        "events": [
            {
                "number": one.seq,
                "at": one.at.isoformat(),
                "channel": one.actor.channel.value,
                **wire.dump_fact(one.fact),
            }
            for one in found.events
        ],
        "opportunities": opportunities,
        "messages": [_mail(wire, one) for one in posts],
    }


def _values(caller: Caller, lead: Lead, *, aside: bool) -> dict[str, str]:
    """
    Return what a lead says as people read it, by the labels of its fields; or what was set aside.
    """
    declared = caller.setting.programme.schema.leads
    told: dict[str, str] = {}
    for name, cell in lead.values.items():
        if isinstance(cell, Unfit) is aside:
            title = declared[name].title if name in declared else name
            # Two fields may have one label.
            told[title if title not in told else name] = UNFIT.write(cell) if aside else lead.values.text(name) or ""
    return told


def _opportunities(unit: UnitOfWork, wire: PieceWire, found: FoundLead) -> list[Told]:
    ids = [one.fact.opportunity_id for one in found.events if isinstance(one.fact, OpportunityRegistered)]
    read = (unit.records.one(Opportunity, one) for one in ids)
    return [_document(wire, one) for one in read if one is not None]


def _people(caller: Caller, person: PersonKey) -> Iterator[Told]:
    for people in every_record(caller, PartnerPeople):
        about = {"partner_id": people.partner_id, "bounced": people.has_bounced(person.key)}
        for one in people.members:
            if person.has_address(one.email):
                yield {**about, **_members(one), "unsubscribed": one.id in people.unsubscribed}
        if people.has_bounced(person.key) and not any(person.has_address(one.email) for one in people.members):
            yield about
    for partner in every_record(caller, Partner):
        for contact in partner.additional_recipients:
            if person.has_address(contact.email):
                yield {"additional_recipient_for": partner.id, **_members(contact)}


def _records(caller: Caller, wire: PieceWire, person: PersonKey) -> Iterator[Told]:
    for opportunity in every_record(caller, Opportunity):
        if mentions(person, opportunity.name, opportunity.owner):
            yield {"record": noun_of(opportunity), **_document(wire, opportunity)}
    for ruling in every_record(caller, Ruling):
        if mentions(person, ruling.reason, ruling.evidence):
            yield {"record": noun_of(ruling), **_document(wire, ruling)}
    yield from _named(every_record(caller, Partner), person)
    yield from _named(every_record(caller, Campaign), person)
    for event in every_record(caller, SettingsEvent):
        if mentions(person, event.changes):
            said = [_members(one) for one in event.changes if mentions(person, one)]
            yield {
                "record": noun_of(event),
                "partner_id": event.partner_id,
                "at": event.at.isoformat(),
                "changes": said,
            }
    for contact in every_record(caller, Contact):
        if not contact.partner_id and person.owns(contact.values):
            values = {name: contact.values.text(name) for name in contact.values}
            yield {"record": noun_of(contact), "values": values}
    for rows in every_record(caller, RefusedRows):
        if mentions(person, rows):
            yield {"record": noun_of(rows), "id": key_of(rows)}


def _named(records: Iterable[Partner | Campaign], person: PersonKey) -> Iterator[Told]:
    """
    Tell which attributes of partners or campaigns name the person.
    """
    for record in records:
        said = record.attributes
        named = {name: said.text(name) for name, cell in said.items() if mentions(person, cell)}
        if named:
            yield {"record": noun_of(record), "id": record.id, "values": named}


def _document(wire: PieceWire, record: Record) -> dict[str, object]:
    told: dict[str, object] = json.loads(wire.dumps(record))
    return told


def _mail(wire: PieceWire, post: MessageTrail) -> Told:
    message = post.message
    told: dict[str, object] = {
        "kind": message.kind.value,
        "recipient_id": message.recipient_id,
        "created_at": message.created_at.isoformat(),
        "state": post.state.value if post.state else "waiting",
        "trail": [json.loads(wire.dumps(one)) for one in post.trail],
    }
    if message.export is not None:
        told |= {"name": message.export.name, **_members(message.export.recipient)}
    return told


def _members(one: attrs.AttrsInstance) -> dict[str, object]:
    return {member.name: _plain(getattr(one, member.name)) for member in attrs.fields(type(one))}


def _plain(value: object) -> object:
    if isinstance(value, bool | int | float) or value is None:
        return value
    if isinstance(value, tuple | list | frozenset):
        return [_plain(one) for one in value]
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
