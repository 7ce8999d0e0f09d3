"""
Office files since 2007 (ECMA-376): the main part is found as office programs find it, and must be of the right kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from attrs import field, frozen

from leadflow.core.attachments.content import Content
from leadflow.core.attachments.inflating import check_entries, open_part, read_part
from leadflow.core.attachments.media import file_type
from leadflow.core.attachments.policy import AttachmentPolicy
from leadflow.core.attachments.refusals import corrupt, found_active, mismatch, unsafe
from leadflow.core.attachments.xml_parts import elements, root_name
from leadflow.core.attachments.zips import Container, Entry, read_directory, refuse_programs
from leadflow.core.problems import Problem

__all__ = ["check_ooxml"]

_OPEN: Final = "application/vnd.openxmlformats-officedocument."
_MAIN_TYPES: Final = {
    "docx": f"{_OPEN}wordprocessingml.document.main+xml",
    "xlsx": f"{_OPEN}spreadsheetml.sheet.main+xml",
    "pptx": f"{_OPEN}presentationml.presentation.main+xml",
}
_ROOTS: Final = {"docx": "document", "xlsx": "workbook", "pptx": "presentation"}
_FOUND: Final = (
    ("wordprocessingml.template", "a Word template"),
    ("wordprocessingml", "a Word document"),
    ("spreadsheetml.template", "an Excel template"),
    ("spreadsheetml", "an Excel workbook"),
    ("sheet.binary", "a binary Excel workbook"),
    ("presentationml.slideshow", "a PowerPoint show"),
    ("presentationml.template", "a PowerPoint template"),
    ("presentationml", "a PowerPoint presentation"),
    ("macroenabled", "an office file made for macros"),
)
_MACRO_TYPES: Final = (
    "application/vnd.ms-office.vbaproject",
    "application/vnd.ms-excel.macrosheet+xml",
    "application/vnd.ms-excel.intlmacrosheet+xml",
)


@frozen(kw_only=True)
class _ContentTypes:
    """
    The types that ``[Content_Types].xml`` gives to parts; all names and types are in lower case.
    """

    overrides: Mapping[str, str] = field(repr=False)
    defaults: Mapping[str, str] = field(repr=False)

    def of(self, part: str) -> str:
        return self.overrides.get(part) or self.defaults.get(part.rpartition(".")[2], "")


def check_ooxml(content: Content, extension: str, policy: AttachmentPolicy) -> tuple[Problem, ...]:
    """
    Check a ``docx``, ``xlsx`` or ``pptx``; the answer is the warnings.

    Raises:
        Unacceptable: It is not one, is damaged or unsafe, or carries macros that *policy* refuses.
    """
    container = read_directory(content, policy)
    if len(container.by_folded_name) != len(container.entries):
        raise unsafe("two entries have the same name")
    types = _content_types(container, extension)
    warnings = _check_macros(container, types, policy)
    mains = list(_main_parts(container, extension))
    for main in mains:
        _check_type(types.of(main.name.casefold()), extension)
    refuse_programs(container)
    check_entries(container)
    for main in mains:
        if root_name(open_part(container, main)) != _ROOTS[extension]:
            raise mismatch(file_type(extension).label, "another kind of office file")
    return warnings


def _content_types(container: Container, extension: str) -> _ContentTypes:
    part = container.by_folded_name.get("[content_types].xml")
    if part is None:
        raise mismatch(file_type(extension).label, "another kind of ZIP container")
    overrides: dict[str, str] = {}
    defaults: dict[str, str] = {}
    for name, attributes in elements(read_part(container, part)):
        media_type = attributes.get("ContentType", "").strip().casefold()
        if name == "Override":
            overrides[_part_name(attributes.get("PartName", ""))] = media_type
        elif name == "Default":
            defaults[attributes.get("Extension", "").casefold()] = media_type
    return _ContentTypes(overrides=overrides, defaults=defaults)


def _part_name(target: str) -> str:
    """
    Return where a part's address leads from the root, in the form in which entries are compared.
    """
    parts: list[str] = []
    for part in target.replace("\\", "/").casefold().split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def _main_parts(container: Container, extension: str) -> Iterator[Entry]:
    relations = container.by_folded_name.get("_rels/.rels")
    if relations is None:
        raise mismatch(file_type(extension).label, "another kind of ZIP container")
    found = 0
    for name, attributes in elements(read_part(container, relations)):
        if name != "Relationship" or not attributes.get("Type", "").casefold().endswith("/officedocument"):
            continue
        found += 1
        main = container.by_folded_name.get(_part_name(attributes.get("Target", "")))
        if main is None or attributes.get("TargetMode", "").casefold() == "external":
            raise corrupt("its main part is missing")
        yield main
    if not found:
        raise mismatch(file_type(extension).label, "another kind of ZIP container")


def _check_type(media_type: str, extension: str) -> None:
    if media_type == _MAIN_TYPES[extension]:
        return
    found = next((words for key, words in _FOUND if key in media_type), "another kind of office file")
    raise mismatch(file_type(extension).label, found)


def _check_macros(container: Container, types: _ContentTypes, policy: AttachmentPolicy) -> tuple[Problem, ...]:
    for name in container.by_folded_name:
        media_type = types.of(name)
        if (
            media_type.startswith(_MACRO_TYPES)
            or name.rpartition("/")[2] == "vbaproject.bin"
            or (name in types.overrides and media_type.endswith("macroenabled.main+xml"))
        ):
            return found_active("macros", policy.active_content)
    return ()
