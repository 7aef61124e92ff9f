"""Words that docs/GLOSSARY.md has retired, in names and in comments."""
import re

from .sources import Finding

WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
NAME = re.compile(r"\b[A-Za-z_]\w*\b")


def check(top, files, targets, tables):
    everywhere, names_only = retired(top)
    seen = {}
    findings = []
    for file in files:
        if file.is_generated:
            continue
        for match in NAME.finditer(file.code):
            name = match[0]
            if name not in seen:
                seen[name] = first(everywhere + names_only, " ".join(part.lower() for part in WORD.findall(name)))
            if seen[name]:
                word, instead = seen[name]
                what = f"“{word}” in {name} is retired; the word is “{instead}”"
                findings.append(Finding("words-names", file.path, file.line_at(match.start()), what))
        for number, text in file.comments:
            for offset, line in enumerate(text.split("\n")):
                found = first(everywhere, " ".join(part.lower() for part in WORD.findall(line)))
                if found:
                    what = f"“{found[0]}” is retired; the word is “{found[1]}”"
                    findings.append(Finding("words-comments", file.path, number + offset, what))
    return findings


def first(patterns, text):
    for pattern, word, instead in patterns:
        if pattern.search(text):
            return word, instead
    return None


def retired(top):
    """The retired words of the glossary, each with the word that is used instead."""
    both, names = [], []
    for line in (top / "docs/GLOSSARY.md").read_text().splitlines():
        cells = [cell.strip() for cell in line.strip().split("|")[1:-1]]
        if len(cells) != 4 or cells[0] in ("word", "") or set(cells[0]) == {"-"}:
            continue
        for cell, into in ((cells[2], both), (cells[3], names)):
            for word in filter(None, (part.strip() for part in cell.split(","))):
                into.append((re.compile(rf"\b{re.escape(word.lower())}\b"), word, cells[0]))
    return both, names
