"""Containers of any size stream: JSON Lines and a WARC of 1 GiB end as articles in bounded memory."""
import json
import os
import random
import shutil
import subprocess
import time

from support.texts import PAGE, made_up
from support.world import World


# Runs only when it is asked for by name.
ON_REQUEST = True


def ingest_watched(options, state, path):
    """Runs winnow ingest and returns its seconds and its peak memory in KiB."""
    begin = time.time()
    process = subprocess.Popen([options.winnow, "ingest", path, "--state", state], stderr=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        try:
            with open(f"/proc/{process.pid}/status") as file:
                peak = max(peak, *(int(line.split()[1]) for line in file if line.startswith("VmHWM")))
        except (OSError, TypeError, ValueError):
            pass
        time.sleep(0.1)
    assert process.returncode == 0, process.returncode
    return time.time() - begin, peak


def run(options):
    world = World(options)
    try:
        figures = []
        lines = os.path.join(world.state, "many.jsonl")
        stock = [made_up(n, paragraphs=1).decode().split("\n")[2] for n in range(500)]
        dice = random.Random(1)
        with open(lines, "w") as file:
            for number in range(options.lines):
                text = f"{dice.choice(stock)} {number} {dice.choice(stock)} {dice.randrange(10**9)}"
                file.write(json.dumps({"title": f"Item {number} of many {dice.randrange(10**9)}", "text": text, "url": f"https://a.example/{number}"}) + "\n")
        archive = os.path.join(world.state, "pages.warc")
        records = 0
        with open(archive, "wb") as file:
            while file.tell() < options.warc_bytes:
                records += 1
                title = b"Page %d of the archive" % records
                text = b"".join(b"<p>%s %d %s</p>" % (dice.choice(stock).encode(), dice.randrange(10**9), dice.choice(stock).encode()) for _ in range(4))
                menu = b"<nav>" + b"".join(b"<li><a href='/section/%d/%d'>Section %d</a></li>" % (n, records, n) for n in range(1200)) + b"</nav>"
                body = PAGE.replace(b"<article>", menu.replace(b"%", b"%%") + b"<article>") % (title, title, text)
                body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
                file.write(b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/%d\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (records, len(body), body))
        for name, path, count in (("JSON Lines", lines, options.lines), ("WARC", archive, records)):
            state = os.path.join(world.state, os.path.basename(path) + ".state")
            size = os.path.getsize(path) / 1e6
            seconds, peak = ingest_watched(options, state, path)
            done = json.loads(subprocess.run([options.winnow, "jobs", "--json", "--state", state], capture_output=True).stdout.splitlines()[0])
            articles = sum(done["counts"].get(kind, 0) for kind in ("indexed", "duplicate"))
            assert articles == count, (name, done)
            assert peak < 700 * 1024, f"{name}: peak memory {peak // 1024} MiB"
            figures.append(f"{name}: {count} articles, {size:.0f} MB, {count / seconds:.0f}/s, peak {peak // 1024} MiB")
            shutil.rmtree(state)
        return "; ".join(figures)
    finally:
        world.close()
