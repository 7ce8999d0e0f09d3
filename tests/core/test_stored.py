"""
What is kept by key, and what a put refuses before any store sees it.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from attrs import evolve

from leadflow.core.changes import ANY, Changes, Put
from leadflow.core.importing.progress import ImportProgress
from leadflow.core.routing import CurrentModule, RoutingModule
from leadflow.core.stored import RECORDS, Record, key_of, numbered_key, publication
from leadflow.testing import a_campaign, a_lead, a_module, a_partner, puts_of
from leadflow.testing.contracts.record_samples import SAMPLES

_THEN = datetime(2026, 3, 2, tzinfo=UTC)


def test_kit_has_a_sample_of_every_class() -> None:
    """
    The kit tries every class that is kept by key, with records of two keys, and a change of one.
    """
    assert set(SAMPLES) == set(RECORDS)
    for cls, sample in SAMPLES.items():
        assert type(sample.one) is type(sample.other) is cls
        assert key_of(sample.one) != key_of(sample.other)
        assert RECORDS[cls].once is (sample.changed is None)
        assert sample.changed is None or key_of(sample.changed) == key_of(sample.one)


@pytest.mark.parametrize(
    ("one", "other"), [(("a", 11), ("a@1", 1)), (("a@1", 1), ("a", 1)), (("a@1", 2), ("a", 12)), (("", 1), ("@1", 1))]
)
def test_numbered_keys_differ(one: tuple[str, int], other: tuple[str, int]) -> None:
    """
    Two names with numbers never share a key, whatever signs stand in the names.
    """
    assert numbered_key(*one) != numbered_key(*other)


def test_lead_is_not_put() -> None:
    """
    What is not kept by key is refused with its class.
    """
    with pytest.raises(TypeError, match="Lead is not a class of records"):
        Put(a_lead(), before=None)  # type: ignore[arg-type]  # the very mistake


@pytest.mark.parametrize("before", [a_module(), RoutingModule(name="emea", version=2), ANY])
def test_version_is_never_replaced(before: RoutingModule) -> None:
    """
    What is written once can only be put as new.
    """
    with pytest.raises(ValueError, match="cannot be replaced"):
        Put(a_module(), before=before)


def test_another_record_is_not_what_was_before() -> None:
    """
    A record takes the place of itself only: of its class and with its key.
    """
    with pytest.raises(TypeError, match="must also be a Partner"):
        Put(a_partner("fair"), before=a_campaign("fair"))
    with pytest.raises(ValueError, match="different partner"):
        Put(a_partner("fair"), before=a_partner("spring"))


def test_record_without_a_key_is_refused() -> None:
    """
    An empty key stands for nothing.
    """
    with pytest.raises(ValueError, match="has no key"):
        Put(ImportProgress(import_id="", chunk=1, last_row=1, started_at=_THEN, modified_at=_THEN), before=ANY)


def test_record_is_put_once() -> None:
    """
    A commit that puts a record twice cannot be made: which of the two is to stand?
    """
    with pytest.raises(ValueError, match="campaign 'fair' is put twice"):
        puts_of(a_campaign(), a_partner(), a_campaign(name="Autumn fair"))
    assert Changes(puts=puts_of(a_campaign("x"), a_partner("x")).puts).puts


@pytest.mark.parametrize(("version", "before"), [(1, None), (2, 1), (10, 9)])
def test_publication_follows_the_version_before(version: int, before: int | None) -> None:
    """
    A version is put as new, and in force in the place of the one before it.
    """
    module = evolve(a_module(), version=version)
    in_force = CurrentModule(name="emea", version=before) if before else None

    puts: tuple[Put, ...] = publication(module)

    assert [(put.record, put.before) for put in puts] == [
        (module, None),
        (CurrentModule(name="emea", version=version), in_force),
    ]


def test_errors_name_no_record() -> None:
    """
    What a refused put says names its class and key, and nothing of what is in it.
    """
    record: Record = a_partner("nordlys", "Secret name")
    with pytest.raises(ValueError, match="different partner") as caught:
        Put(record, before=a_partner("other", "Secret name"))
    assert "Secret" not in str(caught.value)
