"""Rebuild makes the same export, audit finds nothing, a second process on the state exits 75 and names the
holder."""
import json
import os
import subprocess

from support.texts import made_up
from support.world import World


def run(options):
    world = World(options)
    try:
        world.start()
        for number in range(300):
            world.drop(f"r{number}.txt", made_up(number % 250), source="wire")
        world.drop("many.jsonl", b"".join(json.dumps({"title": f"Item {n} of many", "content": made_up(1000 + n).decode()}).encode() + b"\n" for n in range(200)))
        world.drop("page.html.json", json.dumps({"url": "https://example.org/page", "date_publish": "2031-03-04 10:00:00"}).encode())
        world.drop("page.html", b"<html><head><title>A page</title></head><body><article><h1>A page with a sidecar</h1>" + b"".join(b"<p>" + p + b"</p>" for p in made_up(4242).split(b"\n\n")) + b"</article></body></html>")
        world.settled(302)
        second = subprocess.run([options.winnowd, "--state", world.state], capture_output=True)
        assert second.returncode == 75 and b"winnowd" in second.stderr, (second.returncode, second.stderr)
        beside = subprocess.run([options.winnow, "rebuild", "--state", world.state], capture_output=True)
        assert beside.returncode == 75, beside
        world.stop()
        before = world.winnow("export", binary=True)
        world.winnow("audit")
        assert subprocess.run([options.winnow, "audit", "--state", world.state], capture_output=True).returncode == 0
        for name in os.listdir(world.state):
            if name.startswith("ledger.sqlite"):
                os.unlink(os.path.join(world.state, name))
        world.winnow("rebuild")
        assert world.winnow("export", binary=True) == before, "the rebuilt export differs"
        # The next life knows what the first one decided, from containers too.
        world.start()
        world.drop("again.txt", made_up(3))
        world.settled(303)
        assert [job["outcome"] for job in world.jobs() if job["file"] == "again.txt"] == ["duplicate"]
        world.stop()
        assert subprocess.run([options.winnow, "audit", "--state", world.state], capture_output=True).returncode == 0
        return f"{before.count(bytes([10]))} articles, byte for byte"
    finally:
        world.close()
