"""
Attachments by fsspec keep the contract, in a folder and in a file system that is none of the operating system's.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import Mock
from uuid import uuid4

import pytest

from leadflow.adapters.attachments import FsspecAttachments
from leadflow.adapters.attachments.folders import _stamp
from leadflow.errors import ConfigurationError, MissingExtra, NotFound, PortError, StoreUnusable
from leadflow.ports import AttachmentStore
from leadflow.testing import SUPPLIER, AttachmentStoreContract

KEY = "0123456789abcdef0123456789abcdef"


class TestFolder(AttachmentStoreContract):
    """
    The contract kit on a folder.
    """

    @pytest.fixture
    def files(self, tmp_path: Path) -> AttachmentStore:
        """
        A folder that is not there yet.
        """
        return FsspecAttachments(tmp_path / "files")

    @pytest.fixture
    def elsewhere(self, tmp_path: Path) -> AttachmentStore:
        """
        The same folder, opened once more.
        """
        return FsspecAttachments(tmp_path / "files")


class TestUrl(AttachmentStoreContract):
    """
    The contract kit on a file system that is named by a URL.
    """

    @pytest.fixture
    def files(self) -> AttachmentStore:
        """
        A place in memory that no other test uses.
        """
        return FsspecAttachments(f"memory://{uuid4().hex}/leads")


def test_path_holds_only_digests_and_the_key(tmp_path: Path) -> None:
    """
    A path contains neither a supplier's id nor a name.
    """
    FsspecAttachments(tmp_path / "files").put("../acme", KEY, io.BytesIO(b"x"))

    (path,) = [one for one in (tmp_path / "files").rglob("*") if one.is_file()]
    supplier, shard, key = path.relative_to(tmp_path / "files").parts
    assert (shard, key) == (KEY[:2], KEY)
    assert all(letter in "0123456789abcdef" for letter in supplier)
    assert len(supplier) == 32


@pytest.mark.parametrize("key", ["../../secret", "a/b", "", "..", "a\\b", "a b"])
def test_key_of_somebody_elses_making_leads_nowhere(tmp_path: Path, key: str) -> None:
    """
    A path in the place of a key is not followed.
    """
    files = FsspecAttachments(tmp_path / "files")

    with pytest.raises(NotFound):
        files.open(SUPPLIER, key)


def test_other_process_sees_the_file(tmp_path: Path) -> None:
    """
    What one store has put, another one on the same folder opens and lists.
    """
    first, second = FsspecAttachments(tmp_path), FsspecAttachments(str(tmp_path))
    assert list(second.stored(SUPPLIER)) == []
    first.put(SUPPLIER, KEY, io.BytesIO(b"x"))

    with second.open(SUPPLIER, KEY) as stream:
        found = stream.read()

    assert found == b"x"
    assert [one.key for one in second.stored(SUPPLIER)] == [KEY]


def test_file_is_as_old_as_the_file_system_says(tmp_path: Path) -> None:
    """
    The moment in the list is that of the last change on the disk.
    """
    files = FsspecAttachments(tmp_path)
    files.put(SUPPLIER, KEY, io.BytesIO(b"x"))
    (path,) = [one for one in tmp_path.rglob("*") if one.is_file()]
    os.utime(path, (1_000_000_000, 1_000_000_000))

    (stored,) = files.stored(SUPPLIER)
    assert stored.stored_at == datetime(2001, 9, 9, 1, 46, 40, tzinfo=UTC)


@pytest.mark.parametrize("folder", ["files", "files/below", "x" * 300])
def test_folder_that_cannot_be_made_is_named(tmp_path: Path, folder: str) -> None:
    """
    A file where the folder should be, or a name that no disk takes, is told by its path, and not to be tried again.
    """
    (tmp_path / "files").write_text("in the way")

    with pytest.raises(StoreUnusable, match=folder[:9]) as caught:
        FsspecAttachments(tmp_path / folder).put(SUPPLIER, KEY, io.BytesIO(b"x"))

    assert "Nothing was written" in str(caught.value)
    assert "trying again is safe" not in str(caught.value)


@pytest.mark.parametrize(
    ("number", "told"),
    [(errno.EACCES, "allow access"), (errno.EROFS, "read-only"), (errno.ENOSPC, "disk is full"), (errno.EIO, None)],
)
def test_failure_that_stays_is_not_to_be_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, told: str | None
) -> None:
    """
    What somebody has to do something about is told apart from what may pass.
    """
    files = FsspecAttachments(tmp_path)
    files.put(SUPPLIER, KEY, io.BytesIO(b"x"))
    monkeypatch.setattr(files._fs, "open", Mock(side_effect=OSError(number, "no")))  # as the system does

    with pytest.raises(PortError) as caught:
        files.open(SUPPLIER, KEY)

    assert caught.value.retry_safe is (told is None)
    assert (told or "trying again is safe") in str(caught.value)


@pytest.mark.parametrize("url", ["nosuch://u:secret@h/x", "reference://secret", "filecache://secret"])
def test_url_that_no_file_system_takes_is_a_wrong_configuration(url: str) -> None:
    """
    It is told with its protocol only, since a URL may hold credentials.
    """
    with pytest.raises(ConfigurationError, match=r"'[a-z]+://'") as caught:
        FsspecAttachments(url).put(SUPPLIER, KEY, io.BytesIO(b"x"))

    assert "secret" not in str(caught.value)


def test_empty_location_is_refused() -> None:
    """
    It would be the folder that the program happens to run in.
    """
    with pytest.raises(ConfigurationError, match="empty"):
        FsspecAttachments("")


def test_missing_fsspec_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Without fsspec the first use says what to install.
    """
    monkeypatch.setitem(sys.modules, "fsspec.core", None)

    with pytest.raises(MissingExtra, match=r"leadflow\[files\]"):
        FsspecAttachments(tmp_path).put(SUPPLIER, KEY, io.BytesIO(b"x"))


def test_protocol_without_a_package_is_a_wrong_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A URL whose package is not installed is told with the protocol, not as a failure that may pass.
    """
    monkeypatch.setitem(sys.modules, "gcsfs", None)

    with pytest.raises(ConfigurationError, match="gs://"):
        FsspecAttachments("gs://bucket/leads").put(SUPPLIER, KEY, io.BytesIO(b"x"))


@pytest.mark.parametrize(
    "details",
    [
        {"mtime": 1_000_000_000.0, "created": 5.0},
        {"LastModified": datetime(2001, 9, 9, 1, 46, 40, tzinfo=UTC)},
        {"last_modified": datetime(2001, 9, 9, 1, 46, 40)},
        {"updated": "2001-09-09T01:46:40Z"},
        {"created": datetime(2001, 9, 9, 1, 46, 40, tzinfo=UTC), "mtime": None},
    ],
    ids=["local", "s3", "azure", "gcs", "memory"],
)
def test_each_file_system_says_its_moments_its_way(details: dict[str, object]) -> None:
    """
    Seconds, moments with and without an offset, and texts are the same moment in UTC.
    """
    assert _stamp(details) - datetime(2001, 9, 9, 1, 46, 40, tzinfo=UTC) == timedelta(0)
