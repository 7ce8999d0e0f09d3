#!/usr/bin/env bash
# Exim 4.96 of Debian 12 reports mail as delivered that it only passed on to a server without DSN.
#
# Expected by most: Action: relayed, as RFC 3461 asks of whoever hands mail to a server that will report nothing, and as Postfix and
#   OpenSMTPD do; "delivered" is for a mailbox.
# Seen: Action: delivered, Status: 2.0.0 and the other server's answer; only the text of the report says "relayed to non-DSN-aware mailer".
# Needs root, chroot and apt-get of Debian 12 on amd64.
set -euo pipefail
folder=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; sleep 1; rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -qq exim4-daemon-light=4.96-15+deb12u10 exim4-base=4.96-15+deb12u10 libc6 libcrypt1 libdb5.3 libgnutls-dane0 \
    libgnutls30 libidn12 libidn2-0 libnsl2 libpcre2-8-0 libtirpc3 libgssapi-krb5-2 libkrb5-3 libk5crypto3 libcom-err2 \
    libkrb5support0 libkeyutils1 libunistring2 libp11-kit0 libtasn1-6 libhogweed6 libnettle8 libgmp10 libffi8 libunbound8 \
    libssl3 libevent-2.1-7 libnghttp2-14 2>/dev/null
mkdir root
for deb in *.deb; do dpkg -x "$deb" root; done
cd root
mkdir -p dev etc/exim4 run tmp var/spool/exim4 var/log/exim4
mknod -m 666 dev/null c 1 3
mknod -m 666 dev/urandom c 1 9
printf '%s\n' root:x:0:0::/:/bin/sh Debian-exim:x:105:105::/:/bin/sh >etc/passwd
printf '%s\n' root:x:0: Debian-exim:x:105: >etc/group
chown 105:105 var/spool/exim4 var/log/exim4
cat >etc/exim4/exim4.conf <<'CONF'
primary_hostname = mx.example
exim_user = Debian-exim
exim_group = Debian-exim
daemon_smtp_ports = 25535
local_interfaces = 127.0.0.1
tls_advertise_hosts =
dsn_advertise_hosts = *
host_lookup =
keep_environment =
log_file_path = /var/log/exim4/%slog
acl_smtp_rcpt = accept
begin routers
behind:
  driver = manualroute
  transport = behind
  route_list = * 127.0.0.1
  self = send
begin transports
behind:
  driver = smtp
  port = 25536
CONF
cat >seen.py <<'CODE'
import asyncio, smtplib
from email import message_from_bytes

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
            taken.append(b"".join(lines))
        elif command == b"QUIT":
            writer.close()
            return
        writer.write(b"250 fine\r\n")

def send():
    with smtplib.SMTP("127.0.0.1", 25535) as line:
        line.ehlo()
        assert line.has_extn("dsn")
        line.mail("back@sender.example")
        line.rcpt("ann@remote.example", ["NOTIFY=SUCCESS"])
        line.data("To: ann@remote.example\r\nSubject: x\r\n\r\nx\r\n")

async def main():
    server = await asyncio.start_server(behind, "127.0.0.1", 25536)
    for _ in range(50):
        try:
            await asyncio.to_thread(send)
            break
        except ConnectionRefusedError:
            await asyncio.sleep(0.2)
    for _ in range(50):
        if len(taken) == 2:
            break
        await asyncio.sleep(0.2)
    server.close()

asyncio.run(main())
report = next(one for one in map(message_from_bytes, taken) if one.get_content_type() == "multipart/report")
words, status, _ = report.get_payload()
said = [part for part in status.get_payload() if "Action" in part][0]
assert (said["Action"], said["Status"], said["Remote-MTA"]) == ("delivered", "2.0.0", "dns; 127.0.0.1")
assert "(relayed to non-DSN-aware mailer)" in words.get_payload()
CODE
chroot . /usr/sbin/exim4 -bdf -q1s 2>/dev/null >/dev/null &
python3 seen.py
echo "still so: what was passed on is delivered"
