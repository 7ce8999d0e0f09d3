"""
Unpacks the mail servers of Debian into folders of their own; nothing of the system is changed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

__all__ = ["SERVERS", "root_of", "unpacked"]

_SHARED: Final = ("libc6", "libcrypt1", "libdb5.3", "libssl3", "zlib1g", "libnsl2", "libtirpc3")
_KERBEROS: Final = ("libgssapi-krb5-2", "libkrb5-3", "libk5crypto3", "libcom-err2", "libkrb5support0", "libkeyutils1")
SERVERS: Final[dict[str, tuple[str, ...]]] = {
    "postfix": ("postfix", *_SHARED, *_KERBEROS, "libicu72", "libsasl2-2", "libstdc++6", "libgcc-s1"),
    "exim": (
        *("exim4-daemon-light", "exim4-base", *_SHARED, *_KERBEROS, "libgnutls-dane0", "libgnutls30", "libidn12"),
        *("libidn2-0", "libpcre2-8-0", "libunistring2", "libp11-kit0", "libtasn1-6", "libhogweed6", "libnettle8"),
        *("libgmp10", "libffi8", "libunbound8", "libevent-2.1-7", "libnghttp2-14"),
    ),
    "opensmtpd": ("opensmtpd", *_SHARED, "libevent-2.1-7", "libpam0g", "libaudit1", "libcap-ng0"),
}
"""
The packages of each server, with the libraries that it loads.
"""


def root_of(server: str) -> Path:
    """
    Return the folder that is the whole file system of a server.
    """
    cache = os.environ.get("LEADFLOW_MAIL_SERVERS_CACHE") or os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache) / "leadflow-mail-servers" / server


def unpacked(server: str) -> str:
    """
    Unpack a server, unless that is done; return why it is not possible, or an empty text.
    """
    if os.geteuid() != 0:
        return "servers need root, since they change users and roots"
    if any(shutil.which(one) is None for one in ("apt-get", "dpkg", "chroot")):
        return "this is no Debian: apt-get, dpkg or chroot is missing"
    root, packages = root_of(server), SERVERS[server]
    done, wanted = root / "unpacked", " ".join(packages)
    if done.is_file() and done.read_text() == wanted:
        return ""
    try:
        _unpack(root, packages)
    except (subprocess.CalledProcessError, OSError) as error:
        return f"the packages could not be unpacked: {error}"
    done.write_text(wanted)
    return ""


def _unpack(root: Path, packages: tuple[str, ...]) -> None:
    debs = root.parent / "debs"
    debs.mkdir(parents=True, exist_ok=True)
    for package in packages:
        if not any(debs.glob(f"{package}_*.deb")):
            subprocess.run(["apt-get", "download", "-qq", package], cwd=debs, check=True, capture_output=True)
        deb = next(debs.glob(f"{package}_*.deb"))
        root.mkdir(exist_ok=True)
        subprocess.run(["dpkg", "-x", str(deb), str(root)], check=True)
    for folder in ("dev", "etc", "tmp", "run", "var/log", "var/run"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    for name, minor in (("null", 3), ("random", 8), ("urandom", 9)):
        if not (root / "dev" / name).exists():
            subprocess.run(["mknod", "-m", "666", str(root / "dev" / name), "c", "1", str(minor)], check=True)
