"""
The kits for attachments and scanners pass what is honest, and fail what breaks a promise, by the test of that promise.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.testing.test_kit import failures_of

CAUGHT_BY = {
    "KeepsParts": "test_broken_stream_leaves_nothing",
    "StopsEarly": "test_stream_that_gives_little_at_a_time_is_read_to_its_end",
    "ReadsAtOnce": "test_stream_is_read_in_pieces",
    "Rewinds": "test_stream_is_read_from_where_it_stands",
    "ChangesLines": "test_bytes_come_back",
    "GivesNothing": "test_unknown_file_is_not_found",
    "NeverRemoves": "test_removed_file_is_gone",
    "RemovesAll": "test_removing_leaves_other_files",
    "InsistsOnRemoving": "test_removing_what_is_not_there_is_no_error",
    "ForgetsTenants": "test_foreign_file_looks_unknown",
    "IgnoresCase": "test_suppliers_do_not_touch_each_others_files",
    "ListsOnePage": "test_every_file_is_listed_once",
    "LosesTheZone": "test_list_says_in_utc_when_a_file_was_put",
    "AnswersAll": "test_only_what_was_asked_for_is_answered",
    "ForgetsDeactivated": "test_other_events_leave_files_attached",
    "SeesTheFirst": "test_key_of_a_lead_is_attached",
    "NeverLetsGo": "test_shared_file_is_attached_until_the_last_lead_lets_go",
    "LooksAtTheHead": "test_infected_file_is_found",
    "GivesUp": "test_harmless_file_is_clean",
    "Remembers": "test_answers_are_not_mixed_up",
}
"""
For each sabotaged adapter the test that says what it breaks.
"""

HONEST = {"HonestFiles", "HonestReader", "HonestScanner"}


@pytest.fixture(scope="module")
def failures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """
    The names of the tests that failed, for each adapter of `sabotaged_files`.
    """
    return failures_of(Path(__file__).with_name("sabotaged_files.py"), tmp_path_factory.mktemp("kit"))


@pytest.mark.parametrize("adapter", sorted(HONEST))
def test_honest_adapter_passes(failures: dict[str, set[str]], adapter: str) -> None:
    """
    The adapters on which the sabotaged ones are built pass the whole kit.
    """
    assert failures[adapter] == set()


@pytest.mark.parametrize("adapter", sorted(CAUGHT_BY))
def test_sabotaged_adapter_is_caught(failures: dict[str, set[str]], adapter: str) -> None:
    """
    An adapter that breaks a promise fails the test that says the promise.
    """
    assert CAUGHT_BY[adapter] in failures[adapter]


@pytest.mark.parametrize("adapter", sorted(CAUGHT_BY))
def test_sabotage_is_told_from_a_broken_adapter(failures: dict[str, set[str]], adapter: str) -> None:
    """
    An adapter that breaks one promise still keeps most: the kit points to what is wrong.
    """
    assert len(failures[adapter]) <= 8


def test_every_sabotaged_adapter_is_expected(failures: dict[str, set[str]]) -> None:
    """
    None of the file is left out here.
    """
    assert set(failures) == {*HONEST, *CAUGHT_BY}
