"""Three daemons on one PostgreSQL keep one archive: a copy is found across nodes and found by a search on another one; whatever
is killed (who decides, PostgreSQL, a node that takes files), every file is decided once, every node has the same, and the
decisions are those of one machine that was given the same files in the same order. What is forgotten leaves the log too. Nodes
talk to PostgreSQL encrypted, each by a role of its own; a machine that is lost loses no original; a single machine's archive
becomes a cluster's; who decides, and in which format, is the operator's."""
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

    def __init__(self, options, server, name, database="postgres", originals=None, state=None):
        super().__init__(options, state=state)
        self.name, self.server, self.database = name, server, database
        self.settings = dict(
            WINNOW_CLUSTER_DATABASE=server.over_network(name, database), WINNOW_CLUSTER_NODE=name,
            WINNOW_CLUSTER_ROLES=ROLES.get(name, "intake, archive"), WINNOW_CLUSTER_LEASE="2s", WINNOW_WORKERS_COUNT="1")
        if originals:
            self.settings["WINNOW_CLUSTER_ORIGINALS"] = originals

    def start(self, wait=True, **settings):
        super().start(wait=wait, **{**self.settings, **settings})

    def check(self):
        """Exit code and words of `winnowd --check`."""
        done = subprocess.run([self.options.winnowd, "--check", "--state", self.state], env={**os.environ, **self.settings},
                              capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    def replace(self, **settings):
        """Stops in order, and starts again."""
        assert self.stop()[0] == 0, self.tail()
        self.start(**settings)

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


def cluster(options, server, *words, user=None, database="postgres"):
    """What an operator says: exit code and what is printed. As the database's owner where no node is named."""
    at = server.over_network(user, database) if user else server.connection(database=database)
    done = subprocess.run([options.winnow, "cluster", *words, "--database", at], capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def strangers(options, server, nodes):
    """Whoever is not who he says, or asks for what is not his, is refused, and told so."""
    tries = [(dict(authority="stranger"), "certificate verify failed"), (dict(host="elsewhere.example"), "does not match host name"),
             (dict(passwords="bee"), "password"), (dict(mode="disable"), "no encryption")]
    for how, why in tries:
        at = server.over_network("ant", **how)
        done = subprocess.run([options.winnow, "cluster", "status", "--database", at], capture_output=True, text=True)
        assert done.returncode == 75 and why in done.stderr, (how, done)
        ant = Node(options, server, "ant")
        try:
            ant.settings["WINNOW_CLUSTER_DATABASE"] = at
            code, said = ant.check()
            assert code == 78 and why in said, said
        finally:
            ant.close()
    code, said = nodes[0].check()
    assert code == 0 and "cluster: clocks: in order" in said, said
    insert = ("INSERT INTO winnow.offer SELECT id, 1000000, 1, 'x', '', '', '' FROM winnow.node WHERE name = '%s'")
    for text, why in [(insert % "bee", "row-level security"), ("UPDATE winnow.offer SET content = ''", "permission denied"),
                      ("DELETE FROM winnow.decision", "permission denied"), ("UPDATE winnow.batch SET chain = ''", "permission denied"),
                      ("UPDATE winnow.node SET session = '' WHERE name = 'bee' RETURNING 1", ""),
                      ("UPDATE winnow.setting SET log_format = 9", "permission denied")]:
        done = subprocess.run([f"{server.programs}/psql", "-X", "-q", "-A", "-t", server.over_network("ant"), "-c", text],
                              capture_output=True, text=True)
        assert why in done.stderr and done.stdout == "" and (done.returncode != 0) == bool(why), (text, done)


def operate(options, server, nodes, files):
    """Who decides is handed over in order, and everything waits while the operator says so."""
    first = decider(nodes)
    code, said = cluster(options, server, "step-down", user="cat")
    assert code == 0 and first.name in said, said
    begin = time.time()
    second = decider([node for node in nodes if node is not first])
    assert time.time() - begin < 3 and second is not first
    # One that stops in order leaves no lease behind that others would wait for.
    assert second.stop()[0] == 0
    begin = time.time()
    third = decider([node for node in nodes if node is not second])
    taken = time.time() - begin
    second.start()
    code, said = cluster(options, server, "pause", "--why", "moving house", user="cat")
    assert code == 0, said
    assert cluster(options, server, "pause", user="cat")[0] == 78
    nodes[0].drop("paused.txt", made_up(9030))
    until("the pause has a name", lambda: any("moving house" in (stage.get("waitingFor") or "") for stage in nodes[0].status()["stages"]))
    until("every node knows", lambda: all("moving house" in node.winnow("status") for node in nodes))
    assert "moving house" in cluster(options, server, "status", user="cat")[1]
    assert nodes[0].status()["openJobs"] == 1
    assert cluster(options, server, "resume", user="cat")[0] == 0
    finished(nodes, files + 1)
    assert cluster(options, server, "resume", user="cat")[0] == 78
    # A reload is no start: what the daemon waits for does not refuse it.
    server.kill()
    code, said = nodes[0].check()
    assert code == 0 and "waits for it" in said, said
    server.start()
    return files + 1, taken


def upgrade(options, server, nodes, files):
    """Nodes are replaced one by one by a program that reads a newer format; then the log goes on in that, and older programs end."""
    newer = ("--newest-log-format", "2")
    program = [os.path.join(os.path.dirname(options.winnowd), "winnow-cluster"), "daemon", *newer]
    for node in nodes:
        code, said = cluster(options, server, "upgrade", *newer)
        assert code == 78 and node.name in said, said
        former, node.program = node.program, program
        node.replace()
        nodes[0].drop(f"before-{node.name}.txt", made_up(9040 + len(node.name) + files))
        files += 1
        finished(nodes, files)
    assert cluster(options, server, "upgrade", *newer, user="cat")[0] == 78, "no node's role may upgrade"
    code, said = cluster(options, server, "upgrade", *newer)
    assert code == 0 and "format 2" in said, said
    nodes[0].drop("upgraded.txt", made_up(9050))
    finished(nodes, files + 1)
    assert server.sql("SELECT array_agg(DISTINCT format ORDER BY format) FROM winnow.batch") == "{1,2}"
    nodes[2].stop()
    nodes[2].program = former
    nodes[2].start(wait=False)
    assert nodes[2].daemon.wait(timeout=30) == 78 and "format" in nodes[2].tail(), nodes[2].tail()
    nodes[2].hang_up()
    nodes[2].program = program
    nodes[2].start()
    return files + 1


def take_over(options, server):
    """A single machine's archive becomes a cluster's: what was decided stays as it was, and is found by what comes."""
    server.sql("CREATE DATABASE second")
    server.sql(subprocess.run([options.winnow, "cluster", "sql"], check=True, capture_output=True, text=True).stdout, "second")
    alone = World(options)
    dog = elk = None
    try:
        for name in ("dog", "elk"):
            server.make_role(name, "winnow_archive")
        alone.start()
        for number in range(40):
            alone.drop(f"f{number}.txt", text(number))
        alone.drop("late.html", page(9101))
        alone.settled(41)
        alone.drop("late.html.json", json.dumps({"url": "https://dog.example/", "date_publish": "2031-03-04 10:00:00"}).encode())
        alone.settled(42)
        ids = [article["id"] for article in alone.export()]
        alone.winnow("forget", ids[3], "--why", "asked for")
        alone.winnow("forget", ids[-2], "--why", "asked for")
        assert cluster(options, server, "init", "--from", alone.state, "--node", "dog", user="dog", database="second")[0] == 75, "it runs"
        assert alone.stop()[0] == 0
        before, jobs = alone.export(), alone.jobs()
        words = ("init", "--from", alone.state, "--node", "dog")
        code, said = cluster(options, server, *words, user="dog", database="nowhere")
        assert code == 75, said
        code, said = cluster(options, server, *words, user="dog", database="second")
        assert code == 0 and "first node" in said, said
        assert cluster(options, server, *words, user="dog", database="second")[0] == 78, "it is a node now"
        dog = Node(options, server, "dog", "second", state=alone.state)
        elk = Node(options, server, "elk", "second")
        dog.start()
        elk.start()
        assert dog.export() == before and dog.jobs() == jobs, "the first node has what the single machine had"
        # Articles come first; their files follow, each in a step of the follower.
        until("the second node has all articles", lambda: elk.export() == before, 20)
        until("the second node has all files", lambda: sorted(elk.jobs(), key=str) == sorted(jobs, key=str), 20)
        # Copies of what the single machine had, and one that neither had.
        elk.drop("again.txt", text(12))
        dog.drop("new.txt", made_up(9102))
        for node in (dog, elk):
            node.settled(len(jobs) + 2)
        found = {a["provenance"]["file"]: a for a in elk.export()}
        assert found["again.txt"]["duplicateOf"] and found["new.txt"]["outcome"] == "indexed", found["again.txt"]
        assert dog.export() == elk.export(), "both nodes have the same"
        hits = json.loads(elk.ask("/search?q=%22number+12%22")[1])["hits"]
        assert hits, "the second node finds what the first had"
        for node in (dog, elk):
            assert node.stop()[0] == 0, node.tail()
            audit = subprocess.run([options.winnow, "audit", "--state", node.state], capture_output=True, text=True)
            assert audit.returncode == 0, f"{node.name}: {audit.stdout}{audit.stderr}"
    except Exception:
        for node in (alone, dog, elk):
            print(f"-- {node.tail()[-600:] if node else ''}")
        raise
    finally:
        for node in (alone, dog, elk):
            if node:
                node.close()


def maintain(nodes):
    """Articles that another node read are read again from its originals; a copy of a node is refused."""
    again = nodes[2].winnow("rerun", "--stage", "parse", "--dry-run")
    assert "is left as it is" not in again, again
    folder = tempfile.mkdtemp(prefix="winnow-e2e-")
    try:
        done = subprocess.run([nodes[1].options.winnow, "backup", folder, "--state", nodes[1].state], capture_output=True, text=True)
        assert done.returncode and "is node bee" in done.stderr and not os.listdir(folder), done
    finally:
        shutil.rmtree(folder)


def lose_machine(nodes):
    """A machine whose disk is gone has lost no original that was decided about."""
    lost, asked = nodes.pop(0), nodes[-1]
    article = next(a for a in asked.export() if a["provenance"]["file"] == "upgraded.txt")
    before = lost.winnow("original", article["id"], binary=True)
    lost.close()
    assert asked.winnow("original", article["id"], binary=True) == before == made_up(9050)


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
    originals = tempfile.mkdtemp(prefix="winnow-e2e-")
    nodes = []
    try:
        schema = subprocess.run([options.winnow, "cluster", "sql"], check=True, capture_output=True, text=True).stdout
        server.sql(schema)
        for name, roles in ROLES.items():
            server.make_role(name, "winnow_archive" if "archive" in roles else "winnow_node")
            nodes.append(Node(options, server, name, originals=originals))
        for node in nodes:
            node.start()
        ant, bee, cat = nodes
        found = search_elsewhere(nodes)
        finished(nodes, 6)

        traffic = Traffic([ant, bee], 6)
        traffic.start()
        kills = 0
        while kills < options.cluster_kills:
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
        strangers(options, server, nodes)
        maintain(nodes)
        files, taken = operate(options, server, nodes, files + 1)
        files = upgrade(options, server, nodes, files)
        for node in nodes:
            code, _ = node.stop()
            assert code == 0, f"{node.name} ended with {code}: {node.tail()}"
            audit = subprocess.run([options.winnow, "audit", "--state", node.state], capture_output=True, text=True)
            assert audit.returncode == 0, f"{node.name}: {audit.stdout}{audit.stderr}"
        lose_machine(nodes)
        take_over(options, server)
        return (f"{files} files, {copies} copies, {kills} kills; found on another node after {found * 1000:.0f} ms,"
                f" the next one decides {taken * 1000:.0f} ms after one that stops (seed {options.seed})")
    except Exception:
        for node in nodes:
            print(f"-- {node.name}: {node.tail()[-600:]}")
        raise
    finally:
        for node in nodes:
            node.close()
        server.close()
        shutil.rmtree(originals, ignore_errors=True)
