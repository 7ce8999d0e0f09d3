"""
Stores bytes in a folder or wherever fsspec reaches; needs the extra ``files``.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cached_property
from importlib import import_module
from typing import Any, BinaryIO, Final, cast

from leadflow.core.arguments import checked
from leadflow.core.attachments import ByteStream
from leadflow.errors import ConfigurationError, LeadflowError, MissingExtra, NotFound, PortError
from leadflow.ports import StoredFile

__all__ = ["FsspecAttachments"]

_PIECE: Final = 1 << 20
_STAMPS: Final = ("mtime", "LastModified", "last_modified", "updated", "created")


class FsspecAttachments:
    """
    Keeps each file under ``supplier/ab/abcdef...``: a digest of the supplier's id, then the random key.

    Nothing of a supplier's id, a name or a type is in a path. Safe for threads and for any number of processes.
    """

    @checked
    def __init__(self, location: str | os.PathLike[str], **options: object) -> None:
        """
        Keep files in *location*; it is made when the first file is put.

        Args:
            location: A folder, or a URL such as ``s3://bucket/leads``, ``gs://bucket/leads``, ``az://container/leads``
                or ``memory://leads``. Beside fsspec, the package that speaks the protocol has to be installed.
            options: What the protocol's file system takes, such as credentials; see fsspec.
        """
        named = os.fspath(location)
        self._location = named if "://" in named else os.path.abspath(named)
        self._options = options

    def put(self, supplier_id: str, key: str, stream: ByteStream, /) -> None:
        """
        Keep what is left of *stream*; see `leadflow.ports.AttachmentStore`.
        """
        path = self._path(supplier_id, key)
        try:
            with _port_errors("writing"):
                self._fs.makedirs(path.rpartition("/")[0], exist_ok=True)
                target = self._fs.open(path, "wb")
            try:
                while piece := stream.read(_PIECE):
                    with _port_errors("writing"):
                        target.write(piece)
                with _port_errors("writing"):
                    self._make_durable(target, path)
            finally:
                # Of an upload in several parts only this ends it; what was written of it is then removed below.
                with _port_errors("writing"):
                    target.close()
        except BaseException:
            with suppress(PortError):
                self.remove(supplier_id, key)
            raise

    def open(self, supplier_id: str, key: str, /) -> BinaryIO:
        """
        Open a file to be read; see `leadflow.ports.AttachmentStore`.
        """
        try:
            with _port_errors("reading"):
                return cast("BinaryIO", self._fs.open(self._path(supplier_id, key), "rb"))
        except FileNotFoundError:
            raise NotFound("file", key) from None

    def remove(self, supplier_id: str, key: str, /) -> None:
        """
        Remove a file; see `leadflow.ports.AttachmentStore`.
        """
        with suppress(FileNotFoundError), _port_errors("removing"):
            self._fs.rm_file(self._path(supplier_id, key))

    def stored(self, supplier_id: str, /) -> Iterable[StoredFile]:
        """
        List the supplier's files; see `leadflow.ports.AttachmentStore`.
        """
        with _port_errors("listing"):
            # What other processes wrote is not in the lists that this one remembers.
            self._fs.invalidate_cache()
            try:
                found = self._fs.find(self._folder(supplier_id), detail=True)
            except FileNotFoundError:
                return []
            return [StoredFile(key=path.rpartition("/")[2], stored_at=_stamp(one)) for path, one in found.items()]

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

    @cached_property
    def _opened(self) -> tuple[Any, str]:
        try:
            core = import_module("fsspec.core")
        except ImportError as error:
            raise MissingExtra("files", "fsspec") from error
        try:
            fs, root = core.url_to_fs(self._location, **self._options)
        except ImportError as error:
            protocol = self._location.partition("://")[0]
            raise ConfigurationError(
                f"no package for {protocol}:// is installed (fsspec: {error}); install it. Nothing was written"
            ) from error
        return fs, str(root).rstrip("/")

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
def _port_errors(doing: str) -> Iterator[None]:
    try:
        yield
    except (FileNotFoundError, LeadflowError):
        raise
    except Exception as error:
        # Every file system raises errors of its own, and their texts can hold addresses and credentials.
        raise PortError(
            f"the file store failed while {doing} ({type(error).__name__}); trying again is safe"
        ) from error


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
