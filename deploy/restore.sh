#!/usr/bin/env bash
# Puts the newest base backup back and replays the archive over it: deploy/restore.sh [--here FOLDER] [HOST]
# UNTIL="2026-11-30 08:00:00+00" stops before a mistake. What was there stays aside, and what it had not archived yet is
# replayed too, if its files can be read. The settings of the site have to be the same: without its SECRET_KEY second
# factors cannot be read.
set -euo pipefail
FOLDER=$(cd "$(dirname "$0")" && pwd)
source "$FOLDER/places.sh"
latest=$([ -z "${UNTIL:-}" ] && echo 9 || date -u -d "$UNTIL" +%Y%m%dT%H%M%SZ)
base=""
for each in "$BACKUPS"/base/*Z; do [[ ! $(basename "$each") < $latest ]] || base=$each; done
[ -n "$base" ] || { echo "There is no base backup${UNTIL:+ of before $UNTIL} in $BACKUPS/base."; exit 1; }

if [ -n "$HERE" ]; then
  "$FOLDER/here.sh" "$HERE" stop-workers
  as "$DATABASE_AS" "$PG/pg_ctl" stop --pgdata "$PGDATA" --mode fast --silent 2>/dev/null ||
    as "$DATABASE_AS" "$PG/pg_ctl" stop --pgdata "$PGDATA" --mode immediate --silent 2>/dev/null || true
else
  # The door too: it would start the site at the next request.
  systemctl stop collabfutures.socket collabfutures collabfutures-dump.timer collabfutures-backup.timer "$PGUNIT"
fi
if [ -e "$PGDATA" ]; then
  aside=$PGDATA.before-$(date -u +%Y%m%dT%H%M%SZ)
  mv "$PGDATA" "$aside"
  find "$aside/pg_wal" -maxdepth 1 -name '????????????????????????' | while read -r segment; do
    kept=$BACKUPS/wal/$(basename "$segment").gz
    [ -e "$kept" ] || as "$DATABASE_AS" sh -c 'gzip -c "$1" > "$2"' - "$segment" "$kept"
  done
fi
install -d -m 700 -o "$DATABASE_AS" -g "$DATABASE_AS" "$PGDATA"
as "$DATABASE_AS" tar -xzf "$base/base.tar.gz" -C "$PGDATA"
as "$DATABASE_AS" tee -a "$PGDATA/postgresql.auto.conf" >/dev/null <<CONF
restore_command = 'gunzip -c $BACKUPS/wal/%f.gz > %p'
recovery_target_action = 'promote'
${UNTIL:+recovery_target_time = '$UNTIL'}
CONF
as "$DATABASE_AS" touch "$PGDATA/recovery.signal"
if [ -n "$HERE" ]; then
  as "$DATABASE_AS" "$PG/pg_ctl" start --pgdata "$PGDATA" --wait --timeout 3600 --log "$PGDATA/server.log" >/dev/null
else
  systemctl start "$PGUNIT"
fi
until [ "$(sql postgres 'SELECT pg_is_in_recovery()' 2>/dev/null)" = f ]; do
  [ -e "$PGDATA/postmaster.pid" ] || { echo "PostgreSQL went down while it recovered: look at its log."; exit 1; }
  sleep 0.5
done
for name in restore_command recovery_target_time; do sql postgres "ALTER SYSTEM RESET $name"; done
site migrate --verbosity 0
site rebuild_search --end-sessions
if [ -n "$HERE" ]; then
  "$FOLDER/here.sh" "$HERE" start
else
  systemctl start collabfutures.socket collabfutures collabfutures-dump.timer collabfutures-backup.timer
fi
echo "Restored from $base and the archive."
