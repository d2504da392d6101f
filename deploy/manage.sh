#!/usr/bin/env bash
# A command of manage.py with the settings of the installed site: deploy/manage.sh [--here FOLDER] createsuperuser
set -euo pipefail
if [ "${1:-}" = --here ]; then place=(--here "$2"); shift 2; else place=(); fi
asked=("$@")
set -- ${place[@]+"${place[@]}"}
source "$(dirname "$0")/places.sh"
site "${asked[@]}"
