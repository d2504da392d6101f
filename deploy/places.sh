# Where everything lies, on a machine or below a folder. Read by the scripts beside it; their arguments decide.
HERE=""
if [ "${1:-}" = --here ]; then
  # The accounts of the site and of the database have to get through to what is theirs.
  (umask 022 && mkdir -p "${2:?a folder}")
  HERE=$(cd "$2" && pwd)
  shift 2
fi

find_postgres() {  # the newest server that is installed, if one is
  local found
  found=$(ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort --version-sort | tail -1 || true)
  PG=${found%/initdb}
  if [ -z "$HERE" ] && [ -n "$PG" ]; then
    found=$(basename "$(dirname "$PG")")
    PGDATA=/var/lib/postgresql/$found/main PGCONF=/etc/postgresql/$found/main/conf.d PGUNIT=postgresql@$found-main
  fi
}

if [ -n "$HERE" ]; then
  NAMES=${1:-localhost} SETTINGS=$HERE/settings.env
  BASE=$HERE STATE=$HERE/state RUN=$HERE/run LOGS=$HERE/logs BACKUPS=$HERE/backups SHARE=$HERE/share
  HTTP=${HTTP_PORT:-8080} HTTPS=${HTTPS_PORT:-8443} PGPORT=${DATABASE_PORT:-55432}
  SHOWN_PORT=:$HTTPS PGDATA=$HERE/pg PGCONF=$HERE/pg/conf.d SOCKETS=$HERE/run
  # As root nobody else's rights are needed, but neither PostgreSQL nor the site run as root.
  if [ "$(id -u)" = 0 ]; then RUN_AS=www-data DATABASE_AS=postgres; else RUN_AS=$(id -un) DATABASE_AS=$RUN_AS; fi
else
  SETTINGS=/etc/collabfutures/settings.env
  # Upgrades, backups and commands need no name: it is in the settings.
  NAMES=${1:-$(sed -n "s/^ALLOWED_HOSTS='\{0,1\}\([^']*\).*/\1/p" "$SETTINGS" 2>/dev/null || true)}
  BASE=/opt/collabfutures STATE=/var/lib/collabfutures RUN=/run/collabfutures LOGS=/var/log/collabfutures
  BACKUPS=/var/backups/collabfutures SHARE=/usr/local/share/collabfutures
  HTTP=80 HTTPS=443 SHOWN_PORT="" PGPORT=5432 SOCKETS=/var/run/postgresql PGDATA="" PGCONF="" PGUNIT=""
  RUN_AS=collabfutures DATABASE_AS=postgres
fi
[ -n "$NAMES" ] || { echo "Under which name is the site served? Give it: deploy/install.sh example.org"; exit 2; }
HOST=${NAMES%%,*}

stated() {  # stated NAME DEFAULT: what the environment says, or else the settings, or else this
  local value
  value=$(sed -n "s/^$1='\{0,1\}\([^']*\).*/\1/p" "$SETTINGS" 2>/dev/null | tail -1 || true)
  value=${!1:-$value}
  echo "${value:-$2}"
}
URL_PREFIX=$(stated URL_PREFIX "") PAGES_RATE=$(stated PAGES_RATE 50r/s) CONNECTIONS=$(stated CONNECTIONS 100)
case $URL_PREFIX in */ | [!/]*) echo "URL_PREFIX is a path such as /knowledge, not “$URL_PREFIX”."; exit 2 ;; esac
CURRENT=$BASE/current
find_postgres
export PGPORT PGHOST=$SOCKETS

as() {  # as USER COMMAND …: as somebody else, where that is somebody else
  local who=$1
  shift
  if [ "$(id -un)" = "$who" ]; then "$@"; else runuser -u "$who" -- "$@"; fi
}

site() {  # a command of manage.py, with the settings of the site, as its user; of the release AT, or of the one that runs
  as "$RUN_AS" env --chdir "${AT:-$CURRENT}" bash -c 'set -a; . "$1"; shift; exec .venv/bin/python manage.py "$@"' - "$SETTINGS" "$@"
}

sql() {  # sql DATABASE STATEMENT, as the owner of the server
  as "$DATABASE_AS" "$PG/psql" --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 "$1" --command "$2"
}
