#!/usr/bin/env bash
# Puts the newest base backup back and replays the archive over it: deploy/restore.sh [--here FOLDER] [HOST]
# UNTIL="2026-11-30 08:00:00+00" stops before a mistake. What was there stays aside. The settings of the site have to be
# the same: without its SECRET_KEY second factors cannot be read.
set -euo pipefail
FOLDER=$(cd "$(dirname "$0")" && pwd)
source "$FOLDER/places.sh"
newest=$(ls -d "$BACKUPS"/base/*Z | tail -1)
if [ -n "$HERE" ]; then
  "$FOLDER/here.sh" "$HERE" stop-workers
  as "$DATABASE_AS" "$PG/pg_ctl" stop --pgdata "$PGDATA" --mode immediate --silent 2>/dev/null || true
else
  systemctl stop collabfutures postgresql
fi
[ ! -e "$PGDATA" ] || mv "$PGDATA" "$PGDATA.before-$(date -u +%Y%m%dT%H%M%SZ)"
install -d -m 700 -o "$DATABASE_AS" "$PGDATA"
as "$DATABASE_AS" tar -xzf "$newest/base.tar.gz" -C "$PGDATA"
as "$DATABASE_AS" tee -a "$PGDATA/postgresql.auto.conf" >/dev/null <<CONF
restore_command = 'cp $BACKUPS/wal/%f %p'
recovery_target_action = 'promote'
${UNTIL:+recovery_target_time = '$UNTIL'}
CONF
as "$DATABASE_AS" touch "$PGDATA/recovery.signal"
if [ -n "$HERE" ]; then
  as "$DATABASE_AS" "$PG/pg_ctl" start --pgdata "$PGDATA" --wait --timeout 3600 --log "$PGDATA/server.log" >/dev/null
else
  systemctl start postgresql
fi
until [ "$(sql postgres 'SELECT pg_is_in_recovery()' 2>/dev/null)" = f ]; do sleep 0.5; done
sql postgres "ALTER SYSTEM RESET restore_command" && sql postgres "ALTER SYSTEM RESET recovery_target_time"
site migrate --verbosity 0
site rebuild_search --new-epoch --end-sessions
if [ -n "$HERE" ]; then "$FOLDER/here.sh" "$HERE" start; else systemctl start collabfutures; fi
echo "Restored from $newest and the archive."
