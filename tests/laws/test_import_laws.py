"""
Laws of importing: every row ends in one pile, a preview equals the run, and a second run does nothing.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.laws.strategies import examples
from tests.services.builders import an_office, mapped

import leadflow.services.importing.run as importing
from leadflow.core.importing.settings import ImportSettings, UnknownCampaigns
from leadflow.core.intake import OnDuplicate

cells = st.tuples(
    st.sampled_from(["a@x.de", "A@X.DE", "b@x.de", "c@x.de", "d@x.se", "Ann <a@x.de>", "bad", "", "a@x.de\x07"]),
    st.sampled_from(["DE", "Sweden", "FR", "Peru", "", "Mars"]),
    st.sampled_from(["", "", "", "Nordlys AS", "globex gmbh", "Idle Inc", "Twin", "Nobody"]),
    st.sampled_from(["", "Oslo", "Rom\x00"]),
    st.sampled_from(["", "5", "80", "much"]),
    st.sampled_from(["", "fair", "Fair ", "New one", "new ONE", "other"]),
    st.sampled_from(["", "open", "won", "nonsense"]),
    st.sampled_from(["", "A-1", "B-2"]),
    st.sampled_from(["", "2026-01-05", "13-15 March 2026", "13/2/2026"]),
)
HEADER = "Email,Country,Partner Name,City,Lead Score,Campaign,Status,External ID,Created"
COLUMNS = {"Campaign": "campaign", "Status": "status", "External ID": "external_id", "Created": "created_at"}
settings = st.builds(
    ImportSettings,
    module=st.sampled_from([None, "emea"]),
    default_partner=st.sampled_from([None, "Initech"]),
    campaign=st.sampled_from([None, "fair"]),
    campaigns=st.sampled_from(UnknownCampaigns),
    notify=st.booleans(),
    on_duplicate=st.sampled_from(OnDuplicate),
)


@examples(150)
@given(rows=st.lists(cells, max_size=14), first=settings, second=settings, chunk=st.integers(1, 6))
def test_every_row_ends_in_one_pile(rows: list[Any], first: ImportSettings, second: ImportSettings, chunk: int) -> None:
    """
    Every row has exactly one outcome, in imports and previews with any chunk size.
    """
    office = an_office()
    lines = [",".join(row) for row in rows]
    file = office.file(*lines, header=HEADER)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(importing, "CHUNK", chunk)
        for number, given_settings in enumerate((first, second)):
            before = len(office.leads())
            preview = office.imports.preview(file, mapped(file, **COLUMNS), given_settings)
            report = office.imports.run(file, mapped(file, **COLUMNS), given_settings)
            counts = report.counts
            if number and first == second:
                assert report.repeated
                continue

            assert counts.read == sum(any(cell.strip() for cell in row) for row in rows)
            assert counts.read == counts.imported + counts.updated + counts.duplicates + counts.refused
            assert counts.imported == counts.assigned + counts.unassigned == len(office.leads()) - before
            assert counts.assigned == sum(report.by_partner.values())
            assert counts.refused == len(report.refused)
            assert (preview.counts, preview.by_partner, preview.messages) == (
                counts,
                report.by_partner,
                report.messages,
            )
            assert (preview.refused, preview.warned) == (report.refused, report.warned)
            assert list(preview.outcomes) == list(report.outcomes)
    unique = office.sound()

    assert unique or OnDuplicate.CREATE in (first.on_duplicate, second.on_duplicate)
