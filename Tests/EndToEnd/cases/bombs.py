"""Bombs end as rejected: limit, or as what little they hold, in bounded memory and time."""
import json
import os
import shutil
import subprocess
import tempfile
import time


def zstd_bomb(blocks):
    """A zstd frame of blocks that each repeat one byte 128 Ki times."""
    frame = b"\x28\xb5\x2f\xfd\x00\x58"
    for block in range(1, blocks + 1):
        frame += ((1 << 17) << 3 | 1 << 1 | (block == blocks)).to_bytes(3, "little") + b"a"
    return frame


def run(options):
    import gzip
    import io
    import zipfile
    import zlib
    folder = tempfile.mkdtemp(prefix="winnow-bombs-")

    def pressed(times):
        """A page that gzip makes some thousand times smaller, in pieces: this process is to stay small."""
        press = zlib.compressobj(9, zlib.DEFLATED, 31)
        return press.compress(b"<p>") + b"".join(press.compress(b"a " * (1 << 19)) for _ in range(times)) + press.flush()

    try:
        page = pressed(256)
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(16):
                with archive.open(f"{number}.html", "w") as entry:
                    for _ in range(64):
                        entry.write(b"<p>" + b"a" * (1 << 20))
        text = b"<p>" + b"The council voted. " * 1000
        response = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Type: text/html\r\n\r\n" + page
        record = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (len(response), response)
        laughs = b"<!DOCTYPE a [" + b"".join(b"<!ENTITY l%d '%s'>" % (n + 1, b"&l%d;" % n * 10) for n in range(9)) + b"]><rss><channel><item><title>&l9;</title></item></channel></rss>"
        # What stands first, what is repeated, how often, what stands last; and the reason that must be given.
        bombs = {
            "page.gz": (page, b"", 0, b"", "limit"), "twice.gz": (gzip.compress(page), b"", 0, b"", "limit"),
            "frame.zst": (zstd_bomb(16384), b"", 0, b"", "limit"), "packed.zip": (packed.getvalue(), b"", 0, b"", "limit"),
            "thrice.gz": (gzip.compress(gzip.compress(gzip.compress(text))), b"", 0, b"", "limit"),
            "response.txt": (response, b"", 0, b"", "limit"), "record.warc": (record, b"", 0, b"", "limit"),
            "head.txt": (b"HTTP/1.1 200 OK\r\n", b"X: y\r\n", 8 << 20, b"", "limit"), "blanks.txt": (b"", b" ", 64 << 20, b"", "limit"),
            "deep.json": (b"", b"[", 32 << 20, b"", None), "wide.json": (b"", b'{"a":', 8 << 20, b"", None),
            "deep.html": (b"<html><body>", b"<div>", 4 << 20, b"", None), "laughs.xml": (laughs, b"", 0, b"", None),
            "quotes.csv": (b"title,text\n", b'"', 48 << 20, b"", None), "commas.json": (b'{"title":"a","text":"b","author":"', b",", 3 << 20, b'"}', None),
            "byline.txt": (b"A title\n\nBy ", b", ", 3 << 20, b"\n\n" + text[3:], None),
            "line.txt": (b"A title\n\n", b"word ", 12 << 20, b"", None),
            "parts.eml": (b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n", b"--x\n\n", 6 << 20, b"", None),
        }
        worst = ("", 0)
        for name, (first, unit, count, last, reason) in bombs.items():
            path = os.path.join(folder, name)
            with open(path, "wb") as file:
                file.write(first)
                for _ in range(count >> 16):
                    file.write(unit * (1 << 16))
                file.write(last)
            with open(os.path.join(folder, "out"), "wb") as out:
                begin = time.time()
                process = subprocess.Popen([options.winnow, "preview", "--json", path], stdout=out, stderr=subprocess.DEVNULL)
                _, status, usage = os.wait4(process.pid, 0)
                process.returncode = os.waitstatus_to_exitcode(status)
            assert process.returncode in (0, 1), (name, process.returncode)
            with open(os.path.join(folder, "out"), encoding="utf-8", errors="replace") as out:
                documents = [json.loads(line) for line in out]
            assert documents, name
            if reason:
                assert any(d.get("reason") == reason for d in documents), (name, [d.get("reason") for d in documents][:5])
            assert usage.ru_maxrss < 1200 * 1024, f"{name}: peak memory {usage.ru_maxrss // 1024} MiB"
            assert usage.ru_utime < 60, f"{name}: {usage.ru_utime:.0f} s"
            worst = max(worst, (name, usage.ru_maxrss), key=lambda pair: pair[1])
            if options.only:
                print(f"      {name}: {os.path.getsize(path) >> 10} KiB, {documents[0].get('reason') or documents[0]['outcome']}, peak {usage.ru_maxrss >> 10} MiB, {usage.ru_utime:.1f} s", flush=True)
            os.unlink(path)
        return f"{len(bombs)} bombs, peak memory {worst[1] >> 10} MiB ({worst[0]})"
    finally:
        shutil.rmtree(folder)
