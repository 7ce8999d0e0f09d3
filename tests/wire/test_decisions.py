"""
What stays of decisions is packed into short lists, without loss.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.builders import NOW, SCHEMA
from tests.laws.strategies import examples

from leadflow.core.decisions import ChosenBy, Notice, NoticeLine, Reason, RecipientSource, RoutingTrace, StepReason
from leadflow.core.facts import Actor, Channel, Routed, UnknownFact
from leadflow.core.leads import EmailStatus, ReviewReason
from leadflow.core.timeline import LeadEvent
from leadflow.errors import ConfigurationError
from leadflow.wire import Wire
from leadflow.wire.codes import CHOSEN_BY, REASONS, REVIEWS, SOURCES, STATUSES
from leadflow.wire.decisions import pack_notice, pack_trace, unpack_notice, unpack_trace

WIRE = Wire(SCHEMA)
TABLES: list[tuple[Any, Any]] = [
    (ChosenBy, CHOSEN_BY),
    (ReviewReason, REVIEWS),
    (EmailStatus, STATUSES),
    (RecipientSource, SOURCES),
    (Reason, REASONS),
]
TRACE = RoutingTrace(
    module="emea",
    version=3,
    active=40,
    packed_steps=((40, 12, 1, 0), (12, 12, 2, 0), (12, 4, 1, 2), (4, 4, 3, 1), (4, 4, 4, 0)),
    partner_id="north",
    chosen_by=ChosenBy.ROUND_ROBIN,
    turn=7,
)
NOTICE = Notice(
    EmailStatus.QUEUED,
    (
        NoticeLine("u1", RecipientSource.PARTNER_DEFAULT, Reason.TOLD),
        NoticeLine("u2", RecipientSource.SUPPLIER_ADDITIONAL, Reason.SAME_ADDRESS),
    ),
)


@pytest.mark.parametrize(("words", "codes"), TABLES, ids=lambda one: getattr(one, "__name__", ""))
def test_every_word_has_a_number_of_its_own(words: Any, codes: Any) -> None:
    """
    A word without one could not be stored, and two with one could not be told apart.
    """
    assert set(codes) == set(words)
    assert sorted(codes.values()) == list(range(1, len(codes) + 1))


def test_trace_is_packed_as_documented() -> None:
    """
    A step is a number, or a number and a rule.
    """
    assert pack_trace(TRACE) == ["emea", 3, [40, 12, -2, [4, 2], [-3, 1], -4], "north", 2, 7]


def test_trace_to_review_is_packed_as_documented() -> None:
    """
    What is 0 at the end is left out, and review and tie come last.
    """
    trace = RoutingTrace(module="m", version=1, active=2, packed_steps=(), review=ReviewReason.TIE, tied=("a", "b"))

    assert pack_trace(trace) == ["m", 1, [2], 0, 0, 0, 1, ["a", "b"]]
    assert pack_trace(RoutingTrace(module="m", version=1, active=0, packed_steps=())) == ["m", 1, [0]]


def test_notice_is_packed_as_documented() -> None:
    """
    The status, and three members for each who was considered.
    """
    assert pack_notice(NOTICE) == [2, "u1", 2, 1, "u2", 3, 6]


def test_routed_lead_takes_few_bytes() -> None:
    """
    A lead that went through five steps says all of it in a fact of about a hundred bytes.
    """
    event = LeadEvent("l", 2, NOW, Actor("i", Channel.IMPORT), Routed(decision=TRACE, notice=NOTICE))
    fact = json.dumps(json.loads(WIRE.dumps(event))["fact"], separators=(",", ":"))

    assert len(fact) <= 120
    assert WIRE.loads(LeadEvent, WIRE.dumps(event)) == event


numbers = st.integers(0, 5_000)
steps = st.tuples(numbers, numbers, st.sampled_from(list(StepReason)), st.integers(0, 3))
traces = st.builds(
    RoutingTrace,
    module=st.text(),
    version=st.integers(1, 99),
    active=numbers,
    packed_steps=st.lists(steps, max_size=4).map(tuple),
    partner_id=st.none() | st.text(min_size=1),
    chosen_by=st.none() | st.sampled_from(ChosenBy),
    review=st.none() | st.sampled_from(ReviewReason),
    tied=st.lists(st.text(), max_size=3).map(tuple),
    turn=st.none() | st.integers(1, 10**12),
)
notices = st.builds(
    Notice,
    status=st.sampled_from(EmailStatus),
    lines=st.lists(
        st.builds(
            NoticeLine,
            person_id=st.text(),
            source=st.sampled_from(RecipientSource),
            reason=st.sampled_from(Reason),
        ),
        max_size=4,
    ).map(tuple),
)


@examples(400)
@given(trace=traces)
def test_every_trace_comes_back(trace: RoutingTrace) -> None:
    """
    Every trace is read back, also with unusual steps.
    """
    assert unpack_trace(json.loads(json.dumps(pack_trace(trace)))) == trace


@examples(200)
@given(notice=notices)
def test_every_notice_comes_back(notice: Notice) -> None:
    """
    Every notice is read back with all people in order.
    """
    assert unpack_notice(json.loads(json.dumps(pack_notice(notice)))) == notice


@pytest.mark.parametrize(
    "decision", [[], ["m", 1], ["m", 1, [2], "p", 99], ["m", 1, [2, -9]], ["m", 1, [2], "p", 1, 1, 1, [], 1]]
)
def test_damaged_trace_is_refused(decision: Any) -> None:
    """
    A fact of this version that cannot be read is an error of leadflow's, not of Python's.
    """
    document = json.loads(WIRE.dumps(LeadEvent("l", 2, NOW, Actor(), Routed(decision=TRACE))))
    document["fact"]["decision"] = decision
    with pytest.raises(ConfigurationError, match="damaged"):
        WIRE.loads(LeadEvent, json.dumps(document))


def test_trace_of_a_newer_build_is_an_unknown_fact() -> None:
    """
    A number that only a newer build knows does not hide the timeline.
    """
    document = json.loads(WIRE.dumps(LeadEvent("l", 2, NOW, Actor(), Routed(decision=TRACE))))
    document["fact"] |= {"v": 9, "decision": ["m", 1, [2], "p", 99]}

    assert isinstance(WIRE.loads(LeadEvent, json.dumps(document)).fact, UnknownFact)
