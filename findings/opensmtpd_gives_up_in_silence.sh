#!/usr/bin/env bash
# OpenSMTPD 6.8.0p2 of Debian 12 reports mail that it has given up as delayed, and kept for seven days more.
#
# Expected by most: mail whose time in the queue is over is reported as failed (RFC 3464), in a multipart/report, with what the other
#   server said in Diagnostic-Code.
# Seen: Action: delayed with Status: 4.4.7 and the words that nothing need be sent again, while the queue is empty and no other
#   report follows. Every report is multipart/mixed, and the answer of the other server stands in its text alone: an address
#   that nobody has (550 5.1.1) has Status: 5.0.0.
# Needs root, chroot and apt-get of Debian 12 on amd64.
set -euo pipefail
folder=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; sleep 1; rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -qq opensmtpd=6.8.0p2-4+b4 libc6 libcrypt1 libdb5.3 libssl3 zlib1g libevent-2.1-7 libpam0g libaudit1 libcap-ng0 2>/dev/null
mkdir root
for deb in *.deb; do dpkg -x "$deb" root; done
cd root
mkdir -p dev etc run var/run var/lib/opensmtpd/empty var/spool/smtpd/{corrupt,incoming,purge,queue,temporary,offline}
mknod -m 666 dev/null c 1 3
mknod -m 666 dev/urandom c 1 9
printf '%s\n' root:x:0:0::/:/bin/sh opensmtpd:x:106:106::/:/bin/sh opensmtpq:x:107:107::/:/bin/sh nobody:x:65534:65534::/:/bin/sh >etc/passwd
printf '%s\n' root:x:0: opensmtpd:x:106: opensmtpq:x:107: nogroup:x:65534: >etc/group
echo '127.0.0.1 localhost' >etc/hosts
chmod 711 var/spool/smtpd var/lib/opensmtpd/empty
chown 107 var/spool/smtpd/{corrupt,incoming,purge,queue,temporary}
chmod 700 var/spool/smtpd/{corrupt,incoming,purge,queue,temporary}
chown 0:107 var/spool/smtpd/offline
chmod 770 var/spool/smtpd/offline
cat >etc/smtpd.conf <<'CONF'
queue ttl 6s
bounce warn-interval 1s
listen on 127.0.0.1 port 25525 hostname mx.example
action "behind" relay host smtp://127.0.0.1:25526
match from any for any action "behind"
CONF
cat >seen.py <<'CODE'
import asyncio, smtplib, sys
from email import message_from_bytes

ANSWERS = {b"later@": b"451 4.3.0 Try again later", b"nobody@": b"550 5.1.1 User unknown"}
reports = []

async def behind(reader, writer):
    say = lambda line: writer.write(line + b"\r\n")
    say(b"220 behind.example")
    while line := await reader.readline():
        command = line[:4].upper()
        if command == b"DATA":
            say(b"354 go on")
            lines = []
            while (line := await reader.readline()) != b".\r\n":
                lines.append(line)
            reports.append(b"".join(lines))
            say(b"250 taken")
        elif command == b"RCPT":
            say(next((answer for name, answer in ANSWERS.items() if name in line), b"250 fine"))
        elif command == b"QUIT":
            say(b"221 bye")
            writer.close()
            return
        else:
            say(b"250 fine")

def send():
    with smtplib.SMTP("127.0.0.1", 25525) as line:
        for name in ("later", "nobody"):
            line.sendmail("back@sender.example", f"{name}@remote.example", f"To: {name}@remote.example\r\nSubject: x\r\n\r\nx\r\n")

async def main():
    server = await asyncio.start_server(behind, "127.0.0.1", 25526)
    for _ in range(50):
        try:
            await asyncio.to_thread(send)
            break
        except ConnectionRefusedError:
            await asyncio.sleep(0.2)
    await asyncio.sleep(20)
    server.close()

asyncio.run(main())
found = []
for raw in reports:
    report = message_from_bytes(raw)
    assert report.get_content_type() == "multipart/mixed", report.get_content_type()
    words, status, _ = report.get_payload()
    said = [part for part in status.get_payload() if "Action" in part][0]
    assert "Diagnostic-Code" not in said
    found.append((said["Final-Recipient"].split("; ")[1], said["Action"], said["Status"], words.get_payload()))
assert [one[:3] for one in found if one[0] == "nobody@remote.example"] == [("nobody@remote.example", "failed", "5.0.0")]
assert "550 5.1.1 User unknown" in [one[3] for one in found if one[1] == "failed"][0]
last = [one for one in found if one[0] == "later@remote.example"][-1]
assert last[1:3] == ("delayed", "4.4.7") and "Envelope expired" in last[3] and "up to 7 days" in last[3], last
assert not [one for one in found if one[:2] == ("later@remote.example", "failed")]
CODE
chroot . /usr/sbin/smtpd -d 2>/dev/null >/dev/null &
python3 seen.py
test -z "$(find var/spool/smtpd/queue -type f)"
echo "still so: what was given up is delayed"
