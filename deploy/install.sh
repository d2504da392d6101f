#!/usr/bin/env bash
# Puts the site on a machine, or its next release over the last one. Every step is made only where it is needed.
#
#   sudo deploy/install.sh example.org        on Debian: services of systemd, Debian's own PostgreSQL and nginx
#   deploy/install.sh --here FOLDER [HOST]    the same shape below a folder, with a PostgreSQL of its own: `make serve`
#
# Several names are separated by commas; the first is the one that is shown. Settings are written once, to settings.env,
# and are yours from then on.
set -euo pipefail
umask 027
SOURCE=$(cd "$(dirname "$0")/.." && pwd)
source "$SOURCE/deploy/places.sh"
source "$SOURCE/deploy/steps.sh"

packages
account_and_folders
release
database
settings
# The last release answers meanwhile. A table that is being read is not waited for by all who come after: the migration
# gives up, and is run again.
AT=$RELEASE LOCK_TIMEOUT_MS=5000 site migrate --verbosity 0
AT=$RELEASE site load_series
(umask 022 && AT=$RELEASE site collectstatic --no-input --ignore redoc --verbosity 0)
certificate
proxy
switch_over
if openssl x509 -in "$CERTIFICATE" -noout -issuer | grep -q "CN *= *$HOST\$"; then
  echo "ITS CERTIFICATE IS THE MACHINE'S OWN, which no browser knows: docs/serving.md says how to get another."
fi
echo "The site is at https://$HOST$SHOWN_PORT/. Settings: $SETTINGS. Make an account with:"
echo "  $SOURCE/deploy/manage.sh${HERE:+ --here $HERE} createsuperuser"
