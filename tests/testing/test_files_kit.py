"""
The kits for attachments and scanners pass what is honest, and the test of each promise fails the adapter that breaks
it.
"""

from __future__ import annotations

from tests.testing import sabotaged_files
from tests.testing.promises import catching, kits_of

CAUGHT_BY = {
    "KeepsParts": "test_broken_stream_leaves_nothing",
    "RemembersItsList": "test_what_another_process_puts_is_seen",
    "OpensWhatWasListed": "test_what_another_process_removes_is_gone",
    "StopsEarly": "test_stream_that_gives_little_at_a_time_is_read_to_its_end",
    "ReadsAtOnce": "test_stream_is_read_in_pieces",
    "Rewinds": "test_stream_is_read_from_where_it_stands",
    "ChangesLines": "test_bytes_come_back[small]",
    "GivesNothing": "test_unknown_file_is_not_found",
    "NeverRemoves": "test_removed_file_is_gone",
    "RemovesAll": "test_removing_leaves_other_files",
    "InsistsOnRemoving": "test_removing_what_is_not_there_is_no_error",
    "ForgetsTenants": "test_foreign_file_looks_unknown",
    "IgnoresCase": "test_suppliers_do_not_touch_each_others_files[ACME]",
    "ListsOnePage": "test_every_file_is_listed_once",
    "LosesTheZone": "test_list_says_in_utc_when_a_file_was_put",
    "AnswersAll": "test_only_what_was_asked_for_is_answered",
    "ForgetsDeactivated": "test_other_events_leave_files_attached",
    "SeesTheFirst": "test_key_of_a_lead_is_attached",
    "NeverLetsGo": "test_shared_file_is_attached_until_the_last_lead_lets_go",
    "LooksAtTheHead": "test_infected_file_is_found",
    "GivesUp": "test_harmless_file_is_clean[large]",
    "Remembers": "test_answers_are_not_mixed_up",
}
"""
For each sabotaged adapter the test that says what it breaks.
"""


class TestHonestFiles(sabotaged_files.TestHonestFiles):
    """
    The files on which the sabotaged ones are built pass the whole kit.
    """


class TestHonestReader(sabotaged_files.TestHonestReader):
    """
    The reader on which the sabotaged ones are built passes the whole kit.
    """


class TestHonestScanner(sabotaged_files.TestHonestScanner):
    """
    The scanner on which the sabotaged ones are built passes the whole kit.
    """


# A class for each sabotaged adapter, whose one test is that of the promise.
globals().update(catching(sabotaged_files, CAUGHT_BY))


def test_every_sabotaged_adapter_is_expected() -> None:
    """
    None of the file is left out here.
    """
    assert set(kits_of(sabotaged_files)) == {"HonestFiles", "HonestReader", "HonestScanner", *CAUGHT_BY}
