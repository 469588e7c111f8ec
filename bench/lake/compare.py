"""Compares the lake's questions with DuckDB on the same files: compare.py LAKE_TREND PYTHON FOLDER [ROUNDS].

Each answer is given by a fresh process, the two taking turns; told are medians of how long an answer took, without the start of the
process. Fails when the trend by a property takes more than 1.5 times what DuckDB takes with `crates/lake/tests/duckdb/property.sql`.
"""

import pathlib
import statistics
import subprocess
import sys

QUESTIONS = ["day", "hour", "property", "sum", "visitors", "decided"]
DAYS = "30"
LIMIT = 1.5
ASK = pathlib.Path(__file__).parents[2] / "crates/lake/tests/duckdb/ask.py"


def took_ms(command):
    told = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(told.stderr.split()[-1]), told.stdout


def main(lake_trend, python, folder, rounds="5"):
    ratios = {}
    for question in QUESTIONS:
        ours, theirs = [], []
        for _ in range(int(rounds)):
            ms, answer = took_ms([lake_trend, folder, DAYS, question])
            ours.append(ms)
            ms, other = took_ms([python, ASK, folder, DAYS, question])
            theirs.append(ms)
            assert answer == other, f"{question}: the answers differ"
        lake, duckdb = statistics.median(ours), statistics.median(theirs)
        ratios[question] = lake / duckdb
        print(f"{question:9} lake {lake:6.0f} ms   duckdb {duckdb:6.0f} ms   {ratios[question]:.2f}", flush=True)
    return 0 if ratios["property"] <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
