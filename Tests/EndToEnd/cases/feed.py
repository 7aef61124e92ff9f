"""A consumer of the change feed that keeps its number, killed at random, over kills of the daemon, rebuilds and
takedowns, ends with exactly what export gives: no number is passed over or told twice, nothing of what was taken out."""
import http.client
import json
import os
import random
import signal
import socket
import subprocess
import time

from support.texts import made_up
from support.world import World

# What the feed adds to an article.
ADDED = ("number", "event", "arrivedTime")


def plain(value):
    """A value of the feed as export writes it: without what has no value."""
    if isinstance(value, dict):
        kept = {key: plain(each) for key, each in value.items()}
        return {key: each for key, each in kept.items() if each not in (None, [], {})}
    return [plain(each) for each in value] if isinstance(value, list) else value


def exported(line):
    """A line of the feed as the line of export."""
    article = plain({key: value for key, value in line.items() if key not in ADDED})
    article.setdefault("paragraphs", [])
    if not article.get("selfRepeat"):
        article.pop("selfRepeat", None)
    return article


class Consumer:
    """What a consumer keeps: the number of its last line, and the articles."""

    def __init__(self, keys):
        self.keys = keys
        self.number = 0
        self.articles = {}
        self.events = {"decided": 0, "amended": 0, "removed": 0, "lost": 0}

    def take(self, text):
        line = json.loads(text)
        assert list(line) == self.keys, f"other keys: {sorted(set(line) ^ set(self.keys))}"
        assert line["number"] == self.number + 1, f"{line['number']} came after {self.number}"
        self.number += 1
        self.events[line["event"]] += 1
        if line["event"] == "removed":
            assert plain({key: value for key, value in line.items() if key not in ("number", "event", "id")}) in (
                {}, {"outcome": None}), f"a removal holds more than its id: {text[:300]}"
            self.articles.pop(line["id"], None)
        elif line["outcome"] is None:
            self.articles.pop(line["id"], None)
        else:
            self.articles[line["id"]] = exported(line)


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("winnow")
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(40)
        self.sock.connect(self.path)


def ask(world, target):
    """An answer of the control socket: status, fields, body."""
    connection = UnixConnection(os.path.join(world.state, "winnow.sock"))
    try:
        connection.request("GET", target)
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        connection.close()


def page(number, body=None):
    title, *paragraphs = made_up(number, paragraphs=2).split(b"\n\n")
    text = b"".join(b"<p>" + p + b"</p>" for p in body or paragraphs)
    return b"<html><head><title>%s</title></head><body><article><h1>%s</h1>%s</article></body></html>" % (title, title, text)


class Traffic:
    """Files of all kinds that change what is told of earlier ones."""

    def __init__(self, world, dice):
        self.world, self.dice = world, dice
        self.count = 0
        self.sidecars = []
        self.texts = []

    def drop(self, count):
        for _ in range(count):
            self.count += 1
            number, kind = self.count, self.dice.randrange(8)
            name, source = f"f{number}", f"s{number % 3}"
            if kind == 0:
                # A page whose sidecar comes later.
                self.world.drop(name + ".html", page(number), source=source)
                self.sidecars.append((name + ".html.json", source, number))
            elif kind == 1 and self.sidecars:
                late, of, about = self.sidecars.pop(0)
                self.world.drop(late, json.dumps({"url": f"https://news.example/{about}"}).encode(), source=of)
            elif kind == 2 and self.texts:
                # A longer copy: the best one of its cluster now.
                base = self.dice.choice(self.texts)
                more = made_up(90_000 + number, paragraphs=1).split(b"\n\n")[1]
                self.world.drop(name + ".txt", made_up(base, paragraphs=3) + b"\n" + more + b"\n", source=source)
            elif kind == 3 and len(self.texts) > 3:
                # A round-up that holds three others.
                parts = [made_up(base, paragraphs=3) for base in self.dice.sample(self.texts, 3)]
                self.world.drop(name + ".txt", b"Everything at a glance %d\n\n" % number + b"\n".join(parts), source=source)
            elif kind == 4:
                lines = b"".join(json.dumps({"title": f"Item {number} {n}", "content": made_up(50_000 + number * 10 + n).decode()}).encode() + b"\n" for n in range(5))
                self.world.drop(name + ".jsonl", lines, source=source)
            else:
                self.texts.append(number)
                self.world.drop(name + ".txt", made_up(number, paragraphs=3), source=source)


def follow(world, options, consumer, dice):
    """One life of a consumer, by command or by socket, ended after a random time."""
    begin, end = consumer.number, time.time() + dice.uniform(0.05, 0.6)
    if dice.randrange(3) == 0:
        try:
            while time.time() < end:
                status, fields, body = ask(world, f"/articles?after={consumer.number}&limit={dice.choice([1, 7, 1000])}")
                assert status in (200, 503), (status, body)
                for line in body.splitlines():
                    consumer.take(line)
                assert status != 200 or int(fields["Winnow-Through"]) == consumer.number, fields
        except (OSError, http.client.HTTPException):
            pass  # The daemon is down.
        return
    process = subprocess.Popen([options.winnow, "export", "--after", str(consumer.number), "--follow", "--state", world.state],
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    dead = dice.choice([signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
    while True:
        # Read as it comes, so that the kill meets lines on their way.
        ready = select_for(process.stdout, end - time.time())
        if not ready:
            break
        line = process.stdout.readline()
        if not line.endswith(b"\n"):
            break
        consumer.take(line)
        if time.time() > end:
            break
    process.send_signal(dead)
    rest = process.stdout.read()
    code = process.wait(timeout=10)
    if dead != signal.SIGKILL:
        # A signal that comes before the command has begun ends it as any process.
        assert code == 0 or (code == -dead and consumer.number == begin and not rest), f"ended with {code} on {dead!r}"
        assert not rest or rest.endswith(b"\n"), f"ended on {dead!r} in the middle of a line"


def select_for(stream, seconds):
    import select
    # What the stream has buffered is not seen by the system.
    return stream.peek(1) if select.select([stream], [], [], 0)[0] else bool(select.select([stream], [], [], max(0, seconds))[0])


def catch_up(world, consumer):
    for line in world.winnow("export", "--after", str(consumer.number), binary=True).splitlines():
        consumer.take(line)


def compare(world, consumer, when):
    catch_up(world, consumer)
    told = {article["id"]: article for article in world.export()}
    assert set(told) == set(consumer.articles), f"{when}: other articles: {sorted(set(told) ^ set(consumer.articles))[:5]}"
    for id, article in told.items():
        mine = consumer.articles[id]
        other = [key for key in {*article, *mine} if article.get(key) != mine.get(key)]
        assert not other, f"{when}: {id} differs in {other}: {[(article.get(k), mine.get(k)) for k in other][:2]}"


def run(options):
    rounds = options.feed_rounds
    dice = random.Random(options.seed)
    world = World(options)
    try:
        keys = json.loads(world_schema())["required"]
        consumer = Consumer(keys)
        traffic = Traffic(world, dice)
        world.start()
        secrets = []
        lives = kills = rebuilds = takedowns = 0
        for number in range(rounds):
            traffic.drop(dice.randrange(3, 12))
            follow(world, options, consumer, dice)
            lives += 1
            if number % 4 == 1:
                world.kill()
                follow(world, options, consumer, dice)
                lives += 1
                world.start()
                kills += 1
            if number % 8 == 6:
                # In order, then a takedown and a rebuild while nothing runs.
                world.idle()
                world.stop()
                compare(world, consumer, f"round {number}, before a takedown")
                copied = [a for a in world.export() if a.get("duplicateOf") or a.get("contains")]
                victim = dice.choice(copied or world.export())
                secrets.append((victim["id"], victim["headline"]))
                world.winnow("forget", victim["id"], "--why", "asked for")
                takedowns += 1
                compare(world, consumer, f"round {number}, after a takedown")
                before = world.winnow("export", "--after", "0", binary=True)
                if number % 16 == 6:
                    for name in os.listdir(world.state):
                        if name.startswith("ledger.sqlite"):
                            os.unlink(os.path.join(world.state, name))
                world.winnow("rebuild")
                rebuilds += 1
                assert world.winnow("export", "--after", "0", binary=True) == before, "the rebuilt feed differs"
                compare(world, consumer, f"round {number}, after a rebuild")
                world.start()
        # A consumer that waits is told at once, and stays over a restart.
        waiting = subprocess.Popen([options.winnow, "export", "--after", str(consumer.number), "--follow", "--state", world.state],
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        world.kill()
        world.start()
        world.drop("last.txt", made_up(77_777), source="s0")
        while True:
            line = waiting.stdout.readline()
            consumer.take(line)
            if json.loads(line)["provenance"]["file"] == "s0/last.txt":
                break
        waiting.send_signal(signal.SIGINT)
        rest = waiting.stdout.read()
        code = waiting.wait(timeout=10)
        assert code == 0 and (rest == b"" or rest.endswith(b"\n")), (code, rest[-200:])
        for line in rest.splitlines():
            consumer.take(line)
        # A reader that goes ends the command while there is nothing to print.
        gone = subprocess.Popen([options.winnow, "export", "--after", "0", "--follow", "--state", world.state],
                                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        gone.stdout.readline()
        gone.stdout.close()
        assert gone.wait(timeout=10) == 0, "it goes on without a reader"
        status, _, body = ask(world, f"/articles?after={consumer.number + 1}")
        assert status == 409 and b"from another state" in body, (status, body)
        world.idle()
        compare(world, consumer, "in the end")
        everything = world.winnow("export", "--after", "0", binary=True)
        # A copy or a round-up that stays may say the same by its own right.
        kept = world.winnow("export", binary=True)
        for id, headline in secrets:
            assert headline.encode() in kept or headline.encode() not in everything, f"the headline of {id} is served after its takedown"
        # One source's part is what export has of it.
        part = {}
        for text in world.winnow("export", "--after", "0", "--source", "s1", "--fields", "provenance,outcome").splitlines():
            line = json.loads(text)
            assert list(line) == ["number", "event", "id", "provenance", "outcome"], text
            part.pop(line["id"], None) if line["outcome"] is None else part.__setitem__(line["id"], line)
        assert set(part) == {a["id"] for a in world.export() if a["provenance"].get("source") == "s1"}
        world.stop()
        told = ", ".join(f"{count} {event}" for event, count in consumer.events.items() if count)
        return f"{lives} lives, {kills} kills of the daemon, {rebuilds} rebuilds, {takedowns} takedowns; {told}"
    finally:
        world.close()


def world_schema():
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "..", "..", "..", "docs", "feed.schema.json"), encoding="utf-8") as file:
        return file.read()
