#!/usr/bin/env python3
"""The whole pipeline beside its fastest peer and, if wanted, beside another build: one table of ratios.

usage: scripts/bench table [--rows NAMES] [--base DIR] [--pages LIST] [--texts LIST] [--scale N] [--environment DIR]

  --rows NAMES       some rows only, by comma: pages, texts, json-lines, warc, cores, search, start, rebuild, archive
  --base DIR         a folder with winnow and winnowd of another build, run in turn with this one
  --pages LIST       a file with the paths of real pages, one a line, in place of made-up ones
  --texts LIST       the same for texts
  --scale N          multiplies the counts of documents (1: 600 pages, 4,000 texts, 10,000 articles in the archive)
  --environment DIR  installs the peer's libraries into DIR and finds them there the next time; else a temporary folder
  --repeat N         runs of each command, in turn; the fastest counts (3)

Everything is measured in one run on one machine, with the durability that winnowd has. Throughput is documents a second
of processor time on one core, of which the table gives ratios: above 1 winnow is faster. Needs taskset, and for syncs strace.
"""
import argparse
import http.client
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parent.parent
sys.path.insert(0, str(TOP / "Tests/EndToEnd"))

from corpus import Corpus
from support.world import World


class Run:
    """What a command took."""

    def __init__(self, words, core="0", **options):
        begin = time.time()
        process = subprocess.Popen(["taskset", "-c", core, *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
        self.output, errors = self.read(process)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            sys.exit(f"bench: {' '.join(map(str, words[:4]))} ended with {process.returncode}: {errors.decode(errors='replace')[-500:]}")
        self.seconds = time.time() - begin
        self.processor = usage.ru_utime + usage.ru_stime
        self.memory = usage.ru_maxrss / 1024

    @staticmethod
    def read(process):
        errors = []
        reader = threading.Thread(target=lambda: errors.append(process.stderr.read()))
        reader.start()
        output = process.stdout.read()
        reader.join()
        return output, errors[0]


class Bench:
    def __init__(self, options, folder):
        self.options, self.folder, self.corpus = options, pathlib.Path(folder), Corpus()
        self.builds = {"winnow": TOP / ".build/release"}
        if options.base:
            self.builds["base"] = pathlib.Path(options.base)
        self.rows = []
        self.state_count = 0

    def state(self):
        self.state_count += 1
        return self.folder / f"state-{self.state_count}"

    def say(self, row, measured, ratio="", note=""):
        self.rows.append((row, measured, ratio, note))
        print(f"| {row} | {measured} | {ratio} | {note} |", flush=True)

    def write(self, name, kind, count):
        """A list of made-up files, or one container of them."""
        path = self.folder / name
        make = getattr(self.corpus, kind)
        if name.endswith((".jsonl", ".warc")):
            with open(path, "wb") as file:
                for number in range(count):
                    file.write(make(number))
            return path
        (self.folder / kind).mkdir(exist_ok=True)
        suffix = ".txt" if kind == "text" else ".html"
        paths = []
        for number in range(count):
            paths.append(self.folder / kind / f"{number}{suffix}")
            paths[-1].write_bytes(make(number))
        path.write_text("\n".join(map(str, paths)))
        return path

    def ingest(self, build, source, core="0"):
        words = ["--files-from", source] if str(source).endswith(".list") else [source]
        state = self.state()
        run = Run([self.builds[build] / "winnow", "ingest", *words, "--state", state], core=core)
        return run, state

    def throughput(self, row, kind, source, count):
        """Documents a second of processor time on one core, each command in turn."""
        best = {}
        for _ in range(self.options.repeat):
            peer = json.loads(Run([self.options.python, HERE / "peer.py", kind, source, self.state()]).output)
            best["peer"] = min(best.get("peer", 1e9), peer["processor"])
            for build in self.builds:
                run, state = self.ingest(build, source)
                best[build] = min(best.get(build, 1e9), run.processor)
                shutil.rmtree(state)
        figures = ", ".join(f"{name} {count / used:.0f}/s" for name, used in best.items())
        note = f"{best['base'] / best['winnow']:.2f} × base" if "base" in best else ""
        self.say(row, figures, f"{best['peer'] / best['winnow']:.2f} ×", note)

    def pages(self):
        source = self.given(self.options.pages) or self.write("pages.list", "page", 600 * self.options.scale)
        self.throughput("pages", "files", source, len(source.read_text().split()))

    def texts(self):
        source = self.given(self.options.texts) or self.write("texts.list", "text", 4_000 * self.options.scale)
        self.throughput("texts", "files", source, len(source.read_text().split()))

    def given(self, path):
        if not path:
            return None
        copy = self.folder / (pathlib.Path(path).name + ".list")
        shutil.copy(path, copy)
        return copy

    def json_lines(self):
        count = 10_000 * self.options.scale
        self.throughput("JSON Lines", "json-lines", self.write("articles.jsonl", "json_line", count), count)

    def warc(self):
        count = 600 * self.options.scale
        self.throughput("WARC", "warc", self.write("pages.warc", "warc_record", count), count)

    def cores(self):
        source = self.write("texts.list", "text", 4_000 * self.options.scale)
        times = {}
        for _ in range(self.options.repeat):
            for core in ("0", "0,1"):
                run, state = self.ingest("winnow", source, core=core)
                times[core] = min(times.get(core, (1e9, 0)), (run.seconds, run.processor))
                shutil.rmtree(state)
        (one, one_used), (two, two_used) = times["0"], times["0,1"]
        self.say("two cores against one", f"{one:.1f} s, {two:.1f} s", f"{one / two:.2f} ×", f"processor {one_used:.1f} s, {two_used:.1f} s")

    def filled(self, count):
        """A state with that many articles, made once."""
        path = self.folder / f"filled-{count}"
        if not path.exists():
            source = self.write("filled.jsonl", "json_line", count)
            self.filling = Run([self.builds["winnow"] / "winnow", "ingest", source, "--state", path], core="0,1")
        return path

    def world(self, count, build="winnow"):
        state = self.state()
        shutil.copytree(self.filled(count), state, symlinks=True)
        options = argparse.Namespace(winnow=str(self.builds[build] / "winnow"), winnowd=str(self.builds[build] / "winnowd"))
        return World(options, state=str(state))

    def search(self):
        """From the rename into the inbox until a search through the socket finds the file, idle and beside 300 files a second."""
        count = 10_000 * self.options.scale
        world = self.world(count)
        try:
            world.start()
            world.idle()
            for name, rate in (("idle", 0), ("beside 300 texts/s", 300)):
                delays = self.delays(world, rate)
                self.say(f"drop → searchable, {name}", f"p50 {delays[len(delays) // 2] * 1e3:.0f} ms, p99 {delays[int(len(delays) * .99)] * 1e3:.0f} ms", "",
                         f"{count:,} articles in the archive")
        finally:
            world.close()

    def delays(self, world, rate, drops=200):
        ended = threading.Event()

        def drop_steadily():
            number, begin = 10**6, time.time()
            while not ended.is_set():
                world.drop(f"s{number}.txt", self.corpus.text(number))
                number += 1
                ended.wait(max(0, begin + (number - 10**6) / rate - time.time()))

        if rate:
            threading.Thread(target=drop_steadily, daemon=True).start()
        delays = []
        for number in range(drops):
            word = f"zq{rate}x{number}"
            world.drop(f"d{rate}-{number}.txt", f"Unique {word} headline of the day\n\n".encode() + self.corpus.text(2 * 10**6 + rate * 1000 + number))
            begin = time.time()
            while not hits(world.state, word):
                if time.time() > begin + 20:
                    sys.exit(f"bench: {word} is not found after 20 s")
                time.sleep(0.001)
            delays.append(time.time() - begin)
        ended.set()
        return sorted(delays)

    def start(self):
        """From the start after a kill until the socket answers a search, and until the first new file is decided."""
        count = 10_000 * self.options.scale
        for build in self.builds:
            world = self.world(count, build)
            try:
                world.start()
                world.idle()
                world.kill()
                word = self.corpus.words[500]
                world.start(wait=False)
                begin = world.started
                until_found(world.state, word, begin)
                answered = time.time() - begin
                world.drop("first.txt", b"Unique zqfirst headline of the day\n\n" + self.corpus.text(3 * 10**6))
                until_found(world.state, "zqfirst", begin)
                self.say(f"start after kill -9 ({build})", f"search {answered:.2f} s, first decision {time.time() - begin:.2f} s", "", f"{count:,} articles; resident {resident(world.daemon.pid):.0f} MiB")
            finally:
                world.close()

    def rebuild(self):
        count = 10_000 * self.options.scale
        state = self.state()
        shutil.copytree(self.filled(count), state, symlinks=True)
        run = Run([self.builds["winnow"] / "winnow", "rebuild", "--state", state], core="0,1")
        note = f"ingest {self.filling.seconds:.1f} s" if hasattr(self, "filling") else ""
        ratio = f"{run.seconds / self.filling.seconds:.2f} × of ingest" if note else ""
        self.say(f"rebuild of {count:,} articles", f"{run.seconds:.1f} s", ratio, note)

    def archive(self):
        """Files and syncs that the originals of texts need."""
        count = 4_000 * self.options.scale
        source, state = self.write("texts.list", "text", count), self.state()
        words = [self.builds["winnow"] / "winnow", "ingest", "--files-from", source, "--state", state]
        syncs = "not counted: strace is not installed"
        if shutil.which("strace"):
            run = Run(["strace", "-f", "-c", "-U", "name,calls", "-e", "trace=fsync,fdatasync,sync_file_range", "-o", self.folder / "syncs", *words], core="0,1")
            lines = [line.split() for line in (self.folder / "syncs").read_text().splitlines()]
            syncs = ", ".join(f"{line[0]} {line[1]}" for line in lines if len(line) == 2 and line[0] in ("fsync", "fdatasync"))
        else:
            run = Run(words, core="0,1")
        files = sum(len(names) for _, _, names in os.walk(state / "archive"))
        self.say(f"archive of {count:,} texts", f"{files} files", "", syncs)
        del run


def request(state, path):
    connection = http.client.HTTPConnection("localhost", timeout=10)
    connection.sock = socket.socket(socket.AF_UNIX)
    connection.sock.connect(os.path.join(state, "winnow.sock"))
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body


def hits(state, word):
    try:
        status, body = request(state, f"/search?q={word}&limit=1")
    except OSError:
        return False
    return status == 200 and word.encode() in body.split(b'"hits"', 1)[-1]


def until_found(state, word, begin):
    while not hits(state, word):
        if time.time() > begin + 300:
            sys.exit(f"bench: no answer to a search for {word} after 300 s")
        time.sleep(0.002)


def resident(pid):
    with open(f"/proc/{pid}/status") as file:
        return next(int(line.split()[1]) / 1024 for line in file if line.startswith("VmRSS"))


def environment(folder):
    """A Python with the peer's libraries."""
    python = pathlib.Path(folder) / "bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", HERE / "requirements.txt"], check=True)
    return python


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("usage: ")[1].split("\n")[0], description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    names = ["pages", "texts", "json-lines", "warc", "cores", "search", "start", "rebuild", "archive"]
    parser.add_argument("--rows", default=",".join(names))
    parser.add_argument("--base"), parser.add_argument("--pages"), parser.add_argument("--texts"), parser.add_argument("--environment")
    parser.add_argument("--scale", type=int, default=1)
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    wanted = options.rows.split(",")
    unknown = [name for name in wanted if name not in names]
    if unknown:
        parser.error(f"no row {unknown[0]}; there are {', '.join(names)}")
    with tempfile.TemporaryDirectory(prefix="winnow-bench-") as folder:
        options.python = environment(options.environment or os.path.join(folder, "python"))
        bench = Bench(options, folder)
        print("| measured | figures | ratio | |\n|---|---|---|---|", flush=True)
        for name in wanted:
            getattr(bench, name.replace("-", "_"))()


if __name__ == "__main__":
    main()
