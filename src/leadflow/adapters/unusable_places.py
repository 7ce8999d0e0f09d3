"""
What is wrong with a folder or a file that the system does not let a program use.
"""

from __future__ import annotations

import errno
from typing import Final

__all__ = ["remedy_of"]

_NOT_ALLOWED: Final = "this program may not use it; allow access to it"
_IN_THE_WAY: Final = "a file is where a folder should be; name another folder"
_FULL: Final = "the disk is full; make room"
_REMEDIES: Final = {
    errno.EACCES: _NOT_ALLOWED,
    errno.EPERM: _NOT_ALLOWED,
    errno.EROFS: "it is read-only; allow writing there",
    errno.ENOTDIR: _IN_THE_WAY,
    errno.EEXIST: _IN_THE_WAY,
    errno.EISDIR: "a folder is where a file should be; name another folder",
    errno.ENOENT: "its folder cannot be created; correct the path",
    errno.ELOOP: "it is a link to itself; correct the path",
    errno.ENAMETOOLONG: "its path is too long; use a shorter one",
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
}


def remedy_of(error: BaseException) -> str | None:
    """
    Return what is wrong and what to do, if the same access fails again until somebody does something; None if it may
    not.
    """
    if isinstance(error, PermissionError) and error.errno is None:
        return _NOT_ALLOWED  # of a server
    return _REMEDIES.get(error.errno or 0) if isinstance(error, OSError) else None
