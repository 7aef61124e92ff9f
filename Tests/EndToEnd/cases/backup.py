"""Backups while files come in, 200 a second: each, restored into an empty folder, audits clean and exports what the
daemon did at one moment."""
import json
import os
import shutil
import subprocess
import tempfile
import threading
import time

from support.texts import made_up
from support.world import World

# What a later article may change of an earlier one: which copy is best, what it is contained in, its story.
DERIVED = ("head", "contains", "story")


def settled_fields(line):
    article = json.loads(line)
    return {key: value for key, value in article.items() if key not in DERIVED}


def follow(options, state):
    """What a person does with a copy that does not start: the command that it names, until it starts."""
    named = []
    while len(named) < 4:
        ended = subprocess.run([options.winnow, "ingest", os.devnull, "--state", state], capture_output=True, text=True,
                               errors="replace")
        if ended.returncode in (0, 1):
            return named
        assert ended.returncode == 65, f"a copy ended with {ended.returncode}: {ended.stderr}"
        command = next((c for c in ("journal salvage", "rebuild") if f"winnow {c}" in ended.stderr), None)
        assert command, f"no command is named: {ended.stderr}"
        done = subprocess.run([options.winnow, *command.split(), "--state", state], capture_output=True, text=True,
                              errors="replace")
        if done.returncode == 1 and command == "rebuild":
            done = subprocess.run([options.winnow, "rebuild", "--accept-loss", "--state", state], capture_output=True,
                                  text=True, errors="replace")
        assert done.returncode in (0, 1), f"winnow {command} ended with {done.returncode}: {done.stdout}{done.stderr}"
        named.append(command)
    raise AssertionError(f"a copy does not start after {named}")


def plain_copy(source, target):
    """`cp -r` beside the writer: what goes meanwhile is not there."""
    for folder, _, names in os.walk(source):
        if folder.endswith("/inbox") or "/inbox/" in folder:
            continue
        there = os.path.join(target, os.path.relpath(folder, source))
        os.makedirs(there, exist_ok=True)
        for name in names:
            path = os.path.join(folder, name)
            try:
                if os.path.isfile(path):
                    shutil.copyfile(path, os.path.join(there, name))
            except FileNotFoundError:
                pass


def run(options):
    count = options.backups
    world = World(options)
    folder = tempfile.mkdtemp(prefix="winnow-backup-")
    done, going = threading.Event(), threading.Event()
    dropped = 0
    copies = []

    def drop():
        nonlocal dropped
        due = time.time()
        while not done.is_set():
            # Only while a backup is made: what is restored and compared meanwhile takes its own time.
            if not going.wait(0.1):
                due = time.time()
                continue
            world.drop(f"b{dropped}.txt", made_up(dropped, paragraphs=2), source=f"s{dropped % 5}")
            dropped += 1
            due += 1 / 200
            time.sleep(max(0, due - time.time()))

    def command(*words):
        ended = subprocess.run([options.winnow, *words], capture_output=True, text=True, errors="replace")
        assert ended.returncode == 0, f"winnow {' '.join(words)} ended with {ended.returncode}: {ended.stdout}{ended.stderr}"
        return ended.stdout

    try:
        world.start()
        writer = threading.Thread(target=drop, daemon=True)
        writer.start()
        target = os.path.join(folder, "backup")
        restored = os.path.join(folder, "state")
        articles = 0
        for number in range(count):
            going.set()
            time.sleep(0.3)
            if number % 3 == 2:
                # Ended somewhere in the middle, and run again.
                begun = subprocess.Popen([options.winnow, "backup", target, "--state", world.state],
                                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                time.sleep(0.02 * (number % 7))
                begun.kill()
                begun.wait()
            command("backup", target, "--state", world.state)
            going.clear()
            now = world.winnow("export").splitlines()
            command("backup", "--verify", target)
            if number % 4 == 3:
                begun = subprocess.Popen([options.winnow, "restore", target, "--state", restored],
                                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                time.sleep(0.03 * (number % 9))
                begun.kill()
                if begun.wait() == 0:
                    shutil.rmtree(restored)
            command("restore", target, "--state", restored)
            command("audit", "--state", restored)
            found = command("export", "--state", restored).splitlines()
            assert len(found) <= len(now), f"{len(found)} articles in the backup, {len(now)} in the daemon"
            for mine, its in zip(found, now):
                assert settled_fields(mine) == settled_fields(its), f"another article: {mine[:200]} for {its[:200]}"
            articles = len(found)
            shutil.rmtree(restored)
            going.set()
            plain_copy(world.state, restored)
            going.clear()
            copies.append(" then ".join(follow(options, restored)) or "starts")
            shutil.rmtree(restored)
        done.set()
        writer.join()
        assert articles > 0, "nothing was backed up"
        # The last one, once more: the daemon goes on from it.
        command("restore", target, "--state", restored)
        after = World(options, state=restored)
        after.start()
        after.settled(articles, limit=120)
        assert after.stop()[0] == 0
        world.stop()
        tally = ", ".join(f"{copies.count(kind)} {kind}" for kind in sorted(set(copies)))
        return f"{count} backups over {dropped} files, {articles} articles in the last; plain copies: {tally}"
    finally:
        done.set()
        world.close()
        shutil.rmtree(folder, ignore_errors=True)
