"""
The kit for connectors passes what is honest, and the test of each promise fails the connector that breaks it.
"""

from __future__ import annotations

from tests.testing import sabotaged_connectors
from tests.testing.promises import catching, kits_of

CAUGHT_BY = {
    "CursorTooFar": "test_late_commit_is_shown[48]",
    "StopsAtOneStamp": "test_every_record_is_shown[1]",
    "BelievesStamps": "test_change_within_the_same_second_is_shown",
    "OverlooksDeletions": "test_deletion_is_shown",
    "OverlooksMerges": "test_merge_is_shown",
    "TakesMergesForDeletions": "test_merge_is_shown",
    "RaisesOnOldCursors": "test_cursor_that_is_too_old_says_so",
    "BeginsAgainSilently": "test_cursor_that_is_too_old_says_so",
    "KeepsCursorToItself": "test_cursor_can_be_stored",
    "HidesFailures": "test_pull_that_fails_is_an_error_of_the_port",
    "FailsWithoutQuota": "test_used_up_quota_of_a_pull_is_told",
    "WaitsForEver": "test_every_call_has_a_time_out",
    "CreatesAgain": "test_same_key_is_the_same_record[10]",
    "CallsLostAnswersRefused": "test_lost_answer_is_unclear",
    "RepeatsByItself": "test_lost_answer_is_unclear",
    "SendsWholeRecords": "test_update_changes_only_what_it_names",
    "ClearsNothing": "test_update_changes_only_what_it_names",
    "MakesItAgain": "test_update_creates_nothing",
    "CallsMergedGone": "test_update_of_a_merged_record_tells_what_is_left",
    "AllOrNothing": "test_each_record_has_its_outcome",
    "BelievesTheStatus": "test_each_record_has_its_outcome",
    "SortsItsAnswers": "test_each_record_has_its_outcome",
    "PutsDuplicatesOff": "test_duplicate_is_refused_and_not_put_off",
    "RefusesLocked": "test_locked_record_is_put_off",
    "RefusesWithoutQuota": "test_used_up_quota_of_a_push_is_told",
    "LosesMarkOnRenewal": "test_renewed_token_changes_nothing",
    "ForgetsTheKey": "test_record_that_we_made_is_shown_with_our_key",
    "DescribesOpportunitiesAlone": "test_fields_are_described",
}
"""
For each sabotaged connector the test that says what it breaks.
"""


class TestHonestConnector(sabotaged_connectors.TestHonest):
    """
    The connector on which the sabotaged ones are built passes the whole kit.
    """


# A class for each sabotaged connector, whose one test is that of the promise.
globals().update(catching(sabotaged_connectors, CAUGHT_BY))


def test_every_sabotaged_connector_is_expected() -> None:
    """
    Every sabotaged connector is caught by a test that is named here.
    """
    assert set(kits_of(sabotaged_connectors)) == {"Honest", *CAUGHT_BY}
