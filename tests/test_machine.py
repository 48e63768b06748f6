"""Cores and memory that a process may use, read from the files of made-up machines."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from nlpkit.machine import GUESS, available_memory, cores

GIB = 1 << 30
MEMORY = f"MemTotal: {16 << 20} kB\nMemFree: {1 << 20} kB\nMemAvailable: {12 << 20} kB\n"


def machine(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="ascii")
    return root


def test_memory_that_caches_files_is_available(tmp_path: Path) -> None:
    assert available_memory(machine(tmp_path, {"proc/meminfo": MEMORY})) == 12 * GIB


@pytest.mark.parametrize(
    ("group", "files"),
    [
        ("0::/a/b", {"a/memory.max": f"{4 * GIB}\n", "a/b/memory.max": "max\n",
                     "a/memory.current": f"{3 * GIB}\n",
                     "a/memory.stat": f"anon 7\ninactive_file {GIB}\n"}),
        ("0::/of/the/host", {"memory.max": f"{2 * GIB}\n", "memory.current": "0\n"}),
        ("4:memory:/a", {"memory/a/memory.limit_in_bytes": f"{4 * GIB}\n",
                         "memory/a/memory.usage_in_bytes": f"{3 * GIB}\n",
                         "memory/a/memory.stat": f"total_inactive_file {GIB}\n",
                         "memory/memory.limit_in_bytes": "9223372036854771712\n"}),
    ],
    ids=["the group above", "a container that sees its own group", "version 1"],
)  # fmt: skip
def test_the_limit_of_a_container_counts(tmp_path: Path, group: str, files: dict[str, str]) -> None:
    groups = {f"sys/fs/cgroup/{name}": text for name, text in files.items()}
    system = {"proc/meminfo": MEMORY, "proc/self/cgroup": f"{group}\n"}
    assert available_memory(machine(tmp_path, {**system, **groups})) == 2 * GIB


@pytest.mark.parametrize(
    ("group", "files", "expected"),
    [
        ("0::/a", {"a/cpu.max": "150000 100000\n"}, 2),
        ("0::/a", {"a/cpu.max": "max 100000\n"}, 8),
        ("0::/a", {"a/cpu.max": "10000 100000\n"}, 1),
        ("1:cpu,cpuacct:/", {"cpu/cpu.cfs_quota_us": "300000\n",
                             "cpu/cpu.cfs_period_us": "100000\n"}, 3),
        ("1:cpu:/", {"cpu/cpu.cfs_quota_us": "-1\n", "cpu/cpu.cfs_period_us": "100000\n"}, 8),
    ],
)  # fmt: skip
def test_cores_of_a_container(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    group: str,
    files: dict[str, str],
    expected: int,
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)), raising=False)
    groups = {f"sys/fs/cgroup/{name}": text for name, text in files.items()}
    root = machine(tmp_path, {"proc/self/cgroup": f"{group}\n", **groups})
    assert cores(root) == expected


def test_a_system_without_these_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As macOS, where a process is not bound to cores either; at last one that says nothing."""
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 6)
    assert cores(tmp_path) == 6
    assert available_memory(tmp_path) > 0
    monkeypatch.delattr(os, "sysconf", raising=False)
    assert available_memory(tmp_path) == GUESS


def test_this_machine() -> None:
    assert cores() >= 1
    assert available_memory() > 0
