#!/usr/bin/env python3
"""How long a payment takes until it is saved, beside a bare append and fsync in the same run.

    posting.py PROGRAM BOOK [COUNT]

BOOK is a book that `invoq import … --into BOOK` has made; it is changed by COUNT payments of a cent.
Each is a whole run of the program, from its start to its end, in turn with an append of as many bytes
to a file beside the book. What is asked for is 20 ms more than the bare append.
"""
import os
import statistics
import subprocess
import sys
import time


def run(*words):
    start = time.perf_counter()
    done = subprocess.run(words, capture_output=True, text=True)
    return time.perf_counter() - start, done


def main():
    program, book = sys.argv[1], sys.argv[2].rstrip("/")
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 40
    question = f"invoices where open and owed > 1 take {count * 40} show number"
    numbers = run(program, book, "-o", "csv", "-c", question)[1].stdout.split()[1:]
    beside = book + ".bare"
    file = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    times = {"post": [], "bare append and fsync": [], "ask": []}
    for number in numbers:
        if len(times["post"]) == count:
            break
        took, done = run(program, book, "--yes", "-c", f'pay #{number} 0.01 ref "b {number}"')
        if "saved as" not in done.stdout:
            continue
        times["post"].append(took)
        start = time.perf_counter()
        os.write(file, bytes(200))
        os.fsync(file)
        times["bare append and fsync"].append(time.perf_counter() - start)
        times["ask"].append(run(program, book, "-c", f"#{number} show owed")[0])
    os.close(file)
    os.unlink(beside)
    for name, all_of_them in times.items():
        low, middle = min(all_of_them) * 1000, statistics.median(all_of_them) * 1000
        print(f"{name:22} median {middle:6.1f} ms, fastest {low:6.1f} ms, of {len(all_of_them)}")
    more = [a - b for a, b in zip(times["post"], times["bare append and fsync"])]
    print(f"{'post without a sync':22} median {statistics.median(more) * 1000:6.1f} ms")


main()
