# The steps of an installation, each of which looks first whether it is needed. Read by install.sh.

packages() {
  local missing=()
  [ -x /usr/sbin/nginx ] || missing+=(nginx)
  [ -n "$PG" ] || missing+=(postgresql)
  command -v openssl >/dev/null || missing+=(openssl)
  /usr/bin/python3 -c "import ensurepip" 2>/dev/null || missing+=(python3-venv)
  [ ${#missing[@]} -gt 0 ] || return 0
  [ "$(id -u)" = 0 ] || { echo "These packages are needed: ${missing[*]}. Install them, or run this as root."; exit 1; }
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null
  find_postgres
}

account_and_folders() {
  id "$RUN_AS" >/dev/null 2>&1 || useradd --system --home-dir "$STATE" --shell /usr/sbin/nologin "$RUN_AS"
  install -d -m 755 "$BASE" "$BASE/releases" "$BASE/venvs" "$SHARE" "$(dirname "$SETTINGS")"
  as "$RUN_AS" test -x "$BASE" || {
    echo "$RUN_AS may not enter $BASE. Put the clone where every account may look, such as /srv, and begin again."
    exit 1
  }
  install -d -m 755 -o "$RUN_AS" -g "$RUN_AS" "$STATE" "$STATE/static"
  install -d -m 750 -o "$RUN_AS" -g "$RUN_AS" "$STATE/index" "$STATE/dumps" "$STATE/gtr"
  # On a machine systemd makes the folder of the socket.
  [ -z "$HERE" ] || install -d -m 1777 "$RUN"
  install -d -m 755 -o "$RUN_AS" "$LOGS"
  install -d -m 750 -o "$DATABASE_AS" -g "$DATABASE_AS" "$BACKUPS" "$BACKUPS/wal" "$BACKUPS/base"
}

release() {  # the code as it is committed, beside earlier ones; packages are shared by all that have the same lock
  local lock python
  RELEASE=$BASE/releases/$(git -C "$SOURCE" rev-parse --short=12 HEAD)
  lock=$(git -C "$SOURCE" show HEAD:requirements.lock | sha256sum | cut -c1-12)
  python=$(/usr/bin/python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])')
  VENV=$BASE/venvs/$lock-$python
  if [ ! -e "$VENV/ready" ]; then
    /usr/bin/python3 -m venv --clear "$VENV"
    git -C "$SOURCE" show HEAD:requirements.lock > "$VENV/requirements.lock"
    "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$VENV/requirements.lock"
    touch "$VENV/ready"
  fi
  if [ ! -e "$RELEASE" ]; then
    rm -rf "$RELEASE.making" && mkdir "$RELEASE.making"
    git -C "$SOURCE" archive HEAD | tar -x -C "$RELEASE.making"
    ln -sfn "$VENV" "$RELEASE.making/.venv"
    mv "$RELEASE.making" "$RELEASE"
  fi
  chmod -R g+rX,o+rX "$RELEASE" "$VENV"
}

database() {
  if [ -n "$HERE" ] && [ ! -e "$PGDATA/PG_VERSION" ]; then
    install -d -m 700 -o "$DATABASE_AS" "$PGDATA"
    as "$DATABASE_AS" "$PG/initdb" --pgdata "$PGDATA" --auth-local=trust --auth-host=scram-sha-256 \
      --encoding UTF8 --locale C.UTF-8 >/dev/null
    echo "include_dir = 'conf.d'" >> "$PGDATA/postgresql.conf"
  fi
  install -d -m 755 "$PGCONF"
  fill "$SOURCE/deploy/postgresql.conf" > "$PGCONF/collabfutures.conf"
  chmod 644 "$PGCONF/collabfutures.conf"
  if [ -n "$HERE" ]; then
    as "$DATABASE_AS" "$PG/pg_ctl" status --pgdata "$PGDATA" >/dev/null ||
      as "$DATABASE_AS" "$PG/pg_ctl" start --pgdata "$PGDATA" --wait --log "$PGDATA/server.log" >/dev/null
  elif [ "$(sql postgres 'SHOW archive_mode')" != on ]; then
    systemctl restart "$PGUNIT"
  fi
  [ -n "$(sql postgres "SELECT 1 FROM pg_roles WHERE rolname = '$RUN_AS'")" ] || sql postgres "CREATE ROLE \"$RUN_AS\" LOGIN"
  [ -n "$(sql postgres "SELECT 1 FROM pg_database WHERE datname = 'collabfutures'")" ] ||
    sql postgres "CREATE DATABASE collabfutures OWNER \"$RUN_AS\" ENCODING 'UTF8' TEMPLATE template0"
}

settings() {
  [ -e "$SETTINGS" ] || (umask 077 && fill "$SOURCE/deploy/settings.env" > "$SETTINGS")
  # The key is a secret of this machine: the site reads it, and only root writes it.
  if [ "$(id -u)" = 0 ]; then chown "root:$(id -gn "$RUN_AS")" "$SETTINGS" && chmod 640 "$SETTINGS"; fi
}

certificate() {  # until there is a real one (certbot --deploy-hook), one that the machine signs itself
  CERTIFICATE=$(dirname "$SETTINGS")/tls.crt KEY=$(dirname "$SETTINGS")/tls.key
  [ -e "$CERTIFICATE" ] || openssl req -x509 -newkey rsa:2048 -nodes -days 825 -subj "/CN=$HOST" \
    -addext "subjectAltName=DNS:${NAMES//,/,DNS:}" -keyout "$KEY" -out "$CERTIFICATE" 2>/dev/null
  chmod 600 "$KEY"
}

proxy() {
  local name into=/etc/nginx/sites-enabled/collabfutures.conf
  [ -z "$HERE" ] || into=$HERE/site.conf
  for name in proxy.conf edge.conf headers.conf errors/{away,too_large,too_many}.{html,json}; do
    fill "$SOURCE/deploy/$name" > "$SHARE/$(basename "$name")"
  done
  chmod 644 "$SHARE"/*
  fill "$SOURCE/deploy/nginx.conf" > "$into"
  if [ -n "$HERE" ]; then fill "$SOURCE/deploy/nginx-here.conf" > "$HERE/nginx.conf"
  else
    rm -f /etc/nginx/sites-enabled/default
    fill "$SOURCE/deploy/logrotate" > /etc/logrotate.d/collabfutures
  fi
}

switch_over() {  # the new release answers; workers of the last one finish what they have begun
  local unit how=restart stamp
  # A new master is needed only for what a master keeps: packages, settings, its own configuration.
  stamp=$({ echo "$VENV"; cat "$SETTINGS" "$SOURCE/deploy/gunicorn.conf.py" "$SOURCE"/deploy/units/*; } | sha256sum)
  [ "$stamp" != "$(cat "$BASE/runs" 2>/dev/null)" ] || how=reload
  ln -sfn "$RELEASE" "$CURRENT.next" && mv -T "$CURRENT.next" "$CURRENT"
  if [ -n "$HERE" ]; then "$SOURCE/deploy/here.sh" "$HERE" "$how"
  else
    for unit in "$SOURCE"/deploy/units/*; do fill "$unit" > "/etc/systemd/system/$(basename "$unit")"; done
    systemctl daemon-reload
    systemctl enable --quiet --now collabfutures.socket collabfutures-backup.timer collabfutures-dump.timer
    systemctl enable --quiet collabfutures
    systemctl "$([ "$how" = reload ] && echo reload-or-restart || echo restart)" collabfutures
    nginx -t -q && systemctl reload-or-restart nginx
  fi
  echo "$stamp" > "$BASE/runs"
}

fill() {  # a file with values in the place of @NAMES@; without IPv6 on the machine, without its lines
  local key unwanted='^$^'
  key=$(openssl rand -hex 40)
  [ -e /proc/net/if_inet6 ] || unwanted='\[::\]'
  sed -e "/$unwanted/d; s|@HOST@|$HOST|g; s|@NAMES@|$NAMES|g; s|@SERVER_NAMES@|${NAMES//,/ }|g; s|@HTTP@|$HTTP|g" \
    -e "s|@SHOWN_PORT@|$SHOWN_PORT|g; s|@HTTPS@|$HTTPS|g; s|@RUN@|$RUN|g; s|@LOGS@|$LOGS|g; s|@SHARE@|$SHARE|g" \
    -e "s|@STATE@|$STATE|g; s|@BACKUPS@|$BACKUPS|g; s|@SECRET_KEY@|$key|g; s|@RUN_AS@|$RUN_AS|g; s|@PGPORT@|$PGPORT|g" \
    -e "s|@CERTIFICATE@|${CERTIFICATE:-}|g; s|@KEY@|${KEY:-}|g; s|@CACHE@|$STATE/answers|g; s|@STATIC@|$STATE/static|g" \
    -e "s|@PAGES_RATE@|$PAGES_RATE|g; s|@CONNECTIONS@|$CONNECTIONS|g; s|@HERE@|$HERE|g; s|@URL_PREFIX@|$URL_PREFIX|g" \
    -e "s|@SOCKETS_QUOTED@|${SOCKETS//\//%2F}|g; s|@SOCKETS@|$SOCKETS|g" "$1"
}
