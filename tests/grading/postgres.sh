#!/bin/sh
# PostgreSQL for the tests of the gradebook: as root from the distribution.
set -e
if command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql >/dev/null
    exit 0
fi
echo "No PostgreSQL server found: its tests are skipped. Install the package postgresql."
