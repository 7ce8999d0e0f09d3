"""
The contract of a store for attachments.
"""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Final

import pytest

from leadflow.errors import NotFound
from leadflow.ports import AttachmentStore
from leadflow.testing.builders import SUPPLIER
from leadflow.testing.contracts.store import not_found

__all__ = ["AttachmentStoreContract"]

_KEY: Final = "0123456789abcdef0123456789abcdef"
_OTHER: Final = "fedcba9876543210fedcba9876543210"
_MOST: Final = 16 * 1024 * 1024
_LARGE: Final = bytes(range(256)) * 16_384  # four MiB
_STRANGE: Final = ("../acme", "a/b", "..", "ACME", "日本 🎉", "a" * 300)


class _Watched:
    """
    A stream that remembers how much was asked for at once, and can break.
    """

    def __init__(self, data: bytes, *, breaks_at: int | None = None) -> None:
        self._stream = io.BytesIO(data)
        self._breaks_at = breaks_at
        self.asked: list[int] = []

    def read(self, size: int = -1, /) -> bytes:
        self.asked.append(size)
        if self._breaks_at is not None and self._stream.tell() >= self._breaks_at:
            raise ConnectionResetError("the client is gone")
        # No more than this, as from a socket.
        return self._stream.read(min(size, 100_000) if size >= 0 else size)


class AttachmentStoreContract:
    """
    What every `AttachmentStore` must do. Inherit it and override the fixture `files`.
    """

    @pytest.fixture
    def files(self) -> AttachmentStore:
        """
        Override this: an empty store.
        """
        raise NotImplementedError("override the fixture files: an empty attachment store")

    @pytest.fixture
    def elsewhere(self, files: AttachmentStore) -> AttachmentStore:
        """
        Override this where processes share the store: the place of `files`, opened as by another process.
        """
        return files

    @pytest.mark.parametrize("data", [b"", b"\x00\r\n\xff", _LARGE], ids=["empty", "small", "large"])
    def test_bytes_come_back(self, files: AttachmentStore, data: bytes) -> None:
        """
        A file is read as it was put, byte by byte, regardless of its size.
        """
        files.put(SUPPLIER, _KEY, io.BytesIO(data))

        assert _read(files) == data

    def test_stream_that_gives_little_at_a_time_is_read_to_its_end(self, files: AttachmentStore) -> None:
        """
        A read that gives less than was asked for is not the end.
        """
        files.put(SUPPLIER, _KEY, _Watched(_LARGE))

        assert _read(files) == _LARGE

    def test_stream_is_read_in_pieces(self, files: AttachmentStore) -> None:
        """
        A large file is never in memory as a whole.
        """
        stream = _Watched(_LARGE)
        files.put(SUPPLIER, _KEY, stream)

        assert min(stream.asked) > 0
        assert max(stream.asked) <= _MOST

    def test_stream_is_read_from_where_it_stands(self, files: AttachmentStore) -> None:
        """
        What was read before is not kept.
        """
        stream = io.BytesIO(b"abcdef")
        stream.seek(2)
        files.put(SUPPLIER, _KEY, stream)

        assert _read(files) == b"cdef"

    def test_open_file_can_be_sought_in(self, files: AttachmentStore) -> None:
        """
        A part of a file can be read, as browsers ask for parts of a video.
        """
        files.put(SUPPLIER, _KEY, io.BytesIO(_LARGE))

        with files.open(SUPPLIER, _KEY) as stream:
            stream.seek(1_000_001)
            found = stream.read(1_000)

        assert found == _LARGE[1_000_001:1_001_001]

    def test_unknown_file_is_not_found(self, files: AttachmentStore) -> None:
        """
        A key under which nothing was put is a NotFound.
        """
        with pytest.raises(NotFound):
            files.open(SUPPLIER, _KEY)

    def test_removed_file_is_gone(self, files: AttachmentStore) -> None:
        """
        A file that was removed is neither opened nor listed.
        """
        files.put(SUPPLIER, _KEY, io.BytesIO(b"x"))
        files.remove(SUPPLIER, _KEY)

        with pytest.raises(NotFound):
            files.open(SUPPLIER, _KEY)

        assert _keys(files) == []

    def test_removing_leaves_other_files(self, files: AttachmentStore) -> None:
        """
        Of two files only the one that was named is removed.
        """
        files.put(SUPPLIER, _KEY, io.BytesIO(b"x"))
        files.put(SUPPLIER, _OTHER, io.BytesIO(b"y"))
        files.remove(SUPPLIER, _OTHER)

        assert _read(files) == b"x"

    def test_removing_what_is_not_there_is_no_error(self, files: AttachmentStore) -> None:
        """
        Two who remove one file at once both succeed.
        """
        files.put(SUPPLIER, _KEY, io.BytesIO(b"x"))
        for _ in range(2):
            files.remove(SUPPLIER, _KEY)
        files.remove(SUPPLIER, _OTHER)

        assert _keys(files) == []

    def test_every_file_is_listed_once(self, files: AttachmentStore) -> None:
        """
        The list has each key that something is under, and no other.
        """
        keys = [f"{number:032x}" for number in range(50)]
        for key in keys:
            files.put(SUPPLIER, key, io.BytesIO(b"x"))

        assert _keys(files) == keys

    def test_empty_store_lists_nothing(self, files: AttachmentStore) -> None:
        """
        Before the first file there is nothing to list, and no error.
        """
        assert _keys(files) == []

    def test_list_says_in_utc_when_a_file_was_put(self, files: AttachmentStore) -> None:
        """
        Ages can be read from the list, so its moments carry their offset, and files put one after the other ascend.
        """
        files.put(SUPPLIER, _KEY, io.BytesIO(b"x"))
        files.put(SUPPLIER, _OTHER, io.BytesIO(b"x"))

        at = {one.key: one.stored_at for one in files.stored(SUPPLIER)}

        assert [one.utcoffset() for one in at.values()] == [timedelta(0)] * 2
        assert at[_KEY] <= at[_OTHER]

    @pytest.mark.parametrize("breaks_at", [0, 1_000_000])
    def test_broken_stream_leaves_nothing(self, files: AttachmentStore, breaks_at: int) -> None:
        """
        A file whose stream breaks is neither opened nor listed, and what the stream raised is passed on.
        """
        stream = _Watched(_LARGE, breaks_at=breaks_at)

        with pytest.raises(ConnectionResetError):
            files.put(SUPPLIER, _KEY, stream)
        with pytest.raises(NotFound):
            files.open(SUPPLIER, _KEY)

        assert _keys(files) == []

    @pytest.mark.parametrize("stranger", _STRANGE)
    def test_foreign_file_looks_unknown(self, files: AttachmentStore, stranger: str) -> None:
        """
        Another supplier's key looks like one that does not exist, and is not listed.
        """
        files.put(SUPPLIER, _KEY, io.BytesIO(b"x"))

        foreign = not_found(lambda: files.open(stranger, _KEY), _KEY)

        assert foreign == not_found(lambda: files.open(stranger, _OTHER), _OTHER)
        assert _keys(files, stranger) == []

    @pytest.mark.parametrize("stranger", _STRANGE)
    def test_suppliers_do_not_touch_each_others_files(self, files: AttachmentStore, stranger: str) -> None:
        """
        One key of two suppliers is two files, and each removes its own.
        """
        files.put(SUPPLIER, _KEY, io.BytesIO(b"ours"))
        files.put(stranger, _KEY, io.BytesIO(b"theirs"))
        with files.open(stranger, _KEY) as stream:
            theirs = stream.read()
        files.remove(stranger, _KEY)

        assert (_read(files), theirs) == (b"ours", b"theirs")

    def test_what_another_process_puts_is_seen(self, files: AttachmentStore, elsewhere: AttachmentStore) -> None:
        """
        A file is there as soon as it is put, even if this process has listed, or looked for it, before.
        """
        assert _keys(files) == []
        not_found(lambda: files.open(SUPPLIER, _KEY), _KEY)
        elsewhere.put(SUPPLIER, _KEY, io.BytesIO(b"there"))

        assert _read(files) == b"there"
        assert _keys(files) == [_KEY]

    def test_what_another_process_removes_is_gone(self, files: AttachmentStore, elsewhere: AttachmentStore) -> None:
        """
        A file that is removed is not found any more, even if this process has listed it before.
        """
        files.put(SUPPLIER, _KEY, io.BytesIO(b"here"))
        assert _keys(files) == [_KEY]
        elsewhere.remove(SUPPLIER, _KEY)

        not_found(lambda: files.open(SUPPLIER, _KEY), _KEY)
        assert _keys(files) == []


def _read(files: AttachmentStore) -> bytes:
    with files.open(SUPPLIER, _KEY) as stream:
        return stream.read()


def _keys(files: AttachmentStore, supplier_id: str = SUPPLIER) -> list[str]:
    return sorted(one.key for one in files.stored(supplier_id))
