"""No id, digest, time or reason crosses a module as plain text or a plain number."""
import re

from .sources import Finding

PLAIN = r"\[?(?:String|Int|Int64|UInt64)\]?\??"
DECLARATION = re.compile(r"\b(?:package|public)\s+(?:(?:private|package|internal|fileprivate)\(set\)\s+)?((?:\w+\s+)*?)(func|init|var|let)\b\s*[?]?\s*(\w*)")
PARAMETER = re.compile(rf"(?:(\w+)\s+)?(\w+)\s*:\s*(?:borrowing\s+|consuming\s+)?({PLAIN})\s*(?=[,)=\n])")
PROPERTY = re.compile(rf"\s*:\s*({PLAIN})\s*(?=[={{\n])")
RESULT = re.compile(rf"->\s*({PLAIN})\s*(?=[{{\n])")
TELLING = {"id", "ids", "digest", "digests", "time", "times", "reason", "reasons", "lsn", "timestamp"}
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def telling(name):
    parts = [part.lower() for part in WORD.findall(name or "")]
    return bool(parts) and parts[-1] in TELLING


def check(top, files, targets, tables):
    excepted = set(tables["plain_values"])
    shipping = {m for name, row in tables["layers"].items() if name != "doubles" for m in row["modules"]}
    findings = []
    for file in files:
        if file.is_test or file.is_generated or file.module not in shipping:
            continue
        owner = re.search(r"(?:struct|class|enum|actor|protocol|extension)\s+(\w+)", file.code)
        for match in DECLARATION.finditer(file.code):
            for name, kind in plain(file.code, match):
                key = f"{owner[1] if owner else file.path.stem}.{match[3] or match[2]}.{name}".removesuffix(f".{match[3]}")
                if key not in excepted and name not in excepted:
                    what = f"{key} is a plain {kind}; use its type of Model"
                    findings.append(Finding("plain-value", file.path, file.line_at(match.start()), what))
    return findings


def plain(code, match):
    if match[2] in ("var", "let"):
        found = PROPERTY.match(code, match.end())
        return [(match[3], found[1])] if found and telling(match[3]) else []
    end = code.find("{", match.end())
    head = code[match.end(): min(x for x in (end if end > 0 else len(code), match.end() + 1_000))]
    found = [(m[2], m[3]) for m in PARAMETER.finditer(head) if telling(m[2]) or telling(m[1])]
    result = RESULT.search(head + "\n")
    if result and telling(match[3]):
        found.append((match[3], result[1]))
    return found
