"""
Leads whose time is over are erased.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from attrs import evolve
from tests.services.builders import HOST, PROGRAMME, Office, an_office

from leadflow.adapters.attachments import MemoryAttachments
from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.criteria import any_of, where
from leadflow.core.intake import Distribution, read_draft
from leadflow.core.privacy import RetentionPolicy, RetentionRule
from leadflow.errors import InvalidInput
from leadflow.services import PrivacyDesk


def received(office: Office, **said: object) -> str:
    """
    Receive a lead, and return its id.
    """
    done = office.desk.receive(read_draft(office.programme.schema, said))
    assert isinstance(done, Distribution)
    return done.lead.id


def an_old_office(store: MemoryStore | SqlStore, *rules: RetentionRule) -> Office:
    """
    Return an office that keeps leads as long as *rules* say.
    """
    return an_office(store=store, programme=evolve(PROGRAMME, retention=RetentionPolicy(rules=rules)))


def desk_of(office: Office) -> PrivacyDesk:
    """
    Return the desk for privacy.
    """
    return PrivacyDesk(office.setting, HOST, MemoryAttachments())


def test_lead_is_due_to_the_moment(store: MemoryStore | SqlStore) -> None:
    """
    It is due once its days are over, and not a moment before; what was erased is never due again.
    """
    office = an_old_office(store, RetentionRule(name="two years", days=730))
    lead_id, desk = received(office, email="a@granit.example"), desk_of(office)
    at = office.clock()

    assert desk.due_erasures(at + timedelta(days=730) - timedelta(microseconds=1)) == ()
    (due,) = desk.due_erasures(at + timedelta(days=730))
    assert (due.key, due.lead_id, due.rule) == (f"{lead_id}:two years", lead_id, "two years")
    assert (due.since, due.due_at) == (at, at + timedelta(days=730))
    office.clock.advance(timedelta(days=730))
    assert desk.perform(due).leads == (lead_id,)
    assert desk.perform(due).leads == ()
    office.clock.advance(timedelta(days=3000))
    assert desk.due_erasures() == ()


def test_lead_that_was_worked_meanwhile_is_kept(store: MemoryStore | SqlStore) -> None:
    """
    What is due is looked at again before it is erased.
    """
    office = an_old_office(store, RetentionRule(name="r", days=10))
    lead_id, desk = received(office, email="a@granit.example"), desk_of(office)
    office.clock.advance(timedelta(days=11))
    (due,) = desk.due_erasures()
    office.desk.edit(lead_id, {"city": "Oslo"})

    assert desk.perform(due).leads == ()
    assert desk.due_erasures() == ()


def test_rules_choose_their_leads(store: MemoryStore | SqlStore) -> None:
    """
    Criteria and the moment that is counted from decide; a lead without that moment is kept, and is due by one rule
    alone.
    """
    office = an_old_office(
        store,
        RetentionRule(name="norway", days=5, criteria=any_of(where("country", "equals", "NO")), since="received_at"),
        RetentionRule(name="gone", days=5, since="deactivated_at"),
    )
    norway = received(office, email="a@granit.example", country="NO")
    gone = received(office, email="b@granit.example")
    received(office, email="c@granit.example")
    office.desk.deactivate(gone)
    office.desk.deactivate(norway)
    office.clock.advance(timedelta(days=6))
    desk = desk_of(office)

    assert [(one.lead_id, one.rule) for one in desk.due_erasures()] == [(norway, "norway"), (gone, "gone")]
    assert desk.due_erasures(most=1)[0].lead_id == norway
    assert set(desk.run().leads) == {norway, gone}
    assert desk.run().leads == ()


def test_rules_are_checked_with_the_programme() -> None:
    """
    Criteria that do not fit, moments that no lead has, names that stand twice and days that are none are refused by
    name.
    """
    wrong: list[tuple[Callable[[], object], str]] = [
        (
            lambda: an_old_office(
                MemoryStore(), RetentionRule(name="r", days=1, criteria=any_of(where("cuntry", "equals", "NO")))
            ),
            "field_unknown",
        ),
        (lambda: RetentionRule(name="r", days=1, since="born_at"), "moment_unknown"),
        (
            lambda: RetentionPolicy(rules=[RetentionRule(name="r", days=1), RetentionRule(name="r", days=2)]),
            "rules_unclear",
        ),
        (lambda: RetentionRule(name="r", days=0), "number_out_of_range"),
    ]
    for make, code in wrong:
        with pytest.raises(InvalidInput) as error:
            make()
        assert [one.code for one in error.value.problems] == [code]


def test_due_erasures_are_bounded() -> None:
    """
    A number that is none is refused.
    """
    with pytest.raises(InvalidInput):
        desk_of(an_office()).due_erasures(most=0)
