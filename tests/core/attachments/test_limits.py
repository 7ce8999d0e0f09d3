"""
Large files cost no more memory than small ones, and what reaches beyond a limit is refused; limits are lowered here.
"""

from __future__ import annotations

import io
import os
import struct
import tracemalloc
from array import array
from collections.abc import Callable
from typing import Final

import pytest
from tests.core.attachments.attack_files import Attack, structural_attacks
from tests.core.attachments.good_files import corpus_file
from tests.core.attachments.large_files import PatternStream, large_streams
from tests.core.attachments.office_parts import ooxml_parts
from tests.core.attachments.ole_writer import compound_file
from tests.core.attachments.zip_writer import Member, members_of, zip_file

from leadflow.core.attachments import MEBIBYTE, AttachmentPolicy, UploadAccepted, UploadRefused, check_upload
from leadflow.core.attachments.content import Content
from leadflow.core.attachments.images import check_gif, check_png
from leadflow.core.attachments.inflating import read_part
from leadflow.core.attachments.jpeg import check_jpeg
from leadflow.core.attachments.mp4 import check_mp4
from leadflow.core.attachments.office97 import check_office97
from leadflow.core.attachments.ole import Item, chain_places, children_of, fat_sectors, read_items
from leadflow.core.attachments.refusals import Unacceptable
from leadflow.core.attachments.xml_parts import elements, root_name
from leadflow.core.attachments.zips import read_directory

LARGE: Final = (250 if os.environ.get("LEADFLOW_SOAK") else 16) * MEBIBYTE
MOST_MEMORY: Final = 4 * MEBIBYTE
POLICY: Final = AttachmentPolicy()
NO_ITEM: Final = 0xFFFFFFFF
END: Final = 0xFFFFFFFE


def _peak(data: io.BytesIO | PatternStream, name: str) -> tuple[UploadAccepted | UploadRefused, int]:
    """
    Check an upload, and return how much memory that took at its height.
    """
    tracemalloc.start()
    try:
        held = tracemalloc.get_traced_memory()[0]
        verdict = check_upload(data, name=name)
        return verdict, tracemalloc.get_traced_memory()[1] - held
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", sorted(large_streams(LARGE)))
def test_large_file_takes_little_memory(name: str) -> None:
    """
    A file is read in pieces: a quarter of its size is more than enough for it, and no more is taken if it is larger.
    """
    verdict, taken = _peak(large_streams(LARGE)[name], name)

    assert isinstance(verdict, UploadAccepted), verdict
    assert taken < MOST_MEMORY


def test_one_byte_more_is_too_much() -> None:
    """
    The limit is inclusive; without a policy it is 250 times 1024 times 1024 bytes.
    """
    policy = AttachmentPolicy(max_bytes=1_000)
    allowed = check_upload(PatternStream(b"", b"text\n", size=1_000), name="a.txt", policy=policy)
    verdict = check_upload(PatternStream(b"", b"text\n", size=1_001), name="a.txt", policy=policy)

    assert isinstance(allowed, UploadAccepted)
    assert isinstance(verdict, UploadRefused)
    assert verdict.code == "file_too_large"
    assert POLICY.max_bytes == 250 * 1024 * 1024


def test_what_unpacks_to_much_is_unpacked_in_pieces() -> None:
    """
    An entry of which little is stored and much comes out takes no more memory than a large file.
    """
    members = [*members_of(ooxml_parts("docx")), Member(name="word/more.xml", data=bytes(LARGE))]
    verdict, taken = _peak(io.BytesIO(zip_file(members)), "a.docx")

    assert isinstance(verdict, UploadAccepted)
    assert taken < MOST_MEMORY


@pytest.mark.parametrize("attack", [*structural_attacks()], ids=lambda attack: f"{attack.name} {attack.what}")
def test_attacks_take_little_memory(attack: Attack) -> None:
    """
    What is refused takes no more memory than what is accepted.
    """
    assert _peak(io.BytesIO(attack.data), attack.name)[1] < MOST_MEMORY


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


def _refused(check: Callable[[], object]) -> str:
    with pytest.raises(Unacceptable) as refused:
        check()
    return refused.value.code


def test_parts_of_a_container_are_bounded() -> None:
    """
    Neither the directory nor a table of contents may be longer than any that is needed.
    """
    data = zip_file(members_of(ooxml_parts("docx")))
    content = Content(io.BytesIO(data), len(data))
    container = read_directory(content, POLICY)
    entry = container.entries[0]

    assert len(read_part(container, entry, largest=entry.size)) == entry.size
    assert _refused(lambda: read_part(container, entry, largest=entry.size - 1)) == "archive_unsafe"
    assert _refused(lambda: read_directory(content, POLICY, largest=40)) == "archive_unsafe"


def test_elements_are_bounded() -> None:
    """
    A table of contents has so many elements at most, and a main part begins soon.
    """
    table = b"<Types><Default/><Default/></Types>"
    pieces = [b"  ", b"  ", b"<document/>"]

    assert len(elements(table, most=3)) == 3
    assert _refused(lambda: elements(table, most=2)) == "archive_unsafe"
    assert root_name(pieces, within=4) == "document"
    assert _refused(lambda: root_name(pieces, within=1)) == "corrupt"


def test_markers_of_a_picture_are_bounded() -> None:
    """
    A picture of more parts than the limit is refused, whatever they are.
    """
    jpeg = corpus_file("pillow.jpg")
    data = jpeg[:2] + b"\xff\xe0\x00\x02" * 20 + jpeg[2:]
    content = Content(io.BytesIO(data), len(data))

    assert check_jpeg(content, "jpg", POLICY) == ()
    assert _refused(lambda: check_jpeg(content, "jpg", POLICY, most=20)) == "corrupt"


def test_chunks_and_blocks_of_pictures_and_boxes_of_films_are_bounded() -> None:
    """
    Empty ones in great number are refused.
    """
    png, gif, film = (corpus_file(name) for name in ("pillow.png", "pillow.gif", "ffmpeg-h264.mp4"))
    data = png[:33] + struct.pack(">I4sI", 0, b"tEXt", 0) * 20 + png[33:]
    picture = Content(io.BytesIO(data), len(data))
    start = 13 + (3 << ((gif[10] & 7) + 1) if gif[10] & 0x80 else 0)
    blocks = gif[:start] + b"!\xfe" + b"\x01x" * 80 + b"\x00" + gif[start:]
    drawing = Content(io.BytesIO(blocks), len(blocks))
    boxes = film + b"\x00\x00\x00\x08free" * 20
    moving = Content(io.BytesIO(boxes), len(boxes))

    assert check_png(picture, "png", POLICY) == ()
    assert _refused(lambda: check_png(picture, "png", POLICY, spare=10)) == "corrupt"
    assert check_gif(drawing, "gif", POLICY) == ()
    assert _refused(lambda: check_gif(drawing, "gif", POLICY, spare=10)) == "corrupt"
    assert check_mp4(moving, "mp4", POLICY) == ()
    assert _refused(lambda: check_mp4(moving, "mp4", POLICY, most=20)) == "corrupt"


@pytest.mark.parametrize(
    ("extension", "stream", "record"),
    [
        ("xls", "Workbook", struct.pack("<2H", 1, 0)),
        ("ppt", "PowerPoint Document", struct.pack("<HHI", 0, 1, 0)),
    ],
)
def test_records_of_an_office_file_are_bounded(extension: str, stream: str, record: bytes) -> None:
    """
    A document of more records than the limit is refused, whatever they are.
    """
    first = struct.pack("<2H16s", 0x0809, 16, b"") if extension == "xls" else b""
    data = compound_file({stream: first + record * 20})
    content = Content(io.BytesIO(data), len(data))

    assert check_office97(content, extension, POLICY) == ()
    assert _refused(lambda: check_office97(content, extension, POLICY, most=10)) == "corrupt"


def test_chains_of_a_compound_file_end() -> None:
    """
    A stream that comes back to a sector of its own is refused where it does.
    """
    straight, circle = array("I", [1, 2, END]), array("I", [1, 2, 0])

    assert list(chain_places(straight, 0, 512, 4_096)) == [512, 1_024, 1_536]
    assert _refused(lambda: chain_places(circle, 0, 512, 4_096)) == "corrupt"


def test_items_of_a_compound_file_are_seen_once() -> None:
    """
    A directory that names an item twice is refused, and so is one of more items than the limit.
    """
    root, one = _item(child=1), _item()
    data = compound_file({"WordDocument": b"x"})
    content = Content(io.BytesIO(data), len(data))

    assert list(children_of((root, one))) == [one]
    assert _refused(lambda: list(children_of((root, _item(right=1))))) == "corrupt"
    assert len(list(read_items(content, array("Q", [1_024]), 512, most=4))) == 4
    assert _refused(lambda: list(read_items(content, array("Q", [1_024]), 512, most=3))) == "corrupt"


def test_allocation_tables_describe_no_more_than_the_file() -> None:
    """
    The list of the sectors that hold the allocation table is read no further than the file can need.
    """
    data = compound_file({"WordDocument": b"x"})
    content = Content(io.BytesIO(data), len(data))
    two = data[:76] + struct.pack("<2I", 0, 0) + data[84:512]

    assert list(fat_sectors(content, two, 512, 2))[:2] == [0, 0]
    assert _refused(lambda: list(fat_sectors(content, two, 512, 1))) == "corrupt"


def _item(*, child: int = NO_ITEM, right: int = NO_ITEM) -> Item:
    return Item(name="x", kind=2, start=0, size=0, left=NO_ITEM, right=right, child=child)
