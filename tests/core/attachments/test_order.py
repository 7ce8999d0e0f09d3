"""
Claims first, then the size, then the content; and what happens to the streams.
"""

from __future__ import annotations

import hashlib
import io
import re
import tempfile

import pytest
from tests.core.attachments.good_files import corpus_file

from leadflow.core.attachments import (
    EXTENSIONS,
    AttachmentPolicy,
    UploadAccepted,
    UploadRefused,
    check_upload,
)
from leadflow.core.problems import Severity

TEXT = b"a plain text"


class _Untouchable(io.BytesIO):
    """
    Fails on every read.
    """

    def read(self, size: int | None = -1, /) -> bytes:
        raise AssertionError("a byte was read")


class _Counting(io.BytesIO):
    """
    Counts what is read in the first pass, until somebody seeks again.
    """

    taken = 0

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        self.taken = max(self.taken, self.tell())
        return data


class _Drip:
    """
    Cannot seek, and returns three bytes at a time.
    """

    def __init__(self, data: bytes) -> None:
        self._rest = data

    def read(self, size: int, /) -> bytes:
        piece, self._rest = self._rest[: min(size, 3)], self._rest[min(size, 3) :]
        return piece


class _ShortReads(io.BytesIO):
    """
    Can seek, but never returns more than 100 bytes.
    """

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(100 if size is None or size < 0 else min(size, 100))


class _Broken(io.BytesIO):
    """
    Fails as a lost connection does.
    """

    def read(self, size: int | None = -1, /) -> bytes:
        raise OSError("gone")


def _code(verdict: UploadAccepted | UploadRefused) -> str:
    assert isinstance(verdict, UploadRefused), verdict
    return verdict.code


@pytest.mark.parametrize(
    ("name", "size", "declared_type", "existing", "code", "where"),
    [
        ("..", None, None, 0, "name_invalid", "name"),
        ("a\ud800.txt", None, None, 0, "name_invalid", "name"),
        ("run.exe", None, None, 0, "extension_not_allowed", "name"),
        ("README", None, None, 0, "extension_not_allowed", "name"),
        ("a.g\u0131f", None, None, 0, "extension_not_allowed", "name"),
        ("a.xl\u017f", None, None, 0, "extension_not_allowed", "name"),
        ("a.\uff50\uff44\uff46", None, None, 0, "extension_not_allowed", "name"),
        ("a.txt", 262_144_001, None, 0, "file_too_large", "size"),
        ("a.txt", 5, None, 10, "too_many_files", "files"),
        ("a.txt", 5, "image/png", 0, "content_mismatch", "type"),
        ("a.txt", 5, "no media type", 0, "content_mismatch", "type"),
    ],
)
def test_false_claim_is_refused_unread(
    name: str, size: int | None, declared_type: str | None, existing: int, code: str, where: str
) -> None:
    """
    What the claims alone decide is decided before a byte is read.
    """
    verdict = check_upload(
        _Untouchable(TEXT), name=name, declared_size=size, declared_type=declared_type, existing=existing
    )
    assert _code(verdict) == code
    assert isinstance(verdict, UploadRefused)
    assert verdict.problems[0].path == where
    assert verdict.problems[0].severity is Severity.ERROR


def test_size_is_counted_and_reading_stops_one_byte_past_the_limit() -> None:
    """
    No header is believed, and an endless upload costs no more than the limit.
    """
    stream = _Counting(b"x" * 5_000)
    assert _code(check_upload(stream, name="a.txt", policy=AttachmentPolicy(max_bytes=1_000))) == "file_too_large"
    assert stream.taken == 1_001


@pytest.mark.parametrize(("size", "fits"), [(999, True), (1_000, True), (1_001, False)])
def test_limit_is_inclusive(size: int, fits: bool) -> None:
    """
    A file of exactly the limit can be attached.
    """
    verdict = check_upload(io.BytesIO(b"x" * size), name="a.txt", policy=AttachmentPolicy(max_bytes=1_000))
    assert isinstance(verdict, UploadAccepted) is fits


@pytest.mark.parametrize("declared", [-1, 0, 11, 13])
def test_declared_size_must_be_the_real_one(declared: int) -> None:
    """
    A difference means that the upload was cut or changed on its way.
    """
    verdict = check_upload(io.BytesIO(TEXT), name="a.txt", declared_size=declared)
    assert _code(verdict) == "size_mismatch"


@pytest.mark.parametrize("extension", sorted(EXTENSIONS))
def test_empty_file_is_refused_as_empty(extension: str) -> None:
    """
    Nothing is not a file of any type, whatever was declared.
    """
    assert _code(check_upload(io.BytesIO(), name=f"a.{extension}", declared_size=7)) == "empty_file"


@pytest.mark.parametrize("existing", [0, 9, 10, 11])
def test_tenth_file_fits_and_the_eleventh_does_not(existing: int) -> None:
    """
    The files that a lead has already count.
    """
    verdict = check_upload(io.BytesIO(TEXT), name="a.txt", existing=existing)
    assert isinstance(verdict, UploadAccepted) is (existing < 10)


@pytest.mark.parametrize(
    ("name", "declared"),
    [
        ("openpyxl.xlsx", "application/zip"),
        ("openpyxl.xlsx", "APPLICATION/OCTET-STREAM"),
        ("openpyxl.xlsx", ""),
        ("openpyxl.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet; charset=binary"),
        ("sheetjs-csv.csv", "application/vnd.ms-excel"),
        ("sheetjs-csv.csv", "text/plain;charset=utf-8"),
        ("pillow.jpg", "image/pjpeg"),
        ("ffmpeg-quicktime.mp4", "video/quicktime"),
        ("sheetjs-rtf.rtf", "application/msword"),
    ],
)
def test_generic_and_alias_types_agree(name: str, declared: str) -> None:
    """
    A client's name for a type, or its shrug, is no contradiction.
    """
    verdict = check_upload(io.BytesIO(corpus_file(name)), name=name, declared_type=declared)
    assert isinstance(verdict, UploadAccepted)
    assert verdict.media_type != "application/octet-stream"


def test_accepted_tells_size_digest_and_both_names() -> None:
    """
    All that a store and a timeline need is in the value.
    """
    stream = io.BytesIO(TEXT)
    stream.seek(4)
    verdict = check_upload(stream, name="C:\\fakepath\\Note\u202e .TXT", declared_type="text/plain")
    assert verdict == UploadAccepted(
        name="Note .TXT",
        original_name="C:\\fakepath\\Note\u202e .TXT",
        extension="txt",
        media_type="text/plain",
        size=len(TEXT),
        sha256=hashlib.sha256(TEXT).hexdigest(),
    )
    assert stream.tell() == 0


def test_repr_shows_no_name() -> None:
    """
    File names hold names of people, so they stay out of logs.
    """
    verdict = check_upload(io.BytesIO(TEXT), name="CV Jane Doe.txt")
    assert "Jane" not in repr(verdict)
    assert "Jane" not in repr(check_upload(io.BytesIO(b"\0" * 9), name="CV Jane Doe.txt"))


def test_original_name_can_be_stored() -> None:
    """
    Characters that no database takes are replaced in the name that is kept as data.
    """
    verdict = check_upload(io.BytesIO(TEXT), name="a\0b.txt")
    assert isinstance(verdict, UploadAccepted)
    assert (verdict.name, verdict.original_name) == ("ab.txt", "a\ufffdb.txt")


def test_stream_that_is_read_once_needs_a_spool() -> None:
    """
    The core opens nothing, so the caller brings the private place; it then holds all that was checked.
    """
    data = corpus_file("openpyxl.xlsx")
    with tempfile.TemporaryFile() as spool:
        verdict = check_upload(_Drip(data), name="a.xlsx", spool=spool)
        assert isinstance(verdict, UploadAccepted)
        assert spool.read() == data
    with pytest.raises(TypeError, match="spool"):
        check_upload(_Drip(data), name="a.xlsx")


def test_stream_that_says_it_cannot_seek_needs_a_spool() -> None:
    """
    A seek method alone is not enough, as pipes have one.
    """

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    with pytest.raises(TypeError, match="spool"):
        check_upload(Pipe(TEXT), name="a.txt")


@pytest.mark.parametrize(
    "name", ["openpyxl.xlsx", "xlwt.xls", "pillow.png", "pillow.gif", "pillow.jpg", "ffmpeg-h264.mp4"]
)
def test_short_reads_change_nothing(name: str) -> None:
    """
    A raw stream may return less than was asked for.
    """
    assert isinstance(check_upload(_ShortReads(corpus_file(name)), name=name), UploadAccepted)


def test_failing_stream_is_not_a_verdict() -> None:
    """
    A lost connection says nothing about the file, so the error is passed on.
    """
    with pytest.raises(OSError, match="gone"):
        check_upload(_Broken(TEXT), name="a.txt")


def test_name_must_be_text() -> None:
    """
    A wrong type is a mistake of the caller.
    """
    with pytest.raises(TypeError, match=r"check_upload\(name\): takes a text, not bytes"):
        check_upload(io.BytesIO(TEXT), name=b"a.txt")  # type: ignore[arg-type]  # as is refused


def test_narrow_policy_names_what_it_allows() -> None:
    """
    A person learns which endings are possible.
    """
    policy = AttachmentPolicy(extensions=frozenset({"pdf", "png"}))
    verdict = check_upload(io.BytesIO(TEXT), name="a.txt", policy=policy)
    assert isinstance(verdict, UploadRefused)
    assert re.search(r"'\.pdf' or '\.png'", verdict.problems[0].message)
