"""
Files that must be accepted: the committed corpus, and oddities of real programs built here.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from attrs import evolve, frozen
from tests.core.attachments.office_parts import odf_parts, ooxml_parts
from tests.core.attachments.ole_writer import compound_file
from tests.core.attachments.zip_writer import Member, members_of, zip_file

__all__ = ["CORPUS", "GoodFile", "corpus_file", "good_files"]

CORPUS: Final = Path(__file__).parent / "corpus"
_OOO_DOCTYPE: Final = '<!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd">'
_EVENT: Final = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nSUMMARY:Café\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@frozen(kw_only=True)
class GoodFile:
    """
    A file that a person could send in good faith.
    """

    name: str
    data: bytes
    why: str

    @property
    def extension(self) -> str:
        """
        The ending of its name, in lower case.
        """
        return self.name.rpartition(".")[2].lower()


def corpus_file(name: str) -> bytes:
    """
    Return the bytes of one committed file.
    """
    return (CORPUS / name).read_bytes()


def good_files() -> list[GoodFile]:
    """
    Return all of them, in a fixed order.
    """
    committed = [
        GoodFile(name=path.name, data=path.read_bytes(), why="written by the program in its name")
        for path in sorted(CORPUS.iterdir())
        if path.suffix != ".md"
    ]
    return [*committed, *_texts(), *_calendars(), *_ooxml(), *_odf(), *_office97(), *_pdfs(), *_images(), *_films()]


def _texts() -> Iterator[GoodFile]:
    samples = {
        "utf-8": "Grüße, 漢字 and Привет\n",
        "utf-8-sig": "Grüße, 漢字\n",
        "utf-16": "Grüße, 漢字\r\n",
        "utf-16-le": "Plain words without a mark\r\n",
        "utf-16-be": "Plain words without a mark\r\n",
        "utf-32": "Grüße\n",
        "cp1252": "„Grüße“ … 5 €\r\n",
        "latin-1": "Grüße\n",
        "iso8859-5": "Привет\n",
        "koi8-r": "Привет\n",
        "cp437": "Grüße ░\n",
        "mac-roman": "Grüße…\r",
        "shift-jis": "日本語\n",
        "euc-jp": "日本語\n",
        "iso2022-jp": "日本語\n",
        "iso2022-kr": "한국어\n",
        "euc-kr": "한국어\n",
        "gb18030": "汉字\n",
        "big5": "漢字\n",
        "hz": "汉字\n",
        "utf-7": "Grüße\n",
    }
    for encoding, text in samples.items():
        yield GoodFile(name=f"{encoding}.txt", data=text.encode(encoding), why=f"a text in {encoding}")
        table = f'name;note\n"{text.strip()}";1\n' * 3
        yield GoodFile(name=f"{encoding}.csv", data=table.encode(encoding), why=f"a table in {encoding}")
    plain = {
        "one character": b"x",
        "end-of-file mark of DOS": b"text\r\n\x1a",
        "form feed and bell-free colours": b"page\x0c\x1b[1mbold\x1b[0m\x0b\x08",
        "tags in prose": b"Use <script> and <html> with care.",
        "a comment, then prose": b"<!-- draft --> Dear all",
        "begins like a program": b"MZ;Name\nBM;Bob\n",
        "begins like a package": b"PK and more",
        "begins like an image": b"GIF89a is a format",
        "plain XML": b"<?xml version='1.0'?><orders><order/></orders>",
        "long": b"all work and no play\r\n" * 50_000,
    }
    for why, data in plain.items():
        yield GoodFile(name="note.txt", data=data, why=why)
        yield GoodFile(name="note.csv", data=data, why=why)


def _calendars() -> Iterator[GoodFile]:
    forms = {
        "as written": _EVENT.encode(),
        "lower case": _EVENT.lower().encode(),
        "with a mark": _EVENT.encode("utf-8-sig"),
        "line feeds only": _EVENT.replace("\r\n", "\n").encode(),
        "UTF-16": _EVENT.encode("utf-16"),
        "blanks around": f"\r\n {_EVENT}\r\n\r\n".encode("latin-1"),
    }
    for why, data in forms.items():
        yield GoodFile(name="Meeting.ICS", data=data, why=why)


def _ooxml() -> Iterator[GoodFile]:
    for extension in ("docx", "xlsx", "pptx"):
        folder = {"docx": "word", "xlsx": "xl", "pptx": "ppt"}[extension]

        def good(why: str, data: bytes, extension: str = extension) -> GoodFile:
            return GoodFile(name=f"office.{extension}", data=data, why=why)

        parts = ooxml_parts(extension)
        members = members_of(parts)
        yield good("minimal", zip_file(members))
        yield good("stored", zip_file(evolve(member, method=0) for member in members))
        yield good("in another order", zip_file(reversed(members)))
        yield good("with a comment", zip_file(members, comment=b"made by hand"))
        yield good("numbers of 64 bits", zip_file(members, wide=True))
        yield good("with a line break behind it", zip_file(members) + b"\r\n")
        yield good("another main part", zip_file(members_of(ooxml_parts(extension, main=f"{folder}/main2.xml"))))
        yield good("absolute target", zip_file(members_of(ooxml_parts(extension, target=f"/{next(reversed(parts))}"))))
        strict = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
        yield good("the strict form", zip_file(members_of(ooxml_parts(extension, relation=strict))))
        yield good("backslashes", zip_file(evolve(member, name=member.name.replace("/", "\\")) for member in members))
        yield good("names in capitals", zip_file(evolve(member, name=member.name.upper()) for member in members))
        unused = '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
        yield good("a macro type that no part has", zip_file(members_of(ooxml_parts(extension, types=unused))))
        yield good("a folder entry", zip_file([*members, Member(name=f"{folder}/", data=b"", method=0)]))


def _odf() -> Iterator[GoodFile]:
    for extension in ("odt", "ods", "odp", "odg"):

        def good(why: str, data: bytes, extension: str = extension) -> GoodFile:
            return GoodFile(name=f"open.{extension}", data=data, why=why)

        members = members_of(odf_parts(extension))
        yield good("type entry deflated", zip_file(members))
        yield good("type entry stored", zip_file([evolve(members[0], method=0), *members[1:]]))
        yield good("type entry last", zip_file(reversed(members)))
        yield good("type in the manifest only", zip_file(members[1:]))
        yield good("the doctype of OpenOffice 2", zip_file(members_of(odf_parts(extension, doctype=_OOO_DOCTYPE))))
        library = [Member(name=name, data=b"<x/>") for name in ("Basic/script-lc.xml", "Basic/Standard/script-lb.xml")]
        yield good("an empty macro library", zip_file([*members, *library]))


def _office97() -> Iterator[GoodFile]:
    word = b"\xec\xa5\xc1\x00" + bytes(200)
    for name in ("WordDocument", "worddocument", "WORDDOCUMENT"):
        yield GoodFile(name="Letter.doc", data=compound_file({name: word, "1Table": b""}), why=f"stream {name}")
    rtf = b"{\\rtf1\\ansi Hello\\par}"
    yield GoodFile(name="letter.doc", data=rtf, why="rich text named doc")
    yield GoodFile(name="letter.rtf", data=b"\r\n" + rtf + b"\x00", why="blanks before, a zero behind")
    yield GoodFile(name="raw.rtf", data=b"{\\rtf1 {\\pict\\bin4 \x00\x01\x02\x03}}", why="a picture as raw bytes")
    embedded = compound_file({"WordDocument": word, "Package": zip_file(members_of(ooxml_parts("xlsx")))})
    yield GoodFile(name="embedded.doc", data=embedded, why="a workbook embedded at its end")
    show = compound_file({"Current User": bytes(60), "PowerPoint Document": bytes(100)})
    yield GoodFile(name="show.ppt", data=show, why="no macros")


def _pdfs() -> Iterator[GoodFile]:
    pdf = corpus_file("reportlab.pdf")
    yield GoodFile(name="a.pdf", data=b"\r\n \xef\xbb\xbf" + pdf, why="blanks and a mark before")
    yield GoodFile(
        name="a.pdf", data=b"\x1b%-12345X@PJL JOB\r\n@PJL ENTER LANGUAGE=PDF\r\n" + pdf, why="from a printer"
    )
    yield GoodFile(name="a.pdf", data=pdf + bytes(300), why="zeros behind")
    yield GoodFile(name="A.PDF", data=pdf.replace(b"\n", b"\r"), why="the line ends of old Macs")
    inner = zip_file(members_of(ooxml_parts("docx")))
    stream = b"\n9 0 obj <</Length %d>> stream\n%s\nendstream endobj\n%%%%EOF\n" % (len(inner), inner)
    yield GoodFile(name="portfolio.pdf", data=pdf + stream, why="an office file embedded as it is")


def _images() -> Iterator[GoodFile]:
    jpeg, png, gif, bmp = (corpus_file(f"pillow.{ending}") for ending in ("jpg", "png", "gif", "bmp"))
    film = corpus_file("ffmpeg-h264.mp4")
    yield GoodFile(name="motion.jpg", data=jpeg + film, why="a film behind it")
    yield GoodFile(name="pair.jpeg", data=jpeg + jpeg, why="a second image behind it")
    yield GoodFile(name="fill.jpg", data=jpeg[:2] + b"\xff\xff" + jpeg[2:], why="fill bytes between markers")
    yield GoodFile(name="IMG_1.JPG", data=jpeg + bytes(50), why="zeros behind")
    yield GoodFile(name="a.png", data=png + b"\n", why="a line break behind")
    yield GoodFile(name="a.gif", data=gif[:-1], why="no trailer")
    yield GoodFile(name="a.gif", data=gif + bytes(7), why="zeros behind")
    yield GoodFile(name="a.bmp", data=bmp[:2] + bytes(4) + bmp[6:], why="no size in its header")


def _films() -> Iterator[GoodFile]:
    film = corpus_file("ffmpeg-quicktime.mp4")
    length = int.from_bytes(film[:4], "big")
    yield GoodFile(name="old.mp4", data=film[length:], why="no brand, as old QuickTime")
    yield GoodFile(
        name="camera.mp4", data=film + b"\x00\x00\x00\x09\x00\x01\x02\x03data of the maker", why="data behind"
    )
    wide = struct.pack(">I4sQ", 1, b"free", 24) + bytes(8)
    yield GoodFile(name="wide.mp4", data=film + wide, why="a size of 64 bits")
    yield GoodFile(name="open.mp4", data=film + struct.pack(">I4s", 0, b"mdat") + bytes(99), why="up to the end")
    yield GoodFile(name="free.mp4", data=b"\x00\x00\x00\x08free" + film, why="free space first")
