"""
Files going on a lead and off it.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from leadflow.core.attaching import attach_files, attachment_of, carried_files, detach_file
from leadflow.core.attachments import AttachmentPolicy, UploadRefused
from leadflow.core.facts import Actor, FileAttached, FileRemoved
from leadflow.core.leads import Attachment, Lead
from leadflow.core.timeline import LeadChange
from leadflow.errors import NotFound
from leadflow.testing import NOW, a_lead, an_attachment

LATER = NOW + timedelta(hours=1)
ANN = Actor("ann")
POLICY = AttachmentPolicy(max_files=3)
SOME = st.lists(st.sampled_from("abcdef").map(an_attachment), max_size=6)


def carrying(*ids: str) -> Lead:
    """
    Return a lead with attachments.
    """
    return evolve(a_lead(), attachments=tuple(map(an_attachment, ids)))


@given(calls=st.lists(SOME, max_size=5))
def test_lead_never_carries_too_many_nor_the_same_bytes_twice(calls: list[list[Attachment]]) -> None:
    """
    A lead never has too many files or the same bytes twice.
    """
    lead = told = a_lead()
    for files in calls:
        done = attach_files(lead, files, policy=POLICY, at=LATER, actor=ANN)
        if isinstance(done, UploadRefused):
            wanted = {one.sha256 for one in (*lead.attachments, *files)}
            assert len(wanted) > POLICY.max_files
            continue
        assert [one.sha256 for one in done.attachments] == [one.sha256 for one in files]
        lead = done.lead
        told = LeadChange(told, done.change.events).after

    assert len({one.sha256 for one in lead.attachments}) == len(lead.attachments) <= POLICY.max_files
    assert told == lead


def test_same_bytes_keep_their_first_name() -> None:
    """
    Bytes that the lead carries already give the attachment it has, without an event.
    """
    lead = carrying("a")
    again = evolve(an_attachment("a"), id="other", key="f" * 32, name="other.pdf")

    done = attach_files(lead, [again], policy=POLICY, at=LATER, actor=ANN)

    assert not isinstance(done, UploadRefused)
    assert (done.lead, done.change.events, done.attachments, done.keys) == (lead, (), lead.attachments, frozenset())


def test_full_lead_takes_what_it_has() -> None:
    """
    A call that is made again at the limit is no error.
    """
    lead = carrying("a", "b", "c")

    assert not isinstance(attach_files(lead, lead.attachments, policy=POLICY, at=LATER, actor=ANN), UploadRefused)


def test_lead_above_a_lowered_limit_takes_what_it_has() -> None:
    """
    A limit that was lowered later takes nothing away, and refuses only what is new.
    """
    lead, policy = carrying("a", "b", "c"), AttachmentPolicy(max_files=1)

    assert not isinstance(attach_files(lead, lead.attachments, policy=policy, at=LATER, actor=ANN), UploadRefused)
    assert isinstance(attach_files(lead, [an_attachment("d")], policy=policy, at=LATER, actor=ANN), UploadRefused)


def test_one_too_many_refuses_all() -> None:
    """
    Two files for one place are both refused, with a code and a place.
    """
    done = attach_files(
        carrying("a", "b"), [an_attachment("c"), an_attachment("d")], policy=POLICY, at=LATER, actor=ANN
    )

    assert isinstance(done, UploadRefused)
    assert [(one.code, one.path) for one in done.problems] == [("too_many_files", "files")]


def test_detached_file_is_gone_and_the_others_stay() -> None:
    """
    The event names the attachment by its id.
    """
    change = detach_file(carrying("a", "b", "c"), "b", at=LATER, actor=ANN)
    lead, (event,) = change.after, change.events

    assert [one.id for one in lead.attachments] == ["a", "c"]
    assert (event.fact, event.seq, lead.modified_at) == (FileRemoved("b"), 2, LATER)


def test_unknown_attachment_is_not_found() -> None:
    """
    An id that the lead does not carry is a NotFound, to look at and to remove.
    """
    with pytest.raises(NotFound):
        attachment_of(carrying("a"), "b")
    with pytest.raises(NotFound):
        detach_file(carrying("a"), "b", at=LATER, actor=ANN)


def test_duplicate_carries_the_same_attachments() -> None:
    """
    A duplicate has the same attachments with the same keys.
    """
    source, duplicate = carrying("a", "b"), a_lead("lead-2")
    for fact in carried_files(source):
        duplicate = LeadChange(duplicate).then(fact, at=LATER, actor=ANN).after

    assert duplicate.attachments == source.attachments


def test_reprs_hold_no_names() -> None:
    """
    Names of files can be personal.
    """
    assert "tilbud" not in repr(carrying("a"))
    assert "tilbud" not in repr(FileAttached(an_attachment("a")))
