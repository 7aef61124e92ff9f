"""The shape of files and folders, and what pure modules and reading commands may call."""
import hashlib
import re

from .sources import Finding

FUNCTION_LINES, FILE_LINES, FOLDER_FILES, LITERAL_BYTES = 70, 500, 14, 50_000
DECLARED = re.compile(
    r"^(\s*)(?:@\w+(?:\([^)]*\))?\s+)*(?:package|public)\s+(?:(?:final|static|class|mutating|nonmutating|indirect|"
    r"nonisolated|override|consuming|borrowing|private\(set\)|package\(set\)|internal\(set\)|fileprivate\(set\)|unsafe)\s+)*"
    r"(func|struct|class|enum|actor|protocol|typealias|init|subscript|var|let)\b")
FUNCTION = re.compile(r"^(\s*)(?:[@\w()]+\s+)*?(?:func\s+\S+|init\b[?!]?|deinit\b|subscript\b)")
TYPE = re.compile(
    r"^(?:@\w+(?:\([^)]*\))?\s+)*((?:(?:package|public|internal|final|indirect|nonisolated)\s+)*)"
    r"(?:struct|class|enum|actor|protocol)\s+(\w+)", re.M)
MARKER = re.compile(r"\b(TODO|FIXME|XXX)\b")
# A file, a clock, the environment: what a pure function cannot see.
IMPURE = re.compile(
    r"\b(FileManager|FileHandle|POSIXFileSystem|fopen|clock_gettime|gettimeofday|getenv|ProcessInfo|ContinuousClock|"
    r"SuspendingClock|Date\(\)|CommandLine|Task\.sleep)\b")
# A function as a lock's whole value: each `withLock` wraps it once more, until a call of it overflows the stack.
LOCKED_FUNCTION = re.compile(r"\bMutex<[^\[\]={}\n]*->")


def check(top, files, targets, tables):
    findings = []
    pure = {m for row in tables["layers"].values() if row.get("pure") for m in row["modules"]}
    reading, opens = set(tables["reading"]["files"]), re.compile("|".join(tables["reading"]["writing_opens"]))
    folders = {}
    for file in files:
        folders.setdefault(file.path.parent, []).append(file)
        findings += literals(file, tables)
        if file.is_generated:
            continue
        if len(file.lines) > FILE_LINES + 1:
            findings.append(Finding("file-lines", file.path, 1, f"file of {len(file.lines) - 1} lines, at most {FILE_LINES}"))
        for number, text in file.comments:
            if MARKER.search(text):
                findings.append(Finding("marker", file.path, number, "a marker for later work; do it or file it"))
        findings += calls(file, LOCKED_FUNCTION, "locked-function", "{} …: put the function into a structure inside of the lock")
        if file.is_test:
            continue
        findings += functions(file) + documentation(file) + one_type(file)
        if file.module in pure:
            findings += calls(file, IMPURE, "pure", "a pure module knows no file, clock or environment: {}")
        if file.path.stem in reading and not file.is_test:
            findings += calls(file, opens, "reading", "a command that reads opens the state for writing: {}")
    for folder, inside in sorted(folders.items()):
        if len(inside) > FOLDER_FILES:
            what = f"folder of {len(inside)} Swift files, at most {FOLDER_FILES}"
            findings.append(Finding("folder-files", folder / inside[0].path.name, 1, what))
    return findings + models(top)


def calls(file, pattern, rule, what):
    return [Finding(rule, file.path, file.line_at(m.start()), what.format(m[0])) for m in pattern.finditer(file.code)]


def literals(file, tables):
    if file.path.stem in tables["standard_tables"]:
        return []
    return [
        Finding("literal", file.path, line, f"a literal of {size} bytes; learned and generated data is a file with a manifest")
        for line, size in file.literals if size > LITERAL_BYTES
    ] + [
        Finding("literal", file.path, number, f"a line of {len(line)} characters; data is a file with a manifest")
        for number, line in enumerate(file.lines, 1) if len(line) > LITERAL_BYTES and not file.is_generated
    ]


def one_type(file):
    types = [m for m in TYPE.finditer(file.code)]
    if len(types) < 2:
        return []
    names = ", ".join(m[2] for m in types)
    return [Finding("one-type", file.path, file.line_at(types[1].start()), f"{len(types)} types in one file: {names}")]


def functions(file):
    findings, number, lines = [], 0, file.code.split("\n")
    while number < len(lines):
        found = FUNCTION.match(lines[number])
        if found:
            indent, end = len(found[1]), number
            while end < len(lines) and "{" not in lines[end]:
                end += 1
                if end < len(lines) and (not lines[end].strip() or end - number > 20):
                    end = number
                    break
            if end < len(lines) and "{" in lines[end] and not lines[end].rstrip().endswith("}"):
                last = end + 1
                while last < len(lines) and not re.match(rf"^\s{{{indent}}}\}}", lines[last]):
                    last += 1
                if last - number + 1 > FUNCTION_LINES:
                    what = f"function of {last - number + 1} lines, at most {FUNCTION_LINES}"
                    findings.append(Finding("function-lines", file.path, number + 1, what))
        number += 1
    return findings


def documentation(file):
    findings = []
    for number, line in enumerate(file.lines):
        found = DECLARED.match(line)
        # A plain stored property or an initializer that only fills them speaks for itself.
        if not found or found[2] in ("let", "var", "init"):
            continue
        above = number - 1
        while above >= 0 and re.match(r"\s*(@|\))", file.lines[above]):
            above -= 1
        if above < 0 or not file.lines[above].lstrip().startswith("///"):
            findings.append(Finding("documentation", file.path, number + 1, "package declaration without a doc comment"))
    return findings


def models(top):
    """Every learned file stands in the manifest with its hash."""
    folder = top / "Sources/LearnedModels"
    if not folder.exists():
        return []
    manifest = folder / "MANIFEST"
    text = manifest.read_text() if manifest.exists() else ""
    findings = []
    for path in sorted(folder.rglob("*.bin")):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if digest not in text or path.name not in text:
            findings.append(Finding("models", path.relative_to(top), 1, "not in MANIFEST with its SHA-256; make it again with its command"))
    return findings
