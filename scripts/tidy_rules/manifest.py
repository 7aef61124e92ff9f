"""The targets of Package.swift, as SwiftPM itself reads them; kept under .build by the manifest's hash."""
import dataclasses
import hashlib
import json
import subprocess

# Modules of a product whose names differ from the product's.
PRODUCT_MODULES = {}


@dataclasses.dataclass
class Target:
    name: str
    kind: str
    path: str
    dependencies: set  # names of modules


def targets(top):
    description = dump(top)
    found = {}
    for target in description["targets"]:
        names = set()
        for dependency in target.get("dependencies", []):
            name = next(iter(dependency.values()))[0]
            names |= PRODUCT_MODULES.get(name, {name})
        folder = "Tests" if target["type"] == "test" else "Sources"
        path = target.get("path") or f"{folder}/{target['name']}"
        found[target["name"]] = Target(target["name"], target["type"], path, names)
    return found


def dump(top):
    digest = hashlib.sha256((top / "Package.swift").read_bytes()).hexdigest()
    kept = top / ".build/tidy" / f"{digest}.json"
    if kept.exists():
        return json.loads(kept.read_text())
    kept.parent.mkdir(parents=True, exist_ok=True)
    # A scratch path of its own, so that a build that runs beside it does not make it wait.
    command = ["swift", "package", "--scratch-path", str(kept.parent / "scratch"), "dump-package"]
    done = subprocess.run(command, cwd=top, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"tidy: swift package dump-package failed; repair Package.swift first:\n{done.stderr}")
    description = json.loads(done.stdout)
    for old in kept.parent.glob("*.json"):
        old.unlink()
    kept.write_text(json.dumps(description))
    return description
