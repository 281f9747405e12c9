#!/bin/sh
# Makes secrets/ for compose.yaml; what is there already stays.
set -eu
cd "$(dirname "$0")"
# Containers read the files as users of their own, so they are readable; the folder is not.
mkdir -p secrets
chmod 700 secrets
umask 022
random() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }
for name in admin_key secret_key postgres_password; do
    [ -s "secrets/$name" ] || random >"secrets/$name"
done
[ -s secrets/database_url ] ||
    printf 'postgresql://asktell:%s@postgres:5432/asktell' "$(cat secrets/postgres_password)" >secrets/database_url
