"""Whoever follows a query with winnow search --follow and keeps the number, killed at random, over kills of the daemon, is told
every article that matches once, one line a story by default; the unit winnow-watch@.service hands each line to a command."""
import json
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import tempfile
import time

from support.texts import made_up
from support.world import World

UNIT = pathlib.Path(__file__).resolve().parents[3] / "systemd/winnow-watch@.service"
KEYS = ["number", "event", "id", "story", "headline", "url", "datePublished", "source", "outcome", "snippet"]


def script():
    """The unit's script as systemd hands it to the shell."""
    text = re.search(r"ExecStart=/bin/sh -c '(.*?)'\n", UNIT.read_text(), re.S)[1]
    text = re.sub(r"\\\n", " ", text).replace("\\\\", "\\")
    return text.replace("%%", "%").replace("$$", "$")


class Watcher:
    """What a watcher keeps: the number of its last line, and the lines."""

    def __init__(self, world, *options):
        self.world, self.options = world, options
        self.number = 0
        self.lines = []

    def take(self, text):
        line = json.loads(text)
        assert line["number"] > self.number, f"{line['number']} came after {self.number}"
        self.number = line["number"]
        if line["event"] == "matched":
            assert list(line) == KEYS, list(line)
            self.lines.append(line)
        else:
            assert line == {"number": self.number, "event": "passed"}, line

    def begin(self):
        return subprocess.Popen([self.world.options.winnow, "search", "zeppelin", "--follow", "--json", "--after", str(self.number),
                                 *self.options, "--state", self.world.state], stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def live(self, seconds, how):
        """One life, ended after a while; what was read whole counts."""
        process = self.begin()
        time.sleep(seconds)
        process.send_signal(how)
        out, _ = process.communicate(timeout=15)
        for line in out.splitlines(keepends=True):
            if line.endswith(b"\n"):
                self.take(line)

    def catch_up(self, count, limit=30):
        """Reads until so many lines are there in all; begins no reader when they are."""
        if len(self.lines) >= count:
            return
        process = self.begin()
        timer = time.time() + limit
        while len(self.lines) < count:
            assert time.time() < timer, f"{len(self.lines)} of {count} lines"
            line = process.stdout.readline()
            assert line, f"the reader ended by itself: {process.wait(timeout=15)} {process.stderr.read()}"
            self.take(line)
        process.send_signal(signal.SIGTERM)
        rest, _ = process.communicate(timeout=15)
        for line in rest.splitlines():
            self.take(line)
        assert process.returncode == 0, process.returncode


def article(number, matches):
    """A made-up text; one that matches has the word in a sentence of its own, which nothing repeats."""
    text = made_up(number, paragraphs=3)
    return text.replace(b" ", b" zeppelin ", 1) if matches else text


def unit(options, world, folder):
    """The unit's script: from now on, over a command that fails and a restart of it."""
    kept, command = os.path.join(folder, "kept"), os.path.join(folder, "command")
    os.mkdir(kept)
    with open(command, "w") as file:
        file.write(f'#!/bin/sh\nread -r line\n[ -e {folder}/mended ] || exit 1\nprintf "%s\\n" "$line" >>{folder}/seen\n')
    os.chmod(command, 0o755)
    environment = dict(os.environ, STATE_DIRECTORY=kept, WINNOW_STATE=world.state, QUERY="zeppelin -nonsense", COMMAND=command,
                       OPTIONS="--all-copies", PATH=os.path.dirname(options.winnow) + ":" + os.environ["PATH"])

    def begin():
        return subprocess.Popen(["sh", "-c", script()], env=environment, stderr=subprocess.DEVNULL, start_new_session=True)

    number = pathlib.Path(kept, "number")

    def number_is(wanted):
        end = time.time() + 30
        while not (number.exists() and wanted(number.read_text())):
            assert time.time() < end, f"the number stays {number.exists() and number.read_text()}"
            time.sleep(0.05)

    first = begin()
    number_is(lambda text: int(text) > 0)
    start = number.read_text()
    world.drop("u1.txt", article(9001, True))
    assert first.wait(timeout=30) == 1, "a command that fails does not end the unit"
    assert number.read_text() == start
    world.drop("u2.txt", article(9002, True))
    world.idle()
    pathlib.Path(folder, "mended").touch()
    second = begin()
    number_is(lambda text: int(text) >= int(start) + 2)
    # The whole of it, as systemd ends a unit.
    os.killpg(second.pid, signal.SIGTERM)
    second.wait()
    seen = [json.loads(line) for line in pathlib.Path(folder, "seen").read_text().splitlines()]
    wanted = [article(number, True).split(b"\n")[0].decode() for number in (9001, 9002)]
    assert [line["headline"] for line in seen] == wanted, seen
    if shutil.which("systemd-analyze"):
        done = subprocess.run(["systemd-analyze", "verify", "--man=no", UNIT], capture_output=True, text=True)
        wrong = [line for line in done.stderr.splitlines() if UNIT.name.split("@")[0] in line]
        assert not wrong, wrong


def run(options):
    dice = random.Random(options.seed)
    world = World(options)
    folder = tempfile.mkdtemp(prefix="winnow-watch-")
    try:
        world.start()
        every, story = Watcher(world, "--all-copies"), Watcher(world)
        outages = 0
        for turn in range(10):
            for number in range(12):
                mark = turn * 100 + number
                world.drop(f"w{mark}.txt", article(mark, number % 4 == 0), source="wire")
                if number % 4 == 0:
                    # The same again: another article of the story.
                    world.drop(f"again{mark}.txt", article(mark, True), source="other")
            for watcher in (every, story):
                watcher.live(dice.uniform(0.02, 0.5), dice.choice([signal.SIGKILL, signal.SIGTERM]))
            if turn % 3 == 1:
                world.kill()
                waiting = every.begin()
                assert b"gives no answer" in waiting.stderr.readline()
                time.sleep(0.6)
                waiting.send_signal(signal.SIGTERM)
                assert waiting.communicate(timeout=15) == (b"", b""), "it says so more than once"
                outages += 1
                world.start()
        world.idle()
        hits = [json.loads(line) for line in world.winnow("search", "zeppelin", "--json", "--all-copies", "-n", "1000").splitlines()]
        every.catch_up(len(hits))
        ids = [line["id"] for line in every.lines]
        assert len(set(ids)) == len(ids) and set(ids) == {hit["id"] for hit in hits}, "not each article once"
        stories = {}
        for line in every.lines:
            stories.setdefault(line["story"], line["id"])
        story.catch_up(len(stories))
        assert [line["id"] for line in story.lines] == list(stories.values()), "not the first of each story once"
        # Read again from the beginning, the same lines come.
        again = Watcher(world)
        again.catch_up(len(stories))
        assert again.lines == story.lines
        text = subprocess.Popen([options.winnow, "search", "zeppelin", "--follow", "--after", "0", "--state", world.state],
                                stdout=subprocess.PIPE)
        shown = text.stdout.readline().decode()
        text.terminate()
        text.communicate()
        first = story.lines[0]
        assert shown.startswith(f"{first['number']}  undated  {first['source']}  {first['id']}  "), shown
        unit(options, world, folder)
        assert world.stop()[0] == 0
        return f"{len(every.lines)} articles of {len(story.lines)} stories, {outages} kills of the daemon"
    finally:
        world.close()
        shutil.rmtree(folder, ignore_errors=True)
