"""Start or continue training on this machine's CPUs, at idle priority, until it is stopped.

The first start prepares the data and begins from the shipped weights. Later starts continue from
the checkpoint. The learning rate is constant; `cooldown.py` runs a cool-down on a copy when weights
are needed. SIGTERM saves and stops.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
SHIPPED = HERE.parent.parent / "nlpkit" / "models" / "ru-en-base"
FOREVER = 100_000  # minutes
PASSIVE = {"OMP_WAIT_POLICY": "passive", "GOMP_SPINCOUNT": "0"}  # beside other work
POOLED = (  # memory is kept between steps
    "glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=2000000000:"
    "glibc.malloc.trim_threshold=8000000000"
)
PROBE = "import torch; a = torch.ones(64, 64, dtype=torch.bfloat16); print(float((a @ a).sum()))"


def fast_bfloat16() -> bool:
    """Return whether the CPU has bfloat16 products and runs them; some virtual machines only list
    them.
    """
    cpu = Path("/proc/cpuinfo")
    listed = cpu.is_file() and any(f in cpu.read_text() for f in ("avx512_bf16", "amx_bf16"))
    return listed and subprocess.run([sys.executable, "-c", PROBE], check=False).returncode == 0


def prepare(work: Path, data: Path) -> None:
    """Make all that training and the exported model need, with the pieces of the shipped model."""
    work.mkdir(parents=True, exist_ok=True)
    shutil.copy(SHIPPED / "source.spm", work / "joint.model")
    shutil.copy(SHIPPED / "vocab.json", work / "vocab.json")
    for step in ("prepare", "dictionary", "lexicon", "switch", "pack", "align"):
        more = [f"--data={data}"] if step == "prepare" else []
        command = [sys.executable, str(HERE / f"{step}.py"), f"--work={work}", *more]
        subprocess.run(command, check=True)


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    args.add_argument("--data", type=Path, default=os.environ.get("NLPKIT_DATA"))
    args.add_argument("--work", type=Path, default=Path(".work/ru-en"))
    args.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    options, more = args.parse_known_args()  # what is left goes to train.py
    if not (options.work / "align.npz").exists():
        if options.data is None:
            args.error("give --data FOLDER or set NLPKIT_DATA")
        prepare(options.work, options.data)
    from_where = ["--resume"] if (options.work / "checkpoint.pt").exists() else []
    command = [
        *("chrt", "--idle", "0", "nice", "-n", "19", sys.executable, str(HERE / "train.py")),
        *(f"--work={options.work}", f"--minutes={FOREVER}", "--encoder-layers=6"),
        *(f"--init-from={SHIPPED}", "--lr=8e-4", "--guide=0.1", "--tokens=4000"),
        *(
            "--round-tokens=800000",
            "--dropout=0.1",
            "--judge-every=60",
            "--bf16" if fast_bfloat16() else "--no-bf16",
        ),
        *from_where,
        *more,
    ]
    os.environ.update(PASSIVE, GLIBC_TUNABLES=POOLED, OMP_NUM_THREADS=str(options.threads))
    os.execvp(command[0], command)


if __name__ == "__main__":
    main()
