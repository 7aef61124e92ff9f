"""Articles that are forgotten while the daemon takes in 200 files a second leave no byte below the state: not in ledger,
index, journal, history or archive, and nothing that comes later becomes a copy of one; by id, URL, story and source."""
import json
import os
import random
import string
import subprocess
import threading
import time

from support.texts import made_up
from support.world import World


def word(dice):
    """A word that stands nowhere else; an index may keep its end only, so that is what is looked for."""
    return "q" + "".join(dice.choice(string.ascii_lowercase) for _ in range(15))


def end(of):
    return of[-9:].encode()


class Traffic:
    """Pages with words of their own, dropped at a rate until stopped."""

    def __init__(self, world, dice, rate):
        self.world, self.dice, self.rate = world, dice, rate
        self.words, self.count = {}, 0
        self.halt = threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)

    def page(self):
        self.count += 1
        number, mark = self.count, [word(self.dice) for _ in range(4)]
        title, *paragraphs = made_up(number, paragraphs=2).decode().split("\n\n")
        self.words[number] = mark
        paragraphs.append(f"Nobody in the {mark[1]} valley had heard of it before.")
        text = "".join(f"<p>{part}</p>" for part in paragraphs)
        return (f"<html lang=en><head><title>{title} {mark[0]}</title><link rel=canonical href=https://news.example/{number}/{mark[2]}>"
                f"<meta name=author content='Ann {mark[3].capitalize()}'></head><body><article><h1>{title} {mark[0]}</h1>{text}</article></body></html>").encode()

    def drop(self):
        page = self.page()
        self.world.drop(f"p{self.count}.html", page, source=f"s{self.count % 5}")
        return page

    def run(self):
        begin, made = time.time(), 0
        while not self.halt.wait(0.01):
            while made < (time.time() - begin) * self.rate:
                self.drop()
                made += 1


def unpacked(path):
    """The bytes of a file, and what is compressed in it."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except FileNotFoundError:
        return b""
    if data[:4] == b"\x28\xb5\x2f\xfd":
        data += subprocess.run(["zstd", "-dc"], input=data, capture_output=True).stdout
    return data.lower()


def left(world, words, archive=True):
    """Where below the state the words still stand."""
    found = []
    for folder, _, names in os.walk(world.state):
        if not archive and "archive" in folder:
            continue
        for name in names:
            if not os.path.isfile(os.path.join(folder, name)):
                continue
            data = unpacked(os.path.join(folder, name))
            found += [(os.path.relpath(os.path.join(folder, name), world.state), each) for each in words if end(each) in data]
    return found


def run(options):
    dice = random.Random(getattr(options, "seed", None) or 7)
    tries = options.takedowns
    world = World(options)
    try:
        world.start()
        traffic = Traffic(world, dice, rate=200)
        for _ in range(300):
            traffic.drop()
        world.settled(300)
        ids = {int(a["url"].split("/")[3]): a["id"] for a in world.export()}
        assert len(ids) == 300, len(ids)
        traffic.thread.start()
        gone, times = [], []
        for _ in range(tries):
            number = dice.choice([n for n in ids if n not in gone])
            begin = time.time()
            said = world.winnow("forget", ids[number], "--why", "a test")
            times.append(time.time() - begin)
            assert "is forgotten" in said and "gone from the archive" in said, said
            still = left(world, traffic.words[number])
            assert not still, f"try {len(gone) + 1}: {still}"
            gone.append(number)
        traffic.halt.set()
        traffic.thread.join()
        world.settled(traffic.count, limit=300)

        # What comes again is new, and no copy of what went.
        again = gone[0]
        title, *paragraphs = made_up(again, paragraphs=2).decode().split("\n\n")
        text = "".join(f"<p>{part}</p>" for part in paragraphs)
        world.drop("again.html", f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{text}</article></body></html>".encode())
        world.settled(traffic.count + 1)
        fresh = [a for a in world.export() if a["headline"] == title]
        assert len(fresh) == 1 and fresh[0]["outcome"] == "indexed", fresh

        # One of a container: the file stays, and the rest of the state is rid of it.
        marks = [word(dice) for _ in range(3)]
        world.drop("many.jsonl", b"".join(json.dumps({"title": f"Report on {m}", "url": f"https://c.example/{m}", "text": made_up(70_000 + i, paragraphs=2).decode() + f" The {m} was there."}).encode() + b"\n" for i, m in enumerate(marks)), source="c")
        world.settled(traffic.count + 2)
        said = world.winnow("forget", "--url", f"https://c.example/{marks[1]}")
        assert "its text stays in the original of its file, which 2 other articles need" in said and "winnow forget --state" in said, said
        assert not left(world, [marks[1]], archive=False), left(world, [marks[1]], archive=False)

        # A whole source, first only told.
        before = len(world.export())
        planned = world.winnow("forget", "--source", "s3", "--dry-run")
        assert "would be forgotten" in planned and len(world.export()) == before
        world.winnow("forget", "--source", "s3")
        rest = world.export()
        assert len(rest) == before - len(planned.splitlines()), (before, len(rest), len(planned.splitlines()))
        assert not [a for a in rest if a.get("source") == "s3"]
        words = [traffic.words[n][0] for n in range(1, 300) if n % 5 == 3 and n not in gone]
        assert not left(world, words), left(world, words)[:5]

        # Neither a restart nor a kill brings anything back, and the feed tells every removal.
        world.kill()
        world.start()
        assert len(world.export()) == len(rest)
        events = [json.loads(line)["event"] for line in world.winnow("export", "--after", "0", "--fields", "id").splitlines()]
        assert events.count("removed") == len(gone) + 1 + len(planned.splitlines()), events.count("removed")
        world.stop()
        done = subprocess.run([options.winnow, "audit", "--state", world.state], capture_output=True)
        assert done.returncode == 0, (done.returncode, done.stdout.decode(), done.stderr.decode())
        return (f"{tries} of {tries} without a byte left, {traffic.count} files taken in meanwhile; a takedown takes "
                f"{sorted(times)[len(times) // 2]:.2f} s in the middle, {max(times):.2f} s at most")
    finally:
        world.close()
