"""
The kit passes the honest store, and the test of each promise fails the store that breaks it.
"""

from __future__ import annotations

from tests.testing import sabotaged
from tests.testing.promises import catching, kits_of

CAUGHT_BY = {
    "Overwrites": "test_taken_number_is_refused",
    "WritesHalf": "test_one_stale_lead_of_two_refuses_both",
    "ForgetsUnknown": "test_what_a_newer_build_wrote_survives",
    "WantsTuples": "test_what_is_made_on_demand_is_written",
    "DropsMessages": "test_every_message_of_a_commit_is_handed_out",
    "TakesTurnsTwice": "test_turn_taken_after_another_count_is_refused",
    "IgnoresTenants": "test_foreign_lead_looks_unknown",
    "LosesOrder": "test_events_stand_in_the_order_of_their_numbers",
    "ForgetsVersions": "test_versions_are_kept",
    "IgnoresAbsentKeys": "test_key_that_an_active_lead_has_is_refused",
    "IgnoresLeases": "test_leased_message_is_not_given_to_another",
    "AcceptsStaleSettlements": "test_settlement_with_a_lost_lease_is_refused",
    "OverwritesRecords": "test_record_that_stands_otherwise_is_refused",
    "SendsAgain": "test_message_that_is_there_already_stays_as_it_is",
    "TakesRecordsForNew": "test_record_that_has_to_be_new_is_refused",
    "RevivesRecords": "test_record_that_is_not_stored_is_refused",
    "MixesClasses": "test_classes_do_not_meet",
    "FoldsKeys": "test_keys_are_taken_as_they_are",
    "DropsPartners": "test_partner_of_the_host_is_not_written",
    "SwallowsConflicts": "test_same_changes_are_refused_twice",
    "ChecksWithoutLock": "test_one_of_two_threads_wins[one lead]",
    "FindsYoungestDuplicate": "test_oldest_duplicate_is_found",
    "ShowsEarliestHistory": "test_lead_is_read_in_brief[2-2]",
    "LeavesTraces": "test_refused_commit_leaves_no_trace",
    "KeepsFirstSchema": "test_fields_of_one_name_have_the_kind_of_their_supplier",
    "DecidesByOldPartners": "test_decision_by_older_records_is_refused",
    "KeepsTheVersion": "test_version_changes_with_what_leads_are_routed_by[a campaign]",
    "KeepsLeadsAsTheyWere": "test_timeline_tells_the_lead",
    "ForgetsLateTurns": "test_turns_after_a_number_are_told",
    "ForgetsChangedLoads": "test_changes_since_are_told",
    "FillsPlacesTwice": "test_load_above_its_limit_is_refused",
    "SetsLoads": "test_loads_are_added_up",
    "CountsByItsOwnStages": "test_closed_lead_is_not_counted[won]",
    "KeepsFirstKinds": "test_field_of_another_kind_is_read_as_far_as_it_can_be",
    "LocksNothing": "test_second_lock_waits_for_the_first",
    "KeepsLocks": "test_lock_ends_with_its_unit",
    "IgnoresScopes": "test_list_has_what_may_be_opened",
    "FiltersAfterPaging": "test_pages_joined_are_the_list",
    "ForgetsTrails": "test_trail_is_read_in_order",
    "TakesTrailNumbersTwice": "test_number_of_a_trail_is_taken_once",
    "ShowsWhateverWasRead": "test_status_of_a_lead_that_stands_otherwise_is_refused",
    "TouchesLeadsByMail": "test_mail_changes_nothing_of_a_lead_but_what_it_shows",
    "TakesMailBack": "test_who_works_on_a_lead_is_not_stopped_by_mail",
    "PutsBackAnything": "test_message_that_is_not_dead_is_not_put_back",
    "StopsAtWhatItCannotRead": "test_message_that_cannot_be_read_stops_no_other",
    "CountsClaims": "test_claim_without_a_try_is_no_attempt",
    "ForgetsWhatWasTold": "test_claim_says_how_long_the_trail_is",
    "ForgetsWhatImportsChanged": "test_leads_of_an_import_are_those_that_it_made_or_changed",
    "MakesTimelinesUp": "test_timelines_of_many_leads_are_read_at_once",
    "FindsOneWord": "test_list_has_what_is_asked_for",
    "CountsMailForAnybody": "test_somebody_counts_mail_about_leads_that_they_see[partner_wide]",
    "CountsMailInUtc": "test_totals_are_those_of_the_trails",
    "PassesOverActivity": "test_list_has_what_is_asked_for",
    "PassesOverLinks": "test_list_has_what_is_asked_for",
    "TellsPrivateActivity": "test_list_has_what_is_asked_for",
    "ListsEventsByToday": "test_listed_events_are_those_that_are_asked_for[an actor]",
    "ListsEventsToAll": "test_events_are_listed_to_who_may_see_them[gold]",
    "ListsPrivatePast": "test_events_are_listed_to_who_may_see_them[supplier]",
    "SkipsEventsOfAMoment": "test_pages_of_events_joined_are_all_events[1]",
    "ErasesWhatWasThere": "test_erasing_takes_the_commit_along",
    "LeavesComments": "test_erased_events_keep_their_skeleton",
    "LeavesForeignIds": "test_erased_events_keep_their_skeleton",
    "KeepsRecipients": "test_forgotten_message_keeps_its_skeleton",
    "KeepsDigests": "test_forgotten_message_keeps_its_skeleton",
    "ForgetsEveryMessage": "test_forgetting_leaves_other_messages",
    "FindsMailAboutLeads": "test_messages_about_no_lead_are_found_once",
    "DropsErasedEvents": "test_erased_events_keep_their_skeleton",
    "HandsOutDueByKey": "test_what_is_due_comes_by_time_then_key",
    "KeepsFirstDue": "test_replaced_record_is_due_as_it_says_now[as it was read]",
    "IsDueTooEarly": "test_moment_itself_is_due",
    "ErasesEveryLead": "test_events_of_other_leads_stay",
    "CountsDaysInUtc": "test_totals_are_those_of_the_list[everything]",
    "ShowsHiddenValues": "test_hidden_values_are_absent_until_a_lead_is_disclosed",
    "TouchesOpenedLeads": "test_first_opening_is_shown_and_nothing_else_changes",
    "KeepsTheLatestOpening": "test_person_opens_an_assignment_once",
    "KeepsOpenedLeadsOpened": "test_next_assignment_is_not_opened",
    "ShowsOneLeadAMessage": "test_lead_shows_what_a_message_about_many_tells",
    "ShowsOpportunitiesToAll": "test_who_does_not_see_the_lead_does_not_see_them",
    "CountsEveryConnection": "test_records_of_a_status_are_counted_and_come_by_key",
    "CountsEverySupplier": "test_other_suppliers_have_none_of_them",
    "NotesStatusOfRefused": "test_refused_commit_changes_no_status",
    "KeepsFirstStatus": "test_replaced_record_has_the_status_that_it_has_now[whatever is stored]",
    "ListsStatusAsItCame": "test_records_of_a_status_are_counted_and_come_by_key",
    "SortsOpportunitiesAsPeopleDo": "test_they_come_by_id[asked0-expected0]",
    "CountsOpportunitiesWithoutCriteria": "test_criteria_choose_opportunities[equals0]",
    "ForgetsOpenings": "test_opening_takes_no_number_and_loses_to_nobody",
    "ListsForAnybody": "test_somebodys_list_has_what_they_may_open[gold]",
    "CountsForAnybody": "test_count_is_the_length_of_the_list[gold]",
    "CountsWhatIsSaid": "test_leads_are_counted_by_a_column",
    "EstimatesInAnyCase": "test_count_is_exact_where_there_is_time[a day]",
    "EstimatesInSilence": "test_estimate_says_so_and_is_made_of_what_the_caller_sees[gold]",
    "EstimatesForAnybody": "test_estimate_says_so_and_is_made_of_what_the_caller_sees[gold]",
    "EstimatesByHiddenValues": "test_estimate_says_so_and_is_made_of_what_the_caller_sees[partner_wide]",
    "FindsHiddenTexts": "test_hidden_values_are_found_by_no_text[hidden]",
    "LosesTies": "test_pages_of_a_list_joined_are_the_list[status]",
    "SortsBlanksFirst": "test_leads_are_sorted_by_any_column[up]",
    "TakesAnyCursor": "test_cursor_of_another_query_is_refused",
    "ForgetsFilters": "test_list_has_what_is_asked_for",
    "ChokesOnOddIds": "test_unstorable_id_is_nobodys[NUL]",
    "ForgetsKeys": "test_record_survives[CompletedCalls]",
    "PagesByOffset": "test_page_begins_after_a_lead_that_has_changed",
}
"""
For each sabotaged store the test that says what it breaks.
"""


class TestHonest(sabotaged.TestHonest):
    """
    The store on which the sabotaged ones are built passes the whole kit.
    """


# A class for each sabotaged store, whose one test is that of the promise.
globals().update(catching(sabotaged, CAUGHT_BY))


def test_every_sabotaged_store_is_expected() -> None:
    """
    No store of the file is left out here.
    """
    assert set(kits_of(sabotaged)) == {"Honest", *CAUGHT_BY}
