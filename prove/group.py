"""Processes that may hold so much memory together: a control group of version 1 or 2, whichever this kernel has."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

NAME = "collabfutures"


@dataclass(frozen=True)
class Group:
    """A control group; the file that limits its memory, and the one that counts how often more was asked for."""

    path: Path
    limit: str
    refused_in: str

    def hold(self, pids: Iterable[int], most: int) -> None:
        """From now on these may hold so many bytes. OSError where this is not allowed."""
        self.path.mkdir(exist_ok=True)
        (self.path / self.limit).write_text(str(most))
        for pid in pids:
            (self.path / "cgroup.procs").write_text(str(pid))

    def refused(self) -> int:
        """How often more was asked for: the one number of version 1, the line `max` of version 2."""
        counts = dict(line.split() if " " in line else ("max", line) for line in self._counted())
        return int(counts["max"])

    def _counted(self):
        return (self.path / self.refused_in).read_text().splitlines()


def memory_group() -> Group:
    """A group that memory can be counted in; OSError where there is none."""
    mounts = [line.split() for line in Path("/proc/mounts").read_text().splitlines()]
    for _, at, kind, options, *_ in mounts:
        if kind == "cgroup" and "memory" in options.split(","):
            return Group(Path(at, NAME), "memory.limit_in_bytes", "memory.failcnt")
    for _, at, kind, *_ in mounts:
        if kind == "cgroup2" and "memory" in Path(at, "cgroup.controllers").read_text().split():
            Path(at, "cgroup.subtree_control").write_text("+memory")
            return Group(Path(at, NAME), "memory.max", "memory.events")
    raise OSError("no control group counts memory")
