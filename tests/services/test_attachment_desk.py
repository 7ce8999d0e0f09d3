"""
The desk for attachments: all or nothing, counted when it is written, and bytes exactly as long as a lead refers to
them.
"""

from __future__ import annotations

import io

import pytest
from tests.services.attachments import PDF, BrokenStream, Cabinet, FailingFiles, WithoutReader, text, texts
from tests.services.builders import Racing

from leadflow.core.actors import Side
from leadflow.core.attaching import carried_files
from leadflow.core.attachments import AttachmentPolicy, UploadRefused
from leadflow.core.facts import Actor, Channel, FileAttached, FileOpened, FileRemoved
from leadflow.core.problems import Severity
from leadflow.errors import InvalidInput, NotFound, PortError
from leadflow.services import AttachResult, Upload
from leadflow.testing import KIT_SCHEMA, NOW, SUPPLIER, a_lead, change_to, changes_of

HOST = Actor("host", Channel.API, Side.PROGRAM)


def attached(done: AttachResult | UploadRefused) -> AttachResult:
    """
    Return what was attached.
    """
    assert isinstance(done, AttachResult), done
    return done


def refused(done: AttachResult | UploadRefused) -> list[tuple[str, str]]:
    """
    Return codes and places of what was refused.
    """
    assert isinstance(done, UploadRefused), done
    return [(one.code, one.path) for one in done.problems]


def test_attached_file_is_read_back() -> None:
    """
    The lead carries it, its timeline tells it and that it was opened, and the bytes are those that were sent.
    """
    cabinet = Cabinet()
    done = attached(cabinet.desk.attach("lead-1", text("Hello\n", "C:\\dir\\Zoë's notes.TXT")))
    (one,) = done.attachments

    with cabinet.desk.open("lead-1", one.id) as stream:
        found = stream.read()

    assert found == b"Hello\n"
    assert (one.name, one.original_name) == ("Zoë's notes.TXT", "C:\\dir\\Zoë's notes.TXT")
    assert (one.media_type, one.size, one.added_at) == ("text/plain", 6, NOW)
    assert cabinet.desk.of("lead-1") == done.lead.attachments == cabinet.lead.attachments == (one,)
    with cabinet.store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        event, opened = unit.timeline.of("lead-1")[-2:]

    assert (event.fact, event.actor, event.seq) == (FileAttached(one), HOST, 2)
    assert opened.fact == FileOpened(one.id)


def test_key_says_nothing_of_the_file() -> None:
    """
    Keys are 128 random bits: the same file on two leads has two.
    """
    cabinet = Cabinet()
    with cabinet.store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        unit.commit(changes_of(a_lead("lead-2")))
    keys = [attached(cabinet.desk.attach(lead, text("same\n"))).attachments[0].key for lead in ("lead-1", "lead-2")]

    assert keys[0] != keys[1]
    assert all(len(key) == 32 and set(key) <= set("0123456789abcdef") for key in keys)


def test_refused_file_leaves_nothing() -> None:
    """
    A refused file leaves neither bytes nor an event, and its place has the number of the file.
    """
    cabinet = Cabinet()
    fake = Upload(stream=io.BytesIO(b"MZ" + bytes(100)), name="photo.png")

    assert refused(cabinet.desk.attach("lead-1", fake)) == [("content_mismatch", "files[0].content")]
    assert (cabinet.keys, cabinet.lead.seq) == ([], 1)


def test_one_bad_file_refuses_all_and_all_problems_are_told() -> None:
    """
    Good files between bad ones are not kept.
    """
    cabinet = Cabinet()
    done = cabinet.desk.attach("lead-1", text("good\n"), text(""), text("good too\n"), text("x", "a.exe"))

    assert refused(done) == [("empty_file", "files[1].size"), ("extension_not_allowed", "files[3].name")]
    assert (cabinet.keys, cabinet.lead.seq) == ([], 1)


def test_several_files_are_attached_in_their_order() -> None:
    """
    One event each, in one commit.
    """
    cabinet = Cabinet()
    done = attached(cabinet.desk.attach("lead-1", *texts(3), Upload(stream=io.BytesIO(PDF), name="offer.pdf")))

    assert [one.name for one in done.attachments] == ["file-0.txt", "file-1.txt", "file-2.txt", "offer.pdf"]
    assert (cabinet.lead.seq, cabinet.exact()) == (5, True)


def test_no_file_is_no_change() -> None:
    """
    A form that was sent without files is no error.
    """
    cabinet = Cabinet()

    assert attached(cabinet.desk.attach("lead-1")).lead == cabinet.lead == a_lead()


def test_same_bytes_are_one_attachment() -> None:
    """
    The same bytes are one attachment under the first name, in one call or two.
    """
    cabinet = Cabinet()
    first = attached(cabinet.desk.attach("lead-1", text("same\n", "a.txt"), text("same\n", "b.csv")))
    second = attached(cabinet.desk.attach("lead-1", text("same\n", "c.txt"), text("other\n", "d.txt")))

    assert first.attachments[0] == first.attachments[1] == second.attachments[0]
    assert cabinet.names == ["a.txt", "d.txt"]
    assert (cabinet.lead.seq, cabinet.exact()) == (3, True)


def test_eleventh_file_is_refused() -> None:
    """
    Files that the lead has count, and what is refused leaves no bytes.
    """
    cabinet = Cabinet()
    attached(cabinet.desk.attach("lead-1", *texts(9)))

    assert refused(cabinet.desk.attach("lead-1", *texts(2, "more"))) == [("too_many_files", "files")]
    attached(cabinet.desk.attach("lead-1", text("tenth\n")))
    assert refused(cabinet.desk.attach("lead-1", text("eleventh\n"))) == [("too_many_files", "files")]
    assert (len(cabinet.names), cabinet.exact()) == (10, True)


def test_call_that_is_made_again_at_the_limit_is_no_error() -> None:
    """
    The answer to the tenth file may have been lost.
    """
    cabinet = Cabinet()
    first = attached(cabinet.desk.attach("lead-1", *texts(10)))

    assert attached(cabinet.desk.attach("lead-1", *texts(10))) == first


def test_call_with_too_many_files_is_refused_unread() -> None:
    """
    Eleven files are never right, so no byte of them is read.
    """
    cabinet = Cabinet()
    uploads = [Upload(stream=BrokenStream(), name="a.txt")] * 11

    assert refused(cabinet.desk.attach("lead-1", *uploads)) == [("too_many_files", "files")]


def test_unknown_lead_is_told_before_a_byte_is_read() -> None:
    """
    An unknown lead raises before a byte is read.
    """
    cabinet = Cabinet()
    with cabinet.store.open_unit("globex", KIT_SCHEMA) as unit:
        unit.commit(changes_of(a_lead("theirs", supplier_id="globex")))
    for lead_id in ("nobody", "theirs"):
        with pytest.raises(NotFound):
            cabinet.desk.attach(lead_id, Upload(stream=BrokenStream(), name="a.txt"))

    assert cabinet.keys == []


def test_claims_of_the_client_are_held_against_the_bytes() -> None:
    """
    Size and type are handed on to the check, and the policy is the desk's.
    """
    cabinet = Cabinet(policy=AttachmentPolicy(max_bytes=10))
    short = Upload(stream=io.BytesIO(b"abc"), name="a.txt", declared_size=4)
    typed = Upload(stream=io.BytesIO(b"abc"), name="a.txt", declared_type="image/png")
    large = text("more than ten\n")

    assert refused(cabinet.desk.attach("lead-1", short, typed, large)) == [
        ("size_mismatch", "files[0].size"),
        ("content_mismatch", "files[1].type"),
        ("file_too_large", "files[2].size"),
    ]


def test_warnings_are_told_with_their_places() -> None:
    """
    A file that is accepted with a warning is attached, and the warning says which one it was.
    """
    cabinet = Cabinet()
    action = PDF.replace(b"/Type/Catalog", b"/Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>")
    done = attached(cabinet.desk.attach("lead-1", text("x\n"), Upload(stream=io.BytesIO(action), name="form.pdf")))

    assert [(one.code, one.path, one.severity) for one in done.warnings] == [
        ("active_content", "files[1].content", Severity.WARNING)
    ]


def test_stream_that_breaks_leaves_nothing() -> None:
    """
    What it raises is passed on, and nothing of the files before it is kept.
    """
    cabinet = Cabinet()
    with pytest.raises(ConnectionResetError):
        cabinet.desk.attach("lead-1", text("x\n"), Upload(stream=BrokenStream(), name="a.txt"))

    assert (cabinet.keys, cabinet.lead.seq) == ([], 1)


@pytest.mark.parametrize("at", [1, 2, 3])
def test_store_that_fails_at_any_file_leaves_nothing(at: int) -> None:
    """
    Files that were put before are taken out again, and the lead is as it was.
    """
    cabinet = Cabinet(files=FailingFiles(at={at}))
    with pytest.raises(PortError):
        cabinet.desk.attach("lead-1", *texts(3))

    assert (cabinet.keys, cabinet.lead.seq) == ([], 1)


def test_removed_file_is_gone() -> None:
    """
    A removed file is deleted from the lead and the store, with an event.
    """
    cabinet = Cabinet()
    first, second = attached(cabinet.desk.attach("lead-1", *texts(2))).attachments
    lead = cabinet.desk.remove("lead-1", first.id)

    assert lead == cabinet.lead
    assert (lead.attachments, cabinet.keys) == ((second,), [second.key])
    with cabinet.store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        event = unit.timeline.of("lead-1")[-1]

    assert (event.fact, event.actor) == (FileRemoved(first.id), HOST)
    with pytest.raises(NotFound):
        cabinet.desk.open("lead-1", first.id)
    with pytest.raises(NotFound):
        cabinet.desk.remove("lead-1", first.id)


def test_removed_file_can_be_attached_again() -> None:
    """
    A removed file can be attached again as a new one.
    """
    cabinet = Cabinet()
    (first,) = attached(cabinet.desk.attach("lead-1", text("same\n"))).attachments
    cabinet.desk.remove("lead-1", first.id)
    (second,) = attached(cabinet.desk.attach("lead-1", text("same\n"))).attachments

    assert first.key != second.key
    assert cabinet.exact()


def duplicated(cabinet: Cabinet) -> None:
    """
    Make a second lead that carries the files of the first.
    """
    other = a_lead("lead-2")
    with cabinet.store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        unit.commit(changes_of(other))
    with cabinet.store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        unit.commit(change_to(other, *carried_files(cabinet.lead)))


@pytest.mark.parametrize("order", [("lead-1", "lead-2"), ("lead-2", "lead-1")])
def test_duplicate_shares_bytes_until_the_last_one_lets_go(order: tuple[str, str]) -> None:
    """
    The bytes are there once, both leads open them, and the last reference removes them, whichever lead that is.
    """
    cabinet = Cabinet()
    (one,) = attached(cabinet.desk.attach("lead-1", text("shared\n"))).attachments
    duplicated(cabinet)
    assert cabinet.keys == [one.key]
    cabinet.desk.remove(order[0], one.id)

    with cabinet.desk.open(order[1], one.id) as stream:
        found = stream.read()
    cabinet.desk.remove(order[1], one.id)

    assert found == b"shared\n"
    assert cabinet.keys == []


def test_bytes_that_cannot_be_removed_are_an_orphan() -> None:
    """
    The lead is without the file all the same, and the collector takes the bytes later.
    """
    files = FailingFiles()
    cabinet = Cabinet(files=files)
    (one,) = attached(cabinet.desk.attach("lead-1", text("x\n"))).attachments
    files.keeps = True
    cabinet.desk.remove("lead-1", one.id)
    orphans = [orphan.key for orphan in cabinet.desk.orphans()]
    files.keeps = False

    assert (cabinet.names, orphans) == ([], [one.key])
    assert (cabinet.desk.collect_orphans(), cabinet.keys) == (1, [])


def test_store_without_the_ability_leaves_bytes_to_the_collector() -> None:
    """
    Without the ability, the bytes of a removed file are collected later.
    """
    cabinet = Cabinet()
    cabinet.open_unit = WithoutReader(cabinet.store.open_unit)
    first, second = attached(cabinet.desk.attach("lead-1", *texts(2))).attachments
    cabinet.desk.remove("lead-1", first.id)
    left = cabinet.keys

    assert left == sorted([first.key, second.key])
    assert (cabinet.desk.collect_orphans(), cabinet.keys) == (1, [second.key])


class TestIdempotencyKeys:
    def test_files_are_attached_once_under_a_key(self) -> None:
        """
        The same call gives the first result, though somebody has removed the file meanwhile; it leaves no bytes.
        """
        cabinet = Cabinet()
        first = attached(cabinet.desk.attach("lead-1", *texts(2), idempotency_key="k"))
        cabinet.desk.remove("lead-1", first.attachments[0].id)
        again = attached(cabinet.desk.attach("lead-1", *texts(2), idempotency_key="k"))

        assert again.attachments == first.attachments
        assert cabinet.names == ["file-1.txt"]
        assert (cabinet.lead.seq, cabinet.exact()) == (4, True)

    def test_other_files_under_a_key_are_refused(self) -> None:
        """
        Another call with the same key is a mistake of the caller's, and nothing is written.
        """
        cabinet = Cabinet()
        attached(cabinet.desk.attach("lead-1", text("one\n"), idempotency_key="k"))

        with pytest.raises(InvalidInput, match="idempotency_key_used"):
            cabinet.desk.attach("lead-1", text("two\n"), idempotency_key="k")
        assert (cabinet.lead.seq, cabinet.exact()) == (2, True)

    def test_file_is_removed_once_under_a_key(self) -> None:
        """
        The same call returns the lead as it was then; without the key, the file is unknown.
        """
        cabinet = Cabinet()
        (file,) = attached(cabinet.desk.attach("lead-1", text("one\n"))).attachments
        first = cabinet.desk.remove("lead-1", file.id, idempotency_key="k")

        assert cabinet.desk.remove("lead-1", file.id, idempotency_key="k") == first
        with pytest.raises(NotFound):
            cabinet.desk.remove("lead-1", file.id)
        assert (cabinet.lead.seq, cabinet.exact()) == (3, True)

    def test_attaching_under_a_key_is_planned_again(self) -> None:
        """
        Who writes first costs the call nothing.
        """
        cabinet = Cabinet()
        others = cabinet.desk
        cabinet.open_unit = Racing(
            cabinet.store.open_unit, frozenset({1}), lambda _: others.attach("lead-1", text("theirs\n"))
        )
        attached(cabinet.desk.attach("lead-1", text("mine\n"), idempotency_key="k"))

        assert sorted(cabinet.names) == ["notes.txt", "notes.txt"]
        assert cabinet.exact()
