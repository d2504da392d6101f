"""Does a PostgreSQL server answer at this address? `python -m tests.postgres URL` says so by its exit status."""

import sys

import psycopg

if __name__ == "__main__":
    try:
        psycopg.connect(sys.argv[1], connect_timeout=3).close()
    except psycopg.OperationalError as error:
        sys.exit(str(error))
