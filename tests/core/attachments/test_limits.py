"""
Memory and time stay bounded, whatever the size.
"""

from __future__ import annotations

import io
import time
import tracemalloc
from collections.abc import Iterator

import pytest
from tests.core.attachments.attack_files import bombs
from tests.core.attachments.large_files import LARGE, PatternStream, large_streams
from tests.core.attachments.office_parts import ooxml_parts
from tests.core.attachments.zip_writer import Member, members_of, zip_file

from leadflow.core.attachments import MEBIBYTE, AttachmentPolicy, UploadAccepted, UploadRefused, check_upload

MOST_MEMORY = 64 * MEBIBYTE
# Made before memory is traced, which would make it slow.
_BOMBS = bombs()


@pytest.fixture
def _traced() -> Iterator[None]:
    tracemalloc.start()
    yield
    tracemalloc.stop()


@pytest.mark.parametrize("name", sorted(large_streams()))
@pytest.mark.usefixtures("_traced")
def test_large_file_takes_little_memory_and_time(name: str) -> None:
    """
    250 MiB are read in pieces, in at most five seconds on a quiet machine (ten here, as others may work too).
    """
    stream = large_streams()[name]
    started = time.process_time()
    verdict = check_upload(stream, name=name)
    assert time.process_time() - started < 10
    assert isinstance(verdict, UploadAccepted), verdict
    assert tracemalloc.get_traced_memory()[1] < MOST_MEMORY


def test_one_byte_more_is_too_much() -> None:
    """
    The limit is 250 times 1024 times 1024 bytes, inclusive.
    """
    verdict = check_upload(PatternStream(b"", b"text\n", size=LARGE + 1), name="a.txt")
    assert isinstance(verdict, UploadRefused)
    assert verdict.code == "file_too_large"


@pytest.mark.usefixtures("_traced")
def test_bombs_take_little_memory() -> None:
    """
    What would fill the memory of a careless reader is refused within the same bound.
    """
    for bomb in _BOMBS:
        stream = io.BytesIO(bomb.data)
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        check_upload(stream, name=bomb.name)
        assert tracemalloc.get_traced_memory()[1] - before < MOST_MEMORY, bomb.what


@pytest.mark.parametrize(
    ("policy", "refused"),
    [
        (AttachmentPolicy(), False),
        (AttachmentPolicy(max_entries=4), True),
        (AttachmentPolicy(max_inflated=100_000), True),
        (AttachmentPolicy(free_inflated=100_000), True),
        (AttachmentPolicy(free_inflated=100_000, max_ratio=1_000), False),
    ],
)
def test_container_bounds_are_the_policys(policy: AttachmentPolicy, refused: bool) -> None:
    """
    Entries, bytes and ratio are bounded as the policy says.
    """
    more = [Member(name=f"word/{number}.xml", data=bytes(200_000)) for number in range(2)]
    data = zip_file([*members_of(ooxml_parts("docx")), *more])
    verdict = check_upload(io.BytesIO(data), name="a.docx", policy=policy)
    assert isinstance(verdict, UploadRefused) is refused
    if isinstance(verdict, UploadRefused):
        assert verdict.code == "archive_unsafe"
