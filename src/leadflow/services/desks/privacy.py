"""
The desk for privacy: shows and erases what is stored about a person, and erases leads whose time is over.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from attrs import field, frozen

from leadflow.core.access import Act, ProgramParty, SupplierParty
from leadflow.core.arguments import checked
from leadflow.core.facts import Channel
from leadflow.core.privacy import DueErasure, PersonData, PersonErasure, PersonKey
from leadflow.core.problems import Problem
from leadflow.errors import Conflict, InvalidInput
from leadflow.ports import AttachmentStore, ScrubbingUnit
from leadflow.services.operations.caller import calling
from leadflow.services.operations.setting import Setting
from leadflow.services.operations.steps import in_steps
from leadflow.services.privacy.person_data import data_of
from leadflow.services.privacy.person_erasing import (
    clear_person,
    clear_records,
    erase_leads,
    forget_mail,
    people_of,
    remove_files,
    remove_people,
)
from leadflow.services.privacy.person_search import found_leads
from leadflow.services.privacy.retaining import due_erasures, is_due

__all__ = ["ErasureRun", "PrivacyDesk"]

_MOST: Final = 100_000


@frozen(kw_only=True)
class ErasureRun:
    """
    What `PrivacyDesk.run` did.

    Attributes:
        leads: Ids of the leads that were erased.
        failed: Ids of leads that others kept changing; they are due again in the next run.
    """

    leads: tuple[str, ...] = ()
    failed: tuple[str, ...] = field(default=())


@checked
class PrivacyDesk:
    """
    Tells and erases what is stored about a person, and erases leads whose time is over.

    A person is recognized by an e-mail address or a phone number. Leads that are private to a partner are the
    partner's, and are left alone. Everything here needs the act ``erase``, without a limit to partner groups, and
    raises `NotAllowed` otherwise; nothing is written then. All of it can be repeated: what is erased stays erased, and
    a call that was broken off, or whose process was killed, is finished by the next one.
    """

    def __init__(
        self,
        setting: Setting,
        party: SupplierParty | ProgramParty,
        store: AttachmentStore,
        *,
        channel: Channel | None = None,
    ) -> None:
        """
        Open the desk for *party*, who is named in the events of what is erased.

        Args:
            setting: What services work with.
            party: Who calls.
            store: Where the bytes of files and of exports are.
            channel: The way they came by; without one a person comes by the portal, and a program by the API.
        """
        self._caller = calling(setting, party, channel)
        self._store = store

    def export_person(self, contact: str) -> PersonData:
        """
        Return everything that is stored about a person, as values, as JSON and as a page.

        Args:
            contact: An e-mail address or a phone number, as people write it. Numbers are compared by their digits, with
                the code of the country if one was given.

        Raises:
            InvalidInput: It is neither (``person_unclear``).
        """
        self._check()
        return data_of(self._caller, PersonKey.of(contact))

    @in_steps()
    def erase_person(self, contact: str) -> PersonErasure:
        """
        Erase everything that is stored about a person.

        Their leads lose values, history, files and ids in other systems, and are deactivated; what happened stays on
        the timeline, without comments and without what was changed. Leads of others lose what mentions the person. As
        one of a partner's people or an additional recipient, the person is removed.

        Args:
            contact: As in `export_person`.

        Returns:
            What was erased by this call; nothing if all was erased before.

        Raises:
            InvalidInput: It is neither an address nor a number (``person_unclear``). Nothing was written.
            Conflict: Others wrote first twelve times in a row. What was erased stays erased, calling it again
                continues.
            PortError: A store failed, or could not empty its log. Calling it again continues.
        """
        self._check()
        caller, person = self._caller, PersonKey.of(contact)
        found = [(one.lead.id, one.owned) for one in found_leads(caller, person)]
        leads = erase_leads(caller, (lead_id for lead_id, owned in found if owned))
        # A lead that is the person's no more may still mention them, in what was changed.
        rest = [lead_id for lead_id, owned in found if not owned]
        cleared = tuple(lead_id for lead_id in rest if clear_person(caller, person, lead_id))
        people = people_of(caller, person)
        records = clear_records(caller, person, people) + forget_mail(caller, person)
        # Last, since it is by them that the ids of the person are known.
        remove_people(caller, person, people)
        files = self._finish()
        return PersonErasure(leads=leads, cleared=cleared, people=people, records=records, files=files)

    def due_erasures(self, now: datetime | None = None, *, most: int = 1_000) -> tuple[DueErasure, ...]:
        """
        Return the leads whose time is over by `Programme.retention`; nothing is written.

        Args:
            now: If omitted, what the clock says.
            most: How many at most, from 1 to 100,000. Performing them makes room for the next ones.

        Raises:
            InvalidInput: *most* is out of its range (``number_out_of_range``).
        """
        self._check()
        if not 1 <= most <= _MOST:
            message = f"is {most:,}, but must be from 1 to {_MOST:,}; use a number in this range"
            raise InvalidInput((Problem(code="number_out_of_range", path="most", message=message),))
        return due_erasures(self._caller, now or self._caller.setting.clock(), most)

    @in_steps()
    def perform(self, erasure: DueErasure) -> PersonErasure:
        """
        Erase a lead that is due, if it still is; once, regardless of who performs it.

        Raises:
            Conflict: Others wrote first twelve times in a row. Nothing was written, trying again is safe.
            PortError: A store failed, or could not empty its log. Trying again is safe.
        """
        self._check()
        leads = self._perform(erasure)
        return PersonErasure(leads=leads, files=self._finish())

    @in_steps()
    def run(self, *, most: int = 1_000) -> ErasureRun:
        """
        Erase the leads that are due now, at most so many; see `due_erasures`. A lead that cannot be erased stops no
        other.
        """
        done, failed = list[str](), list[str]()
        for one in self.due_erasures(most=most):
            try:
                done += self._perform(one)
            except Conflict:
                failed.append(one.lead_id)
        self._finish()
        return ErasureRun(leads=tuple(done), failed=tuple(failed))

    def _perform(self, erasure: DueErasure) -> tuple[str, ...]:
        due = is_due(self._caller, erasure, self._caller.setting.clock())
        return erase_leads(self._caller, [erasure.lead_id]) if due else ()

    def _finish(self) -> int:
        """
        Remove the bytes of files, and take what was deleted out of the store's own files.
        """
        files = remove_files(self._caller, self._store)
        with self._caller.setting.unit() as unit:
            if isinstance(unit, ScrubbingUnit):
                unit.scrub()
        return files

    def _check(self) -> None:
        self._caller.check(Act.ERASE)
        if self._caller.scope.groups is not None:
            raise self._caller.refusing(Act.ERASE)
