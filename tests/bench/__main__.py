"""`python -m tests.bench [--quick]`: what the pages cost at two sizes, and an import.

Prints one table and fails when a target is missed. All costs are CPU. A ratio is to a bare
Django view in the same run: one that answers a word to the same person, through the same
middleware. `--quick` measures fewer rounds, at 1,800 and 18,000 people.
"""

import json
import subprocess
import sys
import tempfile

from . import networks

SMALL, LARGE, QUICK_LARGE = 1_800, 180_000, 18_000
LIST_AT_MOST, LIST_GROWS, SEARCH_GROWS, IMPORT_AT_MOST = 40, 1.5, 3, 10
#: A director's chapter is itself a hundred and fifty times larger in the large network.
DIRECTORS_LIST_GROWS = 2


def run(subject, rounds, environment):
    """What a measuring process prints, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.measured", subject, str(rounds)],
        cwd=networks.ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return json.loads(done.stdout)


def page_row(name, small, large):
    """(cells, whether every target is met) of one page."""
    grows = large["ratio"] / small["ratio"]
    targets = [(small["queries"] == large["queries"], "same queries")]
    if name.startswith("roster"):
        most = max(small["ratio"], large["ratio"])
        bound = DIRECTORS_LIST_GROWS if "director" in name else LIST_GROWS
        targets.append((grows <= bound, f"grows at most {bound}x"))
        targets.append((most <= LIST_AT_MOST, f"at most {LIST_AT_MOST}x"))
    if name.startswith("search"):
        targets.append((grows <= SEARCH_GROWS, f"grows at most {SEARCH_GROWS}x"))
    cells = [
        name,
        f"{small['queries']} / {large['queries']}",
        f"{small['ms']:.0f} / {large['ms']:.0f}",
        f"{small['ratio']:.1f} / {large['ratio']:.1f}",
        f"{small['signed_out']:.0f} / {large['signed_out']:.0f}",
        f"{grows:.2f}x",
        ", ".join(text for _, text in targets),
        verdict(targets),
    ]
    return cells, all(met for met, _ in targets)


def import_row(found):
    targets = [(found["ratio"] <= IMPORT_AT_MOST, f"at most {IMPORT_AT_MOST}x a bulk insert")]
    cells = [
        f"import of {found['rows']:,} rows",
        str(found["queries"]),
        f"{found['s'] * 1000:.0f}, bulk {found['bulk_s'] * 1000:.0f}",
        f"{found['ratio']:.1f}",
        "",
        "",
        targets[0][1],
        verdict(targets),
    ]
    return cells, targets[0][0]


def verdict(targets):
    missed = [text for met, text in targets if not met]
    return f"MISSED: {', '.join(missed)}" if missed else "met"


def table(rows):
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        print(
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        )


def main():
    quick = "--quick" in sys.argv
    sizes = (SMALL, QUICK_LARGE if quick else LARGE)
    for members in sizes:
        networks.make(members)
    small, large = (
        run("pages", 3 if quick else 9, networks.environment(members)) for members in sizes
    )
    with tempfile.TemporaryDirectory() as empty:
        imported = run("importing", 3, networks.environment(SMALL) | {"VAR_DIR": empty})
    results = [page_row(name, small[name], large[name]) for name in small]
    results.append(import_row(imported))
    people = " / ".join(f"{members:,}" for members in sizes)
    head = [
        f"at {people}",
        "queries",
        "CPU ms",
        "x bare view",
        "x signed out",
        "grows",
        "targets",
        "",
    ]
    table([head, *(cells for cells, _ in results)])
    sys.exit(0 if all(met for _, met in results) else 1)


if __name__ == "__main__":
    main()
