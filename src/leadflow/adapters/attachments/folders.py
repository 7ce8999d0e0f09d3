"""
Stores bytes in a folder or wherever fsspec reaches; needs the extra ``files``.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from importlib import import_module
from typing import Any, BinaryIO, Final, cast

from leadflow.adapters.attachments.uploads import UnfinishedUpload, abort_upload, give_up, unfinished_uploads
from leadflow.adapters.unusable_places import remedy_of
from leadflow.core.arguments import checked
from leadflow.core.attachments import ByteStream
from leadflow.errors import ConfigurationError, LeadflowError, MissingExtra, NotFound, PortError, StoreUnusable
from leadflow.ports import StoredFile

__all__ = ["FsspecAttachments"]

_PIECE: Final = 1 << 20
# Protocols whose first name of a path is a bucket or a container, in which there are no folders to be made.
_BUCKETS: Final = frozenset({"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "adl", "oss", "oci", "r2", "b2", "tos"})
_Errors = tuple[type[Exception], ...]
_STAMPS: Final = ("mtime", "LastModified", "last_modified", "updated", "created")


class FsspecAttachments:
    """
    Keeps each file under ``supplier/ab/abcdef...``: a digest of the supplier's id, then the random key.

    Nothing of a supplier's id, a name or a type is in a path. Safe for threads and for any number of processes: what
    another one put or removed is seen at once, and after a fork each opens connections of its own. A bucket has to
    exist; writing a file of usual size is one request.
    """

    @checked
    def __init__(self, location: str | os.PathLike[str], **options: object) -> None:
        """
        Keep files in *location*; it is made when the first file is put.

        Args:
            location: A folder, or a URL such as ``s3://bucket/leads``, ``gs://bucket/leads``, ``az://container/leads``
                or ``memory://leads``. Beside fsspec, the package that speaks the protocol has to be installed.
            options: What the protocol's file system takes, such as credentials; see fsspec.

        Raises:
            ConfigurationError: The location is empty.
        """
        named = os.fspath(location)
        if not named:
            raise ConfigurationError(
                "FsspecAttachments(location): is empty; write a folder or a URL. Nothing was written"
            )
        self._location = named if "://" in named else os.path.abspath(named)
        self._options = options
        self._process = 0
        self._unfinished: Mapping[str, UnfinishedUpload] = {}

    def put(self, supplier_id: str, key: str, stream: ByteStream, /) -> None:
        """
        Keep what is left of *stream*; see `leadflow.ports.AttachmentStore`.
        """
        path = self._path(supplier_id, key)
        with self._port_errors("writing", absent=False):
            target = self._begun(path)
        try:
            while piece := stream.read(_PIECE):
                with self._port_errors("writing"):
                    target.write(piece)
            with self._port_errors("writing", absent=False):
                self._make_durable(target, path)
                target.close()
        except BaseException:
            give_up(target)
            with suppress(PortError):
                self.remove(supplier_id, key)
            raise

    def _begun(self, path: str) -> Any:
        """
        Open a file to be written; a folder that is missing is made, a bucket is not.
        """
        try:
            return self._fs.open(path, "wb")
        except FileNotFoundError:
            if self._in_bucket:
                raise
            self._fs.makedirs(path.rpartition("/")[0], exist_ok=True)
            return self._fs.open(path, "wb")

    def open(self, supplier_id: str, key: str, /) -> BinaryIO:
        """
        Open a file to be read; see `leadflow.ports.AttachmentStore`.
        """
        path = self._path(supplier_id, key)
        try:
            with self._port_errors("reading"):
                self._fs.invalidate_cache()
                return cast("BinaryIO", self._fs.open(path, "rb"))
        except FileNotFoundError:
            self._check_bucket("reading")
            raise NotFound("file", key) from None

    def remove(self, supplier_id: str, key: str, /) -> None:
        """
        Remove a file; see `leadflow.ports.AttachmentStore`.
        """
        path = self._path(supplier_id, key)
        try:
            with self._port_errors("removing"):
                if path in self._unfinished:
                    abort_upload(self._fs, path, self._unfinished[path])
                self._fs.rm_file(path)
        except FileNotFoundError:
            self._check_bucket("removing")

    def stored(self, supplier_id: str, /) -> Iterable[StoredFile]:
        """
        List the supplier's files; see `leadflow.ports.AttachmentStore`.
        """
        folder = self._folder(supplier_id)
        with self._port_errors("listing"):
            # What other processes wrote is not in the lists that this one remembers.
            self._fs.invalidate_cache()
            try:
                found = self._fs.find(folder, detail=True)
            except FileNotFoundError:
                found = {}
            self._unfinished = unfinished_uploads(self._fs, folder)
            files = {path: _stamp(one) for path, one in found.items()}
        if not files:
            self._check_bucket("listing")
        begun = {path: one.begun for path, one in self._unfinished.items()}
        return [StoredFile(key=path.rpartition("/")[2], stored_at=at) for path, at in {**begun, **files}.items()]

    def _check_bucket(self, doing: str) -> None:
        """
        Tell a file that is missing from a bucket that is.

        Raises:
            StoreUnusable: There is no such bucket.
        """
        if not self._in_bucket:
            return
        try:
            self._fs.invalidate_cache()
            there = self._fs.exists(self._opened[1].partition("/")[0])
        except Exception:
            # Who may only read and write files may not ask.
            return
        if not there:
            raise StoreUnusable(
                f"the file store failed while {doing}: its bucket does not exist; create it. Nothing was written"
            )

    def _make_durable(self, target: Any, path: str) -> None:
        """
        Have a local file on the disk, and its name in the folders; what is not local is durable when it is closed.
        """
        spoken = self._fs.protocol
        if "file" not in ((spoken,) if isinstance(spoken, str) else spoken) or os.name != "posix":
            return
        target.flush()
        os.fsync(target.fileno())
        folder = path
        while folder != self._opened[1]:
            folder = folder.rpartition("/")[0]
            opened = os.open(folder or "/", os.O_RDONLY)
            try:
                os.fsync(opened)
            finally:
                os.close(opened)

    @property
    def _opened(self) -> tuple[Any, str]:
        """
        The file system and the root in it, made again in each process: connections do not come along through a fork.
        """
        if self._process != os.getpid():
            self._made, self._process = self._open_anew(), os.getpid()
        return self._made

    def _open_anew(self) -> tuple[Any, str]:
        try:
            core = import_module("fsspec.core")
        except ImportError as error:
            raise MissingExtra("files", "fsspec") from error
        protocol = self._location.partition("://")[0]
        try:
            with self._port_errors("opening", absent=False, wrong=(ImportError, TypeError, ValueError)):
                fs, root = core.url_to_fs(self._location, **self._options)
        except ImportError as error:
            raise ConfigurationError(
                f"no package for {protocol}:// is installed (fsspec: {error}); install it. Nothing was written"
            ) from error
        except (TypeError, ValueError) as error:
            raise ConfigurationError(
                f"fsspec cannot open '{protocol}://' with these options ({type(error).__name__}); correct the URL or the "
                "options. Nothing was written"
            ) from None
        return fs, str(root).rstrip("/")

    @property
    def _in_bucket(self) -> bool:
        spoken = self._fs.protocol
        return not _BUCKETS.isdisjoint((spoken,) if isinstance(spoken, str) else spoken)

    @property
    def _fs(self) -> Any:
        return self._opened[0]

    def _folder(self, supplier_id: str) -> str:
        return f"{self._opened[1]}/{hashlib.sha256(supplier_id.encode()).hexdigest()[:32]}"

    def _path(self, supplier_id: str, key: str) -> str:
        if not key.isalnum():
            # Keys are made by leadflow; a path of somebody else's making ends here.
            raise NotFound("file", key)
        return f"{self._folder(supplier_id)}/{key[:2]}/{key}"

    @contextmanager
    def _port_errors(self, doing: str, *, absent: bool = True, wrong: _Errors = ()) -> Iterator[None]:
        """
        Turn what is raised into errors of the port; *absent* lets a missing file through, as *wrong* is let through.
        """
        try:
            yield
        except Exception as error:
            if isinstance(error, (LeadflowError, *wrong)) or (absent and isinstance(error, FileNotFoundError)):
                raise
            # Every file system raises errors of its own, and their texts can hold addresses and credentials.
            failed, remedy = f"the file store{self._place} failed while {doing}", remedy_of(error)
            if remedy is not None:
                raise StoreUnusable(f"{failed}: {remedy}. Nothing was written") from error
            raise PortError(f"{failed} ({type(error).__name__}); trying again is safe") from error

    @property
    def _place(self) -> str:
        # A URL may hold credentials.
        return "" if "://" in self._location else f" '{self._location}'"


def _stamp(details: Mapping[str, Any]) -> datetime:
    """
    Return when a file was written; every file system calls it otherwise.
    """
    at = next((details[name] for name in _STAMPS if details.get(name)), None)
    if isinstance(at, str):
        at = datetime.fromisoformat(at)
    if isinstance(at, datetime):
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    if isinstance(at, int | float):
        return datetime.fromtimestamp(at, UTC)
    raise ValueError(
        "this file system does not report when a file was written, so orphans cannot be found; use another file system"
    )
