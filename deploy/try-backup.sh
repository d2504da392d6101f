#!/usr/bin/env bash
# Restores the newest backup and the archive into a fresh place beside the site, which goes on, and says what is in it:
# deploy/try-backup.sh [--here FOLDER]. A backup that was never restored is none; a timer may run this each week.
set -euo pipefail
source "$(dirname "$0")/places.sh"
base=$(ls -d "$BACKUPS"/base/*Z | tail -1)
# Where the backup lies there is room for it; /tmp may be small.
fresh=$(as "$DATABASE_AS" mktemp -d "$BACKUPS/try.XXXX")
trap 'as "$DATABASE_AS" "$PG/pg_ctl" stop --pgdata "$fresh" --mode immediate --silent 2>/dev/null || true; rm -rf "$fresh"' EXIT
as "$DATABASE_AS" tar -xzf "$base/base.tar.gz" -C "$fresh"
# A configuration of its own, a socket alone, and nothing written to the archive.
as "$DATABASE_AS" tee "$fresh/postgresql.auto.conf" >/dev/null <<CONF
restore_command = 'gunzip -c $BACKUPS/wal/%f.gz > %p'
recovery_target_action = 'promote'
CONF
as "$DATABASE_AS" tee "$fresh/postgresql.conf" >/dev/null <<CONF
listen_addresses = ''
unix_socket_directories = '$fresh'
archive_mode = off
max_connections = 60
CONF
as "$DATABASE_AS" touch "$fresh/recovery.signal" "$fresh/pg_hba.conf"
echo "local all all trust" | as "$DATABASE_AS" tee "$fresh/pg_hba.conf" >/dev/null
started=$SECONDS
as "$DATABASE_AS" "$PG/pg_ctl" start --pgdata "$fresh" --wait --timeout 3600 --log "$fresh/server.log" >/dev/null
count="SELECT (SELECT count(*) FROM curation_change) || ' changes, the last of ' || (SELECT max(moment) FROM curation_change)
  || ', ' || (SELECT count(*) FROM auth_user) || ' accounts'"
echo "$base, restored in $((SECONDS - started)) s: $(PGHOST=$fresh sql collabfutures "$count")"
