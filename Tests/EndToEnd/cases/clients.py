"""Slow and hostile clients of the control socket: 1,000 that send a byte a second and 64 with 2 MB of header change
nothing for the files that come in meanwhile, and no ping of the watchdog is late."""
import os
import resource
import socket
import sqlite3
import threading
import time

from support.texts import made_up
from support.world import World

ON_REQUEST = True
WATCHDOG_SECONDS = 4


class Clients:
    """Connections that keep the server busy until they are ended."""

    def __init__(self, path):
        self.path = path
        self.ended = threading.Event()
        self.threads = [threading.Thread(target=self.drip, daemon=True)]
        self.threads += [threading.Thread(target=self.flood, daemon=True) for _ in range(64)]
        for thread in self.threads:
            thread.start()

    def connect(self):
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(1)
        connection.connect(self.path)
        return connection

    def drip(self):
        """A thousand connections, a byte a second on each; one that is ended by the server is opened again."""
        text = b"GET /status HTTP/1.1\r\nX-Slow: " + b"x" * 4096
        connections = [None] * 1000
        sent = [0] * 1000
        while not self.ended.is_set():
            begin = time.time()
            for index in range(1000):
                try:
                    if connections[index] is None:
                        connections[index], sent[index] = self.connect(), 0
                    connections[index].send(text[sent[index]:sent[index] + 1])
                    sent[index] += 1
                except OSError:
                    if connections[index]:
                        connections[index].close()
                    connections[index] = None
            self.ended.wait(max(0, begin + 1 - time.time()))
        for connection in connections:
            if connection:
                connection.close()

    def flood(self):
        head = b"GET /status HTTP/1.1\r\n" + b"X-Long: " + b"y" * (2 << 20) + b"\r\n\r\n"
        while not self.ended.is_set():
            try:
                with self.connect() as connection:
                    connection.sendall(head)
                    connection.recv(65536)
            except OSError:
                pass
            self.ended.wait(0.25)

    def end(self):
        self.ended.set()
        for thread in self.threads:
            thread.join(10)


def processor_seconds(pid):
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Stream:
    """Drops files at a steady rate and notes when each is in the index, by their count: they are decided in order."""

    def __init__(self, world):
        self.world = world
        self.number = 0
        folder = os.path.join(world.state, "index")
        self.shards = [sqlite3.connect(f"file:{os.path.join(folder, name)}?mode=ro", uri=True, check_same_thread=False)
                       for name in sorted(os.listdir(folder)) if name.endswith(".sqlite")]

    def indexed(self):
        return sum(shard.execute("SELECT count(*) FROM ft_docsize").fetchone()[0] for shard in self.shards)

    def run(self, seconds, rate=40):
        """Returns the delays, sorted, and the processor time a file."""
        first, count = self.number, seconds * rate
        dropped = []
        used = processor_seconds(self.world.daemon.pid)

        def drop():
            begin = time.time()
            for index in range(count):
                time.sleep(max(0, begin + index / rate - time.time()))
                self.world.drop(f"c{first + index}.txt", made_up(first + index, paragraphs=3))
                dropped.append(time.time())

        writer = threading.Thread(target=drop)
        writer.start()
        delays = []
        limit = time.time() + seconds + 60
        while len(delays) < count:
            assert time.time() < limit, f"{count - len(delays)} files are not in the index"
            now, found = time.time(), self.indexed() - first
            while len(delays) < min(found, len(dropped)):
                delays.append(now - dropped[len(delays)])
            time.sleep(0.004)
        writer.join()
        self.number += count
        return sorted(delays), (processor_seconds(self.world.daemon.pid) - used) / count


def run(options):
    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    world = World(options)
    try:
        world.start(WATCHDOG_USEC=str(WATCHDOG_SECONDS * 1_000_000))
        gaps, ended = [], threading.Event()

        def watch():
            last = None
            while not ended.is_set():
                if world.pinged != last:
                    if last:
                        gaps.append(world.pinged - last)
                    last = world.pinged
                time.sleep(0.02)

        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        stream = Stream(world)
        stream.run(5)
        quiet, beset = [], []
        costs = {"quiet": 0.0, "beset": 0.0}
        turns = 3
        for _ in range(turns):
            delays, cost = stream.run(10)
            quiet += delays
            costs["quiet"] += cost / turns
            clients = Clients(os.path.join(world.state, "winnow.sock"))
            time.sleep(2)
            delays, cost = stream.run(10)
            beset += delays
            costs["beset"] += cost / turns
            clients.end()
        ended.set()
        watcher.join()
        assert world.stop()[0] == 0

        def p99(delays):
            return sorted(delays)[int(len(delays) * 0.99)]

        ratio, price = p99(beset) / p99(quiet), costs["beset"] / costs["quiet"]
        late = max(gaps)
        figure = (f"p99 {p99(quiet) * 1000:.0f} ms alone, {p99(beset) * 1000:.0f} ms beset ({ratio:.2f}), processor time"
                  f" a file {costs['quiet'] * 1000:.1f} and {costs['beset'] * 1000:.1f} ms ({price:.2f}),"
                  f" longest gap of pings {late:.1f} s of {WATCHDOG_SECONDS} s")
        assert late < WATCHDOG_SECONDS and ratio <= 1.2 and price <= 1.05, figure
        return figure
    finally:
        world.close()
