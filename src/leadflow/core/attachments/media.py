"""
The 21 supported file types, with their names and media types.
"""

from __future__ import annotations

from typing import Final

from attrs import frozen

__all__ = ["EXTENSIONS", "FileType", "agrees", "file_type", "media_type_of"]

_OOXML: Final = "application/vnd.openxmlformats-officedocument."
_ODF: Final = "application/vnd.oasis.opendocument."
_ZIP: Final = "application/zip application/x-zip application/x-zip-compressed"
_OLE: Final = "application/x-ole-storage application/x-cdf application/cdfv2 application/vnd.ms-office"

# Names for "some bytes": they claim nothing, so they agree with everything.
_GENERIC: Final = frozenset(
    {
        "*/*",
        "application/binary",
        "application/download",
        "application/force-download",
        "application/octet-stream",
        "application/octetstream",
        "application/save",
        "application/unknown",
        "application/x-download",
        "application/x-octet-stream",
        "application/x-unknown",
        "application/x-unknown-content-type",
        "binary/octet-stream",
        "unknown/unknown",
    }
)


@frozen(kw_only=True)
class FileType:
    """
    One type of file that can be attached.

    Attributes:
        label: What it is for a person, with its article.
        media_type: What it is served as.
        aliases: Other names that clients send for it, in lower case.
    """

    label: str
    media_type: str
    aliases: frozenset[str]


def _type(label: str, media_type: str, aliases: str = "") -> FileType:
    return FileType(label=label, media_type=media_type, aliases=frozenset(aliases.split()))


_JPEG: Final = _type("a JPEG image", "image/jpeg", "image/jpg image/pjpeg image/x-jpeg image/x-citrix-jpeg")

# The aliases are what browsers, mail programs and operating systems are known to send: Windows takes them from the
# registry, so a .csv is an Excel file and an .rtf a Word file on machines with Office.
_TYPES: Final = {
    "bmp": _type(
        "a BMP image", "image/bmp", "image/x-bmp image/x-ms-bmp image/x-windows-bmp image/x-win-bitmap application/bmp"
    ),
    "csv": _type(
        "a CSV table",
        "text/csv",
        "text/plain text/x-csv text/comma-separated-values text/x-comma-separated-values text/tab-separated-values "
        "application/csv application/x-csv application/vnd.ms-excel application/excel application/x-extension-csv",
    ),
    "doc": _type(
        "a Word 97-2003 document",
        "application/msword",
        "application/vnd.ms-word application/x-msword application/doc application/winword application/rtf text/rtf "
        f"{_OLE}",
    ),
    "docx": _type(
        "a Word document", f"{_OOXML}wordprocessingml.document", f"application/msword application/vnd.ms-word {_ZIP}"
    ),
    "gif": _type("a GIF image", "image/gif"),
    "ics": _type(
        "an iCalendar file",
        "text/calendar",
        "text/plain text/x-vcalendar text/ical application/ics application/ical application/x-extension-ics",
    ),
    "jpeg": _JPEG,
    "jpg": _JPEG,
    "mp4": _type(
        "an MP4 video",
        "video/mp4",
        "application/mp4 audio/mp4 audio/x-m4a video/x-m4v video/m4v video/quicktime video/3gpp video/3gpp2 "
        "video/mpeg4",
    ),
    "odg": _type(
        "an OpenDocument drawing",
        f"{_ODF}graphics",
        f"application/x-vnd.oasis.opendocument.graphics {_ZIP}",
    ),
    "odp": _type(
        "an OpenDocument presentation",
        f"{_ODF}presentation",
        f"application/x-vnd.oasis.opendocument.presentation {_ZIP}",
    ),
    "ods": _type(
        "an OpenDocument spreadsheet",
        f"{_ODF}spreadsheet",
        f"application/x-vnd.oasis.opendocument.spreadsheet {_ZIP}",
    ),
    "odt": _type(
        "an OpenDocument text",
        f"{_ODF}text",
        f"application/x-vnd.oasis.opendocument.text {_ZIP}",
    ),
    "pdf": _type(
        "a PDF document",
        "application/pdf",
        "application/x-pdf application/acrobat application/vnd.pdf application/x-bzpdf text/pdf text/x-pdf",
    ),
    "png": _type("a PNG image", "image/png", "image/x-png image/apng image/vnd.mozilla.apng application/png"),
    "ppt": _type(
        "a PowerPoint 97-2003 presentation",
        "application/vnd.ms-powerpoint",
        f"application/mspowerpoint application/powerpoint application/x-mspowerpoint application/ppt {_OLE}",
    ),
    "pptx": _type(
        "a PowerPoint presentation",
        f"{_OOXML}presentationml.presentation",
        f"application/vnd.ms-powerpoint application/mspowerpoint application/powerpoint {_ZIP}",
    ),
    "rtf": _type(
        "a rich text document",
        "application/rtf",
        "text/rtf text/richtext application/x-rtf application/msword text/plain application/vnd.ms-word",
    ),
    "txt": _type(
        "a plain text",
        "text/plain",
        "text/csv text/tab-separated-values text/markdown text/x-markdown text/x-log text/log text/text "
        "application/txt application/text application/x-txt",
    ),
    "xls": _type(
        "an Excel 97-2003 workbook",
        "application/vnd.ms-excel",
        "application/excel application/x-excel application/msexcel application/x-msexcel application/x-ms-excel "
        f"application/x-dos_ms_excel application/xls application/x-xls text/xls {_OLE}",
    ),
    "xlsx": _type(
        "an Excel workbook",
        f"{_OOXML}spreadsheetml.sheet",
        f"application/vnd.ms-excel application/excel application/x-excel application/msexcel application/xlsx {_ZIP}",
    ),
}

EXTENSIONS: Final = frozenset(_TYPES)
"""
The name endings that can be checked, in lower case without the dot.
"""


def file_type(extension: str) -> FileType:
    """
    Return the type that comes after *extension*, which must be one of `EXTENSIONS`.
    """
    return _TYPES[extension]


def media_type_of(extension: str) -> str:
    """
    Return the media type that a file is served with; ``application/octet-stream`` for an unknown extension.
    """
    known = _TYPES.get(extension)
    return known.media_type if known else "application/octet-stream"


def agrees(declared: str, extension: str) -> bool:
    """
    Return whether the media type that a client *declared* can stand for *extension*.

    Parameters (``; charset=...``) and case do not count. Generic types and an empty one agree with everything; a text
    that is not a media type agrees with nothing.
    """
    claimed = declared.partition(";")[0].strip().lower()
    if not claimed:
        return True
    known = _TYPES[extension]
    return claimed in _GENERIC or claimed == known.media_type or claimed in known.aliases
