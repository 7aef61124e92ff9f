"""The figures by which the structure is judged, for this checkout and for others beside it."""
import pathlib
import re

from . import shape, sources

ASSERT = re.compile(r"\b(assert|precondition|assertionFailure|preconditionFailure)\(")
# Folders of Tests/Fixtures that are not called as the module that they test.
FIXTURES = {"repair": "TextRepair", "pages": "Extraction", "formats": "Formats", "trees": "HTMLTree", "json": "JSONTree", "states": "State", "duplicates": "NearDuplicates"}


def show(top, others):
    columns = [measure(top)] + [measure(path.resolve()) for path in others]
    names = ["this"] + [path.resolve().name for path in others]
    print("figure".ljust(34) + "".join(name.rjust(14) for name in names))
    for key in columns[0]["total"]:
        print(key.ljust(34) + "".join(column["total"][key].rjust(14) for column in columns))
    for name, column in zip(names, columns):
        print(f"\n{name}: by module")
        print("  module              source  tests  fixtures  tests:source  with fixtures  asserts a kloc")
        for module, row in sorted(column["modules"].items()):
            source = max(1, row["source"])
            print(f"  {module:18s} {row['source']:7d} {row['tests']:6d} {row['fixtures']:9d} {row['tests'] / source:13.2f} "
                  f"{(row['tests'] + row['fixtures']) / source:14.2f} {1000 * row['asserts'] / source:15.1f}")
    return 0


def measure(top):
    files = sources.load(top)
    modules = {}

    def row(name):
        return modules.setdefault(name, {"source": 0, "tests": 0, "fixtures": 0, "asserts": 0})

    folders = {}
    violations = 0
    for file in files:
        lines = len(file.lines) - 1
        folders[file.path.parent] = folders.get(file.path.parent, 0) + 1
        if file.is_test:
            row(file.module.removesuffix("Tests"))["tests"] += lines
        elif not file.is_generated:
            row(file.module)["source"] += lines
            row(file.module)["asserts"] += len(ASSERT.findall(file.code))
            violations += len(shape.one_type(file))
    for path in (top / "Tests").rglob("*"):
        parts = path.relative_to(top).parts
        if path.is_file() and "Fixtures" in parts and path.suffix not in (".bin", ".zst", ".sqlite"):
            place = parts[parts.index("Fixtures") + 1] if parts[1] == "Fixtures" else parts[1].removesuffix("Tests")
            row(FIXTURES.get(place, place))["fixtures"] += path.read_bytes().count(b"\n")
    handwritten = sum(r["source"] for r in modules.values())
    tests = sum(r["tests"] for r in modules.values())
    fixtures = sum(r["fixtures"] for r in modules.values())
    asserts = sum(r["asserts"] for r in modules.values())
    scripts = sum(path.read_bytes().count(b"\n") for path in (top / "Tests").rglob("*.py"))
    old = top / "scripts/e2e"  # where older checkouts have them
    scripts += old.read_bytes().count(b"\n") if old.exists() else 0
    size = sum(path.stat().st_size for path in (top / "Sources").rglob("*.swift"))
    widest = max((count, str(folder)) for folder, count in folders.items() if str(folder).startswith("Sources"))
    total = {
        "hand-written lines of Sources": f"{handwritten:,}",
        "lines of Tests": f"{tests:,}",
        "lines of fixtures": f"{fixtures:,}",
        "lines of end-to-end cases": f"{scripts:,}",
        "Swift of Sources, MB": f"{size / 1e6:.2f}",
        "tests : source": f"{tests / handwritten:.2f}",
        "tests with fixtures : source": f"{(tests + fixtures) / handwritten:.2f}",
        "asserts a kloc": f"{1000 * asserts / handwritten:.1f}",
        "files in the widest folder": f"{widest[0]}",
        "files with several types": f"{violations}",
    }
    return {"total": total, "modules": modules}
