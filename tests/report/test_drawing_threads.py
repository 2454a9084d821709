"""Pictures drawn by several threads at once: each is drawn, and none waits for ever."""

import subprocess
import sys

# A collection in the midst of one thread's picture lets another thread begin its own.
DRAWN = """
import gc, time
from threading import Event, Thread, current_thread
from baramad.chart.chart import Chart

values = [{"a": i} for i in range(300)]
spec = {"data": {"values": values}, "mark": "point",
        "encoding": {"x": {"field": "a", "type": "quantitative"}}}
chart = Chart("one", spec, "It shows.", ("a",), [(1,)])
chart.vega()
within = Event()

def collecting(*_):
    if current_thread() is first and not within.is_set():
        within.set()
        time.sleep(0.5)

def other():
    assert within.wait(20)
    chart.vega()

gc.set_threshold(50)
gc.callbacks.append(collecting)
first, second = Thread(target=chart.vega), Thread(target=other)
first.start()
second.start()
first.join()
second.join()
assert within.is_set()
"""


def test_threads_that_draw_at_once_do_not_wait_for_each_other_for_ever():
    subprocess.run([sys.executable, "-c", DRAWN], check=True, timeout=60)
