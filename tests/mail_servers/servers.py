"""
Runs Postfix, Exim and OpenSMTPD, each in a root of its own and on ports of this machine.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from attrs import frozen
from tests.mail_servers.packages import root_of

__all__ = ["Ports", "running"]

_HERE: Final = Path(__file__).parent
_USERS: Final = {"postfix": 101, "postdrop": 102, "Debian-exim": 105, "opensmtpd": 106, "opensmtpq": 107, "maja": 1001}
_COMMANDS: Final = {
    "postfix": ("/usr/lib/postfix/sbin/master", "-d", "-c", "/etc/postfix"),
    "exim": ("/usr/sbin/exim4", "-bdf", "-q2s"),
    "opensmtpd": ("/usr/sbin/smtpd", "-d"),
}
_CONFIGS: Final = {
    "postfix": {"postfix-main.cf": "etc/postfix/main.cf", "postfix-master.cf": "etc/postfix/master.cf"},
    "exim": {"exim4.conf": "etc/exim4/exim4.conf"},
    "opensmtpd": {"smtpd.conf": "etc/smtpd.conf"},
}
_FOLDERS: Final[Mapping[str, Mapping[str, tuple[str, int]]]] = {
    "postfix": {
        **dict.fromkeys(
            (
                f"var/spool/postfix/{one}"
                for one in [
                    "active",
                    "bounce",
                    "corrupt",
                    "defer",
                    "deferred",
                    "flush",
                    "hold",
                    "incoming",
                    "private",
                    "saved",
                    "trace",
                ]
            ),
            ("postfix", 0o700),
        ),
        "var/spool/postfix/maildrop": ("postfix", 0o730),
        "var/spool/postfix/public": ("postfix", 0o710),
        "var/spool/postfix/pid": ("root", 0o755),
        "var/lib/postfix": ("postfix", 0o700),
        "var/mail": ("maja", 0o700),
    },
    "exim": dict.fromkeys(("var/spool/exim4", "var/log/exim4", "var/mail"), ("Debian-exim", 0o755)),
    "opensmtpd": {
        "var/lib/opensmtpd/empty": ("root", 0o711),
        "var/spool/smtpd": ("root", 0o711),
        **dict.fromkeys(
            (f"var/spool/smtpd/{one}" for one in ("corrupt", "incoming", "purge", "queue", "temporary")),
            ("opensmtpq", 0o700),
        ),
        "var/spool/smtpd/offline": ("root", 0o770),
        "home/maja": ("maja", 0o700),
    },
}
# What a program without rights may put into has a group of its own.
_GROUPS: Final = {0o730: "postdrop", 0o710: "postdrop", 0o770: "opensmtpq"}


@frozen(kw_only=True)
class Ports:
    """
    Where a server listens.

    Attributes:
        open: It relays for whoever comes.
        strict: It takes mail for its own domain only, and knows no SMTPUTF8.
        tls: It takes mail after STARTTLS only.
    """

    open: int
    strict: int
    tls: int


@contextmanager
def running(server: str, *, remote: int, sink: int, certificate: Path) -> Iterator[Ports]:
    """
    Run a server that was unpacked.

    Args:
        remote: Port of the server that has the domain remote.example.
        sink: Port of the one that has sender.example, to which reports go.
        certificate: A file with a key and a certificate.
    """
    root, ports = root_of(server), Ports(open=_free(), strict=_free(), tls=_free())
    _prepare(root, server)
    shutil.copy(certificate, root / "etc" / "both.pem")
    shutil.chown(root / "etc" / "both.pem", _USERS["Debian-exim"] if server == "exim" else 0)
    (root / "etc" / "both.pem").chmod(0o600)
    said = {"OPEN": ports.open, "STRICT": ports.strict, "TLS": ports.tls, "REMOTE": remote, "SINK": sink}
    for source, target in _CONFIGS[server].items():
        text = (_HERE / "configs" / source).read_text()
        for name, port in said.items():
            text = text.replace(f"@{name}@", str(port))
        (root / target).parent.mkdir(parents=True, exist_ok=True)
        (root / target).write_text(text)
    command = ["chroot", str(root), *_COMMANDS[server]]
    with (root / "said.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            for port in (ports.open, ports.strict, ports.tls):
                _await(port, process)
            yield ports
        finally:
            process.terminate()
            process.wait(20)


def _free() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as found:
        return int(found.getsockname()[1])


def _prepare(root: Path, server: str) -> None:
    people = {"root": 0, **_USERS, "nobody": 65534}
    passwd = "".join(f"{name}:x:{one}:{one}::/home/{name}:/bin/sh\n" for name, one in people.items())
    (root / "etc" / "passwd").write_text(passwd)
    (root / "etc" / "group").write_text(
        "".join(f"{name}:x:{one}:\n" for name, one in people.items()) + "nogroup:x:65533:\n"
    )
    (root / "etc" / "hosts").write_text("127.0.0.1 localhost\n")
    for name in ("var/spool", "var/mail", "home"):
        shutil.rmtree(root / name, ignore_errors=True)
    for name, (owner, mode) in _FOLDERS[server].items():
        folder = root / name
        folder.mkdir(parents=True, exist_ok=True)
        os.chown(folder, people[owner], people[_GROUPS.get(mode, "root")])
        folder.chmod(mode)


def _await(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 15
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if process.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return
