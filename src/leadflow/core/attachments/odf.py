"""
OpenDocument files (ISO 26300): the type entry or the manifest says what they are.
"""

from __future__ import annotations

from typing import Final

from leadflow.core.attachments.content import Content
from leadflow.core.attachments.inflating import check_entries, open_part, read_part
from leadflow.core.attachments.media import file_type
from leadflow.core.attachments.policy import AttachmentPolicy
from leadflow.core.attachments.refusals import Unacceptable, corrupt, found_active, mismatch
from leadflow.core.attachments.xml_parts import Element, elements, root_name
from leadflow.core.attachments.zips import Container, read_directory, refuse_programs
from leadflow.core.problems import Problem

__all__ = ["check_odf"]

_PREFIXES: Final = ("application/vnd.oasis.opendocument.", "application/x-vnd.oasis.opendocument.")
_KINDS: Final = {"odt": "text", "ods": "spreadsheet", "odp": "presentation", "odg": "graphics"}
_FOUND: Final = {kind: file_type(extension).label for extension, kind in _KINDS.items()}

# Every document with an empty library has these; only a module beside them is a program.
_LIBRARY_INDEXES: Final = ("script-lc.xml", "script-lb.xml", "dialog-lc.xml", "dialog-lb.xml")


def check_odf(content: Content, extension: str, policy: AttachmentPolicy) -> tuple[Problem, ...]:
    """
    Check an ``odt``, ``ods``, ``odp`` or ``odg``; the answer is the warnings.

    Raises:
        Unacceptable: It is not one, is damaged, unsafe or encrypted, or carries macros that *policy* refuses.
    """
    container = read_directory(content, policy)
    manifest = _manifest(container)
    if any(name == "encryption-data" for name, _ in manifest):
        raise Unacceptable("encrypted", "the file is protected by a password; upload it without one")
    _check_kind(_kind(container, manifest), extension)
    main = container.by_name.get("content.xml")
    if main is None:
        raise corrupt("its content is missing")
    warnings = _check_macros(container, policy)
    refuse_programs(container)
    check_entries(container)
    if root_name(open_part(container, main)) != "document-content":
        raise mismatch(file_type(extension).label, "another kind of ZIP container")
    return warnings


def _manifest(container: Container) -> list[Element]:
    part = container.by_name.get("META-INF/manifest.xml")
    return [] if part is None else elements(read_part(container, part))


def _kind(container: Container, manifest: list[Element]) -> str:
    part = container.by_name.get("mimetype")
    if part is not None:
        if part.size > 200:
            raise corrupt("its type is too long")
        return read_part(container, part).decode("ascii", "replace").strip().lower()
    entries = (attributes for name, attributes in manifest if name == "file-entry")
    roots = (entry.get("media-type", "") for entry in entries if entry.get("full-path") == "/")
    return next(roots, "").strip().lower()


def _check_kind(media_type: str, extension: str) -> None:
    for prefix in _PREFIXES:
        if media_type.startswith(prefix):
            kind = media_type[len(prefix) :]
            if kind == _KINDS[extension]:
                return
            raise mismatch(file_type(extension).label, _FOUND.get(kind, "another kind of OpenDocument file"))
    raise mismatch(file_type(extension).label, "another kind of ZIP container")


def _check_macros(container: Container, policy: AttachmentPolicy) -> tuple[Problem, ...]:
    if any(_is_program(name) for name in container.by_name):
        return found_active("macros", policy.active_content)
    return ()


def _is_program(name: str) -> bool:
    top, slash, rest = name.partition("/")
    if not slash or not rest or rest.endswith("/"):
        return False
    return top == "Scripts" or (top == "Basic" and rest.rpartition("/")[2] not in _LIBRARY_INDEXES)
