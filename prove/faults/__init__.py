"""The faults, by what they befall. Importing a module registers its faults, in the order of the table."""

from prove.faults import (
    clients,
    databases,
    disks,
    lasting,
    places,
    processes,
    releases,
    replicas,
    requests,
    secrets,
    small,
    stores,
)

__all__ = [
    "clients",
    "databases",
    "disks",
    "lasting",
    "places",
    "processes",
    "releases",
    "replicas",
    "requests",
    "secrets",
    "small",
    "stores",
]
