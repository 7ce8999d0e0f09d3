"""
Attachments in buckets: a file system that behaves as s3fs 2026.9.0 does, with its lists that it remembers.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib import import_module
from typing import Any, ClassVar

import pytest
from fsspec.spec import AbstractBufferedFile, AbstractFileSystem

from leadflow.adapters.attachments import FsspecAttachments
from leadflow.errors import NotFound, PortError
from leadflow.ports import AttachmentStore
from leadflow.testing import SUPPLIER, AttachmentStoreContract

KEY = "0123456789abcdef0123456789abcdef"
THEN = datetime(2026, 3, 1, tzinfo=UTC)


class Bucket(AbstractFileSystem):  # type: ignore[misc]  # fsspec has no types
    """
    One bucket in memory that all instances share; an instance believes what it listed until it is told to forget.
    """

    protocol = "s3"
    kept: ClassVar[dict[str, bytes]] = {}
    uploads: ClassVar[dict[str, str]] = {}
    asked: ClassVar[list[str]] = []
    allowed: ClassVar[set[str]] = set()

    def _ask(self, what: str, path: str = "bucket/") -> None:
        self.asked.append(what)
        if self.allowed and what not in self.allowed:
            raise PermissionError("AccessDenied")
        if path.partition("/")[0] != "bucket":
            raise FileNotFoundError("The specified bucket does not exist")

    def makedirs(self, path: str, exist_ok: bool = False) -> None:
        """
        As s3fs does, this makes the bucket.
        """
        self._ask("make")

    def invalidate_cache(self, path: str | None = None) -> None:
        """
        Forget what was listed.
        """
        self.dircache.clear()

    def exists(self, path: str, **_: Any) -> bool:
        """
        Only asked about the bucket.
        """
        self._ask("head bucket")
        return path.strip("/") == "bucket"

    def find(self, path: str, **_: Any) -> dict[str, dict[str, Any]]:
        """
        List all files, and remember them.
        """
        self._ask("list", path)
        found = {
            name: {"name": name, "size": len(data), "type": "file", "LastModified": datetime.now(UTC)}
            for name, data in self.kept.items()
            if name.startswith(f"{path}/")
        }
        self.dircache[""] = list(found.values())
        return found

    def info(self, path: str, **_: Any) -> dict[str, Any]:
        """
        Look into the remembered list, if there is one.
        """
        if "" in self.dircache:
            known = [one for one in self.dircache[""] if one["name"] == path]
        else:
            self._ask("head", path)
            known = [{"name": path, "size": len(self.kept[path]), "type": "file"}] if path in self.kept else []
        if not known:
            raise FileNotFoundError(path)
        return dict(known[0])

    def rm_file(self, path: str) -> None:
        """
        Removing what is not there is no error.
        """
        self._ask("delete", path)
        self.kept.pop(path, None)

    def call_s3(self, method: str, **given: Any) -> dict[str, Any]:
        """
        The two calls about uploads in several parts.
        """
        self._ask(method)
        if method == "abort_multipart_upload":
            del self.uploads[f"{given['Bucket']}/{given['Key']}"]
            return {}
        listed: list[dict[str, Any]] = [
            {"Key": path.partition("/")[2], "UploadId": one, "Initiated": THEN} for path, one in self.uploads.items()
        ]
        return {"Uploads": [one for one in listed if one["Key"].startswith(given["Prefix"])]}

    def _open(self, path: str, mode: str = "rb", **_: Any) -> Any:
        return File(self, path, mode)


class File(AbstractBufferedFile):  # type: ignore[misc]  # fsspec has no types
    """
    A file that is put with one request when it is closed.
    """

    def _initiate_upload(self) -> None:
        pass

    def _upload_chunk(self, final: bool = False) -> bool:
        if final:
            self.fs._ask("put", self.path)
            self.fs.kept[self.path] = self.buffer.getvalue()
        return final

    def _fetch_range(self, start: int, end: int) -> bytes:
        return bytes(self.fs.kept[self.path][start:end])

    def discard(self) -> None:
        """
        Throw away what was written.
        """
        self.fs.asked.append("discard")


def _store(bucket: str = "bucket") -> FsspecAttachments:
    return FsspecAttachments(f"s3://{bucket}/leads", skip_instance_cache=True)


@pytest.fixture(autouse=True)
def _one_bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """
    An empty bucket under the protocol of S3.
    """
    monkeypatch.setitem(import_module("fsspec.registry")._registry, "s3", Bucket)
    yield
    for one in (Bucket.kept, Bucket.uploads, Bucket.asked, Bucket.allowed):
        one.clear()


class TestBucket(AttachmentStoreContract):
    """
    The contract kit on two instances that know nothing of each other.
    """

    @pytest.fixture
    def files(self) -> AttachmentStore:
        """
        An empty bucket.
        """
        return _store()

    @pytest.fixture
    def elsewhere(self) -> AttachmentStore:
        """
        As in another process.
        """
        return _store()


def test_a_file_is_put_with_one_request_and_no_other_right() -> None:
    """
    Who may write and nothing else can; nobody makes a bucket.
    """
    Bucket.allowed.add("put")
    _store().put(SUPPLIER, KEY, io.BytesIO(b"x"))

    assert Bucket.asked == ["put"]


@pytest.mark.parametrize("doing", ["put", "open", "remove", "stored"])
def test_a_missing_bucket_is_a_failure_of_the_port(doing: str) -> None:
    """
    It is no file that is missing, and none is made under the misspelt name.
    """
    files = _store("buket")
    calls: dict[str, Callable[[], object]] = {
        "put": lambda: files.put(SUPPLIER, KEY, io.BytesIO(b"x")),
        "open": lambda: files.open(SUPPLIER, KEY),
        "remove": lambda: files.remove(SUPPLIER, KEY),
        "stored": lambda: files.stored(SUPPLIER),
    }

    with pytest.raises(PortError):
        calls[doing]()
    assert "make" not in Bucket.asked


def test_who_may_not_ask_for_the_bucket_is_told_of_the_file() -> None:
    """
    A key for files only cannot tell the two apart.
    """
    Bucket.allowed.add("head")

    with pytest.raises(NotFound):
        _store().open(SUPPLIER, KEY)


def test_a_broken_stream_is_given_up_and_not_put() -> None:
    """
    What was read before is not written first and removed then.
    """

    class Broken:
        def read(self, size: int = -1, /) -> bytes:
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        _store().put(SUPPLIER, KEY, Broken())

    assert "put" not in Bucket.asked
    assert "discard" in Bucket.asked


def test_the_upload_of_a_killed_process_is_listed_and_aborted() -> None:
    """
    Its parts cost money and are in no list of files; orphans are collected by their age like whole files.
    """
    files = _store()
    path = files._path(SUPPLIER, KEY)
    Bucket.uploads[path] = "upload-1"

    assert [(one.key, one.stored_at) for one in files.stored(SUPPLIER)] == [(KEY, THEN)]
    files.remove(SUPPLIER, KEY)
    assert Bucket.uploads == {}
    assert list(files.stored(SUPPLIER)) == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_process_that_forks_opens_connections_of_its_own() -> None:
    """
    File systems with an event loop fail in a child for ever, and share connections at worst.
    """
    files = _store()
    ours = files._fs
    seen, told = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.write(told, b"1" if files._fs is not ours else b"0")
        finally:
            os._exit(0)
    os.waitpid(child, 0)

    assert os.read(seen, 1) == b"1"
    assert files._fs is ours
    os.close(seen)
    os.close(told)
