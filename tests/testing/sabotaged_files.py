"""
Attachment stores and scanners that break one promise each, under the kit. `test_files_kit` says which test must fail.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import BinaryIO, ClassVar

import pytest
from attrs import evolve
from tests.testing.sabotaged import Sabotaged

from leadflow.adapters.attachments import MemoryAttachments
from leadflow.adapters.memory_leads import MemoryLeads
from leadflow.adapters.memory_unit import MemoryUnit
from leadflow.core.attachments import ByteStream, Clean, MalwareFound, Scanned, SeekableStream, Unavailable
from leadflow.core.schema import Schema
from leadflow.errors import NotFound
from leadflow.ports import AttachmentStore, OpenUnit, Scanner, StoredFile, UnitOfWork
from leadflow.testing import AttachmentReaderContract, AttachmentStoreContract, ScannerContract


class StoreKit(AttachmentStoreContract):
    """
    The kit on a store that the subclass names.
    """

    sabotaged: ClassVar[type[MemoryAttachments]] = MemoryAttachments

    @pytest.fixture
    def files(self) -> AttachmentStore:
        """
        An empty store.
        """
        return self.sabotaged()


class TestHonestFiles(StoreKit):
    """
    Nothing is broken.
    """


class KeepsParts(MemoryAttachments):
    """
    Keeps what came before a stream broke.
    """

    def put(self, supplier_id: str, key: str, stream: ByteStream, /) -> None:
        data = b""
        try:
            while piece := stream.read(1_000):
                data += piece
        finally:
            super().put(supplier_id, key, io.BytesIO(data))


class TestKeepsParts(StoreKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = KeepsParts


class RemembersItsList(MemoryAttachments):
    """
    Finds only what it found in its last list, as file systems that keep what they listed do.
    """

    _listed: frozenset[str] | None = None

    def stored(self, supplier_id: str, /) -> Iterable[StoredFile]:
        found = list(super().stored(supplier_id))
        self._listed = frozenset(one.key for one in found)
        return found

    def open(self, supplier_id: str, key: str, /) -> BinaryIO:
        if self._listed is not None and key not in self._listed:
            raise NotFound("file", key)
        return super().open(supplier_id, key)


class TestRemembersItsList(StoreKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = RemembersItsList


class OpensWhatWasListed(RemembersItsList):
    """
    Opens what was in its last list, and is surprised later that it is gone.
    """

    def open(self, supplier_id: str, key: str, /) -> BinaryIO:
        try:
            return MemoryAttachments.open(self, supplier_id, key)
        except NotFound:
            if key in (self._listed or ()):
                return io.BytesIO()
            raise


class TestOpensWhatWasListed(StoreKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = OpensWhatWasListed


class StopsEarly(MemoryAttachments):
    """
    Takes a read that gives little for the end.
    """

    def put(self, supplier_id: str, key: str, stream: ByteStream, /) -> None:
        super().put(supplier_id, key, io.BytesIO(stream.read(1 << 23)))


class TestStopsEarly(StoreKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = StopsEarly


class ReadsAtOnce(MemoryAttachments):
    """
    Has a whole file in memory.
    """

    def put(self, supplier_id: str, key: str, stream: ByteStream, /) -> None:
        super().put(supplier_id, key, io.BytesIO(stream.read(-1)))


class TestReadsAtOnce(StoreKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = ReadsAtOnce


class Rewinds(MemoryAttachments):
    """
    Goes back to the beginning of a stream that it was given in the middle.
    """

    def put(self, supplier_id: str, key: str, stream: ByteStream, /) -> None:
        if isinstance(stream, io.BytesIO):
            stream.seek(0)
        super().put(supplier_id, key, stream)


class TestRewinds(StoreKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = Rewinds


class ChangesLines(MemoryAttachments):
    """
    Keeps files as text.
    """

    def open(self, supplier_id: str, key: str, /) -> BinaryIO:
        with super().open(supplier_id, key) as stream:
            return io.BytesIO(stream.read().replace(b"\r\n", b"\n"))


class TestChangesLines(StoreKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = ChangesLines


class GivesNothing(MemoryAttachments):
    """
    Opens an empty file where there is none.
    """

    def open(self, supplier_id: str, key: str, /) -> BinaryIO:
        try:
            return super().open(supplier_id, key)
        except NotFound:
            return io.BytesIO()


class TestGivesNothing(StoreKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = GivesNothing


class NeverRemoves(MemoryAttachments):
    """
    Leaves what it is told to remove.
    """

    def remove(self, supplier_id: str, key: str, /) -> None:
        pass


class TestNeverRemoves(StoreKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = NeverRemoves


class RemovesAll(MemoryAttachments):
    """
    Removes everything of the supplier.
    """

    def remove(self, supplier_id: str, key: str, /) -> None:
        for one in self.stored(supplier_id):
            super().remove(supplier_id, one.key)


class TestRemovesAll(StoreKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = RemovesAll


class InsistsOnRemoving(MemoryAttachments):
    """
    Makes an error of a file that somebody else removed.
    """

    def remove(self, supplier_id: str, key: str, /) -> None:
        self.open(supplier_id, key).close()
        super().remove(supplier_id, key)


class TestInsistsOnRemoving(StoreKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = InsistsOnRemoving


class ForgetsTenants(MemoryAttachments):
    """
    Keeps the files of all suppliers together.
    """

    def put(self, supplier_id: str, key: str, stream: ByteStream, /) -> None:
        super().put("", key, stream)

    def open(self, supplier_id: str, key: str, /) -> BinaryIO:
        return super().open("", key)

    def remove(self, supplier_id: str, key: str, /) -> None:
        super().remove("", key)

    def stored(self, supplier_id: str, /) -> Iterable[StoredFile]:
        return super().stored("")


class TestForgetsTenants(StoreKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = ForgetsTenants


class IgnoresCase(ForgetsTenants):
    """
    Takes suppliers whose ids differ in case only for one.
    """

    def put(self, supplier_id: str, key: str, stream: ByteStream, /) -> None:
        MemoryAttachments.put(self, supplier_id.lower(), key, stream)

    def open(self, supplier_id: str, key: str, /) -> BinaryIO:
        return MemoryAttachments.open(self, supplier_id.lower(), key)

    def remove(self, supplier_id: str, key: str, /) -> None:
        MemoryAttachments.remove(self, supplier_id.lower(), key)

    def stored(self, supplier_id: str, /) -> Iterable[StoredFile]:
        return MemoryAttachments.stored(self, supplier_id.lower())


class TestIgnoresCase(StoreKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = IgnoresCase


class ListsOnePage(MemoryAttachments):
    """
    Lists the first page only.
    """

    def stored(self, supplier_id: str, /) -> Iterable[StoredFile]:
        return list(super().stored(supplier_id))[:20]


class TestListsOnePage(StoreKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = ListsOnePage


class LosesTheZone(MemoryAttachments):
    """
    Says when a file was put, but not where on earth.
    """

    def stored(self, supplier_id: str, /) -> Iterable[StoredFile]:
        return [evolve(one, stored_at=_naive(one.stored_at)) for one in super().stored(supplier_id)]


def _naive(at: datetime) -> datetime:
    return at.replace(tzinfo=None)


class TestLosesTheZone(StoreKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = LosesTheZone


class ReaderKit(AttachmentReaderContract):
    """
    The kit on a store for leads that the subclass names.
    """

    leads: ClassVar[type[MemoryLeads]] = MemoryLeads

    @pytest.fixture
    def open_unit(self) -> OpenUnit:
        """
        Units of an empty store, with other readers of leads.
        """
        store, leads = Sabotaged(), self.leads

        @contextmanager
        def opened(supplier_id: str, schema: Schema, /) -> Iterator[UnitOfWork]:
            unit = MemoryUnit(supplier_id, store._of(supplier_id))
            unit.leads = leads(store._of(supplier_id))
            yield unit

        return opened


class TestHonestReader(ReaderKit):
    """
    Nothing is broken.
    """


class _All(MemoryLeads):
    def attached(self, keys: Collection[str], /) -> frozenset[str]:
        return frozenset(one.key for lead in self._records.leads.values() for one in lead.attachments)


class TestAnswersAll(ReaderKit):
    """
    The kit on a reader that answers what was not asked.
    """

    leads = _All


class _ActiveOnly(MemoryLeads):
    def attached(self, keys: Collection[str], /) -> frozenset[str]:
        active = (lead for lead in self._records.leads.values() if lead.active)
        return frozenset(one.key for lead in active for one in lead.attachments).intersection(keys)


class TestForgetsDeactivated(ReaderKit):
    """
    The kit on a reader that leaves out deactivated leads.
    """

    leads = _ActiveOnly


class _FirstOnly(MemoryLeads):
    def attached(self, keys: Collection[str], /) -> frozenset[str]:
        first = (lead.attachments[:1] for lead in self._records.leads.values())
        return frozenset(one.key for some in first for one in some).intersection(keys)


class TestSeesTheFirst(ReaderKit):
    """
    The kit on a reader that sees one file of each lead.
    """

    leads = _FirstOnly


class _EveryKey(MemoryLeads):
    def attached(self, keys: Collection[str], /) -> frozenset[str]:
        return frozenset(keys)


class TestNeverLetsGo(ReaderKit):
    """
    The kit on a reader for which everything is referred to.
    """

    leads = _EveryKey


class ScannerKit(ScannerContract):
    """
    The kit on a scanner that the subclass names.
    """

    sabotaged: ClassVar[type[Scanner]]

    @pytest.fixture
    def scanner(self) -> Scanner:
        """
        The scanner.
        """
        return self.sabotaged()

    @pytest.fixture
    def infected(self) -> bytes:
        """
        A file in which the honest one finds something.
        """
        return b"x" * 100 + b"alarm"


class Honest:
    """
    Finds a word.
    """

    def scan(self, stream: SeekableStream, /) -> Scanned:
        """
        Look for the word.
        """
        return MalwareFound("Alarm") if b"alarm" in stream.read(1 << 24) else Clean()


class TestHonestScanner(ScannerKit):
    """
    Nothing is broken.
    """

    sabotaged = Honest


class LooksAtTheHead(Honest):
    """
    Looks at the beginning of a file only.
    """

    def scan(self, stream: SeekableStream, /) -> Scanned:
        """
        Look for the word among the first bytes.
        """
        return MalwareFound("Alarm") if b"alarm" in stream.read(100) else Clean()


class TestLooksAtTheHead(ScannerKit):
    """
    The kit on a scanner that breaks a promise.
    """

    sabotaged = LooksAtTheHead


class GivesUp(Honest):
    """
    Is not there for large files, though they are no larger than they may be.
    """

    def scan(self, stream: SeekableStream, /) -> Scanned:
        """
        Look for the word, unless it takes long.
        """
        return Unavailable("too large") if len(stream.read(1_000)) == 1_000 else super().scan(_again(stream))


def _again(stream: SeekableStream) -> SeekableStream:
    stream.seek(0)
    return stream


class TestGivesUp(ScannerKit):
    """
    The kit on a scanner that breaks a promise.
    """

    sabotaged = GivesUp


class Remembers(Honest):
    """
    Says of a file what it found in the one before.
    """

    def __init__(self) -> None:
        self._found = False

    def scan(self, stream: SeekableStream, /) -> Scanned:
        """
        Look for the word, now and then.
        """
        self._found = self._found or isinstance(super().scan(stream), MalwareFound)
        return MalwareFound("Alarm") if self._found else Clean()


class TestRemembers(ScannerKit):
    """
    The kit on a scanner that breaks a promise.
    """

    sabotaged = Remembers
