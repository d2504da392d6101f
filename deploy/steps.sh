# The steps of an installation, each of which looks first whether it is needed. Read by install.sh.

packages() {
  local missing=()
  command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || missing+=(nginx)
  [ -n "$PG" ] || missing+=(postgresql)
  command -v openssl >/dev/null || missing+=(openssl)
  /usr/bin/python3 -c "import ensurepip" 2>/dev/null || missing+=(python3-venv)
  [ ${#missing[@]} -gt 0 ] || return 0
  [ "$(id -u)" = 0 ] || { echo "These packages are needed: ${missing[*]}. Install them, or run this as root."; exit 1; }
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null
  PG=$(ls -d /usr/lib/postgresql/*/bin | tail -1)
}

account_and_folders() {
  id "$RUN_AS" >/dev/null 2>&1 || useradd --system --home-dir "$STATE" --shell /usr/sbin/nologin "$RUN_AS"
  install -d -m 755 "$BASE" "$BASE/releases" "$BASE/venvs" "$SHARE" "$(dirname "$SETTINGS")"
  install -d -m 750 -o "$RUN_AS" -g "$RUN_AS" "$STATE" "$STATE/index" "$STATE/dumps" "$STATE/gtr" "$STATE/static"
  install -d -m 755 "$RUN" "$LOGS" "$STATE"
  install -d -m 770 -o "$DATABASE_AS" -g "$DATABASE_AS" "$BACKUPS" "$BACKUPS/wal" "$BACKUPS/base"
  chown "$RUN_AS" "$RUN"
  [ -z "$HERE" ] || chmod 1777 "$RUN"
}

release() {  # the code as it is committed, beside earlier ones; packages are shared by all that have the same lock
  VERSION=$(git -C "$SOURCE" rev-parse --short=12 HEAD)
  local lock folder=$BASE/releases/$VERSION
  lock=$(git -C "$SOURCE" show HEAD:requirements.lock | sha256sum | cut -c1-12)
  VENV=$BASE/venvs/$lock
  if [ ! -e "$VENV/ready" ]; then
    /usr/bin/python3 -m venv --clear "$VENV"
    git -C "$SOURCE" show HEAD:requirements.lock > "$VENV/requirements.lock"
    "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$VENV/requirements.lock"
    touch "$VENV/ready"
  fi
  if [ ! -e "$folder" ]; then
    mkdir -p "$folder.making"
    git -C "$SOURCE" archive HEAD | tar -x -C "$folder.making"
    ln -sfn "$VENV" "$folder.making/.venv"
    mv "$folder.making" "$folder"
  fi
  chmod -R g+rX,o+rX "$folder" "$VENV"
  ln -sfn "$folder" "$CURRENT.next" && mv -T "$CURRENT.next" "$CURRENT"
}

database() {
  if [ -n "$HERE" ] && [ ! -e "$PGDATA/PG_VERSION" ]; then
    install -d -m 700 -o "$DATABASE_AS" "$PGDATA"
    as "$DATABASE_AS" "$PG/initdb" --pgdata "$PGDATA" --auth-local=trust --auth-host=scram-sha-256 \
      --encoding UTF8 --locale C.UTF-8 >/dev/null
  fi
  local configured=$PGDATA/conf.d
  [ -n "$HERE" ] || configured=$(echo /etc/postgresql/*/main/conf.d)
  install -d -m 755 "$configured"
  fill "$SOURCE/deploy/postgresql.conf" > "$configured/collabfutures.conf"
  chmod 644 "$configured/collabfutures.conf"
  if [ -n "$HERE" ]; then
    grep -q "^include_dir = 'conf.d'" "$PGDATA/postgresql.conf" || echo "include_dir = 'conf.d'" >> "$PGDATA/postgresql.conf"
    as "$DATABASE_AS" "$PG/pg_ctl" status --pgdata "$PGDATA" >/dev/null || start_database
  elif [ "$(sql postgres 'SHOW archive_mode')" != on ]; then
    systemctl restart postgresql
  fi
  [ -n "$(sql postgres "SELECT 1 FROM pg_roles WHERE rolname = '$RUN_AS'")" ] || sql postgres "CREATE ROLE \"$RUN_AS\" LOGIN"
  [ -n "$(sql postgres "SELECT 1 FROM pg_database WHERE datname = 'collabfutures'")" ] ||
    sql postgres "CREATE DATABASE collabfutures OWNER \"$RUN_AS\" ENCODING 'UTF8' TEMPLATE template0"
}

start_database() {
  as "$DATABASE_AS" "$PG/pg_ctl" start --pgdata "$PGDATA" --wait --log "$PGDATA/server.log" >/dev/null
}

settings() {
  [ ! -e "$SETTINGS" ] || return 0
  # The key is a secret of this machine: nobody but the site reads it.
  (umask 077 && fill "$SOURCE/deploy/settings.env" > "$SETTINGS")
  chown "$RUN_AS" "$SETTINGS"
}

certificate() {  # until there is a real one (certbot --deploy-hook), one that the machine signs itself
  CERTIFICATE=$(dirname "$SETTINGS")/tls.crt KEY=$(dirname "$SETTINGS")/tls.key
  [ -e "$CERTIFICATE" ] || openssl req -x509 -newkey rsa:2048 -nodes -days 825 -subj "/CN=$HOST" \
    -addext "subjectAltName=DNS:$HOST" -keyout "$KEY" -out "$CERTIFICATE" 2>/dev/null
  chmod 640 "$KEY"
}

proxy() {
  fill "$SOURCE/deploy/proxy.conf" > "$SHARE/proxy.conf"
  cp "$SOURCE/deploy/away.html" "$SOURCE/deploy/away.json" "$SHARE/"
  chmod 644 "$SHARE"/*
  local into=/etc/nginx/sites-enabled/collabfutures.conf
  [ -z "$HERE" ] || into=$HERE/site.conf
  fill "$SOURCE/deploy/nginx.conf" > "$into"
  [ -z "$HERE" ] || fill "$SOURCE/deploy/nginx-here.conf" > "$HERE/nginx.conf"
  [ -n "$HERE" ] || rm -f /etc/nginx/sites-enabled/default
}

switch_over() {  # the new release answers; workers of the last one finish what they have begun
  if [ -n "$HERE" ]; then "$SOURCE/deploy/here.sh" "$HERE" start; return; fi
  cp "$SOURCE"/deploy/units/* /etc/systemd/system/
  systemctl daemon-reload
  systemctl enable --quiet --now collabfutures.socket collabfutures-backup.timer collabfutures-dump.timer
  systemctl enable --quiet collabfutures && systemctl reload-or-restart collabfutures
  nginx -t -q && systemctl reload-or-restart nginx
}

fill() {  # a file with values in the place of @NAMES@
  local key
  key=$(openssl rand -hex 40)
  sed -e "s|@HOST@|$HOST|g; s|@SHOWN_PORT@|$SHOWN_PORT|g; s|@HTTP@|$HTTP|g; s|@HTTPS@|$HTTPS|g; s|@RUN@|$RUN|g" \
    -e "s|@LOGS@|$LOGS|g; s|@SHARE@|$SHARE|g; s|@STATE@|$STATE|g; s|@BACKUPS@|$BACKUPS|g; s|@SECRET_KEY@|$key|g" \
    -e "s|@CERTIFICATE@|${CERTIFICATE:-}|g; s|@KEY@|${KEY:-}|g; s|@CACHE@|$STATE/answers|g; s|@STATIC@|$STATE/static|g" \
    -e "s|@PAGES_RATE@|${PAGES_RATE:-50r/s}|g; s|@CONNECTIONS@|${CONNECTIONS:-100}|g; s|@RUN_AS@|$RUN_AS|g" \
    -e "s|@SOCKETS_QUOTED@|${SOCKETS//\//%2F}|g; s|@SOCKETS@|$SOCKETS|g; s|@PGPORT@|$PGPORT|g; s|@HERE@|$HERE|g" "$1"
}
