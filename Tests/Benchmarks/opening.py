#!/usr/bin/env python3
"""Opening a large file and asking one question: invoq beside DuckDB, whole processes.

    python3 Tests/Benchmarks/opening.py FILE [--runs 5] [--invoq PROGRAM] [--duckdb PROGRAM]

FILE is the online retail file of UCI as CSV (or packed as .xz): one row a line, with InvoiceNo,
StockCode, Description, Quantity, InvoiceDate, UnitPrice, CustomerID and Country. Both programs sum
up quantity x price, exactly. Their runs alternate, so that a busy machine is busy for both; what
counts is the ratio of the medians. DuckDB is measured as its own program, and as the small Python
program that `pip install duckdb-cli` puts before it, where these are found.

Invoq must be built for release: swift build -c release --static-swift-stdlib --product invoq
"""

import argparse
import importlib.util
import os
import statistics
import subprocess
import sys
import tempfile
import time
from decimal import Decimal

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SUM = "select sum(Quantity::decimal(18,0) * UnitPrice::decimal(18,3)) from read_csv('%s')"


def measured(command):
    """Runs a command; its output, wall time, processor time and peak memory in MB."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    output = process.stdout.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 6):
        sys.exit("failed: " + " ".join(command))
    return output, wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def last_number(output):
    """The number in the last line that is one."""
    for line in reversed(output.splitlines()):
        try:
            return Decimal(line.strip().strip('"').split(",")[0])
        except ArithmeticError:
            continue
    sys.exit("no number in: " + output)


def peers(wanted):
    """The forms of DuckDB's command line that are there, by name."""
    found = {}
    if wanted:
        found["duckdb"] = [wanted]
        return found
    package = importlib.util.find_spec("duckdb_cli")
    if package and package.origin:
        own = os.path.join(os.path.dirname(package.origin), "duckdb")
        if os.access(own, os.X_OK):
            found["duckdb"] = [own]
        found["duckdb (pip)"] = [sys.executable, "-m", "duckdb_cli"]
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--invoq", default=os.path.join(ROOT, ".build/release/invoq"))
    parser.add_argument("--duckdb", help="DuckDB's program, where pip has not put it")
    given = parser.parse_args()

    with tempfile.TemporaryDirectory() as folder:
        path = os.path.abspath(given.file)
        if path.endswith(".xz"):
            unpacked = os.path.join(folder, "online_retail.csv")
            with open(unpacked, "wb") as target:
                subprocess.run(["xz", "-dc", path], stdout=target, check=True)
            path = unpacked
        programs = {
            "invoq": [
                given.invoq, path, "-o", "csv", "-c", "invoice_lines sum amount",
                "-c", "credit_lines sum amount",
            ]
        }
        for name, command in peers(given.duckdb).items():
            programs[name] = command + ["-csv", "-noheader", "-c", SUM % path]
        compare(programs, given.runs)


def compare(programs, runs):
    answers = {name: measured(command)[0] for name, command in programs.items()}
    # Documents that come to less than nothing are credits, whose lines are positive.
    numbers = [line for line in answers["invoq"].splitlines() if line and line[0].isdigit()]
    sums = {"invoq": Decimal(numbers[0].split(",")[0]) - Decimal(numbers[1].split(",")[0])}
    sums.update({name: last_number(answers[name]) for name in programs if name != "invoq"})
    if len(set(sums.values())) != 1:
        sys.exit(f"the answers differ: {sums}")

    seen = {name: [] for name in programs}
    for _ in range(runs):
        for name, command in programs.items():
            seen[name].append(measured(command)[1:])
    medians = {
        name: [statistics.median(column) for column in zip(*rows)] for name, rows in seen.items()
    }
    print(f"the answer of all: {sums['invoq']}; medians of {runs} runs, in turn")
    print(f"{'':16}{'wall s':>8}{'least':>8}{'cpu s':>8}{'peak MB':>9}{'ratio':>8}")
    for name, (wall, cpu, peak) in medians.items():
        least = min(row[0] for row in seen[name])
        ratio = medians["invoq"][0] / wall
        print(f"{name:16}{wall:8.3f}{least:8.3f}{cpu:8.3f}{peak:9.0f}{ratio:8.2f}")


if __name__ == "__main__":
    main()
