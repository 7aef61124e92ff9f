"""A state made with narrower limits, as by a version that read less, is read again: the dry run names exactly what changes;
killed in mid-run nothing is lost, twice or half; ids, copies and stories stay, the feed has no gap, a rebuild gives the same; by itself, and by a daemon that takes in files meanwhile."""
import json
import os
import random
import signal
import subprocess
import time

from cases.feed import Consumer, compare, world_schema
from support.texts import made_up
from support.world import World

# Values below more levels than this are cut off, so that deep quotes of an editor's tree are missing.
EARLIER = "16"


def tree(number, deep):
    """A record whose last paragraph stands in quotes within quotes."""
    title, *parts = made_up(number, paragraphs=3).decode().split("\n\n")
    paragraphs = [{"type": "paragraph", "content": [{"type": "text", "text": part.strip()}]} for part in parts]
    for _ in range(8 if deep else 0):
        paragraphs[-1] = {"type": "blockquote", "content": [paragraphs[-1]]}
    return json.dumps({"title": title, "url": f"https://news.example/{number}", "content": {"type": "doc", "content": paragraphs}}).encode()


def page(number):
    title, *parts = made_up(number, paragraphs=3).split(b"\n\n")
    return b"<html lang=en><head><title>%s</title></head><body><article><h1>%s</h1>%s</article></body></html>" % (
        title, title, b"".join(b"<p>" + part + b"</p>" for part in parts))


def fill(world, count):
    """Files of all kinds, every third record of which an earlier version reads less of. Returns how many, and sidecars
    that are to come when these are in."""
    late = []
    for number in range(count):
        kind, source = number % 6, f"s{number % 3}"
        if kind == 0:
            world.drop(f"n{number}.jsonl", b"".join(tree(100_000 + number * 10 + n, n % 3 == 0) + b"\n" for n in range(8)), source=source)
        elif kind == 1:
            # A copy of an earlier one, with a sidecar that comes later.
            world.drop(f"n{number}.html", page(number - 1 if number > 6 else number), source=source)
            late.append((f"n{number}.html.json", json.dumps({"url": f"https://late.example/{number}"}).encode(), source))
        elif kind == 2:
            world.drop(f"n{number}.json", tree(number, True), source=source)
        else:
            world.drop(f"n{number}.html", page(number), source=source)
    return count, late


def decisions(articles):
    """What a rerun promises to leave: everything but what an article says and where that was found."""
    kept = ("id", "outcome", "duplicateOf", "duplicateKind", "similarity", "sharedSpans", "contains", "head", "story")
    return [{key: article.get(key) for key in kept} for article in articles]


def differing(before, after):
    return [a["id"] for b, a in zip(before, after, strict=True) if a != b]


def rerun(world, *words, **variables):
    return subprocess.Popen([world.options.winnow, "rerun", "--stage", "parse", "--state", world.state, *words],
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(os.environ, **variables))


def finished(process, *codes):
    out, errors = process.communicate(timeout=600)
    assert process.returncode in codes, (process.returncode, out[-500:], errors[-500:])
    return out.decode()


def beside_daemon(options, dice):
    """The same by a daemon that is killed now and then, while files come in and one of the articles is taken out."""
    world = World(options)
    try:
        world.start(WINNOW_LIMITS_DEPTH=EARLIER)
        files, _ = fill(world, 120)
        world.settled(files, limit=600)
        world.kill()
        before = world.export()
        told = [json.loads(line)["id"] for line in finished(rerun(world, "--dry-run", "--json"), 0).splitlines()]
        gone = told[-1]
        world.start()
        process, kills, count = rerun(world), 0, 40
        for number in range(count):
            world.drop(f"more{number}.html", page(50_000 + number), source="s1")
            if number in (3, 30):
                # The daemon dies in the middle of its work. Who asked is ended first: it would do it alone.
                process.kill()
                process.communicate()
                world.kill()
                kills += 1
                world.start()
                process = rerun(world)
            if number == 20:
                world.winnow("forget", gone, "--why", "a test")
            time.sleep(dice.uniform(0.01, 0.05))
        finished(process, 0)
        finished(rerun(world), 0)
        world.settled(files + count, limit=300)
        now = {a["id"]: a for a in world.export()}
        kept = [a for a in before if a["id"] in now]
        assert [a["id"] for a in before if a["id"] not in now] == [gone], "other articles are gone"
        after = [now[a["id"]] for a in kept]
        same = ("id", "outcome", "duplicateOf", "duplicateKind", "similarity")
        assert [[a.get(k) for k in same] for a in after] == [[a.get(k) for k in same] for a in kept], "a decision changed"
        changed = {b["id"] for b, a in zip(kept, after, strict=True) if b["paragraphs"] != a["paragraphs"]}
        assert changed == set(told) & set(now), (len(changed), len(told))
        numbers = [json.loads(line)["number"] for line in world.winnow("export", "--after", "0", "--fields", "id").splitlines()]
        assert numbers == list(range(1, len(numbers) + 1)), "the feed has a gap"
        world.stop()
        assert world.winnow("audit").startswith("Everything is in order."), world.winnow("audit")
        export = world.winnow("export", binary=True)
        world.winnow("rebuild")
        assert world.winnow("export", binary=True) == export, "the rebuilt export differs"
        return f"beside a daemon {len(changed)} changed over {kills} kills of it, {count} files taken in meanwhile"
    finally:
        world.close()


def run(options):
    dice = random.Random(options.seed)
    kills = options.kills
    world = World(options)
    try:
        world.start(WINNOW_LIMITS_DEPTH=EARLIER)
        files, late = fill(world, 60 + 24 * kills)
        world.settled(files, limit=600)
        for name, data, source in late:
            world.drop(name, data, source=source)
        files += len(late)
        world.settled(files, limit=100)
        world.stop()
        before = world.export()
        consumer = Consumer(json.loads(world_schema())["required"])
        compare(world, consumer, "before")

        told = [json.loads(line) for line in finished(rerun(world, "--dry-run", "--json"), 0).splitlines()]
        assert world.export() == before, "a dry run changed something"
        assert all(line["event"] == "changed" and line["changes"] for line in told)
        text = finished(rerun(world, "--dry-run"), 0)
        assert text.count("  paragraphs, from line 3 on:") == len(told) > kills, (len(told), text[-300:])

        # Killed again and again, at any moment, each time further on.
        begin, seen, resumed = time.time(), set(), 0
        for number in range(kills):
            process = rerun(world)
            end = time.time() + dice.uniform(0.02, 0.3)
            while process.poll() is None and time.time() < end:
                time.sleep(0.002)
            process.send_signal(signal.SIGINT if number % 5 == 4 else signal.SIGKILL)
            process.communicate(timeout=60)
            assert process.returncode in (0, 75, -signal.SIGKILL, -signal.SIGINT), process.returncode
            resumed += os.path.exists(os.path.join(world.state, "rerun"))
            if number % 10 == 9:
                # What an interrupted run leaves is a state like any other.
                now = world.export()
                assert decisions(now) == decisions(before), f"kill {number}: a decision changed"
                done = set(differing(before, now))
                assert done >= seen, f"kill {number}: something was taken back"
                seen = done
        finished(rerun(world), 0)
        took = time.time() - begin
        after = world.export()
        assert decisions(after) == decisions(before), "a decision changed"
        changed = differing(before, after)
        assert changed == [line["id"] for line in told], f"{len(changed)} changed, {len(told)} were told"
        assert not os.path.exists(os.path.join(world.state, "rerun")), "the cursor is left"
        assert finished(rerun(world, "--dry-run", "--json"), 0) == "", "something would change again"

        # Each change once in the feed, and it ends with what export gives.
        amended = consumer.events["amended"]
        compare(world, consumer, "after")
        assert consumer.events["amended"] - amended == len(told), (consumer.events, amended, len(told))
        feed = world.winnow("export", "--after", "0", binary=True)
        export = world.winnow("export", binary=True)
        found = json.loads(world.winnow("search", "--json", "--limit", "1", told[0]["headline"]).splitlines()[-1])
        assert found, "the index does not find it"
        assert world.winnow("audit").startswith("Everything is in order."), world.winnow("audit")
        for name in os.listdir(world.state):
            if name.startswith("ledger.sqlite"):
                os.unlink(os.path.join(world.state, name))
        world.winnow("rebuild")
        assert world.winnow("export", binary=True) == export, "the rebuilt export differs"
        assert world.winnow("export", "--after", "0", binary=True) == feed, "the rebuilt feed differs"

        # Later copies are found by what the articles say now.
        world.start()
        world.drop("again.json", tree(2, True))
        world.settled(files + 1)
        copy = [a for a in world.export() if a["provenance"]["file"] == "again.json"]
        assert copy[0]["outcome"] == "duplicate" and copy[0]["duplicateKind"] in ("bytes", "text"), copy
        world.stop()
        figure = f"{len(told)} of {len(after)} articles changed, {kills} kills, {resumed} of them in mid-run, {took:.1f} s"
    finally:
        world.close()
    return f"{figure}; {beside_daemon(options, dice)}"
