#!/usr/bin/env bash
# nullmailer 2.2 of Debian 12 sends a mail to nobody where one of its recipients is refused, and reports all as unknown.
#
# Expected by most: whom the server accepts gets the mail, as from Postfix and from Python's smtplib, and the report names whom it refused.
# Seen: after 550 for Ann nothing is sent to Bo either, and the report says Action: failed and Status: 5.1.1 of both, with Ann's address
#   in the answer that is quoted for Bo: whoever reads such reports takes Bo's address for a dead one.
# Needs root, chroot and apt-get of Debian 12 on amd64.
set -euo pipefail
folder=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; sleep 1; rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -qq nullmailer=1:2.2-4 libc6 libgnutls30 libstdc++6 libgcc-s1 libp11-kit0 libtasn1-6 libhogweed6 libnettle8 libgmp10 \
    libffi8 libunistring2 libidn2-0 2>/dev/null
mkdir root
for deb in *.deb; do dpkg -x "$deb" root; done
cd root
mkdir -p dev etc/nullmailer tmp var/log var/spool/nullmailer/{queue,tmp,failed}
mknod -m 666 dev/null c 1 3
mknod -m 666 dev/urandom c 1 9
printf '%s\n' root:x:0:0::/:/bin/sh mail:x:8:8::/:/bin/sh >etc/passwd
printf '%s\n' root:x:0: mail:x:8: >etc/group
printf '127.0.0.1 localhost\n' >etc/hosts
echo '127.0.0.1 smtp --port=25538' >etc/nullmailer/remotes
echo mx.example >etc/mailname
mkfifo var/spool/nullmailer/trigger
chown -R 8:8 var/spool/nullmailer
cat >../seen.py <<'CODE'
import asyncio
from email import message_from_bytes

taken = []

async def behind(reader, writer):
    writer.write(b"220 behind.example\r\n")
    recipients = []
    while line := await reader.readline():
        command = line[:4].upper()
        refused = line.startswith(b"RCPT TO:<ann@")
        if command == b"RCPT" and not refused:
            recipients.append(line[9:-3].decode())
        elif command == b"DATA":
            writer.write(b"354 go on\r\n")
            lines = []
            while (line := await reader.readline()) != b".\r\n":
                lines.append(line)
            taken.append((recipients, message_from_bytes(b"".join(lines))))
        elif command == b"QUIT":
            writer.close()
            return
        writer.write(b"550 5.1.1 <ann@remote.example> no such user\r\n" if refused else b"250 fine\r\n")

async def main():
    server = await asyncio.start_server(behind, "127.0.0.1", 25538)
    inject = ("chroot", ".", "/usr/sbin/sendmail", "-f", "back@sender.example", "bo@remote.example", "ann@remote.example")
    sendmail = await asyncio.create_subprocess_exec(*inject, stdin=asyncio.subprocess.PIPE)
    await sendmail.communicate(b"To: bo@remote.example, ann@remote.example\nSubject: New lead\n\nx\n")
    for _ in range(50):
        if taken:
            break
        await asyncio.sleep(0.2)
    await asyncio.sleep(1)
    server.close()

asyncio.run(main())
[(recipients, report)] = taken
assert recipients == ["back@sender.example"]
said = [part for part in report.get_payload()[1].get_payload() if "Action" in part]
assert [part["Final-Recipient"] for part in said] == ["rfc822; bo@remote.example", "rfc822; ann@remote.example"]
for part in said:
    assert (part["Action"], part["Status"]) == ("failed", "5.1.1")
    assert part["Diagnostic-Code"] == "SMTP; 550 5.1.1 <ann@remote.example> no such user"
CODE
chroot . /usr/sbin/nullmailer-send >/dev/null 2>&1 &
python3 ../seen.py
echo "still so: one refusal is everybody's"
