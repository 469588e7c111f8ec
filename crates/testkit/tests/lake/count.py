"""Counts in a lake's files with DuckDB: count.py FOLDER ZONE. Prints one JSON object of sorted lists."""

import json
import sys

import duckdb

lake, zone = sys.argv[1:]
database = duckdb.connect()
database.execute(f"""
    create view manifest as
    select * from read_json('{lake}/manifest/*.json', maximum_object_size = 100000000)
""")
files = database.execute(f"""
    select '{lake}/' || file.path
    from (select unnest(files) as file from manifest where version = (select max(version) from manifest))
""").fetchall()
database.execute(f"create view events as select * from read_parquet({[file for file, in files]!r}, hive_partitioning = true)")


def sorted_rows(sql):
    return sorted([str(cell) for cell in row] for row in database.execute(sql).fetchall())


print(json.dumps({
    "rows": sorted_rows("select count(*) from events"),
    "colors": sorted_rows("""
        select day, properties ->> '$.color', count(*) from events
        where kind = 'track' and event = 'Product Viewed' group by all
    """),
    "visitors": sorted_rows(f"""
        select strftime(timezone('{zone}', "time"), '%Y-%m-%d %H'), count(distinct profile) from events
        where kind = 'page' group by all
    """),
    "revenue": sorted_rows("select day, cast(sum(value) as bigint) from events where event = 'Order Completed' group by all"),
    "decided": sorted_rows(f"""
        select arm, count(distinct profile) from events
        where kind = 'decision' and campaign = 'dialogue' and outcome in ('shown', 'ghost') group by all
    """),
}))
