"""Package.swift is the table of imports, and layers only look down."""
import re

from .sources import Finding

IMPORT = re.compile(
    r"^[ \t]*(?:@\w+(?:\(\w+\))?\s+)*(?:(?:public|package|internal|private|fileprivate)\s+)?import\s+"
    r"(?:(?:struct|class|enum|func|protocol|typealias|let|var)\s+)?(\w+)", re.M)


def check(top, files, targets, tables):
    findings = []
    layers = tables["layers"]
    layer_of = {module: name for name, row in layers.items() for module in row["modules"]}
    toolchain = {name for row in layers.values() for name in row["toolchain"]} | set(tables["tests"]["toolchain"])
    imported = {name: {} for name in targets}
    for file in files:
        if file.module not in targets:
            findings.append(Finding("manifest", file.path, 1, f"{file.module} is no target of Package.swift"))
            continue
        for match in IMPORT.finditer(file.code):
            imported[file.module].setdefault(match[1], (file.path, file.line_at(match.start(1))))
    for name, target in targets.items():
        if target.kind == "system":
            continue
        findings += against_manifest(top, target, imported[name], toolchain, targets)
        findings += against_layers(top, target, imported[name], layers, layer_of, tables, toolchain)
    return findings


def against_manifest(top, target, imported, toolchain, targets):
    findings = []
    for module, (path, line) in sorted(imported.items()):
        if module not in target.dependencies and module not in toolchain and module != target.name:
            findings.append(Finding("manifest", path, line, f"{target.name} imports {module}, which Package.swift does not declare for it"))
    manifest = (top / "Package.swift").relative_to(top)
    if not imported and not any((top / target.path).rglob("*.swift")):
        return findings  # a target in C says so with #include
    for module in sorted(target.dependencies - set(imported)):
        known = targets.get(module)
        if target.kind == "test" and known and known.kind == "executable":
            continue  # a test starts a program that it does not import
        findings.append(Finding("manifest", manifest, 1, f"{target.name} declares {module} and does not import it"))
    return findings


def against_layers(top, target, imported, layers, layer_of, tables, toolchain):
    if target.kind == "test":
        allowed = set(tables["tests"]["toolchain"])
        return [
            Finding("layers", path, line, f"tests do not import {module}; see scripts/tidy.toml")
            for module, (path, line) in imported.items() if module in toolchain - allowed
        ]
    manifest = (top / "Package.swift").relative_to(top)
    if target.name not in layer_of:
        return [Finding("layers", manifest, 1, f"{target.name} has no layer; give it one in scripts/tidy.toml")]
    name = layer_of[target.name]
    row = layers[name]
    findings = []
    for module, (path, line) in sorted(imported.items()):
        if module in layer_of:
            if layer_of[module] != name and layer_of[module] not in row["may_import"]:
                findings.append(Finding("layers", path, line, f"{target.name} ({name}) may not import {module} ({layer_of[module]})"))
        elif module in toolchain and module not in row["toolchain"]:
            findings.append(Finding("layers", path, line, f"{target.name} ({name}) may not import {module}: no file, clock or lock there"))
    return findings
