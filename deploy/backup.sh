#!/usr/bin/env bash
# A base backup of PostgreSQL, and the end of what no longer belongs to one: deploy/backup.sh [--here FOLDER]
# What is written between two of them is in the archive within a minute (postgresql.conf). A timer runs this each night.
set -euo pipefail
source "$(dirname "$0")/places.sh"
KEEP=${KEEP:-7}
made=$BACKUPS/base/$(date -u +%Y%m%dT%H%M%SZ)
as "$DATABASE_AS" "$PG/pg_basebackup" --pgdata "$made.part" --format tar --gzip --wal-method none --checkpoint fast \
  --manifest-checksums SHA256 --no-password 2>/dev/null
as "$DATABASE_AS" mv "$made.part" "$made"
cp "$SETTINGS" "$BACKUPS/settings.env" && chmod 600 "$BACKUPS/settings.env"
mapfile -t old < <(ls -d "$BACKUPS"/base/*Z | head -n -"$KEEP")
[ ${#old[@]} -eq 0 ] || rm -rf "${old[@]}"
# The archive is needed from the beginning of the oldest one that is left.
oldest=$(ls -d "$BACKUPS"/base/*Z | head -1)
first=$(as "$DATABASE_AS" sed -n 's/.*"Start-LSN": "\([^"]*\)".*/\1/p' "$oldest/backup_manifest" | head -1)
segment=$(sql postgres "SELECT pg_walfile_name('$first')")
as "$DATABASE_AS" "$PG/pg_archivecleanup" "$BACKUPS/wal" "$segment"
echo "$made: $(du -sh "$made" | cut -f1)"
