"""Answers a question about a lake's folder with DuckDB: ask.py FOLDER DAYS QUESTION.

The question is the name of an SQL file beside this one, asked of a table `events` that is all files of the sample shop in its days.
Prints lines of bucket, series and value as `lake-sample ask` does, and on the error output how long the answer took.
"""

import datetime
import pathlib
import sys
import time

import duckdb

TOKYO = datetime.timezone(datetime.timedelta(hours=9))
FIRST_DAY = datetime.date(2026, 11, 1)


def bucket(value, question):
    """A bucket as `lake-sample ask` prints it: a day of decisions as a date, else when it begins, in UTC."""
    if question == "decided":
        return str(value)
    midnight = datetime.time()
    local = value if isinstance(value, datetime.datetime) else datetime.datetime.combine(value, midnight)
    begins = local.replace(tzinfo=TOKYO).astimezone(datetime.timezone.utc)
    return begins.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def main(folder, days, question):
    last_day = FIRST_DAY + datetime.timedelta(days=int(days) - 1)
    # Hours go by time, and the first hour of a sample lies on the day before.
    sql = pathlib.Path(__file__).with_name(f"{question}.sql").read_text()
    files = f"{folder}/events/site=s_sample/*/*.parquet"
    database = duckdb.connect()
    database.execute(f"""
        create view events as
        select * from read_parquet('{files}', hive_partitioning = true, hive_types = {{'day': date}})
        where day between '{FIRST_DAY}' and '{last_day}'
    """)
    started = time.perf_counter()
    rows = database.execute(sql).fetchall()
    took_ms = (time.perf_counter() - started) * 1000
    number = (lambda value: str(value)) if question == "decided" else (lambda value: f"{float(value):.3f}")
    lines = [f"{bucket(when, question)}\t{series}\t{number(value)}" for when, series, value in rows]
    print("\n".join(sorted(lines, key=lambda line: line.encode())))
    print(f"took_ms {took_ms:.0f}", file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
