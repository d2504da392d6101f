#!/usr/bin/env bash
# Starts and stops what install.sh put below a folder: deploy/here.sh FOLDER start|restart|reload|stop|stop-workers|status
set -euo pipefail
ACTION=${2:?start, restart, reload, stop, stop-workers or status}
set -- --here "$1"
source "$(dirname "$0")/places.sh"
export PIDFILE=$RUN/gunicorn.pid BIND=unix:$RUN/gunicorn.sock

alive() { [ -e "$1" ] && kill -0 "$(head -1 "$1")" 2>/dev/null; }

start_database() {
  as "$DATABASE_AS" "$PG/pg_ctl" status --pgdata "$PGDATA" >/dev/null ||
    as "$DATABASE_AS" "$PG/pg_ctl" start --pgdata "$PGDATA" --wait --log "$PGDATA/server.log" >/dev/null
}

start_workers() {
  as "$RUN_AS" env --chdir "$CURRENT" bash -c 'set -a; MALLOC_ARENA_MAX=2; . "$1"; exec .venv/bin/gunicorn --daemon \
    --config deploy/gunicorn.conf.py --error-logfile "$2/site.log" --capture-output --chdir "$3" collabfutures.wsgi' \
    - "$SETTINGS" "$LOGS" "$CURRENT"
}

stop_workers() {
  alive "$PIDFILE" || return 0
  kill -TERM "$(cat "$PIDFILE")"
  while alive "$PIDFILE"; do sleep 0.2; done
}

start_proxy() {
  if alive "$RUN/nginx.pid"; then /usr/sbin/nginx -c "$HERE/nginx.conf" -s reload 2>/dev/null
  else /usr/sbin/nginx -c "$HERE/nginx.conf"; fi
}

case $ACTION in
  start) start_database; alive "$PIDFILE" || start_workers; start_proxy ;;
  restart) start_database; stop_workers; start_workers; start_proxy ;;
  reload) start_database; if alive "$PIDFILE"; then kill -HUP "$(cat "$PIDFILE")"; else start_workers; fi; start_proxy ;;
  stop-workers) stop_workers ;;
  stop)
    ! alive "$RUN/nginx.pid" || /usr/sbin/nginx -c "$HERE/nginx.conf" -s quit 2>/dev/null
    stop_workers
    for each in "$PGDATA" "$HERE/replica"; do
      [ ! -e "$each" ] || as "$DATABASE_AS" "$PG/pg_ctl" stop --pgdata "$each" --mode fast --silent || true
    done
    ;;
  status)
    for each in "$PIDFILE" "$RUN/nginx.pid"; do if alive "$each"; then echo "$each runs"; else echo "$each is away"; fi; done
    as "$DATABASE_AS" "$PG/pg_ctl" status --pgdata "$PGDATA" | head -1
    ;;
  *) echo "There is no “$ACTION”."; exit 2 ;;
esac
