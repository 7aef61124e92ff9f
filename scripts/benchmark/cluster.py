#!/usr/bin/env python3
"""What a cluster costs and how quick it is, beside one machine in the same run: real daemons, a real PostgreSQL, small invented
texts of which a third are copies.

  scripts/bench cluster [--files N] [--searches N] [--kills N] [--lease SECONDS]

Prints, for one machine and for two nodes that take files beside each other (the second takes files only, the first keeps the archive
and decides): files a second, and processor time a file of every process, PostgreSQL's too. Then, idle, the time from a drop on one
node until a search on the other finds it, and from the death of the node that decides until the next decision.
"""
import argparse
import json
import os
import pathlib
import sys
import time

sys.dont_write_bytecode = True
TOP = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(TOP / "Tests/EndToEnd"))

from cases.cluster import Node, decider  # noqa: E402
from support.postgres import Server  # noqa: E402
from support.texts import made_up  # noqa: E402
from support.world import World  # noqa: E402

def text(number):
    """Some 3 kB, like those of a news agency; of three in a row two are about the same."""
    data = made_up(number - (number % 3 == 1), paragraphs=7)
    return data + b"Another desk adds a line.\n" if number % 3 == 1 else data


TICK = os.sysconf("SC_CLK_TCK")


def processor_seconds(process, children=False):
    """What a process has used, and those of its children that have ended."""
    with open(f"/proc/{process}/stat") as file:
        fields = file.read().rpartition(")")[2].split()
    return sum(int(fields[n]) for n in ((11, 12, 13, 14) if children else (11, 12))) / TICK


def server_seconds(server):
    """What PostgreSQL has used: the postmaster, what has ended below it, and what works."""
    used = processor_seconds(server.postmaster.pid, children=True)
    for name in os.listdir("/proc"):
        if name.isdigit() and int(name) != server.postmaster.pid and server.works_here(name):
            try:
                used += processor_seconds(name)
            except OSError:
                pass
    return used


def fill(worlds, first, count):
    for number in range(first, first + count):
        worlds[number % len(worlds)].drop(f"f{number}.txt", text(number))


def work(worlds, files, extra=lambda: 0.0):
    """Seconds until all files are finished everywhere, and processor seconds by then, daemons and what is extra."""
    used = [processor_seconds(world.daemon.pid) for world in worlds]
    other = extra()
    begin = time.time()
    for world in worlds:
        world.settled(files, limit=3600)
    seconds = time.time() - begin
    return seconds, [processor_seconds(w.daemon.pid) - u for w, u in zip(worlds, used)], extra() - other


def quantiles(times):
    times = sorted(times)
    return times[len(times) // 2] * 1000, times[min(len(times) - 1, len(times) * 99 // 100)] * 1000


def one_machine(options):
    world = World(options)
    try:
        fill([world], 0, options.files)
        world.start(wait=False, WINNOW_INTAKE_OPEN_JOBS=str(options.open_jobs))
        seconds, used, _ = work([world], options.files)
        return options.files / seconds, used[0] / options.files, searched([world, world], options.searches)
    finally:
        world.close()


def searched(nodes, rounds):
    times = []
    for number in range(rounds):
        name = 10_000_000 + number
        nodes[1].drop(f"s{name}.txt", made_up(name, paragraphs=2))
        begin = time.time()
        while not json.loads(nodes[0].ask(f"/search?q=%22number+{name}%22")[1]).get("hits"):
            time.sleep(0.002)
        times.append(time.time() - begin)
        time.sleep(0.2)
    return times


def taken_over(server, nodes, kills):
    """Seconds from a kill of who decides until the next decision, whose file waits by then."""
    times = []
    for number in range(kills):
        victim = decider(nodes)
        other = next(node for node in nodes if node is not victim)
        time.sleep(1)
        last = server.sql("SELECT max(number) FROM winnow.decision")
        victim.kill()
        begin = time.time()
        other.drop(f"k{number}.txt", made_up(20_000_000 + number, paragraphs=2))
        while server.sql("SELECT max(number) FROM winnow.decision") == last:
            time.sleep(0.005)
        times.append(time.time() - begin)
        victim.start()
    return times


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", default=str(TOP / ".build/release"))
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--searches", type=int, default=100)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--lease", type=int, default=10)
    parser.add_argument("--open-jobs", type=int, default=1024)
    options = parser.parse_args()
    options.winnow, options.winnowd = f"{options.programs}/winnow", f"{options.programs}/winnowd"
    alone, cost, found = one_machine(options)
    print(f"one machine      {alone:7.0f} files/s   {cost * 1e6:6.0f} µs a file, searched after p50 %.0f ms, p99 %.0f ms" % quantiles(found), flush=True)
    server, nodes = Server(), []
    try:
        server.sql(os.popen(f"{options.winnow} cluster sql").read())
        for name, group in (("ant", "winnow_archive"), ("bee", "winnow_node")):
            server.make_role(name, group)
            nodes.append(Node(options, server, name))
            nodes[-1].settings.update(WINNOW_CLUSTER_LEASE=f"{options.lease}s", WINNOW_WORKERS_COUNT="0",
                                      WINNOW_INTAKE_OPEN_JOBS=str(options.open_jobs))
        nodes[1].settings["WINNOW_CLUSTER_ROLES"] = "intake"
        fill(nodes, 0, options.files)
        for node in nodes:
            node.start(wait=False)
        seconds, used, database = work(nodes, options.files, lambda: server_seconds(server))
        together = options.files / seconds
        total = (sum(used) + database) / options.files
        print(f"two nodes        {together:7.0f} files/s   {total * 1e6:6.0f} µs a file: "
              + ", ".join(f"{node.name} {u / options.files * 1e6:.0f}" for node, u in zip(nodes, used))
              + f", PostgreSQL {database / options.files * 1e6:.0f}")
        print(f"ratio            {together / alone:7.2f} ×         {(total - cost) * 1e6:+6.0f} µs", flush=True)
        size = int(server.sql("SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relnamespace = 'winnow'::regnamespace"
                              " AND relkind = 'r'"))
        content = int(server.sql("SELECT sum(length(content) + length(signed)) FROM winnow.offer WHERE kind = 1"))
        print(f"PostgreSQL       {size / options.files:7.0f} bytes a file, {size / content:.2f} × text and signature, compressed")
        print("searched elsewhere  p50 %.0f ms, p99 %.0f ms" % quantiles(searched(nodes, options.searches)), flush=True)
    finally:
        for node in nodes:
            node.close()
        server.close()
    take_over(options)


def take_over(options):
    """Three nodes that may decide."""
    if not options.kills:
        return
    server, nodes = Server(), []
    try:
        server.sql(os.popen(f"{options.winnow} cluster sql").read())
        for name in ("ant", "bee", "cow"):
            server.make_role(name, "winnow_archive")
            nodes.append(Node(options, server, name))
            nodes[-1].settings.update(WINNOW_CLUSTER_LEASE=f"{options.lease}s", WINNOW_CLUSTER_ROLES="intake, archive")
            nodes[-1].start()
        fill(nodes, 0, min(options.files, 3_000))
        work(nodes, min(options.files, 3_000))
        times = taken_over(server, nodes, options.kills)
        print(f"decider killed → next decision   {', '.join(f'{t:.2f}' for t in times)} s with a lease of {options.lease} s")
    finally:
        for node in nodes:
            node.close()
        server.close()


if __name__ == "__main__":
    main()
