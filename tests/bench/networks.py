"""The demo's network at two sizes, each in a database of its own, kept between runs."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "var" / "bench"
SEED = 1


def folder(members: int) -> Path:
    """Where a network of this size lies. Other migrations mean another network."""
    state = hashlib.sha256()
    for path in sorted(ROOT.glob("*/migrations/*.py")):
        state.update(path.read_bytes())
    return KEPT / f"{members}-{state.hexdigest()[:10]}"


def environment(members: int) -> dict:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return kept | {"VAR_DIR": str(folder(members)), "DEBUG": "1", "DEMO": "1"}


def make(members: int) -> None:
    """Build the network unless it is there; one that was cut short is built anew."""
    where = folder(members)
    if (where / "ready").exists():
        return
    print(f"Making a network of {members:,} people in {where.relative_to(ROOT)}", flush=True)
    size = ["--members", str(members), "--seed", str(SEED)]
    subprocess.run(
        [sys.executable, "manage.py", "demo", "--fresh", *size],
        cwd=ROOT,
        env=environment(members),
        check=True,
        stdout=subprocess.DEVNULL,
    )
    (where / "ready").touch()
