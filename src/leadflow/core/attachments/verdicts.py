"""
The results of checking an upload.
"""

from __future__ import annotations

from attrs import field, frozen

from leadflow.core.problems import Problem

__all__ = ["UploadAccepted", "UploadRefused", "UploadVerdict"]


@frozen(kw_only=True)
class UploadAccepted:
    """
    A file that can be attached.

    Attributes:
        name: Safe to show, to save under and to serve. Never part of a storage key. It can be personal, so it is
            left out of reprs.
        original_name: As it was sent, but for characters that no database holds. Data only: never a path.
        extension: Lower case, without the dot.
        media_type: From the library's own table, never the client's.
        size: Bytes, as counted.
        sha256: Hexadecimal digest of the bytes.
        warnings: What a person may want to know though the file was accepted.
    """

    name: str = field(repr=False)
    original_name: str = field(repr=False)
    extension: str
    media_type: str
    size: int
    sha256: str
    warnings: tuple[Problem, ...] = ()


@frozen(kw_only=True)
class UploadRefused:
    """
    A file that must not be kept.

    Attributes:
        problems: Why, at least one. Their places are ``name``, ``size``, ``type``, ``content`` and ``files``.
    """

    problems: tuple[Problem, ...]

    @property
    def code(self) -> str:
        """
        The code of the first problem.
        """
        return self.problems[0].code


UploadVerdict = UploadAccepted | UploadRefused
"""
Either of the two.
"""
