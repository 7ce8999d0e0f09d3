"""
The kit for leads of one person or company passes what is honest, and the test of each promise fails who breaks it.
"""

from __future__ import annotations

from tests.testing import sabotaged_held_leads
from tests.testing.promises import catching, kits_of

CAUGHT_BY = {
    "FindsLeadsOfAnybody": "test_lead_that_nobody_has_is_not_found[rejected]",
    "FindsPrivateLeads": "test_lead_that_nobody_has_is_not_found[private]",
    "FindsNoRequests": "test_private_lead_of_an_open_request_is_found",
    "FindsEndedProtections": "test_lead_that_nobody_has_is_not_found[expired]",
    "FindsLeadsOfAnyCampaign": "test_other_campaigns_are_left_out",
    "FindsOwnLeads": "test_leads_of_the_partner_that_asks_are_left_out",
    "FindsLeadsOfPartnersAlone": "test_leads_of_the_partner_that_asks_are_left_out",
    "FindsLeadsTwice": "test_no_more_are_returned_than_asked_for",
    "FindsLeadsByEmailAlone": "test_leads_are_found_by_any_key[website]",
    "FindsLeadsByFirstValues": "test_lead_is_found_by_what_it_says_now",
}
"""
For each sabotaged store the test that says what it breaks.
"""


class TestHonestHeld(sabotaged_held_leads.TestHonestHeld):
    """
    The store on which the sabotaged ones are built passes the whole kit.
    """


# A class for each sabotaged store, whose one test is that of the promise.
globals().update(catching(sabotaged_held_leads, CAUGHT_BY))


def test_every_sabotaged_store_is_expected() -> None:
    """
    Every sabotaged store is caught by a test that is named here.
    """
    assert set(kits_of(sabotaged_held_leads)) == {"HonestHeld", *CAUGHT_BY}
