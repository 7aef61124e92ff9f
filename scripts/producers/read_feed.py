"""Reads a change feed with the calls of docs/EXPORT.md, as they stand there, and holds each line against docs/feed.schema.json.

usage: read_feed.py FEED DOCS    prints a line for each reader; exits with 1 where one of them disagrees

The feed is read behind 25,000 lines without a value, so that a reader that guesses from the first ones loses it.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

from read_export import faults

EMPTY_LINES = 25_000


def empty(schema):
    """A value that says nothing."""
    kind = schema["type"]
    if kind == "object":
        return {name: empty(each) for name, each in schema["properties"].items()}
    return [] if kind == "array" else None


def calls(docs):
    """The blocks of code below the feed's heading, by the program that they are for."""
    text = (docs / "EXPORT.md").read_text(encoding="utf-8").split("\n## The change feed\n")[1].split("\n## ")[0]
    blocks = re.findall(r"```(python|sh)\n(.*?)```", text, re.S)
    names = ("duckdb", "polars", "pandas", "jq")
    return {name: code for name in names for _, code in blocks if re.search(rf"^(import .*\b{name}\b|{name} )", code, re.M)}


def strings(value):
    """All texts in a value, as a check that nothing of it was lost on the way."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for each in value.values() for text in strings(each)]
    return [text for each in value for text in strings(each)] if isinstance(value, (list, tuple)) else []


def rows(name, code):
    """What the call makes of the feed, as dictionaries."""
    if name == "jq":
        return [json.loads(line) for line in subprocess.run(["sh", "-c", code], capture_output=True, check=True).stdout.splitlines()]
    found = {}
    exec(compile(code, f"EXPORT.md ({name})", "exec"), found)  # noqa: S102 - the calls that are documented
    feed = found["feed"]
    if name == "duckdb":
        columns = feed.columns
        return [dict(zip(columns, row)) for row in feed.fetchall()]
    return feed.to_dicts() if name == "polars" else feed.to_dict("records")


def main():
    lines = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
    docs = pathlib.Path(sys.argv[2]).absolute()
    schema = json.loads((docs / "feed.schema.json").read_text(encoding="utf-8"))
    found = [fault for line in lines for fault in faults(line, schema)]
    failed = bool(found) or not lines
    print(f"feed by schema: {len(lines)} lines{': ' + found[0] if found else ''}")
    wanted = sorted(text for line in lines for key, value in line.items() if not key.endswith("Time") for text in strings(value))
    documented = calls(docs)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        os.symlink(docs / "feed.schema.json", "feed.schema.json")
        nothing = empty(schema)
        with open("feed.jsonl", "w", encoding="utf-8") as file:
            for number in range(EMPTY_LINES):
                file.write(json.dumps(nothing | {"number": number + 1, "event": "lost"}) + "\n")
            for line in lines:
                file.write(json.dumps(line | {"number": line["number"] + EMPTY_LINES}) + "\n")
        for name in ("duckdb", "polars", "pandas", "jq"):
            fault = None
            try:
                made = [row for row in rows(name, documented[name]) if row["number"] > EMPTY_LINES]
                kept = sorted(text for row in made for key, value in row.items() if not key.endswith("Time") for text in strings(value))
                if name == "jq":
                    newest = {line["id"]: line for line in lines}
                    expected = [line["id"] for line in newest.values() if line["outcome"]]
                    fault = None if [row["id"] for row in made] == expected else "other articles"
                elif len(made) != len(lines) or kept != wanted:
                    fault = f"{len(kept)} texts in {len(made)} lines, expected {len(wanted)} in {len(lines)}"
            except Exception as error:  # noqa: BLE001 - every failure is reported and counted
                fault = f"{type(error).__name__}: {error}"
            failed |= fault is not None
            print(f"feed by {name}: {f'{fault}' if fault else 'every line and text'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
