"""Three daemons on one PostgreSQL keep one archive: a copy is found across nodes and found by a search on another one; whatever
is killed (who decides, PostgreSQL, a node that takes files), every file is decided once, every node has the same, and the
decisions are those of one machine that was given the same files in the same order. What is forgotten leaves the log too."""
import json
import os
import random
import shutil
import subprocess
import tempfile
import threading
import time

from support.checks import until
from support.postgres import Server
from support.texts import PAGE, made_up
from support.world import World

ROLES = {"ant": "intake, archive", "bee": "intake, archive", "cat": "archive"}


class Node(World):
    """A daemon that is a node, by the variables of its settings."""

    def __init__(self, options, server, name):
        super().__init__(options)
        self.name, self.server = name, server

    def start(self, wait=True):
        super().start(wait=wait, WINNOW_CLUSTER_DATABASE=self.server.connection(user=self.name), WINNOW_CLUSTER_NODE=self.name,
                      WINNOW_CLUSTER_ROLES=ROLES[self.name], WINNOW_CLUSTER_LEASE="2s", WINNOW_WORKERS_COUNT="1")

    def cluster(self):
        return self.status().get("cluster", {})


def text(number):
    """Of three files in a row two are about the same: the second is the first one's text with another line below."""
    data = made_up(number - (number % 3 == 1), paragraphs=2)
    return data + b"Another desk adds a line.\n" if number % 3 == 1 else data


class Traffic(threading.Thread):
    """Files dropped on two nodes until stopped, copies mostly on the other one."""

    def __init__(self, nodes, first):
        super().__init__(daemon=True)
        self.nodes, self.count, self.halt = nodes, first, threading.Event()

    def run(self):
        while not self.halt.wait(0.03):
            self.nodes[self.count % len(self.nodes)].drop(f"f{self.count}.txt", text(self.count))
            self.count += 1


def decider(nodes):
    """The node that decides, once one says so."""
    end = time.time() + 20
    while time.time() < end:
        for node in nodes:
            if node.daemon.poll() is None and node.cluster().get("decides"):
                return node
        time.sleep(0.1)
    raise AssertionError(f"nobody decides: {[node.cluster() for node in nodes]}")


def finished(nodes, files):
    """Waits until each node has the outcome of so many files, and none of them has one in work."""
    for node in nodes:
        node.settled(files, limit=90)


def figures(article, order):
    """What was decided about an article, with articles by their positions."""
    return (order.get(article.get("duplicateOf")), article.get("duplicateKind"), order.get(article.get("head")))


def as_one_machine(options, articles):
    """The same texts in the same order, given to one machine."""
    folder = tempfile.mkdtemp(prefix="winnow-e2e-")
    try:
        paths = []
        for position, article in enumerate(articles):
            number = int(article["provenance"]["file"].removeprefix("f").removesuffix(".txt"))
            paths.append(os.path.join(folder, f"{position}.txt"))
            with open(paths[-1], "wb") as file:
                file.write(text(number))
        subprocess.run([options.winnow, "ingest", "--files-from", "-", "--state", os.path.join(folder, "state")], check=True,
                       input="".join(f"{path}\n" for path in paths).encode(), capture_output=True)
        done = subprocess.run([options.winnow, "export", "--state", os.path.join(folder, "state")], check=True, capture_output=True)
        return [json.loads(line) for line in done.stdout.splitlines()]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def compare(options, nodes, files):
    """Every file once, on every node, as one machine decides."""
    exports = [node.export() for node in nodes]
    for node, export in zip(nodes, exports):
        assert export == exports[0], f"{node.name} has another archive than {nodes[0].name}"
        names = [job["file"] for job in node.jobs()]
        assert sorted(names) == sorted(f"f{n}.txt" for n in range(files)), f"{node.name}: {len(names)} jobs of {files} files"
    articles = exports[0]
    assert len(articles) == files == len({a["provenance"]["file"] for a in articles}), f"{len(articles)} articles of {files} files"
    alone = as_one_machine(options, articles)
    order, other = ({article["id"]: position for position, article in enumerate(export)} for export in (articles, alone))
    for position, (one, two) in enumerate(zip(articles, alone, strict=True)):
        assert figures(one, order) == figures(two, other), f"article {position}: {figures(one, order)}, alone {figures(two, other)}"
    return sum(article["outcome"] == "duplicate" for article in articles)


def search_elsewhere(nodes):
    """Seconds from a drop on one node until a search on another one finds it."""
    times = []
    for round in range(6):
        begin = time.time()
        nodes[0].drop(f"f{round}.txt", text(round))
        until("found on the third node", lambda: json.loads(nodes[2].ask(f"/search?q=%22number+{round - (round % 3 == 1)}%22")[1]).get("hits"))
        times.append(time.time() - begin)
    return sorted(times)[len(times) // 2]


def page(number):
    title, *paragraphs = made_up(number, paragraphs=2).split(b"\n\n")
    return PAGE % (title, title, b"".join(b"<p>" + part + b"</p>" for part in paragraphs))


def sidecars(nodes, files):
    """Pages and sidecars of the same names on two nodes, each at a time of its own: each finds its counterpart there."""
    ant, bee, cat = nodes
    waves = [[(ant, "late.html", page(9001)), (bee, "late.html", page(9002)), (ant, "early.html.json", "ant")],
             [(ant, "late.html.json", "ant"), (bee, "early.html", page(9003)), (bee, "late.html.json", "bee")],
             [(ant, "early.html", page(9004))]]
    for wave in waves:
        for node, name, data in wave:
            if isinstance(data, str):
                data = json.dumps({"url": f"https://{data}.example/", "date_publish": "2031-03-04 10:00:00"}).encode()
            node.drop(name, data)
        files += len(wave)
        finished(nodes, files)
    found = sorted((a["provenance"]["file"], a.get("url", "")) for a in cat.export() if a["provenance"]["file"].endswith("html"))
    assert found == [("early.html", ""), ("early.html", "https://ant.example/"), ("late.html", "https://ant.example/"),
                     ("late.html", "https://bee.example/")], found
    return files


def begin_without_database(server, nodes, files):
    """Daemons that begin while PostgreSQL is away answer searches, take files, and go on by themselves."""
    server.kill()
    for node in nodes:
        node.kill()
    for node in nodes:
        node.start()
    nodes[0].drop("away.txt", made_up(9010))
    until("the file is taken", lambda: nodes[0].status()["openJobs"] == 1)
    assert json.loads(nodes[2].ask("/search?q=number&limit=1")[1])["hits"], "no search while the database is away"
    asked = subprocess.run([nodes[2].options.winnow, "search", "number", "--state", nodes[2].state], capture_output=True, text=True)
    assert asked.stdout and "does not answer since" in asked.stderr, asked
    for _ in range(4):
        # It waits by no fault of its own, however often the daemon is killed meanwhile.
        until("the file waits", lambda: any(s["name"] == "dedupe" and s["running"] for s in nodes[0].status()["stages"]))
        time.sleep(0.5)
        nodes[0].kill()
        nodes[0].start()
    assert nodes[0].stop()[0] == 0
    nodes[0].start()
    server.start()
    finished(nodes, files + 1)
    assert {job["file"]: job["outcome"] for job in nodes[2].jobs()}["away.txt"] == "indexed"
    return files + 1


def copied_state(options, server, node):
    """A machine that is begun with a copy of another one's state ends, and says why, once there is anything to decide."""
    twin = Node(options, server, node.name)
    try:
        assert node.stop()[0] == 0
        shutil.copytree(node.state, twin.state, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.sock", "notify", "daemon.log"))
        node.start()
        twin.start()
        node.drop("own.txt", made_up(9020))
        assert twin.daemon.wait(timeout=30) == 78, twin.tail()
        assert "another one uses its name" in twin.tail(), twin.tail()
    finally:
        twin.close()


def forget(server, nodes):
    """An article that is forgotten on one node is gone on all, and so is its text in the log."""
    ids = {article["id"]: article for article in nodes[0].export()}
    gone = next(id for id, article in ids.items() if article["outcome"] == "indexed")
    rows = f"SELECT count(*) FROM winnow.offer WHERE id = '{gone}' AND kind = 1 AND length(content) > 0"
    assert server.sql(rows) == "1"
    files = len(ids)
    said = nodes[0].winnow("forget", gone, "--why", "asked for")
    for node in nodes:
        until(f"{gone} is gone on {node.name}", lambda: gone not in {a["id"] for a in node.export()}, 20)
        assert len(node.export()) == files - 1
    until("its offer is empty", lambda: server.sql(rows) == "0", 20)
    return said


def run(options):
    begin, dice = time.time(), random.Random(options.seed)
    server = Server()
    nodes = []
    try:
        schema = subprocess.run([options.winnow, "cluster", "sql"], check=True, capture_output=True, text=True).stdout
        server.sql(schema)
        for name, roles in ROLES.items():
            group = "winnow_archive" if "archive" in roles else "winnow_node"
            server.sql(f'CREATE ROLE "{name}" LOGIN IN ROLE {group}')
            nodes.append(Node(options, server, name))
        for node in nodes:
            node.start()
        ant, bee, cat = nodes
        found = search_elsewhere(nodes)
        finished(nodes, 6)

        traffic = Traffic([ant, bee], 6)
        traffic.start()
        kills = 0
        while kills < 9:
            time.sleep(0.5 + dice.random())
            if kills % 3 == 1:
                server.kill()
                until("the wait has a name", lambda: cat.cluster().get("awaySince"))
                assert "does not answer" in cat.ask("/readyz")[1]
                assert cat.winnow("search", "number", "--limit", "1")
                server.start()
            else:
                victim = decider(nodes) if kills % 3 == 0 else [ant, bee][kills // 3 % 2]
                victim.kill()
                time.sleep(dice.random())
                victim.start(wait=False)
            kills += 1
        traffic.halt.set()
        traffic.join()
        for node in nodes:
            node.await_ready()
        files = traffic.count
        finished(nodes, files)
        copies = compare(options, nodes, files)
        assert copies >= files // 4, f"{copies} copies among {files} files"
        decided = server.sql("SELECT count(*), count(DISTINCT (node, n)) FROM winnow.decision")
        assert decided == f"{files}|{files}", decided
        subprocess.run([options.winnow, "cluster", "verify", "--database", server.connection(user="cat")], check=True, capture_output=True)
        files = begin_without_database(server, nodes, sidecars(nodes, files))
        copied_state(options, server, bee)
        finished(nodes, files + 1)
        forget(server, nodes)
        for node in nodes:
            code, _ = node.stop()
            assert code == 0, f"{node.name} ended with {code}: {node.tail()}"
            audit = subprocess.run([options.winnow, "audit", "--state", node.state], capture_output=True, text=True)
            assert audit.returncode == 0, f"{node.name}: {audit.stdout}{audit.stderr}"
        return f"{files} files, {copies} copies, {kills} kills; found on another node after {found * 1000:.0f} ms (seed {options.seed})"
    except Exception:
        for node in nodes:
            print(f"-- {node.name}: {node.tail()[-600:]}")
        raise
    finally:
        for node in nodes:
            node.close()
        server.close()
