"""Counts, offsets and lengths that a file states are arithmetic that cannot trap.

A file may state any number; `+`, `-`, `*` and `Int(…)` on it end the process where it is extreme. Names that hold such
numbers stand in scripts/tidy.toml under [file_numbers], by module. A place that has looked at the number before says so:
`// checked: why` on the line or the one above.
"""
import re

from .sources import Finding

# What cannot trap: wrapping, saturating or reported arithmetic.
SAFE = re.compile(r"&[+\-*]|ReportingOverflow|clamping:|exactly:|truncatingIfNeeded:|multipliedFullWidth")


def check(top, files, targets, tables):
    findings = []
    for module, names in tables["file_numbers"].items():
        # Constants of a type (`Digest.byteCount`) are the program's own.
        word = rf"(?:[a-z]\w*\.)*(?:{'|'.join(names)})\b"
        trap = re.compile(rf"(?<![\w.])(?:Int\(\s*{word}\s*\)|{word}\)?\s+[+\-*]=?\s|[\w)]\s+[+\-*]=?\s+\(?{word})")
        for file in files:
            if file.is_test or file.is_generated or file.module != module:
                continue
            for number, line in enumerate(file.code.split("\n"), 1):
                if not trap.search(line) or SAFE.search(line):
                    continue
                around = "\n".join(file.lines[max(0, number - 2):number])
                if "checked:" in around:
                    continue
                what = f"“{trap.search(line)[0].strip()}” may trap on what a file states; use &+, ReportingOverflow or clamping"
                findings.append(Finding("file-number", file.path, number, what))
    return findings
