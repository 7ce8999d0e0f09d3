"""
Erases what is stored about a person.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain, islice
from typing import Any, Final, TypeVar

from attrs import evolve

from leadflow.core.assessment import PastLeads
from leadflow.core.changes import Changes, Put
from leadflow.core.conflicts import Ruling, without_words
from leadflow.core.exports import ExportState, StoredExport
from leadflow.core.facts import ConflictRuled, OpportunityRegistered
from leadflow.core.handling.subscriptions import SubscriberState, Subscription
from leadflow.core.importing.progress import RefusedRows
from leadflow.core.leads import Lead
from leadflow.core.opportunities import Opportunity
from leadflow.core.partners import Campaign, Membership, Partner, PartnerPause, PartnerPeople, Person
from leadflow.core.privacy import (
    ErasedFiles,
    PersonKey,
    erase_lead,
    erased_contact,
    mentions,
    without_attributes,
    without_bounces,
    without_comment,
    without_mentions,
    without_people,
    without_person,
    without_person_in_rows,
    without_recipient,
    without_settings,
    without_subscriber,
    without_views,
)
from leadflow.core.registration import Contact
from leadflow.core.settings import SettingsEvent
from leadflow.core.stored import Record, key_of
from leadflow.core.timeline import LeadChange, LeadEvent
from leadflow.core.views.kept_lists import KeptLists
from leadflow.errors import NotFound
from leadflow.ports import AttachmentStore, UnitOfWork
from leadflow.services.attachments.stored_files import attached_keys
from leadflow.services.operations.caller import Caller
from leadflow.services.operations.planned import planned
from leadflow.services.privacy.person_search import every_record, found_again, found_messages

__all__ = ["clear_person", "clear_records", "erase_leads", "forget_mail", "people_of", "remove_files", "remove_people"]

R = TypeVar("R", bound=Record)

_CHUNK: Final = 50


def erase_leads(caller: Caller, lead_ids: Iterable[str]) -> tuple[str, ...]:
    """
    Erase leads, and what else says something of them; return the ids of those that said something until now.
    """
    return tuple(chain.from_iterable(_erase_chunk(caller, chunk) for chunk in _chunks(lead_ids)))


def _erase_chunk(caller: Caller, lead_ids: tuple[str, ...]) -> tuple[str, ...]:
    setting = caller.setting

    def plan(unit: UnitOfWork) -> tuple[tuple[str, ...], Changes | None]:
        leads = [lead for one in lead_ids if (lead := _seen(caller, unit, one)) is not None and says_something(lead)]
        if not leads:
            return (), None
        events = unit.timeline.many([one.id for one in leads])
        now = setting.clock()
        changes = tuple(erase_lead(one, now=now, actor=caller.actor) for one in leads)
        puts = (
            *_files_and_exports(unit, leads),
            *_opportunities(unit, events.values()),
            *_rulings(unit, events.values()),
            *_untaught(unit, leads, events.values()),
        )
        ids = tuple(one.id for one in leads)
        return ids, Changes(leads=changes, erases=frozenset(ids), puts=puts)

    return planned(setting, plan)


def says_something(lead: Lead) -> bool:
    """
    Return whether a lead still says something that can be erased.
    """
    return bool(lead.values or lead.history or lead.attachments or lead.external_ids)


def _seen(caller: Caller, unit: UnitOfWork, lead_id: str) -> Lead | None:
    try:
        return caller.lead(unit, lead_id)
    except NotFound:
        return None


def _files_and_exports(unit: UnitOfWork, leads: Iterable[Lead]) -> Iterator[Put]:
    """
    Note the files of leads whose bytes are to be removed after the commit, and withdraw the exports, which may hold
    them.
    """
    keys = [file.key for lead in leads for file in lead.attachments]
    for export in unit.records.all(StoredExport):
        if export.state is not ExportState.WITHDRAWN:
            keys += export.keys
            yield Put(export.withdrawn(), before=export)
    if keys:
        before = unit.records.one(ErasedFiles, "files")
        yield Put((before or ErasedFiles()).adding(keys), before=before)


def _opportunities(unit: UnitOfWork, timelines: Iterable[tuple[LeadEvent, ...]]) -> Iterator[Put]:
    """
    Take what people wrote out of the opportunities of leads.
    """
    facts = (event.fact for event in chain.from_iterable(timelines))
    for one in dict.fromkeys(fact.opportunity_id for fact in facts if isinstance(fact, OpportunityRegistered)):
        before = unit.records.one(Opportunity, one)
        if before is not None and (before.name or before.owner or before.unknown):
            yield Put(evolve(before, name="", owner="", unknown=""), before=before)


def _rulings(unit: UnitOfWork, timelines: Iterable[tuple[LeadEvent, ...]]) -> Iterator[Put]:
    """
    Take what people wrote out of the rulings about leads; who was first stays known.
    """
    facts = (event.fact for event in chain.from_iterable(timelines))
    for one in dict.fromkeys(fact.ruling_id for fact in facts if isinstance(fact, ConflictRuled)):
        before = unit.records.one(Ruling, one)
        if before is not None and before != without_words(before):
            yield Put(without_words(before), before=before)


def _untaught(unit: UnitOfWork, leads: Iterable[Lead], timelines: Iterable[tuple[LeadEvent, ...]]) -> Iterator[Put]:
    """
    Take what leads and their opportunities have taught out of what assessments learn from; models that are learnt
    already stay.
    """
    registered = (one.at for one in chain.from_iterable(timelines) if isinstance(one.fact, OpportunityRegistered))
    moments = {*(one.received_at for one in leads), *registered}
    after: str | None = None
    while page := unit.records.page(PastLeads, after, _CHUNK):
        for before in page:
            taught = before.unpacked()
            kept = [one for one in taught if one[0] not in moments]
            if len(kept) < len(taught):
                yield Put(PastLeads.of(before.number, kept, subject=before.subject), before=before)
        after = key_of(page[-1])


def clear_person(caller: Caller, person: PersonKey, lead_id: str) -> bool:
    """
    Take the mentions of a person out of somebody else's lead; return whether there were any.
    """
    setting = caller.setting

    def plan(unit: UnitOfWork) -> tuple[bool, Changes | None]:
        found = found_again(caller, unit, person, lead_id)
        if found is None or found.owned:
            return False, None
        change = without_mentions(
            found.lead, person, fields=setting.programme.schema.leads, now=setting.clock(), actor=caller.actor
        )
        leads: tuple[LeadChange, ...] = () if change is None else (change,)
        return True, Changes(leads=leads, erases=frozenset({lead_id}), puts=tuple(_files_and_exports(unit, ())))

    return planned(setting, plan)


def people_of(caller: Caller, person: PersonKey) -> tuple[str, ...]:
    """
    Return the ids under which the person is among the people of partners, or gets their mail.
    """
    people: list[Person] = [one for each in every_record(caller, PartnerPeople) for one in each.members]
    people += [one for partner in every_record(caller, Partner) for one in partner.additional_recipients]
    return tuple(dict.fromkeys(one.id for one in people if person.has_address(one.email)))


def remove_people(caller: Caller, person: PersonKey, gone: Collection[str]) -> None:
    """
    Remove a person from the people of partners and from their additional recipients, with what mail servers reported of
    the address; *gone* are their ids.
    """
    for people in every_record(caller, PartnerPeople):
        if without_person(people, person) != people:
            _rewritten(caller, people, lambda one: without_person(one, person))
    for partner in every_record(caller, Partner):
        if without_recipient(partner, person) != partner:
            _rewritten(caller, partner, lambda one: without_recipient(one, person))
    for membership in every_record(caller, Membership):
        if without_people(membership, person, gone) != membership:
            _rewritten(caller, membership, lambda one: without_people(one, person, gone))


def clear_records(caller: Caller, person: PersonKey, ids: Collection[str]) -> int:
    """
    Take a person out of all other records; return how many named them.

    Args:
        caller: Who erases.
        person: Whom.
        ids: Of the people who are the person.
    """
    changed = _clear_settings(caller, person, ids)
    for cls, cleared in _CLEARED.items():
        for record in every_record(caller, cls):
            if cleared(record, person) != record:
                changed += _rewritten(caller, record, partial(_swapped, cleared, person))
    return changed


def _swapped(cleared: Callable[[Any, PersonKey], Any], person: PersonKey, record: Any) -> Any:
    return cleared(record, person)


def _clear_settings(caller: Caller, person: PersonKey, ids: Collection[str]) -> int:
    """
    Take a person out of the changes of settings; return how many named them.
    """
    changed = 0
    for event in every_record(caller, SettingsEvent):
        # Who was removed from the people before is known from the event itself.
        about = {*ids, *(one.about for one in event.changes if one.about and mentions(person, one.before, one.after))}
        if without_settings(event, person, about) != event:
            changed += _rewritten(caller, event, lambda one: without_settings(one, person, about))  # noqa: B023  # called at once
    return changed


def _unnamed(opportunity: Opportunity, person: PersonKey) -> Opportunity:
    said = mentions(person, opportunity.name, opportunity.owner, opportunity.unknown)
    return evolve(opportunity, name="", owner="", unknown="") if said else opportunity


def _unruled(ruling: Ruling, person: PersonKey) -> Ruling:
    return without_words(ruling) if mentions(person, ruling.reason, ruling.evidence, ruling.unknown) else ruling


def _unknown(contact: Contact, person: PersonKey) -> Contact:
    # Those of partners are the partner's.
    return erased_contact(contact) if not contact.partner_id and person.owns(contact.values) else contact


_CLEARED: Final[Mapping[type[Any], Callable[[Any, PersonKey], Any]]] = {
    Opportunity: _unnamed,
    Ruling: _unruled,
    Partner: without_attributes,
    Campaign: without_attributes,
    RefusedRows: without_person_in_rows,
    PartnerPause: without_comment,
    Subscription: without_subscriber,
    SubscriberState: without_bounces,
    KeptLists: without_views,
    Contact: _unknown,
}
"""
What is left of each record without a person.
"""


def forget_mail(caller: Caller, person: PersonKey) -> int:
    """
    Take a person out of the mail about exports that was addressed to them; return how many there were.
    """
    keys = frozenset(one.message.key for one in found_messages(caller, person))
    if keys:
        planned(caller.setting, lambda _: (None, Changes(forgets=keys)))
    return len(keys)


def remove_files(caller: Caller, store: AttachmentStore) -> int:
    """
    Remove the bytes of files whose leads were erased, also of erasures that were broken off; return how many.

    Raises:
        PortError: A store failed. What is left is removed by the next call.
    """
    setting = caller.setting
    with setting.unit() as unit:
        noted = unit.records.one(ErasedFiles, "files")
        keys = noted.keys if noted is not None else ()
        attached = attached_keys(unit, keys) if keys else frozenset()
    removed = 0
    for key in keys:
        if key not in attached:
            store.remove(setting.supplier_id, key)
            removed += 1
    if keys:
        planned(setting, lambda unit: (None, _removed(unit, keys)))
    return removed


def _removed(unit: UnitOfWork, keys: Iterable[str]) -> Changes | None:
    before = unit.records.one(ErasedFiles, "files")
    return None if before is None else Changes(puts=(Put(before.without(keys), before=before),))


def _rewritten(caller: Caller, record: R, change: Callable[[R], R]) -> bool:
    """
    Write a record as *change* makes it of what is stored by then; return whether that changed something.
    """

    def plan(unit: UnitOfWork) -> tuple[bool, Changes | None]:
        before = unit.records.one(type(record), key_of(record))
        if before is None or (after := change(before)) == before:
            return False, None
        return True, Changes(puts=(Put(after, before=before),))

    return planned(caller.setting, plan)


def _chunks(ids: Iterable[str]) -> Iterator[tuple[str, ...]]:
    rest = iter(ids)
    while chunk := tuple(islice(rest, _CHUNK)):
        yield chunk
