# Where everything lies, on a machine or below a folder. Read by the scripts beside it; their arguments decide.
HERE=""
if [ "${1:-}" = --here ]; then
  mkdir -p "${2:?a folder}"
  HERE=$(cd "$2" && pwd)
  shift 2
fi
SHARE=/usr/local/share/collabfutures
if [ -n "$HERE" ]; then
  HOST=${1:-localhost}
  BASE=$HERE STATE=$HERE/state RUN=$HERE/run LOGS=$HERE/logs BACKUPS=$HERE/backups SHARE=$HERE/share
  HTTP=${HTTP_PORT:-8080} HTTPS=${HTTPS_PORT:-8443} PGPORT=${DATABASE_PORT:-55432}
  SHOWN_PORT=:$HTTPS PGDATA=$HERE/pg SOCKETS=$HERE/run
  # As root nobody else's rights are needed, but neither PostgreSQL nor the site run as root.
  if [ "$(id -u)" = 0 ]; then RUN_AS=www-data DATABASE_AS=postgres; else RUN_AS=$(id -un) DATABASE_AS=$RUN_AS; fi
else
  # Upgrades, backups and commands need no name: it is in the settings.
  HOST=${1:-$(sed -n 's/^ALLOWED_HOSTS=//p' /etc/collabfutures/settings.env 2>/dev/null || true)}
  BASE=/opt/collabfutures STATE=/var/lib/collabfutures RUN=/run/collabfutures LOGS=/var/log/collabfutures
  BACKUPS=/var/backups/collabfutures HTTP=80 HTTPS=443 SHOWN_PORT="" PGPORT=5432 SOCKETS=/var/run/postgresql
  RUN_AS=collabfutures DATABASE_AS=postgres PGDATA=$(echo /var/lib/postgresql/*/main)
fi
SETTINGS=$([ -n "$HERE" ] && echo "$HERE/settings.env" || echo /etc/collabfutures/settings.env)
PG=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -1)
CURRENT=$BASE/current
export PGPORT PGHOST=$SOCKETS

as() {  # as USER COMMAND …: as somebody else, where that is somebody else
  local who=$1
  shift
  if [ "$(id -un)" = "$who" ]; then "$@"; else runuser -u "$who" -- "$@"; fi
}

site() {  # a command of manage.py, with the settings of the site, as its user
  as "$RUN_AS" env --chdir "$CURRENT" bash -c 'set -a; . "$1"; shift; exec .venv/bin/python manage.py "$@"' - "$SETTINGS" "$@"
}

sql() {  # sql DATABASE STATEMENT, as the owner of the server
  as "$DATABASE_AS" "$PG/psql" --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 "$1" --command "$2"
}
