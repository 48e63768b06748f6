"""Finds the cores and the memory that this process may use, within the limits of containers.

Linux provides both in small files. Without these files, the standard library's answer is used.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path("/")
GUESS = 4 << 30  # bytes of memory, where the system does not say


def cores(root: Path = ROOT) -> int:
    """Return the number of cores that this process may use, at least one."""
    # macOS binds no process to cores.
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    shares = [math.ceil(share) for share in _shares(root)]
    return max(1, min([allowed or 1, *shares]))


def available_memory(root: Path = ROOT) -> int:
    """Return the bytes that are available without swapping: free memory and file caches."""
    return max(0, min([_available_to_all(root), *_left_in_groups(root)]))


def _available_to_all(root: Path) -> int:
    for line in _read(root / "proc/meminfo").splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) * 1024
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return GUESS


def _left_in_groups(root: Path) -> Iterator[int]:
    """Yield the memory in bytes that each control group has left within its limit."""
    for folder in _groups("memory", root):
        for limit, used, cached in (
            ("memory.max", "memory.current", "inactive_file"),
            ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"),
        ):
            allowed = _number(_read(folder / limit))
            if allowed is not None:
                counts = dict(line.split() for line in _read(folder / "memory.stat").splitlines())
                caches = _number(counts.get(cached, "")) or 0
                yield allowed - (_number(_read(folder / used)) or 0) + caches


def _shares(root: Path) -> Iterator[float]:
    """Yield the number of cores that each control group allows."""
    for folder in _groups("cpu", root):
        quota, _, period = _read(folder / "cpu.max").partition(" ")
        quota = quota or _read(folder / "cpu.cfs_quota_us")
        period = period or _read(folder / "cpu.cfs_period_us")
        time, of = _number(quota), _number(period)
        if time is not None and of is not None and time > 0 < of:
            yield time / of


def _groups(controller: str, root: Path) -> Iterator[Path]:
    """Yield the folders of the control groups that this process is in, those above them included.

    A limit of a group holds for all groups in it. In a container the path that the system names may
    be one of the host's; then the folder at the top is the container's own.
    """
    base = root / "sys/fs/cgroup"
    for line in _read(root / "proc/self/cgroup").splitlines():
        _, controllers, path = line.split(":", 2)
        if not controllers:  # version 2 has one tree for all controllers
            tops = [base, base / "unified"]
        elif controller in controllers.split(","):
            tops = [base / controller]
        else:
            continue
        for top in tops:
            group = top / path.strip("/")
            yield group
            yield from (above for above in group.parents if above.is_relative_to(top))


def _number(text: str) -> int | None:
    """Return the number, or None for `max` and for a missing value."""
    return int(text) if text.strip().lstrip("-").isdecimal() else None


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except (OSError, ValueError):
        return ""
