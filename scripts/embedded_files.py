"""Writes the files of Sources/LearnedModels: header, payload, and the entry in MANIFEST.

Imported by the scripts that train models and make tables. A file is a header of 32 bytes and a
payload, all numbers little-endian:

  0  8 bytes   magic "WINNOWDT"
  8  u32       version of the payload's layout
 12  u32       0
 16  u64       bytes of payload
 24  u64       FNV-1a (64 bits) of the payload

`Sources/EmbeddedData` reads them.
"""
import hashlib
import pathlib
import struct

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "Sources/LearnedModels"
MAGIC = b"WINNOWDT"
FIELDS = ("sha256", "command", "data", "licence")
INTRODUCTION = """\
# What the files of this folder are, and how each is made again. `sha256` is that of the whole file;
# EmbeddedDataTests compare it with what is built in. Written by scripts/embedded_files.py.
"""


def fnv1a(data):
    value = 0xCBF29CE484222325
    for byte in data:
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return value


def read_manifest():
    """The entries of MANIFEST by file name."""
    entries, name = {}, None
    path = FOLDER / "MANIFEST"
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
        if line.startswith("#") or not line.strip():
            continue
        if not line.startswith(" "):
            name = line.strip()
            entries[name] = {}
        else:
            field, _, value = line.strip().partition(": ")
            entries[name][field] = value
    return entries


def content(version, payload):
    """A whole file: header and payload."""
    return MAGIC + struct.pack("<IIQQ", version, 0, len(payload), fnv1a(payload)) + payload


def write(name, version, payload, command, data, licence):
    """Writes the file `name`.bin and its entry.

    `command` makes the file again from `data`, whose licence is `licence`.
    """
    whole = content(version, payload)
    file = f"{name}.bin"
    (FOLDER / file).write_bytes(whole)
    entries = read_manifest()
    entries[file] = dict(sha256=hashlib.sha256(whole).hexdigest(), command=command, data=data, licence=licence)
    lines = [INTRODUCTION]
    for entry in sorted(entries):
        lines += [entry + "\n"] + [f"  {field}: {entries[entry][field]}\n" for field in FIELDS] + ["\n"]
    (FOLDER / "MANIFEST").write_text("".join(lines).rstrip("\n") + "\n", encoding="utf-8")
    print(f"{file}: {len(whole)} bytes")
