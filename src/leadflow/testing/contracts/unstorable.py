"""
What a store must do with ids that no lead can have.
"""

from __future__ import annotations

from typing import Final

import pytest

from leadflow.core.partners import Campaign
from leadflow.errors import NotFound
from leadflow.ports import OpenUnit
from leadflow.testing.builders import KIT_SCHEMA, SUPPLIER, a_lead, changes_of, puts_of
from leadflow.testing.contracts.store import StoreContract, committed
from leadflow.testing.record_builders import a_campaign

__all__ = ["UnstorableIdsContract"]

_UNSTORABLE: Final = ("lead\x00", "\x00", "lead\ud800", "\udfff")

unstorable = pytest.mark.parametrize("key", _UNSTORABLE, ids=["NUL", "only NUL", "surrogate", "only a surrogate"])
"""
Runs a test for ids that many databases take for an error: with NUL, and with half of a character.
"""


class UnstorableIdsContract(StoreContract):
    """
    How ids that were typed or made up by somebody are nobody's, and no error of the store.
    """

    @unstorable
    def test_unstorable_id_is_nobodys(self, open_unit: OpenUnit, key: str) -> None:
        """
        A lead, an event, a message, a record, an import or a duplicate key of such an id is unknown or absent.
        """
        committed(open_unit, changes_of(a_lead()), puts_of(a_campaign()))
        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            for read in (unit.leads.get, unit.timeline.of, unit.posts.one, lambda one: unit.timeline.one(one, 1)):
                with pytest.raises(NotFound):
                    read(key)
            assert unit.records.one(Campaign, key) is None
            assert unit.posts.of_lead(key) == ()
            assert unit.leads.of_import(key, None, 10) == ()
            assert unit.leads.with_keys([key]) == {}
            assert unit.timeline.many([key]) == {}

    @unstorable
    def test_page_after_an_unstorable_id_is_none_of_what_was_seen(self, open_unit: OpenUnit, key: str) -> None:
        """
        Pages that begin after such an id raise nothing, and repeat nothing that is before it.
        """
        committed(open_unit, changes_of(a_lead("a"), a_lead("lead-2")), puts_of(a_campaign("a"), a_campaign("nordlys")))
        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            leads = [lead.id for lead in unit.leads.page(key, 10)]
            campaigns = [one.id for one in unit.records.page(Campaign, key, 10)]
        assert leads == [one for one in ("a", "lead-2") if one in leads]
        assert campaigns == [one for one in ("a", "nordlys") if one in campaigns]
