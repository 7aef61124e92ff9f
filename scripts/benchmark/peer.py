#!/usr/bin/env python3
"""The fastest pipeline that one would put together from libraries: what winnow's throughput is compared with.

usage: peer.py files|json-lines|warc INPUT STATE

resiliparse (lexbor) for the main text, plsfix for damage, rensa's MinHash with banding for copies, SQLite FTS5 for the
index, a commit every 50 documents. No archive of originals, no journal, no metadata, one process. INPUT is a list of
files, one a line, or the container. Prints JSON: documents, processor seconds, seconds.
"""
import json
import os
import pathlib
import resource
import sqlite3
import sys
import time

import plsfix
from rensa import RMinHash, RMinHashLSH
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding
from resiliparse.parse.html import HTMLTree

PERMUTATIONS, BANDS, SHINGLE_WORDS, THRESHOLD, COMMIT_COUNT = 128, 64, 5, 0.4, 50


def of_page(data):
    tree = HTMLTree.parse(bytes_to_str(data, detect_encoding(data)))
    return tree.title or "", extract_plain_text(tree, main_content=True, alt_texts=False, links=False, form_fields=False, noscript=False)


def from_files(path):
    for name in pathlib.Path(path).read_text().split("\n"):
        if name:
            data = pathlib.Path(name).read_bytes()
            yield ("", data.decode("utf-8", "replace")) if name.endswith(".txt") else of_page(data)


def from_json_lines(path):
    import orjson
    with open(path, "rb") as file:
        for line in file:
            record = orjson.loads(line)
            yield record["title"], record["text"]


def from_warc(path):
    from fastwarc.warc import ArchiveIterator, WarcRecordType
    with open(path, "rb") as file:
        for record in ArchiveIterator(file, record_types=WarcRecordType.response):
            yield of_page(record.reader.read())


class Pipeline:
    def __init__(self, state):
        os.makedirs(state, exist_ok=True)
        self.database = sqlite3.connect(os.path.join(state, "index.sqlite"))
        self.database.executescript("""PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
            CREATE TABLE document (id INTEGER PRIMARY KEY, title, body, copy_of);
            CREATE VIRTUAL TABLE text USING fts5 (title, body, content = 'document', content_rowid = 'id');""")
        self.lookup = RMinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS, num_bands=BANDS)
        self.signatures = []

    def copy_of(self, number, body):
        words = body.lower().split()
        signature = RMinHash(num_perm=PERMUTATIONS, seed=1)
        signature.update([" ".join(words[at:at + SHINGLE_WORDS]) for at in range(max(1, len(words) - SHINGLE_WORDS + 1))])
        near = self.lookup.query(signature)
        found = next((other for other in near if signature.jaccard(self.signatures[other]) >= THRESHOLD), None)
        self.lookup.insert(number, signature)
        self.signatures.append(signature)
        return found

    def run(self, documents):
        number = 0
        for title, body in documents:
            title, body = plsfix.fix_text(title), plsfix.fix_text(body)
            copy = self.copy_of(number, body)
            self.database.execute("INSERT INTO document VALUES (?, ?, ?, ?)", (number, title, body, copy))
            self.database.execute("INSERT INTO text (rowid, title, body) VALUES (?, ?, ?)", (number, title, body))
            number += 1
            if number % COMMIT_COUNT == 0:
                self.database.commit()
        self.database.commit()
        return number


def main():
    kind, source, state = sys.argv[1:4]
    begin, used = time.time(), resource.getrusage(resource.RUSAGE_SELF)
    count = Pipeline(state).run({"files": from_files, "json-lines": from_json_lines, "warc": from_warc}[kind](source))
    now = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({"documents": count, "processor": now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime,
                      "seconds": time.time() - begin}))


if __name__ == "__main__":
    main()
