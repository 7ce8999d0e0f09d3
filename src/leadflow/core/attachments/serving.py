"""
Safe HTTP headers for serving an attachment.
"""

from __future__ import annotations

import re
from typing import Final
from unicodedata import normalize
from urllib.parse import quote

from leadflow.core.arguments import checked
from leadflow.core.attachments.media import media_type_of
from leadflow.core.attachments.names import extension_of, safe_name

__all__ = ["content_disposition", "serving_headers"]

# RFC 5987 attr-char without the letters and digits that quote() always keeps.
_ATTR_CHARS: Final = "!#$&+-.^_`|~"
_NOT_QUOTABLE: Final = re.compile(r"[^ !#-$&-\[\]-~]")


@checked
def serving_headers(name: str, *, size: int | None = None) -> dict[str, str]:
    """
    Return the response headers for an attachment called *name*.

    The media type follows from the name by the library's own table, and is never guessed by the browser. The file is
    saved, not shown; if a browser shows it all the same, it runs in a sandbox without scripts. No shared cache keeps
    it.

    Args:
        name: The safe name of an accepted file; another text is made safe first.
        size: Bytes, for ``Content-Length``; None leaves the header out.
    """
    usable = safe_name(name) or "file"
    headers = {
        "Content-Type": media_type_of(extension_of(usable)),
        "Content-Disposition": content_disposition(usable),
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "private, no-store",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    if size is not None:
        headers["Content-Length"] = str(size)
    return headers


def content_disposition(name: str) -> str:
    """
    Return the value that saves a file as *name*: an ASCII form for old clients, and the exact one (RFC 6266).

    Accents are dropped in the ASCII form; what has no ASCII form, quotes, backslashes and percent signs become ``_``.
    """
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode()
    stem, _, _ = name.rpartition(".")
    if stem and not _stem_of(plain).strip(" ."):
        plain = f"file.{extension_of(name)}" if extension_of(name) else "file"
    fallback = _NOT_QUOTABLE.sub("_", plain.strip()) or "file"
    exact = quote(name.encode("utf-8", "replace"), safe=_ATTR_CHARS)
    return f"attachment; filename=\"{fallback}\"; filename*=UTF-8''{exact}"


def _stem_of(name: str) -> str:
    return name.rpartition(".")[0]
