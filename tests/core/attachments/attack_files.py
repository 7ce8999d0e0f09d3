"""
Files that must be refused: plain fakes under every name, and attacks on the structure of each type.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Final

from attrs import evolve, field, frozen
from tests.core.attachments.good_files import corpus_file
from tests.core.attachments.office_parts import MAIN_PARTS, odf_parts, ooxml_parts
from tests.core.attachments.ole_writer import FREE, compound_file
from tests.core.attachments.zip_writer import Member, members_of, zip_file

__all__ = ["Attack", "eicar", "fakes", "structural_attacks"]

MISMATCH: Final = frozenset({"content_mismatch"})
CORRUPT: Final = frozenset({"corrupt"})
UNSAFE: Final = frozenset({"archive_unsafe"})
ACTIVE: Final = frozenset({"active_content"})
ENCRYPTED: Final = frozenset({"encrypted"})
_WRONG: Final = MISMATCH | CORRUPT

_OOXML: Final = ("docx", "xlsx", "pptx")
_ODF: Final = ("odt", "ods", "odp", "odg")
_BINARY: Final = ("bmp", "gif", "jpg", "jpeg", "png", "mp4", "pdf", "rtf", "doc", "xls", "ppt", *_OOXML, *_ODF)
_TEXT: Final = ("txt", "csv", "ics")
_DOCTYPE: Final = '<!DOCTYPE x [<!ENTITY a "b">]>'


@frozen(kw_only=True)
class Attack:
    """
    A file that must not be kept.

    Attributes:
        codes: The refusal must have one of these.
    """

    name: str
    data: bytes = field(repr=False)
    what: str
    codes: frozenset[str]

    @property
    def extension(self) -> str:
        """
        The ending of its name, in lower case.
        """
        return self.name.rpartition(".")[2].lower()


def eicar() -> bytes:
    """
    Return the test file that every virus scanner knows; it is put together here so that no scanner finds it.
    """
    return b"".join((b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$", b"EICAR", b"-STANDARD-ANTIVIRUS-TEST", b"-FILE!$H+H*"))


def fakes() -> Iterator[Attack]:
    """
    Yield other things under each of the 21 names.
    """
    others = {
        "a Windows program": b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff"
        + bytes(60)
        + b"PE\x00\x00"
        + bytes(300),
        "a Linux program": b"\x7fELF\x02\x01\x01" + bytes(200),
        "a page": b"<!DOCTYPE html><html><script></script></html>",
        "a page behind a comment": b"\xef\xbb\xbf  <!-- x -->\n<HTML><body onload=x()>",
        "a drawing with a script": b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>',
        "a PHP program": b"<?php ?>",
        "a shell script": b"#!/bin/sh\necho\n",
        "a plain archive": zip_file([Member(name="run.exe", data=b"MZ" * 100)]),
        "an applet": zip_file(
            [Member(name="META-INF/MANIFEST.MF", data=b"x"), Member(name="A.class", data=b"\xca\xfe\xba\xbe")]
        ),
        "noise": bytes((7 * i * i + 13 * i) % 251 for i in range(4096)),
        "zeros": bytes(2048),
        "a compound file of another program": compound_file({"VisioDocument": b"x"}),
        "a gzip archive": zlib.compress(b"x" * 100, wbits=31),
    }
    for extension in (*_BINARY, *_TEXT):
        for what, data in others.items():
            yield Attack(name=f"a.{extension}", data=data, what=what, codes=_WRONG)
    yield from _swaps()
    yield from _truncated()


def _swaps() -> Iterator[Attack]:
    """
    Yield one good file of each family under the names of the others.
    """
    samples = {
        "pdf": corpus_file("reportlab.pdf"),
        "png": corpus_file("pillow.png"),
        "gif": corpus_file("pillow.gif"),
        "jpg": corpus_file("pillow.jpg"),
        "bmp": corpus_file("pillow.bmp"),
        "mp4": corpus_file("ffmpeg-h264.mp4"),
        "xls": corpus_file("xlwt.xls"),
        "xlsx": corpus_file("openpyxl.xlsx"),
        "docx": zip_file(members_of(ooxml_parts("docx"))),
        "pptx": zip_file(members_of(ooxml_parts("pptx"))),
        "odt": corpus_file("odfpy.odt"),
        "ods": corpus_file("odfpy.ods"),
        "rtf": b"{\\rtf1 Hello}",
    }
    same = {("jpg", "jpeg"), ("rtf", "doc")}
    for real, data in samples.items():
        for extension in (*_BINARY, *_TEXT):
            if extension != real and (real, extension) not in same:
                yield Attack(name=f"a.{extension}", data=data, what=f"{real} content", codes=_WRONG)


def _truncated() -> Iterator[Attack]:
    names = ("pillow.png", "pillow.jpg", "pillow.gif", "pillow.bmp", "ffmpeg-h264.mp4", "openpyxl.xlsx", "odfpy.odt",
             "xlwt.xls", "icalendar.ics")  # fmt: skip
    for name in names:
        data = corpus_file(name)
        yield Attack(name=name, data=data[: len(data) * 2 // 3], what="cut off", codes=CORRUPT)
        yield Attack(name=name, data=data[:40], what="cut off in its header", codes=_WRONG)


def structural_attacks() -> Iterator[Attack]:
    """
    Yield files whose first bytes are right.
    """
    for extension in _OOXML:
        yield from _ooxml_attacks(extension)
    for extension in _ODF:
        yield from _odf_attacks(extension)
    yield from _zip_attacks()
    yield from _ole_attacks()
    yield from _polyglots()
    yield from _media_attacks()
    yield from _text_attacks()


def _ooxml_attacks(extension: str) -> Iterator[Attack]:
    main, main_type, _ = MAIN_PARTS[extension]
    folder = main.partition("/")[0]
    base = members_of(ooxml_parts(extension))

    def attack(what: str, codes: frozenset[str], members: list[Member]) -> Attack:
        return Attack(name=f"a.{extension}", data=zip_file(members), what=what, codes=codes)

    vba = f'<Override PartName="/{folder}/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
    project = Member(name=f"{folder}/vbaProject.bin", data=b"x" * 100)
    other = f'<Override PartName="/{folder}/styles2.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
    default = '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
    hidden = Member(name=f"{folder}/styles2.bin", data=b"x")
    yield attack("macros", ACTIVE, [*members_of(ooxml_parts(extension, types=vba)), project])
    yield attack("macros under another name", ACTIVE, [*members_of(ooxml_parts(extension, types=other)), hidden])
    yield attack("macros by default type", ACTIVE, [*members_of(ooxml_parts(extension, types=default)), hidden])
    yield attack("macros without a type", ACTIVE, [*base, evolve(project, name=f"{folder}/VBAPROJECT.BIN")])
    macro_main = "application/vnd.ms-word.document.macroEnabled.main+xml"
    yield attack("macro-enabled main part", ACTIVE, members_of(ooxml_parts(extension, main_type=macro_main)))
    template = main_type.replace("document.main", "template.main").replace("sheet.main", "template.main")
    template = template.replace("presentation.main", "template.main")
    yield attack("a template", MISMATCH, members_of(ooxml_parts(extension, main_type=template)))
    yield attack("another root", MISMATCH, members_of(ooxml_parts(extension, root="html")))
    yield attack("a document type", UNSAFE, members_of(ooxml_parts(extension, doctype=_DOCTYPE)))
    yield attack("no main part", CORRUPT, members_of(ooxml_parts(extension, target="nowhere.xml")))
    yield attack("no relations", MISMATCH, [member for member in base if member.name != "_rels/.rels"])
    yield attack("a name twice but for case", UNSAFE, [*base, Member(name=main.upper(), data=b"x")])
    broken = [evolve(member, data=member.data[:-9]) if member.name == "_rels/.rels" else member for member in base]
    yield attack("broken XML", CORRUPT, broken)
    wrapped = compound_file({"EncryptedPackage": b"x", "EncryptionInfo": b"x"})
    yield Attack(name=f"a.{extension}", data=wrapped, what="a password", codes=ENCRYPTED)
    doctype = b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://example.invalid/x"><document/>'
    with_type = [evolve(member, data=doctype) if member.name == main else member for member in base]
    yield attack("a document type in the main part", UNSAFE, with_type)
    external = members_of(ooxml_parts(extension, target=f'{main}" TargetMode="External'))
    yield attack("a main part elsewhere", CORRUPT, external)
    if extension == "xlsx":
        sheet = Member(name="xl/macrosheets/sheet1.xml", data=b"<x/>")
        types = f'<Override PartName="/{sheet.name}" ContentType="application/vnd.ms-excel.macrosheet+xml"/>'
        yield attack("an Excel 4 macro sheet", ACTIVE, [*members_of(ooxml_parts("xlsx", types=types)), sheet])


def _odf_attacks(extension: str) -> Iterator[Attack]:
    base = members_of(odf_parts(extension))

    def attack(what: str, codes: frozenset[str], members: list[Member]) -> Attack:
        return Attack(name=f"a.{extension}", data=zip_file(members), what=what, codes=codes)

    module = Member(name="Basic/Standard/Module1.xml", data=b"<x/>")
    yield attack("a Basic module", ACTIVE, [*base, module])
    yield attack("a script", ACTIVE, [*base, evolve(module, name="Scripts/python/x.py")])
    yield attack("a password", ENCRYPTED, members_of(odf_parts(extension, encrypted=True)))
    yield attack("a template", MISMATCH, members_of(odf_parts(extension, kind="text-template")))
    yield attack("a document type", UNSAFE, members_of(odf_parts(extension, doctype=_DOCTYPE)))
    yield attack("no content", CORRUPT, base[:2])
    yield attack("a long type", CORRUPT, [evolve(base[0], data=b"a" * 999), *base[1:]])
    yield attack("other content", MISMATCH, [*base[:2], Member(name="content.xml", data=b"<html/>")])


def _zip_attacks() -> Iterator[Attack]:
    base = members_of(ooxml_parts("docx"))
    more = Member(name="word/more.xml", data=b"<x/>" * 50)
    lying = Member(name="word/x.xml", data=b"A" * 100_000, claimed_size=10)

    def attack(what: str, members: list[Member], codes: frozenset[str] = UNSAFE) -> Attack:
        return Attack(name="a.docx", data=zip_file(members), what=what, codes=codes)

    for name in ("../x.xml", "word/../../x", "/word/x.xml", "C:/x.xml", "..\\x.xml", "x\x00.xml"):
        yield attack(f"the name {name!r}", [*base, evolve(more, name=name)])
    yield attack("a name twice", [*base, more, more])
    applet = [Member(name="META-INF/MANIFEST.MF", data=b"x"), Member(name="A.class", data=b"x")]
    yield attack("an applet inside", [*base, *applet])
    yield attack("a link", [*base, evolve(more, attributes=0o120777 << 16)])
    yield attack("larger than told", [*base, lying])
    yield attack("smaller than told", [*base, evolve(lying, claimed_size=200_000)], CORRUPT)
    yield attack("another method", [*base, evolve(more, method=12, packed=b"x")])
    yield attack("a password", [*base, evolve(more, flags=1)], ENCRYPTED)
    yield attack("another local name", [*base, evolve(more, local_name=b"word/evil.xml")])
    yield attack("an entry that is not listed", [*base, evolve(more, listed=False)])
    yield attack("two entries on one place", [*base, evolve(more, name=base[0].name + "2", offset=0)])
    yield attack("broken data", [*base, evolve(more, packed=b"\xff" * 30)], CORRUPT)
    data = zip_file(base)
    yield Attack(name="a.docx", data=b"MZ" + data, what="a program first", codes=MISMATCH)
    yield Attack(name="a.docx", data=data + b"%PDF-1.4 and more", what="something behind", codes=UNSAFE)
    yield Attack(name="a.docx", data=data + zip_file([more]), what="an archive behind", codes=UNSAFE)
    yield Attack(name="a.docx", data=zip_file(base, entries=2), what="a wrong count", codes=UNSAFE)
    wide = zip_file(base, wide=True)
    place = wide.rindex(b"PK\x06\x06")
    for what, where, value in (
        ("two ends that differ", -14, struct.pack("<H", 2)),
        ("an ambiguous wide end", place - len(wide) + 4, b"\x2d"),
        ("a lost wide end", -34, b"\x00" * 8),
        ("a directory elsewhere", place - len(wide) + 48, b"\x01"),
    ):
        changed = bytearray(wide)
        changed[len(wide) + where : len(wide) + where + len(value)] = value
        yield Attack(name="a.docx", data=bytes(changed), what=what, codes=UNSAFE | CORRUPT)
    parts = bytearray(data)
    parts[-18:-16] = b"\x01\x00"
    yield Attack(name="a.docx", data=bytes(parts), what="one of several parts", codes=UNSAFE)
    broken = bytearray(data)
    broken[data.index(b"PK\x01\x02") + 46 + len(base[0].name)] = 0
    yield Attack(name="a.docx", data=bytes(broken), what="a broken directory", codes=CORRUPT)
    moved = bytearray(data)
    moved[data.rindex(b"PK\x01\x02") + 42] ^= 1
    yield Attack(name="a.docx", data=bytes(moved), what="a lost entry", codes=UNSAFE | CORRUPT)
    yield attack("stored with another size", [*base, evolve(more, method=0, claimed_size=3)])
    cut = zlib.compress(more.data, wbits=-15)[:-3]
    yield attack("data cut off", [*base, evolve(more, packed=cut)], CORRUPT)
    other_method = bytearray(data)
    other_method[8] = 0
    yield Attack(name="a.docx", data=bytes(other_method), what="two methods", codes=UNSAFE)
    shifted = zip_file(base, prefix=zip_file([more]))
    yield Attack(name="a.docx", data=shifted, what="an archive before", codes=UNSAFE)


def _ole_attacks() -> Iterator[Attack]:
    word = b"\xec\xa5\xc1\x00" + bytes(200)
    bof = struct.pack("<2H16s", 0x0809, 16, b"\x00\x06\x05\x00")
    end = struct.pack("<2H", 0x000A, 0)
    sheet = struct.pack("<2HIBB3s", 0x0085, 9, 0, 0, 1, b"\x01\x00M")
    locked = struct.pack("<2H6s", 0x002F, 6, b"")

    def attack(extension: str, what: str, codes: frozenset[str], data: bytes) -> Attack:
        return Attack(name=f"a.{extension}", data=data, what=what, codes=codes)

    vba = {"VBA": {"_VBA_PROJECT": b"x", "dir": b"x"}}
    for extension, stream, data in (
        ("doc", "WordDocument", word),
        ("xls", "Workbook", bof + end),
        ("ppt", "PowerPoint Document", bytes(100)),
    ):
        yield attack(extension, "macros", ACTIVE, compound_file({stream: data}, storages=vba))
        folded = {"vba": {"_vba_project": b"x"}}
        yield attack(extension, "macros in small letters", ACTIVE, compound_file({stream: data}, storages=folded))
        wrapped = compound_file({"EncryptedPackage": b"x", stream: data})
        yield attack(extension, "a password", ENCRYPTED, wrapped)
        nested = compound_file({"Other": b"x"}, storages={"ObjectPool": {stream: data}})
        yield attack(extension, "its stream only in an inner storage", MISMATCH, nested)
    yield attack("xls", "an Excel 4 macro sheet", ACTIVE, compound_file({"Workbook": bof + sheet + end}))
    yield attack("xls", "an Excel 5 macro sheet", ACTIVE, compound_file({"Book": bof + sheet + end}))
    both = compound_file({"Workbook": bof + end, "Book": bof + sheet + end})
    yield attack("xls", "a macro sheet in one of two workbooks", ACTIVE, both)
    yield attack("xls", "a password", ENCRYPTED, compound_file({"Workbook": bof + locked + end}))
    yield attack("doc", "a password", ENCRYPTED, compound_file({"WordDocument": word[:11] + b"\x01" + word[12:]}))
    user = bytes(12) + struct.pack("<I", 0xF3D1C4DF)
    yield attack("ppt", "a password", ENCRYPTED, compound_file({"Current User": user, "PowerPoint Document": b""}))
    atom = struct.pack("<HHI3I", 2, 0x0400, 12, 1, 1, 2)
    inner = struct.pack("<HHI", 15, 0x03FF, len(atom)) + atom
    listed = struct.pack("<HHI", 15, 0x07D0, len(inner)) + inner
    document = struct.pack("<HHI", 15, 0x03E8, len(listed)) + listed
    yield attack("ppt", "packed macros", ACTIVE, compound_file({"PowerPoint Document": document}))
    good = compound_file({"WordDocument": word})
    far = bytearray(good)
    far[1024 + 128 + 116 : 1024 + 128 + 120] = struct.pack("<I", 99)
    yield attack("doc", "a stream that starts nowhere", CORRUPT, bytes(far))
    none = bytearray(good)
    none[1024 + 128 + 120 : 1024 + 128 + 128] = bytes(8)
    yield attack("doc", "an empty text", CORRUPT, bytes(none))
    summary = compound_file({"EncryptedSummary": b"", "PowerPoint Document": b""})
    yield attack("ppt", "a locked summary", ENCRYPTED, summary)
    lost = bytearray(good)
    lost[76:80] = struct.pack("<I", FREE)
    yield attack("doc", "no allocation table", CORRUPT, bytes(lost))
    yield attack("doc", "an archive behind", MISMATCH, good + zip_file([Member(name="a.class", data=b"x")]))


def _polyglots() -> Iterator[Attack]:
    """
    Yield good files with an archive, a program or a page behind them.
    """
    archive = zip_file([Member(name="A.class", data=b"\xca\xfe\xba\xbe" * 9)])
    names = ("reportlab.pdf", "pillow.png", "pillow.gif", "pillow.jpg", "pillow.bmp", "ffmpeg-h264.mp4")
    for name in names:
        data = corpus_file(name)
        yield Attack(name=name, data=data + archive, what="an archive behind", codes=_WRONG)
        spoken = zip_file([Member(name="A.class", data=b"x")], prefix=data, comment=b"endstream")
        yield Attack(name=name, data=spoken, what="an archive with a comment behind", codes=_WRONG)
    for name in names[1:5]:
        data = corpus_file(name)
        yield Attack(name=name, data=data + b"Rar!\x1a\x07\x00" + bytes(9), what="a RAR archive behind", codes=MISMATCH)
        yield Attack(name=name, data=data + b"\n<?php ?>", what="a PHP program behind", codes=MISMATCH)
        yield Attack(name=name, data=data + b"  <script></script>", what="a page behind", codes=MISMATCH)
    yield Attack(name="a.rtf", data=b"{\\rtf1 Hi}" + archive, what="an archive behind", codes=_WRONG)
    yield Attack(name="a.gif", data=b"GIF89a/*" + b"a" * 40 + b"*/=1", what="a script", codes=CORRUPT)
    yield Attack(name="a.bmp", data=b"BM=1//" + bytes(60), what="a script", codes=_WRONG)


def _media_attacks() -> Iterator[Attack]:
    png, jpeg, film = corpus_file("pillow.png"), corpus_file("pillow.jpg"), corpus_file("ffmpeg-h264.mp4")
    place = png.index(b"IDAT")
    length = int.from_bytes(png[place - 4 : place], "big")
    yield Attack(name="a.png", data=png[: place - 4] + png[place + length + 8 :], what="no pixels", codes=CORRUPT)
    yield Attack(name="a.png", data=png[:8] + png[33:], what="no header", codes=CORRUPT)
    yield Attack(name="a.jpg", data=b"\xff\xd8\xff\xd9", what="no image", codes=CORRUPT)
    yield Attack(name="a.jpg", data=jpeg[:20] + b"\xff\xd9", what="no frame", codes=CORRUPT)
    yield Attack(name="a.jpg", data=b"\xff\xd8\xff\xe0<?php ?>" + bytes(50), what="a head only", codes=CORRUPT)
    yield Attack(name="a.gif", data=b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", what="no image", codes=CORRUPT)
    head = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00heicmif1"
    yield Attack(name="a.mp4", data=head + film[32:], what="a still image", codes=MISMATCH)
    yield Attack(name="a.mp4", data=film[:32], what="a brand only", codes=CORRUPT)
    empty = b"\x00\x00\x00\x08moov"
    yield Attack(name="a.mp4", data=film[:32] + empty, what="an empty film", codes=CORRUPT)
    yield Attack(name="a.pdf", data=b"%PDF-1.4\n" + b"text " * 100, what="no content", codes=CORRUPT)
    yield Attack(name="a.pdf", data=b"MZ\x90" + corpus_file("reportlab.pdf"), what="a program first", codes=MISMATCH)
    yield Attack(name="a.rtf", data=b"{\\rt{\\object}}", what="a short mark", codes=MISMATCH)
    yield Attack(name="a.rtf", data=b"{\\rtf1 \x00\x01\x02" + bytes(range(256)) + b"}", what="binary", codes=CORRUPT)
    gif = corpus_file("pillow.gif")
    yield Attack(name="a.gif", data=gif[:13] + b"!\xfe" + b"\x01x" * 20, what="blocks without end", codes=CORRUPT)
    yield Attack(name="a.jpg", data=b"\xff\xd8" + b"\xff\xe0\x00\x02" * 20, what="empty parts", codes=CORRUPT)
    yield Attack(name="a.jpg", data=jpeg[:-2] + b"\xff" * 20, what="fill bytes without end", codes=CORRUPT)
    yield Attack(name="a.mp4", data=film[:32] + b"\x00\x00\x00\x08free" * 20, what="empty boxes", codes=CORRUPT)
    yield Attack(name="a.pdf", data=b"%PDF-1.4\n" + b"obj" * 20, what="a word only", codes=CORRUPT)
    yield Attack(name="a.pdf", data=b"%PDF-1.4\n" + b"1" * 20, what="digits only", codes=CORRUPT)
    ends = b"PK\x05\x06" * 20
    yield Attack(name="a.png", data=png[:-9] + ends, what="false ends of archives", codes=CORRUPT)
    yield Attack(name="a.gif", data=gif[:25] + ends, what="false ends of archives", codes=CORRUPT)
    page = b"<html><body><table><tr><td>1</td></tr></table></body></html>"
    yield Attack(name="a.xls", data=page, what="a page", codes=MISMATCH)


def _text_attacks() -> Iterator[Attack]:
    long = b"a line of text\r\n" * 20_000
    for extension in ("txt", "csv"):
        name = f"a.{extension}"
        yield Attack(name=name, data=long + b"MZ\x90\x00" + bytes(99) + long, what="binary far inside", codes=MISMATCH)
        yield Attack(name=name, data=b"text\x00more text and more", what="a zero", codes=MISMATCH)
        yield Attack(name=name, data="<html>".encode("utf-16"), what="a page in UTF-16", codes=MISMATCH)
        yield Attack(name=name, data="<script>x".encode("utf-16-le"), what="a page without a mark", codes=MISMATCH)
        yield Attack(name=name, data=b" " * 9_000 + b"<svg onload=x()>", what="a page behind blanks", codes=MISMATCH)
        yield Attack(
            name=name, data=b"<!---->" * 500 + b"<iframe src=x>", what="a page behind comments", codes=MISMATCH
        )
        yield Attack(name=name, data=b"\xef\xbb\xbftext \xff\xfe", what="a false mark", codes=CORRUPT)
        yield Attack(name=name, data=b"\xff\xfea\x00\x00\xd8b\x00", what="half a character", codes=CORRUPT)
        yield Attack(name=name, data=b"{\\rtf1 x}", what="rich text", codes=MISMATCH)
        yield Attack(name=name, data=b"%!PS-Adobe-3.0\n", what="PostScript", codes=MISMATCH)
    yield Attack(name="a.txt", data=b"<!--" * 20 + b"\x00", what="comments without end", codes=MISMATCH)
    yield Attack(name="a.ics", data=b"BEGIN:VCARD\r\nEND:VCARD\r\n", what="a card", codes=MISMATCH)
    yield Attack(name="a.ics", data=b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", what="cut off", codes=CORRUPT)
