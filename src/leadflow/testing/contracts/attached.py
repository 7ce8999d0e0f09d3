"""
The contract of a reader that says which files leads refer to.
"""

from __future__ import annotations

import pytest
from attrs import evolve

from leadflow.core.facts import Accepted, Deactivated, FileAttached, FileRemoved
from leadflow.errors import StaleLead
from leadflow.ports import AttachmentReader, OpenUnit
from leadflow.testing.builders import KIT_SCHEMA, SUPPLIER, a_lead, an_attachment, change_to, changes_of
from leadflow.testing.contracts.store import StoreContract, committed

__all__ = ["AttachmentReaderContract"]


class AttachmentReaderContract(StoreContract):
    """
    What every `AttachmentReader` must do. Inherit it and override the fixture `open_unit`.
    """

    def test_key_of_a_lead_is_attached(self, open_unit: OpenUnit) -> None:
        """
        A key that a lead refers to is distinguished from one that none does, whether it was made with it or got it
        later.
        """
        made = evolve(a_lead(), attachments=(an_attachment("a"),))
        committed(open_unit, changes_of(made), change_to(made, FileAttached(an_attachment("b"))))

        assert _attached(open_unit, "a", "b", "c") == ["a", "b"]

    def test_only_what_was_asked_for_is_answered(self, open_unit: OpenUnit) -> None:
        """
        Keys that nobody asked for are left out, and asked for no keys the answer is empty.
        """
        committed(open_unit, changes_of(evolve(a_lead(), attachments=(an_attachment("a"), an_attachment("b")))))

        assert _attached(open_unit, "b") == ["b"]
        assert _attached(open_unit) == []

    def test_removed_file_is_not_attached(self, open_unit: OpenUnit) -> None:
        """
        A file that was taken off its lead is not referred to any more, the lead's other files are.
        """
        lead = evolve(a_lead(), attachments=(an_attachment("a"), an_attachment("b")))
        committed(open_unit, changes_of(lead), change_to(lead, FileRemoved("a")))

        assert _attached(open_unit, "a", "b") == ["b"]

    def test_last_file_of_a_lead_can_be_removed(self, open_unit: OpenUnit) -> None:
        """
        A lead without files refers to none.
        """
        lead = evolve(a_lead(), attachments=(an_attachment("a"),))
        committed(open_unit, changes_of(lead), change_to(lead, FileRemoved("a")))

        assert _attached(open_unit, "a") == []

    def test_shared_file_is_attached_until_the_last_lead_lets_go(self, open_unit: OpenUnit) -> None:
        """
        Leads that share a file each keep it.
        """
        leads = [evolve(a_lead(one), attachments=(an_attachment("a"),)) for one in ("lead-1", "lead-2")]
        committed(open_unit, changes_of(*leads))
        seen = []
        for lead in leads:
            committed(open_unit, change_to(lead, FileRemoved("a")))
            seen.append(_attached(open_unit, "a"))

        assert seen == [["a"], []]

    def test_other_events_leave_files_attached(self, open_unit: OpenUnit) -> None:
        """
        What else happens to a lead, deactivation included, takes nothing from its files.
        """
        lead = evolve(a_lead(), attachments=(an_attachment("a"),))
        committed(open_unit, changes_of(lead), change_to(lead, Accepted(), Deactivated()))

        assert _attached(open_unit, "a") == ["a"]

    def test_foreign_file_is_not_attached(self, open_unit: OpenUnit) -> None:
        """
        What another supplier's leads refer to is nobody's here.
        """
        lead = evolve(a_lead(supplier_id="globex"), attachments=(an_attachment("a"),))
        committed(open_unit, changes_of(lead), supplier_id="globex")

        assert _attached(open_unit, "a") == []

    def test_refused_commit_attaches_nothing(self, open_unit: OpenUnit) -> None:
        """
        A commit that lost leaves no reference.
        """
        committed(open_unit, changes_of(a_lead()), change_to(a_lead(), Accepted()))

        with pytest.raises(StaleLead):
            committed(open_unit, change_to(a_lead(), FileAttached(an_attachment("a"))))

        assert _attached(open_unit, "a") == []

    def test_thousands_of_keys_can_be_asked_for(self, open_unit: OpenUnit) -> None:
        """
        The keys of a whole listing go into one call.
        """
        committed(open_unit, changes_of(evolve(a_lead(), attachments=(an_attachment("a"),))))

        assert _attached(open_unit, *map(str, range(5_000)), "a") == ["a"]


def _attached(open_unit: OpenUnit, *ids: str) -> list[str]:
    """
    Return those of the attachments, by id, whose keys are attached.
    """
    with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        assert isinstance(unit.leads, AttachmentReader)
        keys = unit.leads.attached([an_attachment(one).key for one in ids])

    assert keys <= {an_attachment(one).key for one in ids}
    return sorted(one for one in ids if an_attachment(one).key in keys)
