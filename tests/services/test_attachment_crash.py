"""
Attaching that breaks off or meets others: no row without bytes, and no bytes for ever without a row.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.services.attachments import Cabinet, FailingFiles, text, texts
from tests.services.builders import Failing, Racing

from leadflow.adapters.attachments import MemoryAttachments
from leadflow.core.attachments import UploadRefused
from leadflow.core.facts import Accepted, Deactivated
from leadflow.errors import Conflict, NotFound, PortError
from leadflow.services import AttachmentDesk, AttachResult
from leadflow.testing import KIT_SCHEMA, SUPPLIER, FrozenClock, change_to


@pytest.mark.parametrize("after", [False, True], ids=["before it is durable", "after"])
def test_commit_whose_answer_is_lost_is_made_again(after: bool) -> None:
    """
    Whether it was written or not: the second call attaches what is missing, and what is left over is collected.
    """
    cabinet = Cabinet()
    cabinet.open_unit = Failing(cabinet.store.open_unit, frozenset({1}), after)
    with pytest.raises(PortError):
        cabinet.desk.attach("lead-1", *texts(3))
    between = (len(cabinet.names), cabinet.sound())
    done = cabinet.desk.attach("lead-1", *texts(3))
    cabinet.desk.collect_orphans()

    assert between == (3 if after else 0, True)
    assert isinstance(done, AttachResult)
    assert (len(cabinet.names), cabinet.exact()) == (3, True)


@pytest.mark.parametrize("after", [False, True], ids=["before it is durable", "after"])
def test_removal_whose_answer_is_lost_leaves_no_row_without_bytes(after: bool) -> None:
    """
    Bytes go only after the commit that lets go of them is known to be written.
    """
    cabinet = Cabinet()
    done = cabinet.desk.attach("lead-1", text("x\n"))
    assert isinstance(done, AttachResult)
    cabinet.open_unit = Failing(cabinet.store.open_unit, frozenset({1}), after)
    with pytest.raises(PortError):
        cabinet.desk.remove("lead-1", done.attachments[0].id)
    sound = cabinet.sound()
    cabinet.desk.collect_orphans()

    assert sound
    assert (len(cabinet.names), cabinet.exact()) == (0 if after else 1, True)


def test_something_else_that_happens_to_the_lead_is_planned_around() -> None:
    """
    The bytes are put once, however often the commit is planned.
    """
    files = FailingFiles()
    cabinet = Cabinet(files=files)

    def change(_: int) -> None:
        with cabinet.store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            unit.commit(change_to(unit.leads.get("lead-1"), Accepted()))

    cabinet.open_unit = Racing(cabinet.store.open_unit, frozenset({1, 2, 3}), change)
    done = cabinet.desk.attach("lead-1", *texts(2))

    assert isinstance(done, AttachResult)
    assert done.lead == cabinet.lead
    assert (cabinet.lead.seq, files.puts, cabinet.exact()) == (6, 2, True)


def test_loser_of_the_race_for_the_last_place_leaves_nothing() -> None:
    """
    Both found nine files; the one that writes later is refused, and its bytes are taken out again.
    """
    cabinet = Cabinet()
    cabinet.desk.attach("lead-1", *texts(9))
    other = cabinet.desk
    cabinet.open_unit = Racing(cabinet.store.open_unit, frozenset({1}), lambda _: _attach(other, "theirs\n"))
    done = cabinet.desk.attach("lead-1", text("mine\n"))

    assert isinstance(done, UploadRefused)
    assert done.code == "too_many_files"
    assert (len(cabinet.names), cabinet.exact()) == (10, True)


def test_two_who_attach_the_same_bytes_at_once_attach_them_once() -> None:
    """
    The later one gets the attachment of the other, and its own bytes are taken out again.
    """
    cabinet = Cabinet()
    other = cabinet.desk
    cabinet.open_unit = Racing(cabinet.store.open_unit, frozenset({1}), lambda _: _attach(other, "same\n"))
    done = cabinet.desk.attach("lead-1", text("same\n", "mine.txt"))

    assert isinstance(done, AttachResult)
    assert done.attachments == cabinet.lead.attachments
    assert (cabinet.names, cabinet.exact()) == (["theirs.txt"], True)


def test_file_that_is_removed_while_it_is_attached_again_keeps_its_bytes() -> None:
    """
    The plan without new bytes does not stand any more, so they are put after all.
    """
    cabinet = Cabinet()
    done = cabinet.desk.attach("lead-1", text("same\n"))
    assert isinstance(done, AttachResult)
    other, old = cabinet.desk, done.attachments[0].id
    cabinet.open_unit = Racing(cabinet.store.open_unit, frozenset({1}), lambda _: _remove(other, old))
    again = cabinet.desk.attach("lead-1", text("same\n"), text("new\n", "new.txt"))

    assert isinstance(again, AttachResult)
    assert cabinet.names == ["notes.txt", "new.txt"]
    assert cabinet.exact()


def test_two_who_remove_the_same_file_at_once() -> None:
    """
    One does, the other finds nothing.
    """
    cabinet = Cabinet()
    done = cabinet.desk.attach("lead-1", text("x\n"))
    assert isinstance(done, AttachResult)
    other, old = cabinet.desk, done.attachments[0].id
    cabinet.open_unit = Racing(cabinet.store.open_unit, frozenset({1}), lambda _: _remove(other, old))
    with pytest.raises(NotFound):
        cabinet.desk.remove("lead-1", old)

    assert (cabinet.names, cabinet.keys) == ([], [])


def test_who_always_loses_is_told_and_leaves_nothing() -> None:
    """
    After a bounded number of tries.
    """
    cabinet = Cabinet()

    def change(_: int) -> None:
        with cabinet.store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            unit.commit(change_to(unit.leads.get("lead-1"), Deactivated()))

    cabinet.open_unit = Racing(cabinet.store.open_unit, frozenset(range(1_000)), change)
    with pytest.raises(Conflict):
        cabinet.desk.attach("lead-1", text("x\n"))

    assert (cabinet.names, cabinet.keys) == ([], [])


def test_young_files_are_no_orphans() -> None:
    """
    A file that was put a moment ago may belong to a call that has not come to its end.
    """
    clock = FrozenClock()
    files = FailingFiles(files=MemoryAttachments(clock))
    cabinet = Cabinet(clock=clock, files=files)
    _leave_orphan(cabinet)
    young = cabinet.desk.collect_orphans()
    clock.advance(timedelta(hours=23, minutes=59))
    still = list(cabinet.desk.orphans())
    clock.advance(timedelta(minutes=1))

    assert (young, still) == (0, [])
    assert [one.key for one in cabinet.desk.orphans()] == cabinet.keys
    assert (cabinet.desk.collect_orphans(), cabinet.keys) == (1, [])


def test_collector_leaves_alone_what_leads_refer_to() -> None:
    """
    The collector never removes files of leads, even old or deactivated ones.
    """
    cabinet = Cabinet()
    cabinet.desk.attach("lead-1", *texts(3))
    with cabinet.store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        unit.commit(change_to(unit.leads.get("lead-1"), Deactivated()))
    _leave_orphan(cabinet)

    assert cabinet.desk.collect_orphans() == 1
    assert (len(cabinet.names), cabinet.exact()) == (3, True)


def test_collector_leaves_other_suppliers_alone() -> None:
    """
    Their files are neither listed nor removed.
    """
    cabinet = Cabinet()
    cabinet.files.put("globex", "0" * 32, text("theirs\n").stream)

    assert cabinet.desk.collect_orphans() == 0
    assert [one.key for one in cabinet.files.stored("globex")] == ["0" * 32]


def _leave_orphan(cabinet: Cabinet) -> None:
    """
    Break a call off after its bytes were put and before its commit.
    """
    cabinet.open_unit = Failing(cabinet.store.open_unit, frozenset({1}), after=False)
    with pytest.raises(PortError):
        cabinet.desk.attach("lead-1", text("orphan\n"))
    cabinet.open_unit = None


def _attach(desk: AttachmentDesk, said: str) -> None:
    assert isinstance(desk.attach("lead-1", text(said, "theirs.txt")), AttachResult)


def _remove(desk: AttachmentDesk, attachment_id: str) -> None:
    desk.remove("lead-1", attachment_id)
