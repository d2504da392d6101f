#!/usr/bin/env bash
# A streaming replica of the site's PostgreSQL, which public pages are then read from (docs/scaling.md).
#
#   sudo deploy/replica.sh "host=10.0.0.1 user=replicator"   on a second Debian machine with PostgreSQL, in the place of
#                                                            its own cluster, which is put aside
#   deploy/replica.sh --here FOLDER                          beside the primary of `make serve`, at the next port
#
# It begins anew each time: what was there before is no replica any longer once the two have gone different ways.
set -euo pipefail
SOURCE=$(cd "$(dirname "$0")/.." && pwd)
[ "${1:-}" = --here ] || { PRIMARY=${1:?how the primary is reached, as libpq says it}; shift; set -- replica; }
source "$SOURCE/deploy/places.sh"

if [ -n "$HERE" ]; then
  DATA=$HERE/replica PORT=$((PGPORT + 1)) PRIMARY="host=$SOCKETS port=$PGPORT user=$DATABASE_AS"
  as "$DATABASE_AS" "$PG/pg_ctl" stop --pgdata "$DATA" --mode immediate --silent 2>/dev/null || true
  rm -rf "$DATA" && install -d -m 700 -o "$DATABASE_AS" "$DATA"
else
  DATA=$PGDATA
  systemctl stop "$PGUNIT"
  mv "$DATA" "$DATA.before-$(date +%s)" && install -d -m 700 -o "$DATABASE_AS" "$DATA"
fi

as "$DATABASE_AS" "$PG/pg_basebackup" --pgdata "$DATA" --dbname "$PRIMARY" --write-recovery-conf --checkpoint fast

if [ -n "$HERE" ]; then
  echo "port = $PORT" >> "$DATA/postgresql.auto.conf"
  as "$DATABASE_AS" "$PG/pg_ctl" start --pgdata "$DATA" --wait --log "$DATA/server.log" >/dev/null
  echo "Set DATABASE_REPLICA_URL='postgres://$RUN_AS@${SOCKETS//\//%2F}:$PORT/collabfutures' in $SETTINGS."
else
  install -d -m 755 "$PGCONF"
  echo "hot_standby_feedback = on" > "$PGCONF/collabfutures-replica.conf"
  systemctl start "$PGUNIT"
  echo "Set DATABASE_REPLICA_URL in the settings of each machine that serves the site."
fi
