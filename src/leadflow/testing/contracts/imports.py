"""
What a store must do with imports: progress that follows, refused rows that stay, and keys that are absent.
"""

from __future__ import annotations

import pytest
from attrs import evolve

from leadflow.core.changes import Changes
from leadflow.core.facts import Deactivated
from leadflow.core.importing.progress import ImportProgress, RefusedRow
from leadflow.core.intake import lead_duplicate_key
from leadflow.errors import Conflict
from leadflow.ports import OpenUnit
from leadflow.testing.builders import SUPPLIER, a_chunk, a_lead, a_refused_row, change_to, changes_of
from leadflow.testing.contracts.store import StoreContract, committed, find

__all__ = ["ImportsContract"]


class ImportsContract(StoreContract):
    """
    What every `ImportReader` must do, and how an import is written once.
    """

    def test_unknown_import_has_no_progress(self, open_unit: OpenUnit) -> None:
        """
        An import of which no chunk was committed has no progress.
        """
        assert _progress(open_unit) is None

    def test_progress_survives(self, open_unit: OpenUnit) -> None:
        """
        Progress comes back as it was last committed, with its counts and times.
        """
        last = evolve(a_chunk(chunk=2), finished=True)
        committed(open_unit, Changes(progress=a_chunk()), Changes(progress=last))

        assert _progress(open_unit) == last

    @pytest.mark.parametrize("chunk", [0, 1, 3])
    def test_chunk_that_does_not_follow_is_refused(self, open_unit: OpenUnit, chunk: int) -> None:
        """
        A chunk that was written or leaves a gap is a Conflict, and the stored progress stays.
        """
        committed(open_unit, Changes(progress=a_chunk()))

        with pytest.raises(Conflict):
            committed(open_unit, Changes(progress=evolve(a_chunk(chunk=chunk), messages=99)))

        assert _progress(open_unit) == a_chunk()

    def test_first_chunk_is_one(self, open_unit: OpenUnit) -> None:
        """
        An import cannot begin with its second chunk.
        """
        with pytest.raises(Conflict):
            committed(open_unit, Changes(progress=a_chunk(chunk=2)))

        assert _progress(open_unit) is None

    def test_lead_of_a_repeated_chunk_is_not_written(self, open_unit: OpenUnit) -> None:
        """
        A chunk that is run a second time writes none of its leads.
        """
        committed(open_unit, evolve(changes_of(a_lead("lead-1")), progress=a_chunk()))

        with pytest.raises(Conflict):
            committed(open_unit, evolve(changes_of(a_lead("lead-2")), progress=a_chunk()))

        assert find(open_unit, "lead-2") is None

    def test_imports_have_progress_of_their_own(self, open_unit: OpenUnit) -> None:
        """
        Two imports at once do not touch each other.
        """
        committed(open_unit, Changes(progress=a_chunk("import-1")), Changes(progress=a_chunk("import-2")))

        assert _progress(open_unit) == a_chunk("import-1")

    def test_refused_rows_survive(self, open_unit: OpenUnit) -> None:
        """
        Refused rows come back with their problems; their cells need not be kept.
        """
        committed(open_unit, Changes(progress=a_chunk(), refused=(a_refused_row(2), a_refused_row(4))))

        assert _refused(open_unit) == (_bare(2), _bare(4))

    def test_refused_rows_of_all_chunks_ascend(self, open_unit: OpenUnit) -> None:
        """
        Refused rows of all chunks come by ascending number, however they were given.
        """
        committed(open_unit, Changes(progress=a_chunk(), refused=(a_refused_row(10), a_refused_row(9))))
        committed(open_unit, Changes(progress=a_chunk(chunk=2), refused=(a_refused_row(100), a_refused_row(11))))

        assert [row.number for row in _refused(open_unit)] == [9, 10, 11, 100]

    def test_refused_rows_are_not_mixed_up(self, open_unit: OpenUnit) -> None:
        """
        Refused rows stay with their import; an unknown import has none.
        """
        committed(open_unit, Changes(progress=a_chunk("import-2"), refused=(a_refused_row(2),)))

        assert _refused(open_unit) == ()

    def test_key_that_an_active_lead_has_is_refused(self, open_unit: OpenUnit) -> None:
        """
        A commit that says a key is absent is a Conflict if an active lead has it by now, and writes nothing.
        """
        committed(open_unit, changes_of(a_lead("lead-1")))

        with pytest.raises(Conflict):
            committed(open_unit, _new("lead-2", absent=frozenset(["\x1fother@example.com", _key("lead-1")])))

        assert find(open_unit, "lead-2") is None

    def test_key_that_nobody_has_is_absent(self, open_unit: OpenUnit) -> None:
        """
        Keys that no stored lead has do not stand in the way, those of the commit's own leads included.
        """
        committed(open_unit, changes_of(a_lead("lead-1")), _new("lead-2", absent=frozenset([_key("lead-2")])))

        assert find(open_unit, "lead-2") is not None

    def test_key_of_a_deactivated_lead_is_absent(self, open_unit: OpenUnit) -> None:
        """
        A key that only a deactivated lead has does not stand in the way.
        """
        committed(open_unit, changes_of(a_lead("lead-1")), change_to(a_lead("lead-1"), Deactivated()))
        committed(open_unit, _new("lead-2", absent=frozenset([_key("lead-1")])))

        assert find(open_unit, "lead-2") is not None


def _key(lead_id: str) -> str:
    return lead_duplicate_key(a_lead(lead_id)) or ""


def _new(lead_id: str, *, absent: frozenset[str]) -> Changes:
    return evolve(changes_of(a_lead(lead_id)), absent=absent)


def _bare(number: int) -> RefusedRow:
    return evolve(a_refused_row(number), cells=())


def _progress(open_unit: OpenUnit) -> ImportProgress | None:
    with open_unit(SUPPLIER) as unit:
        return unit.imports.get("import-1")


def _refused(open_unit: OpenUnit) -> tuple[RefusedRow, ...]:
    with open_unit(SUPPLIER) as unit:
        return tuple(evolve(row, cells=()) for row in unit.imports.refused("import-1"))
