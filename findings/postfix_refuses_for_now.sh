#!/usr/bin/env bash
# Postfix 3.7.11 of Debian 12 tells whoever may not relay to come back later.
#
# Expected by most: 554 5.7.1 Relay access denied, for good: so it is in most logs, and a sender learns of it at once.
# Seen: where smtpd_relay_restrictions are not set, 454 4.7.1 Relay access denied: a program that sends mail waits and tries
#   again for days before anybody hears of the mistake. With reject_unauth_destination it is 554 5.7.1.
# Needs root, chroot and apt-get of Debian 12 on amd64.
set -euo pipefail
folder=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; sleep 1; rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -qq postfix=3.7.11-0+deb12u1 libc6 libdb5.3 libicu72 libnsl2 libsasl2-2 libssl3 libtirpc3 libgssapi-krb5-2 \
    libkrb5-3 libk5crypto3 libcom-err2 libkrb5support0 libkeyutils1 libstdc++6 libgcc-s1 2>/dev/null
mkdir root
for deb in *.deb; do dpkg -x "$deb" root; done
cd root
mkdir -p dev etc/postfix run tmp var/lib/postfix var/spool/postfix/{active,bounce,corrupt,defer,deferred,flush,hold,incoming,private,saved,trace,maildrop,public,pid}
mknod -m 666 dev/null c 1 3
mknod -m 666 dev/urandom c 1 9
printf '%s\n' root:x:0:0::/:/bin/sh postfix:x:101:101::/:/bin/sh nobody:x:65534:65534::/:/bin/sh >etc/passwd
printf '%s\n' root:x:0: postfix:x:101: postdrop:x:102: nogroup:x:65534: >etc/group
chown 101 var/lib/postfix var/spool/postfix/{active,bounce,corrupt,defer,deferred,flush,hold,incoming,private,saved,trace}
chmod 700 var/spool/postfix/{active,bounce,corrupt,defer,deferred,flush,hold,incoming,private,saved,trace}
chown 101:102 var/spool/postfix/{maildrop,public}
chmod 730 var/spool/postfix/maildrop
chmod 710 var/spool/postfix/public
cat >etc/postfix/main.cf <<'CONF'
compatibility_level = 3.6
queue_directory = /var/spool/postfix
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
data_directory = /var/lib/postfix
shlib_directory = /usr/lib/postfix
mail_owner = postfix
setgid_group = postdrop
myhostname = mx.example
mydestination = local.example
mynetworks = 192.0.2.0/24
inet_protocols = ipv4
inet_interfaces = 127.0.0.1
smtpd_peername_lookup = no
alias_maps =
local_recipient_maps =
CONF
cat >etc/postfix/master.cf <<'CONF'
127.0.0.1:25545 inet n - n - - smtpd
127.0.0.1:25546 inet n - n - - smtpd -o smtpd_relay_restrictions=permit_mynetworks,reject_unauth_destination
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
anvil unix - - n - 1 anvil
proxymap unix - - n - - proxymap
CONF
chroot . /usr/lib/postfix/sbin/master -d -c /etc/postfix 2>/dev/null >/dev/null &
python3 - <<'CODE'
import smtplib, time

def answer(port):
    for _ in range(50):
        try:
            with smtplib.SMTP("127.0.0.1", port) as line:
                line.ehlo()
                line.mail("ann@sender.example")
                return line.rcpt("bob@remote.example")
        except ConnectionRefusedError:
            time.sleep(0.2)

assert answer(25545) == (454, b"4.7.1 <bob@remote.example>: Relay access denied")
assert answer(25546) == (554, b"5.7.1 <bob@remote.example>: Relay access denied")
CODE
echo "still so: who may not relay is told to come back later"
