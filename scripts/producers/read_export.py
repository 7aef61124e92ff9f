"""Reads an export with pandas and DuckDB, and holds each line against docs/export.schema.json.

usage: read_export.py EXPORT SCHEMA    prints a line for each reader; exits with 1 where one of them disagrees
"""
import json
import re
import sys

KINDS = dict(object=dict, array=list, string=str, boolean=bool, integer=int, number=(int, float))


def faults(value, schema, place="line"):
    """What a value has that its schema does not allow."""
    kind = schema["type"]
    if isinstance(kind, list):
        # A value of its kind, or none.
        if value is None:
            return []
        kind = kind[0]
    if not isinstance(value, KINDS[kind]) or (isinstance(value, bool) and kind != "boolean"):
        return [f"{place}: {type(value).__name__} instead of {kind}"]
    if kind == "object":
        known = schema["properties"]
        found = [f"{place}: {name} is unknown" for name in value if name not in known]
        found += [f"{place}: {name} is missing" for name in schema.get("required", []) if name not in value]
        return found + [fault for name in value if name in known for fault in faults(value[name], known[name], f"{place}.{name}")]
    if kind == "array":
        return [fault for element in value for fault in faults(element, schema["items"], place + "[]")]
    if value not in schema.get("enum", [value]):
        return [f"{place}: {value!r} is not one of {schema['enum']}"]
    if "pattern" in schema and not re.search(schema["pattern"], value):
        return [f"{place}: {value!r} is not of the form {schema['pattern']}"]
    return []


def by_schema(path, schema):
    lines = [json.loads(line) for line in open(path, encoding="utf-8")]
    found = [fault for line in lines for fault in faults(line, schema)]
    return len(lines), found[0] if found else None


def by_pandas(path, schema):
    import pandas
    frame = pandas.read_json(path, lines=True, dtype=False)
    times = pandas.to_datetime(frame["publishedTime"], utc=True)
    days = frame["publishedDay"].dropna()
    sound = set(frame.columns) <= set(schema["properties"]) and times.notna().any() and (days.str.len() == 10).all()
    return len(frame), None if sound else "columns or dates are not what the schema says"


def by_duckdb(path, schema):
    import duckdb
    table = f"read_json('{path}', format = 'newline_delimited', sample_size = -1, maximum_object_size = 67108864)"
    database = duckdb.connect()
    count = database.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0]
    rows = database.execute(
        f"SELECT publishedDay, publisher.name, headline FROM {table} WHERE publishedTime IS NOT NULL ORDER BY publishedDay").fetchall()
    days = [str(row[0]) for row in rows]
    return count, None if rows and days == sorted(days) else "no dates in order"


def main():
    path, schema = sys.argv[1], json.load(open(sys.argv[2], encoding="utf-8"))
    results = {read.__name__.removeprefix("by_"): read(path, schema) for read in (by_schema, by_pandas, by_duckdb)}
    count = results["schema"][0]
    failed = False
    for name, (number, fault) in results.items():
        fault = fault or (None if number == count else f"expected {count}")
        failed |= fault is not None
        print(f"export by {name}: {number} articles{f': {fault}' if fault else ''}")
    return 1 if failed or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
