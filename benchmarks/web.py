"""How quickly a warm server answers: Track's pages to sixteen clients, and what a page weighs.

    python benchmarks/web.py [seconds]      ten where none are given

Prints the latency of pages over loopback, the server's memory before and after, and the bytes of
each page as they are sent, with all that it loads before anybody touches it.
"""

import asyncio
import gzip
import os
import re
import socket
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import httpx2

PAGES = ("/track", "/track/targets", "/track/claims", "/track/conflicts", "/track/forecast",
         "/track/i/ict_total", "/?lang=ur", "/track?lang=ur")  # fmt: skip
CLIENTS = 16
BARAMAD = str(Path(sys.executable).with_name("baramad"))


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextmanager
def served():
    """A server of its own: its address and its process."""
    base = f"http://127.0.0.1:{(port := free_port())}"
    server = subprocess.Popen([BARAMAD, "serve", "--port", str(port), "--quiet"])
    try:
        for _ in range(800):
            try:
                httpx2.get(f"{base}/method")
                break
            except httpx2.ConnectError:
                time.sleep(0.05)
        yield base, server
    finally:
        server.terminate()
        server.wait(10)


def memory(process):
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


async def client(base, until, times, faults):
    async with httpx2.AsyncClient(base_url=base, headers={"accept-encoding": "gzip"}) as one:
        i = 0
        while time.perf_counter() < until:
            begun = time.perf_counter()
            found = await one.get(PAGES[i % len(PAGES)])
            times.append(time.perf_counter() - begun)
            faults += [found.status_code] if found.status_code != 200 else []
            i += 1


async def load(base, seconds):
    times, faults = [], []
    until = time.perf_counter() + seconds
    await asyncio.gather(*(client(base, until, times, faults) for _ in range(CLIENTS)))
    return sorted(times), faults


def weight(base, address):
    """Bytes sent for a page and for all that its first view loads."""
    headers = {"accept-encoding": "gzip"}
    with httpx2.Client(base_url=base, headers=headers) as one:

        def size(path):
            with one.stream("GET", path) as found:
                return sum(len(part) for part in found.iter_raw())

        page = size(address)
        text = one.get(address).text
        style, script = (
            re.search(r'href="(/static/\S+css)"', text)[1],
            re.search(r'src="(/static/\S+js)"', text)[1],
        )
        fonts = [
            name
            for name in re.findall(r"url\((fonts/\S+?)\)", one.get(style).text)
            if "nastaliq" not in name or ("lang=ur" in address and "notonastaliq" not in name)
        ]
        folder = style.rpartition("/")[0]
        return page, page + size(style) + size(script) + sum(
            size(f"{folder}/{name}") for name in fonts
        )


def main(seconds=10):
    with served() as (base, server):
        begun = time.perf_counter()
        for page in PAGES:
            httpx2.get(base + page, timeout=60)
        print(f"making {len(PAGES)} pages once: {time.perf_counter() - begun:.2f} s")
        asyncio.run(load(base, 2))
        before = memory(server)
        times, faults = asyncio.run(load(base, seconds))
        cut = statistics.quantiles(times, n=100)
        print(
            f"{CLIENTS} clients, {seconds} s: {len(times)} answers ({len(times) / seconds:.0f}/s), "
            f"p50 {1000 * cut[49]:.1f} ms, p95 {1000 * cut[94]:.1f} ms, worst "
            f"{1000 * times[-1]:.1f} ms, {len(faults)} faults"
        )
        print(
            f"held to: p95 50 ms, no fault; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
        )
        print(f"memory: {before:.0f} MB before, {memory(server):.0f} MB after")
        for page in PAGES:
            alone, whole = weight(base, page)
            print(
                f"{page:<22} {alone / 1024:6.1f} KB   with style, script and fonts "
                f"{whole / 1024:6.1f} KB"
            )
        from baramad.web.statics import DRAWING, file

        drawing = len(gzip.compress(file(DRAWING).plain, 9)) / 1024
        print(f"drawing library, of Plan alone: {drawing:.0f} KB")


if __name__ == "__main__":
    main(*(float(one) for one in sys.argv[1:2]))
