"""
The kit for lists of registrations passes what is honest, and the test of each promise fails who breaks it.
"""

from __future__ import annotations

from tests.testing import sabotaged_registrations
from tests.testing.promises import catching, kits_of

CAUGHT_BY = {
    "ListsAnyStatus": "test_registration_is_listed_as_it_was_last_committed",
    "ListsAnyPartner": "test_what_is_asked_for_comes_by_id[of nobody]",
    "SortsAsPeopleDo": "test_what_is_asked_for_comes_by_id[all]",
    "ListsTheFirstPageAlone": "test_what_is_asked_for_comes_by_id[all]",
}
"""
For each sabotaged store the test that says what it breaks.
"""


class TestHonestRegistrations(sabotaged_registrations.TestHonestRegistrations):
    """
    The store on which the sabotaged ones are built passes the whole kit.
    """


# A class for each sabotaged store, whose one test is that of the promise.
globals().update(catching(sabotaged_registrations, CAUGHT_BY))


def test_every_sabotaged_store_is_expected() -> None:
    """
    Every sabotaged store is caught by a test that is named here.
    """
    assert set(kits_of(sabotaged_registrations)) == {"HonestRegistrations", *CAUGHT_BY}
