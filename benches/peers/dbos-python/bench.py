"""bench.py URL AT_ONCE SECONDS: the four-step flow on DBOS for Python, with PostgreSQL.

The load is that of the crate `hera-load`: a warm-up of a quarter, then what ends in the window counts. The
callers are threads, which was its faster way.
"""

import os
import sys
import threading
import time

from dbos import DBOS

url, at_once, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
DBOS(
    config={
        "name": "bench",
        "system_database_url": url,
        "log_level": "ERROR",
        "run_admin_server": False,
    }
)


def act(node, before):
    return {"ok": True, "node": node, "before": len(str(before))}


@DBOS.step()
def validate(before):
    return act("VALIDATE", before)


@DBOS.step()
def reserve(before):
    return act("RESERVE", before)


@DBOS.step()
def persist(before):
    return act("PERSIST", before)


@DBOS.step()
def reprice(before):
    return act("REPRICE", before)


@DBOS.workflow()
def cart(payload):
    return reprice(persist(reserve(validate(payload))))


DBOS.launch()
payload = {"cart_id": "c-1", "line_type": "RETAIL", "quantity": 2}
cart(payload)
opens = time.perf_counter() + seconds / 4
closes = opens + seconds
latencies, runs = [], [1]


def caller():
    while (asked := time.perf_counter()) < closes:
        cart(payload)
        ended = time.perf_counter()
        runs.append(1)
        if opens <= ended < closes:
            latencies.append((ended - asked) * 1e3)


callers = [threading.Thread(target=caller) for _ in range(at_once)]
for each in callers:
    each.start()
time.sleep(max(0.0, opens - time.perf_counter()))
opened, before = time.perf_counter(), time.process_time()
time.sleep(max(0.0, closes - time.perf_counter()))
cpu = (time.process_time() - before) * seconds / (time.perf_counter() - opened)
for each in callers:
    each.join()
latencies.sort()


def below(part):
    return latencies[round((len(latencies) - 1) * part)]


print("runs", len(runs))
print("runs_per_s", len(latencies) / seconds)
print("p50_ms", below(0.5))
print("p99_ms", below(0.99))
print("cpu_us", cpu * 1e6 / len(latencies), flush=True)
# Its threads would go on.
os._exit(0)
