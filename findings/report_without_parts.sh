#!/usr/bin/env bash
# DragonFly Mail Agent 0.13 of Debian 12 reports refused mail as a plain text, from a sender without an address.
#
# Expected by most: a multipart/report (RFC 3464) with Final-Recipient, Action and Status, as the other small mailer, nullmailer, sends, and
#   a sender such as MAILER-DAEMON@mx.example.
# Seen: no MIME at all: who was not reached, the answer of the other server and the head of the mail that came back stand in one text, and
#   From is "MAILER-DAEMON <>". What is given up after five days does not say what the other server had answered.
# Needs root, chroot and apt-get of Debian 12 on amd64.
set -euo pipefail
folder=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; sleep 1; rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -qq dma=0.13-1+b1 libc6 libssl3 2>/dev/null
mkdir root
for deb in *.deb; do dpkg -x "$deb" root; done
cd root
mkdir -p dev etc/dma tmp var/spool/dma var/mail
mknod -m 666 dev/null c 1 3
mknod -m 666 dev/urandom c 1 9
printf '%s\n' root:x:0:0::/:/bin/sh mail:x:8:8::/:/bin/sh >etc/passwd
printf '%s\n' root:x:0: mail:x:8: >etc/group
printf '127.0.0.1 localhost\n' >etc/hosts
printf 'SMARTHOST 127.0.0.1\nPORT 25537\nMAILNAME mx.example\n' >etc/dma/dma.conf
touch etc/dma/auth.conf etc/aliases var/spool/dma/flush
chown -R 0:8 var/spool/dma
chmod 2775 var/spool/dma
cat >../seen.py <<'CODE'
import asyncio
from email import message_from_bytes

refusal = b"550 5.1.1 no such user\r\n"
taken = []

async def behind(reader, writer):
    writer.write(b"220 behind.example\r\n")
    while line := await reader.readline():
        command = line[:4].upper()
        if command == b"DATA":
            writer.write(b"354 go on\r\n")
            lines = []
            while (line := await reader.readline()) != b".\r\n":
                lines.append(line)
            taken.append(message_from_bytes(b"".join(lines)))
        if command == b"QUIT":
            writer.write(b"221 bye\r\n")
            writer.close()
            return
        if command == b"EHLO":
            writer.write(b"250-behind.example\r\n250 8BITMIME\r\n")
        elif line.startswith(b"RCPT TO:<ann@"):
            writer.write(refusal)
        else:
            writer.write(b"250 fine\r\n")

async def sent(*arguments, mail=b""):
    dma = await asyncio.create_subprocess_exec("chroot", ".", "/usr/sbin/dma", *arguments, stdin=asyncio.subprocess.PIPE)
    await dma.communicate(mail)

async def main():
    server = await asyncio.start_server(behind, "127.0.0.1", 25537)
    await sent("-D", "-f", "back@sender.example", "ann@remote.example", mail=b"To: ann@remote.example\nSubject: New lead\n\nx\n")
    for _ in range(50):
        if taken:
            break
        await asyncio.sleep(0.2)
    server.close()

asyncio.run(main())
[report] = taken
text = report.get_payload()
assert (report.get_content_type(), report["MIME-Version"], report["From"]) == ("text/plain", None, "MAILER-DAEMON <>")
assert "There was an error delivering your mail to <ann@remote.example>." in text
assert "did not like our RCPT TO:\n550 5.1.1 no such user\n" in text.replace("\r\n", "\n")
assert "\nSubject: New lead" in text.replace("\r\n", "\n")
CODE
python3 ../seen.py
echo "still so: the report of a refusal is one text"
