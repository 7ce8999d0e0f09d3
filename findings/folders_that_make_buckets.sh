#!/usr/bin/env bash
# s3fs 2026.9.0 makes a bucket when it is asked for a folder in one that does not exist.
#
# Expected by most: makedirs("buket/leads/ab", exist_ok=True) makes nothing on S3, where there are no folders, or says that
#   the bucket is missing.
# Seen: a bucket of the misspelt name exists afterwards, and files go there.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check s3fs==2026.9.0 moto==5.2.5 flask==3.1.3 flask-cors==6.0.5
"$folder/env/bin/python" -W ignore - 2>/dev/null <<'CODE'
import boto3
import s3fs
from moto.server import ThreadedMotoServer

server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
url = "http://{}:{}".format(*server.get_host_and_port())
access = {"endpoint_url": url, "region_name": "eu-central-1"}
store = boto3.client("s3", aws_access_key_id="k", aws_secret_access_key="s", **access)
store.create_bucket(Bucket="bucket", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
files = s3fs.S3FileSystem(key="k", secret="s", client_kwargs=access)
files.makedirs("buket/leads/ab", exist_ok=True)
assert [one["Name"] for one in store.list_buckets()["Buckets"]] == ["bucket", "buket"]
server.stop()
CODE
echo "still so: a folder in a misspelt bucket makes the bucket"
