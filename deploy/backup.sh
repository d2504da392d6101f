#!/usr/bin/env bash
# A base backup of PostgreSQL, and the end of what no longer belongs to one: deploy/backup.sh [--here FOLDER]
# What is written between two of them is in the archive within a minute (postgresql.conf). A timer runs this each night.
set -euo pipefail
source "$(dirname "$0")/places.sh"
KEEP=${KEEP:-7}
rm -rf "$BACKUPS"/base/*.part
made=$BACKUPS/base/$(date -u +%Y%m%dT%H%M%SZ)
as "$DATABASE_AS" "$PG/pg_basebackup" --pgdata "$made.part" --format tar --gzip --wal-method none --checkpoint fast \
  --manifest-checksums SHA256 --no-password
as "$DATABASE_AS" mv "$made.part" "$made"
install -m 600 "$SETTINGS" "$BACKUPS/settings.env"
mapfile -t old < <(ls -d "$BACKUPS"/base/*Z | head -n -"$KEEP")
[ ${#old[@]} -eq 0 ] || rm -rf "${old[@]}"
# The archive is needed from the beginning of the oldest one that is left.
oldest=$(ls -d "$BACKUPS"/base/*Z | head -1)
first=$(sed -n 's/.*"Start-LSN": "\([^"]*\)".*/\1/p' "$oldest/backup_manifest" | head -1)
as "$DATABASE_AS" "$PG/pg_archivecleanup" -x .gz "$BACKUPS/wal" "$(sql postgres "SELECT pg_walfile_name('$first')")"
echo "$made: $(du -sh "$made" | cut -f1)"
failed=$(sql postgres "SELECT last_failed_wal FROM pg_stat_archiver WHERE last_failed_time > coalesce(last_archived_time, '-infinity')")
[ -z "$failed" ] || { echo "THE ARCHIVE FAILS at $failed: what is written since is in no backup."; exit 1; }
