"""
A desk for attachments over stores in memory, files in one line, and stores that fail when they are told to.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import BinaryIO, Final

from attrs import define, field

from leadflow.adapters.attachments import MemoryAttachments
from leadflow.adapters.memory import MemoryStore
from leadflow.core.access import ProgramParty
from leadflow.core.attachments import AttachmentPolicy, ByteStream
from leadflow.core.leads import Lead
from leadflow.core.programme import Programme
from leadflow.core.schema import Schema
from leadflow.core.timeline import fold
from leadflow.errors import PortError
from leadflow.ports import AttachmentStore, Observe, OpenUnit, Scanner, StoredFile, UnitOfWork
from leadflow.services import AttachmentDesk, Setting, Upload
from leadflow.testing import KIT_SCHEMA, SUPPLIER, CountingIds, FrozenClock, a_lead, changes_of

PDF: Final = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"


def text(said: str, name: str = "notes.txt") -> Upload:
    """
    Return a text file that says something.
    """
    return Upload(stream=io.BytesIO(said.encode()), name=name)


def texts(count: int, prefix: str = "file") -> list[Upload]:
    """
    Return text files that differ.
    """
    return [text(f"{prefix} {number}\n", f"{prefix}-{number}.txt") for number in range(count)]


@define
class Cabinet:
    """
    A desk over stores in memory, with one lead.
    """

    store: MemoryStore = field(factory=MemoryStore)
    clock: FrozenClock = field(factory=FrozenClock)
    files: AttachmentStore = field(factory=MemoryAttachments)
    ids: CountingIds = field(factory=CountingIds)
    policy: AttachmentPolicy = field(factory=AttachmentPolicy)
    open_unit: OpenUnit | None = None
    scanner: Scanner | None = None
    scan_timeout: timedelta = timedelta(seconds=20)
    observe: Observe | None = None

    def __attrs_post_init__(self) -> None:
        with self.store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            unit.commit(changes_of(a_lead()))

    @property
    def desk(self) -> AttachmentDesk:
        """
        The desk, with all parts as they are now.
        """
        return AttachmentDesk(
            Setting(
                open_unit=self.open_unit or self.store.open_unit,
                programme=Programme(supplier_id=SUPPLIER, schema=KIT_SCHEMA),
                clock=self.clock,
                new_id=self.ids,
                observe=self.observe,
            ),
            ProgramParty(name="host"),
            self.files,
            policy=self.policy,
            scanner=self.scanner,
            scan_timeout=self.scan_timeout,
        )

    @property
    def lead(self) -> Lead:
        """
        The lead as it stands, after a look whether its timeline tells the same.
        """
        with self.store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            lead, events = unit.leads.get("lead-1"), unit.timeline.of("lead-1")
        assert fold(SUPPLIER, lead.values, events, KIT_SCHEMA.leads, history=lead.history) == lead
        return lead

    @property
    def keys(self) -> list[str]:
        """
        What the store for bytes holds.
        """
        return sorted(one.key for one in self.files.stored(SUPPLIER))

    @property
    def names(self) -> list[str]:
        """
        The names of what the lead carries.
        """
        return [one.name for one in self.lead.attachments]

    def sound(self) -> bool:
        """
        Say whether every attachment of the lead has its bytes.
        """
        return {one.key for one in self.lead.attachments} <= set(self.keys)

    def exact(self) -> bool:
        """
        Say whether the store holds what the lead refers to, and nothing else.
        """
        return sorted(one.key for one in self.lead.attachments) == self.keys


@define
class FailingFiles:
    """
    A store for bytes whose puts fail at the numbers in *at*, and whose removals fail while *keeps* is true.
    """

    files: AttachmentStore = field(factory=MemoryAttachments)
    at: Collection[int] = ()
    keeps: bool = False
    puts: int = 0

    def put(self, supplier_id: str, key: str, stream: ByteStream, /) -> None:
        """
        Put a file, or fail.
        """
        self.puts += 1
        if self.puts in self.at:
            raise PortError("the disk is full")
        self.files.put(supplier_id, key, stream)

    def open(self, supplier_id: str, key: str, /) -> BinaryIO:
        """
        Open a file.
        """
        return self.files.open(supplier_id, key)

    def remove(self, supplier_id: str, key: str, /) -> None:
        """
        Remove a file, or fail.
        """
        if self.keeps:
            raise PortError("the line broke")
        self.files.remove(supplier_id, key)

    def stored(self, supplier_id: str, /) -> Iterable[StoredFile]:
        """
        List the files.
        """
        return self.files.stored(supplier_id)


class BrokenStream:
    """
    An upload whose client goes away.
    """

    def read(self, size: int, /) -> bytes:
        """
        Fail.
        """
        raise ConnectionResetError("the client is gone")


@define
class WithoutReader:
    """
    A store whose leads cannot say which files they refer to.
    """

    open_unit: OpenUnit

    @contextmanager
    def __call__(self, supplier_id: str, schema: Schema, /) -> Iterator[UnitOfWork]:
        """
        Open a unit without the ability.
        """
        with self.open_unit(supplier_id, schema) as unit:
            yield _Plain(unit)


class _Plain:
    def __init__(self, unit: UnitOfWork) -> None:
        self.leads, self.commit = _PlainLeads(unit), unit.commit
        self.timeline, self.records, self.rotations = unit.timeline, unit.records, unit.rotations
        self.posts, self.loads = unit.posts, unit.loads


class _PlainLeads:
    def __init__(self, unit: UnitOfWork) -> None:
        self.get, self.brief, self.with_keys = unit.leads.get, unit.leads.brief, unit.leads.with_keys
        self.page, self.of_import, self.openings = unit.leads.page, unit.leads.of_import, unit.leads.openings
