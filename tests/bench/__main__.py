"""`python -m tests.bench [--quick]`: what pages cost at two sizes, and what files, merges and
places at events do.

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
#: The check does all that the import does and takes it back; its own SQL is one row a line.
CHECK_AT_MOST = 40
#: A merge asks each of the thirty tables that may point to a person what it holds.
MERGE_AT_MOST = 100
EXPORT_AT_MOST = 10
#: To a draft in plain Django of the same requests with the same rows: see `bare`.
REGISTRATION_AT_MOST, SCAN_AT_MOST = 5, 5
#: The month is to raw SQL that reads its rows and works out nothing; see `bare_meetings`.
MONTH_AT_MOST, MEETING_AT_MOST = 12, 5
#: A page that is kept, to a bare view through all of the middleware.
KEPT_AT_MOST = 1.5
#: A hub shows at most fifty of those in it; the list shows every caucus there is.
HUB_GROWS, LIST_OF_CAUCUSES_GROWS, NETWORK_GROWS = 2, 3, 1.5


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
        targets.append((grows <= LIST_GROWS, f"grows at most {LIST_GROWS}x"))
        targets.append((most <= LIST_AT_MOST, f"at most {LIST_AT_MOST}x"))
    if name == "caucus hub":
        targets.append((grows <= NETWORK_GROWS, f"grows at most {NETWORK_GROWS}x"))
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


def sizes_row(name, small, large, most=None):
    """A page whose number of queries has to be the same at both sizes; it may grow so much."""
    targets = [(small["queries"] == large["queries"], "same queries")]
    if most is not None:
        grows = large["ratio"] / small["ratio"]
        targets.append((grows <= most, f"grows at most {most}x"))
    cells = [
        name,
        f"{small['queries']} / {large['queries']}",
        f"{small['ms']:.0f} / {large['ms']:.0f}",
        f"{small['ratio']:.1f} / {large['ratio']:.1f}",
        "",
        f"{large['ratio'] / small['ratio']:.2f}x",
        ", ".join(text for _, text in targets),
        verdict(targets),
    ]
    return cells, all(met for met, _ in targets)


def work_row(name, found, bare, most, *, queries=""):
    """Work that is told as a multiple of the SQL it cannot do without."""
    targets = [(found["ratio"] <= most, f"at most {most}x its SQL")]
    cells = [
        name,
        str(found.get("queries", queries)),
        f"{found['s'] * 1000:.0f}, SQL {found[bare] * 1000:.1f}",
        f"{found['ratio']:.1f}",
        "",
        "",
        targets[0][1],
        verdict(targets),
    ]
    return cells, targets[0][0]


def desk_rows(sizes, rounds):
    """The desk's lists at both sizes, a file taken away, a file checked, two records joined."""
    small, large = (run("rosters", rounds, networks.environment(members)) for members in sizes)
    rows = [sizes_row(name, small["lists"][name], large["lists"][name]) for name in small["lists"]]
    export = small["export"]
    rows.append(work_row(f"export of {export['rows']:,}", export, "raw_s", EXPORT_AT_MOST))
    files = in_a_new_database("previews")
    name = f"of {files['rows']:,} rows at the desk"
    rows.append(work_row(f"check {name}", files["check"], "bulk_s", CHECK_AT_MOST))
    rows.append(work_row(f"import {name}", files["import"], "bulk_s", IMPORT_AT_MOST))
    merge = in_a_new_database("merging")
    rows.append(work_row(f"merge with {merge['rows']} rows", merge, "sql_s", MERGE_AT_MOST))
    return rows


def caucus_rows(sizes, rounds):
    """Hub and list by what they show, in the small network; and the larger ones in both."""
    small, large = (run("caucuses", rounds, networks.environment(members)) for members in sizes)
    rows = []
    for name, by_size in small.items():
        few, many = by_size
        most = LIST_OF_CAUCUSES_GROWS if name == "list" else HUB_GROWS
        what = "caucuses" if name == "list" else "members"
        said = f"caucus {name}, {few} / {many} {what}"
        rows.append(sizes_row(said, by_size[few], by_size[many], most))
        said = f"caucus {name}, {many} {what}"
        rows.append(sizes_row(said, by_size[many], large[name][many], NETWORK_GROWS))
    return rows


def site_rows(rounds):
    """Public pages made anew and kept, in the small network."""
    found = run("site", rounds, networks.environment(SMALL))
    return [site_row(name, one) for name, one in found.items()]


def site_row(name, found):
    targets = []
    if name.endswith("kept"):
        targets = [
            (found["ratio"] <= KEPT_AT_MOST, f"at most {KEPT_AT_MOST}x a bare view"),
            (found["queries"] == 1, "one query"),
        ]
    cells = [
        name,
        str(found["queries"]),
        f"{found['ms']:.1f}",
        f"{found['ratio']:.1f}",
        "",
        "",
        ", ".join(text for _, text in targets),
        verdict(targets) if targets else "",
    ]
    return cells, all(met for met, _ in targets)


def event_rows(rounds):
    """A place taken and a ticket scanned, alone and by many at once, on each database there is."""
    rows = []
    for database, found in (
        ("SQLite", in_a_new_database("events", rounds)),
        ("PostgreSQL", on_postgres("events", rounds)),
    ):
        rows += [event_row(f"{name}, {database}", one) for name, one in found.items()]
    return rows


def meeting_rows(rounds):
    """A month of open times, and a meeting booked with one host by many at once."""
    rows = []
    for database, found in (
        ("SQLite", in_a_new_database("meetings", rounds)),
        ("PostgreSQL", on_postgres("meetings", rounds)),
    ):
        rows += [meeting_row(f"{name}, {database}", one) for name, one in found.items()]
    return rows


def meeting_row(name, found):
    most = MONTH_AT_MOST if name.startswith("times") else MEETING_AT_MOST
    targets = [(found["ratio"] <= most, f"at most {most}x plain Django")]
    if "same" in found:
        targets.append((found["same"], "same queries with 0 and 200 booked"))
    if "failed" in found:
        targets.append((not found["failed"], "nobody is turned away"))
    waits = f", waits {found['median']:.0f} to {found['longest']:.0f}" if "longest" in found else ""
    cells = [
        name,
        str(found.get("queries", "")),
        f"{found['ms']:.0f}{waits}",
        f"{found['ratio']:.1f}",
        "",
        "",
        ", ".join(text for _, text in targets),
        verdict(targets),
    ]
    return cells, all(met for met, _ in targets)


def event_row(name, found):
    scans, targets = name.startswith("scan"), []
    most = SCAN_AT_MOST if scans else REGISTRATION_AT_MOST
    if not name.startswith("event page"):
        targets.append((found["ratio"] <= most, f"at most {most}x plain Django"))
    if "failed" in found:
        targets.append((not found["failed"], "nobody is turned away"))
    raw = f", SQL {found['raw_ms']:.2f}" if "raw_ms" in found else ""
    waits = f", waits {found['median']:.0f} to {found['longest']:.0f}" if "longest" in found else ""
    cells = [
        name,
        str(found.get("queries", "")),
        f"{found['ms']:.0f}{raw}{waits}",
        f"{found['ratio']:.1f}",
        "",
        "",
        ", ".join(text for _, text in targets),
        verdict(targets),
    ]
    return cells, all(met for met, _ in targets)


def on_postgres(subject, rounds):
    """In a throw-away cluster; nothing where no server is to be found."""
    command = [sys.executable, "-m", "tests.postgres", sys.executable, "-m", "tests.bench.measured"]
    with tempfile.TemporaryDirectory() as empty:
        done = subprocess.run(
            [*command, subject, str(rounds)],
            cwd=networks.ROOT,
            env=networks.environment(SMALL) | {"VAR_DIR": empty},
            stdout=subprocess.PIPE,
            check=True,
            text=True,
        )
    return json.loads(done.stdout or "{}")


def in_a_new_database(subject, rounds=3):
    with tempfile.TemporaryDirectory() as empty:
        return run(subject, rounds, networks.environment(SMALL) | {"VAR_DIR": empty})


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
    results = [page_row(name, small[name], large[name]) for name in small]
    results.append(import_row(in_a_new_database("importing")))
    results += desk_rows(sizes, 2 if quick else 5)
    results += caucus_rows(sizes, 2 if quick else 5)
    results += site_rows(2 if quick else 5)
    results += event_rows(1 if quick else 3)
    results += meeting_rows(1 if quick else 3)
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
