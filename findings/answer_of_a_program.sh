#!/usr/bin/env bash
# vacation 3.3.3 of Debian 12 sends notes of absence that look like the answer of a person.
#
# Expected by most: Auto-Submitted: auto-replied and In-Reply-To, as RFC 3834 asks of what answers by itself; whoever reads
#   answers tells notes of absence by that.
# Seen: To, From and Subject, and no other header; mail from noreply@ and of a List-Id is answered too, though mail that
#   is Auto-Submitted or has Precedence: bulk is not.
# Needs root, chroot and apt-get of Debian 12 on amd64.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -qq vacation=3.3.3 libc6 libdb5.3 busybox-static 2>/dev/null
mkdir root
for deb in *.deb; do dpkg -x "$deb" root; done
cd root
mkdir -p dev etc home/ann usr/sbin
mknod -m 666 dev/null c 1 3
cp bin/busybox bin/sh
printf '%s\n' root:x:0:0::/:/bin/sh ann:x:1000:1000:Ann:/home/ann:/bin/sh >etc/passwd
cat >usr/sbin/sendmail <<'CODE'
#!/bin/sh
{ echo "$*"; while IFS= read -r line; do echo "$line"; done; } >/home/ann/sent
CODE
chmod 755 usr/sbin/sendmail
printf 'From: Ann <ann@granit.example>\nSubject: away: $SUBJECT\n\nI am away.\n' >home/ann/.vacation.msg
chown -R 1000:1000 home/ann

answered() {
    rm -f home/ann/sent home/ann/.vacation.*[^g]
    printf 'From %s Tue Jun 16 09:14:00 2026\nFrom: %s\nTo: ann@granit.example\nSubject: New lead\n%s\n\nx\n' "$1" "$1" "$2" |
        HOME=/home/ann chroot --userspec=1000:1000 . /usr/bin/vacation -a ann@granit.example ann
    for _ in 1 2 3 4 5; do
        if [ -s home/ann/sent ]; then return 0; fi
        sleep 0.2
    done
    return 1
}

answered leads@acme.example "X-Mailer: x"
diff - home/ann/sent <<'SENT'
-f ann -- leads@acme.example
To: leads@acme.example
From: Ann <ann@granit.example>
Subject: away: New lead

I am away.
SENT
answered noreply@acme.example "List-Id: <news.acme.example>"
if answered leads@acme.example "Auto-Submitted: auto-generated"; then exit 1; fi
if answered leads@acme.example "Precedence: bulk"; then exit 1; fi
echo "still so: a note of absence has no mark"
