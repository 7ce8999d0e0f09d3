"""
Contacts: the persons whom a partner knows; the supplier sees none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final, Literal

from attrs import evolve, frozen

from leadflow.core.access import Act
from leadflow.core.changes import Changes, Put
from leadflow.core.handling import Refusal
from leadflow.core.intake.requirements import required_missing
from leadflow.core.kinds import ReadOptions
from leadflow.core.leads import Lead, LeadKind
from leadflow.core.page import Page
from leadflow.core.problems import Problem, errors_in
from leadflow.core.registration import Contact, contact_id_of
from leadflow.core.registration.contact import contact_key
from leadflow.core.timeline import LeadChange
from leadflow.errors import InvalidInput, NotFound
from leadflow.ports import UnitOfWork
from leadflow.services.handling.contact_links import known_of
from leadflow.services.operations.caller import Caller
from leadflow.services.operations.planned import planned
from leadflow.services.private_leads.own_leads import erasing

__all__ = ["ContactUpdate", "contacts_of", "erase_contact", "known_contact", "save_contact"]

_MOST: Final = 1_000
_PAGE: Final = 500


@frozen(kw_only=True)
class ContactUpdate:
    """
    A contact after a change.

    Attributes:
        contact: As it is now.
        warnings: What was cleaned on the way.
        unchanged: True if the same was known before: nothing is written.
    """

    ok: ClassVar[Literal[True]] = True
    contact: Contact
    warnings: tuple[Problem, ...] = ()
    unchanged: bool = False


def save_contact(caller: Caller, partner_id: str, said: Mapping[str, object]) -> ContactUpdate | Refusal:
    """
    Add a contact of a partner, or change what is known of the one with this e-mail.

    Raises:
        NotAllowed: None of the caller's roles allows it. Nothing was written.
        Conflict: Others wrote first twelve times in a row. Nothing was written, trying again is safe.
    """
    caller.check(Act.REGISTER)
    programme = caller.setting.programme
    fields = programme.schema.leads
    values, problems = fields.read(said, ReadOptions(zone=programme.zone))
    contact_id = contact_id_of(values)
    if contact_id is None and not any(one.path == "email" for one in errors_in(problems)):
        problems = (*problems, required_missing("email", fields))
    if contact_id is None or errors_in(problems):
        return Refusal(tuple(problems))

    def plan(unit: UnitOfWork) -> tuple[ContactUpdate, Changes | None]:
        before = unit.records.one(Contact, contact_key(partner_id, contact_id))
        if before is None or before.erased:
            links = before.leads if before else ()
            made = Contact(id=contact_id, partner_id=partner_id, values=known_of(values), leads=links)
        else:
            taken = {name: values.get(name) for name in said}
            made = evolve(before, values=known_of(before.values.but(taken, fields)))
        done = ContactUpdate(contact=made, warnings=tuple(problems), unchanged=made == before)
        return done, None if done.unchanged else Changes(puts=(Put(made, before=before),))

    return planned(caller.setting, plan)


def known_contact(caller: Caller, partner_id: str | None, contact_id: str) -> Contact:
    """
    Return a contact of a partner.

    Raises:
        NotFound: The partner has no such contact.
    """
    with caller.setting.unit() as unit:
        return _known(unit, partner_id, contact_id)


def contacts_of(caller: Caller, partner_id: str, after: str | None, most: int) -> Page[Contact]:
    """
    Return a page of a partner's contacts.

    Raises:
        InvalidInput: *most* is out of its range (``number_out_of_range``).
    """
    if not 1 <= most <= _MOST:
        message = f"is {most:,}, but must be from 1 to {_MOST:,}; use a number in this range"
        raise InvalidInput((Problem(code="number_out_of_range", path="most", message=message),))
    rows: list[Contact] = []
    key = contact_key(partner_id, after or "")
    with caller.setting.unit() as unit:
        while page := unit.records.page(Contact, key, _PAGE):
            for one in page:
                if one.partner_id != partner_id:
                    return Page(tuple(rows))
                if not one.erased and len(rows) == most:
                    return Page(tuple(rows), rows[-1].id)
                rows += [] if one.erased else [one]
            key = page[-1].key
    return Page(tuple(rows))


def erase_contact(caller: Caller, partner_id: str, contact_id: str) -> ContactUpdate:
    """
    Erase what is known of a contact, and its private leads; what was shared with the supplier stays.

    Raises:
        NotAllowed: None of the caller's roles allows it. Nothing was written.
        NotFound: The partner has no such contact. Nothing was written.
        Conflict: Others wrote first twelve times in a row. Nothing was written, trying again is safe.
    """
    caller.check(Act.REGISTER)

    def plan(unit: UnitOfWork) -> tuple[ContactUpdate, Changes | None]:
        before = _known(unit, partner_id, contact_id)
        now = caller.setting.clock()
        leads, erases, puts = list[LeadChange](), set[str](), list[Put]()
        kept = before
        for link in before.leads:
            lead = _stored(unit, link.lead_id)
            if lead is None or not lead.active or lead.kind is not LeadKind.PRIVATE:
                continue
            done, changes = erasing(caller, unit, lead, now)
            leads.append(done.change)
            erases |= changes.erases
            puts += [one for one in changes.puts if not isinstance(one.record, Contact)]
            kept = kept.without_lead(lead.id)
        nothing = kept.values.without(tuple(kept.values))
        made = evolve(kept, values=nothing, erased=True)
        puts.append(Put(made, before=before))
        return ContactUpdate(contact=made), Changes(leads=tuple(leads), puts=tuple(puts), erases=frozenset(erases))

    return planned(caller.setting, plan)


def _known(unit: UnitOfWork, partner_id: str | None, contact_id: str) -> Contact:
    found = unit.records.one(Contact, contact_key(partner_id or "", contact_id)) if partner_id else None
    if found is None or found.erased:
        raise NotFound("contact", contact_id)
    return found


def _stored(unit: UnitOfWork, lead_id: str) -> Lead | None:
    try:
        return unit.leads.get(lead_id)
    except NotFound:
        return None
