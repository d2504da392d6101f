#!/usr/bin/env python3
"""Run a command. From the command line the software is in development unless ENVIRONMENT says otherwise."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "collabfutures.settings")
    os.environ.setdefault("ENVIRONMENT", "development")
    # Migrations and imports may take their time; the one-second limit protects public reads.
    os.environ.setdefault("STATEMENT_TIMEOUT_MS", "1000" if "runserver" in sys.argv else "0")
    try:
        execute_from_command_line(sys.argv)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read along has seen enough, as `head` has. Nothing more can be said to them, nor by Python at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
