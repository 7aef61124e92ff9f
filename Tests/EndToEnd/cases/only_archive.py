"""Where only the archive is left, the lines of docs/RECOVERY.md bring its articles back as they stand there: the daemon takes the
segments, every text is there again, and the audit is in order."""
import glob
import json
import os
import shlex
import shutil
import subprocess

from support.texts import made_up
from support.world import World

PAGE = os.path.join(os.path.dirname(__file__), "..", "..", "..", "docs", "RECOVERY.md")


def recipe():
    """The lines of the section, as words."""
    with open(PAGE, encoding="utf-8") as file:
        section = file.read().split("## Only the archive is left\n")[1]
    return [shlex.split(line) for line in section.split("```sh\n")[1].split("```")[0].splitlines()]


def run(options):
    world = World(options)
    try:
        world.start()
        for number in range(12):
            title, *paragraphs = made_up(number, paragraphs=2).decode().split("\n\n")
            text = "".join(f"<p>{part}</p>" for part in paragraphs)
            world.drop(f"p{number}.html", f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{text}</article></body></html>".encode(), source="wire")
        lines = [json.dumps({"title": f"Report {n}", "text": made_up(500 + n, paragraphs=2).decode()}) for n in range(6)]
        world.drop("many.jsonl", "\n".join(lines).encode(), source="dump")
        world.settled(13)
        before = sorted(a["headline"] for a in world.export())
        assert len(before) == 18, len(before)
        world.stop()
        spool = os.path.join(world.state, "spool")
        for name in os.listdir(world.state):
            if name != "spool" and name != "daemon.log":
                path = os.path.join(world.state, name)
                shutil.rmtree(path) if os.path.isdir(path) else os.unlink(path)
        move, put, start = [[word.replace("/var/spool/winnow", spool) for word in line] for line in recipe()]
        assert move[0] == "mv" and put[:2] == ["winnow", "put"] and start == ["systemctl", "start", "winnowd"], (move, put, start)
        subprocess.run(move, check=True)
        segments = [path for word in put[2:] for path in sorted(glob.glob(word))]
        assert segments, put
        world.winnow(put[1], *segments)
        world.start()
        world.settled(len(segments))
        after = sorted(a["headline"] for a in world.export())
        assert after == before, (before, after)
        world.stop()
        shutil.rmtree(os.path.join(spool, "archive.old"))
        audit = subprocess.run([options.winnow, "audit", "--state", world.state], capture_output=True, text=True)
        assert audit.returncode == 0, audit.stdout + audit.stderr
        return f"{len(after)} articles of {len(segments)} segment are there again"
    finally:
        world.close()
