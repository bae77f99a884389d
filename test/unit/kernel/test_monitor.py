"""Runs tell a monitor how they stand, and obey it, while their cell runs."""

import time

import pytest

REPORT = "application/vnd.quetelet.run+json"
COUNT = """import { interruptible } from "quetelet";
const count = async (steps: number) => await interruptible("counting", async (run) => {
  let step = 0;
  for (; step < steps && !run.cancelled; step++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    run.report({ phase: "steps", step: step + 1, steps, loss: 100 / (step + 1), parts: { name: "starts", done: step, total: steps } });
    await run.breathe();
  }
  return { status: step < steps ? "interrupted" : "converged", step };
});"""


def come(kernel, comm_id="monitor"):
    """Says that a front end shows runs, as the extension does."""
    kernel.comm("comm_open", {"comm_id": comm_id, "target_name": "quetelet.monitor", "data": {}})


@pytest.fixture(scope="module")
def counting(kernel):
    assert kernel.run(COUNT).reply["status"] == "ok"
    come(kernel)
    return kernel


def opened(kernel):
    return kernel.until(lambda m: m["msg_type"] == "comm_open")[-1]["content"]


def command(kernel, comm, action):
    kernel.comm("comm_msg", {"comm_id": comm["comm_id"], "data": {"action": action}})


def until_state(kernel, state):
    def matches(message):
        report = (message["content"].get("data") or {}).get("report") if message["msg_type"].startswith("comm_") else None
        return report is not None and report["state"] == state

    return kernel.until(matches)[-1]


def test_reports_come_over_a_comm_and_in_the_output(counting):
    result = counting.run("(await count(150)).step")
    assert result.value == "150"
    first, last = result.of("comm_open"), result.of("comm_close")
    assert len(first) == len(last) == 1 and first[0]["target_name"] == "quetelet.run"
    begun, ended = first[0]["data"]["report"], last[0]["data"]["report"]
    assert begun["state"] == "running" and begun["reason"] is None and begun["commands"] == ["pause", "stop"]
    assert begun["phase"] == "steps" and begun["steps"] == 150 and begun["secondsLeft"] > 0
    assert begun["parts"]["name"] == "starts" and begun["memory"] > 1e7
    assert ended["state"] == "done" and ended["reason"] == "It converged." and ended["commands"] == []
    assert ended["step"] == 150 and ended["best"] == pytest.approx(100 / 150) and ended["id"] == begun["id"]
    between = result.of("comm_msg")
    assert 1 <= len(between) <= 12

    shown = result.of("display_data") + result.of("update_display_data")
    assert len(result.of("display_data")) == 1
    assert all(s["data"][REPORT]["id"] == begun["id"] for s in shown)
    assert shown[-1]["data"][REPORT]["state"] == "done"
    assert shown[-1]["data"]["text/plain"].startswith("counting: done in")
    assert "image/svg+xml" in shown[-1]["data"]


def test_a_short_run_tells_nothing(counting):
    result = counting.run("(await count(5)).step")
    assert result.value == "5"
    assert not {"comm_open", "display_data"} & set(result.types)


def test_pause_and_resume(counting):
    cell = counting.send("(await count(150)).step")
    comm = opened(counting)
    command(counting, comm, "pause")
    asked = time.monotonic()
    paused = until_state(counting, "paused")["content"]["data"]["report"]
    assert time.monotonic() - asked < 0.5
    assert paused["commands"] == ["resume", "stop"]
    time.sleep(1)
    command(counting, comm, "resume")
    resumed = until_state(counting, "running")["content"]["data"]["report"]
    assert resumed["step"] - paused["step"] <= 15
    assert resumed["seconds"] - paused["seconds"] < 0.5
    assert counting.finish(cell).value == "150"


def test_stop_keeps_what_there_is(counting):
    cell = counting.send("const got = await count(3000); got.status")
    comm = opened(counting)
    command(counting, comm, "pause")
    until_state(counting, "paused")
    command(counting, comm, "stop")
    result = counting.finish(cell)
    assert result.value == "'interrupted'"
    ended = result.of("comm_close")[0]["data"]["report"]
    assert ended["state"] == "interrupted" and ended["reason"].startswith("It was stopped by hand")
    assert counting.run("got.step < 3000").value == "true"


def test_an_interrupt_is_told_apart_from_a_stop(counting):
    cell = counting.send("(await count(3000)).status")
    opened(counting)
    counting.interrupt()
    result = counting.finish(cell)
    assert result.of("comm_close")[0]["data"]["report"]["reason"].startswith("The kernel was interrupted")
    assert result.of("update_display_data")[-1]["data"]["text/plain"].startswith("counting: interrupted after")


def test_an_interrupt_ends_a_pause(counting):
    cell = counting.send("(await count(3000)).status")
    comm = opened(counting)
    command(counting, comm, "pause")
    until_state(counting, "paused")
    counting.interrupt()
    assert counting.finish(cell).value == "'interrupted'"


def test_a_failure_says_why(counting):
    result = counting.run(
        """await interruptible("failing", async (run) => {
          await new Promise((resolve) => setTimeout(resolve, 900));
          throw new Error("the disk is full");
        });"""
    )
    ended = result.of("comm_close")[0]["data"]["report"]
    assert (ended["state"], ended["reason"]) == ("failed", "the disk is full.")


def test_without_a_monitor_the_run_carries_on(counting):
    cell = counting.send("(await count(150)).step")
    comm = opened(counting)
    counting.comm("comm_close", {"comm_id": comm["comm_id"], "data": {}})
    result = counting.finish(cell)
    assert result.value == "150" and "stream" not in result.types
    assert result.of("comm_close") == []
    assert result.of("update_display_data")[-1]["data"][REPORT]["commands"] == []
    assert result.of("update_display_data")[-1]["data"][REPORT]["state"] == "done"


def test_a_kernel_nobody_follows_opens_no_comm(start):
    kernel = start()
    assert kernel.run(COUNT).reply["status"] == "ok"
    result = kernel.run("(await count(150)).step")
    assert result.value == "150"
    assert not [t for t in result.types if t.startswith("comm_")]
    shown = result.of("display_data") + result.of("update_display_data")
    assert shown[-1]["data"][REPORT]["state"] == "done"

    come(kernel)
    assert len(kernel.run("(await count(150)).step").of("comm_open")) == 1
    kernel.comm("comm_close", {"comm_id": "monitor", "data": {}})
    assert not [t for t in kernel.run("(await count(150)).step").types if t.startswith("comm_")]


def test_a_monitor_that_comes_while_a_run_goes_on_takes_it_up(start):
    kernel = start()
    assert kernel.run(COUNT).reply["status"] == "ok"
    cell = kernel.send("(await count(3000)).status")
    kernel.until(lambda m: m["msg_type"] == "display_data")
    come(kernel)
    comm = opened(kernel)
    assert comm["data"]["report"]["commands"] == ["pause", "stop"]
    command(kernel, comm, "stop")
    result = kernel.finish(cell)
    assert result.value == "'interrupted'"
    assert result.of("update_display_data")[-1]["data"][REPORT]["reason"].startswith("It was stopped by hand")


def test_what_a_monitor_brings_about_stands_in_the_cell_of_the_run(start):
    """One that comes before anything was shown does not take the output to itself."""
    kernel = start()
    assert kernel.run(COUNT).reply["status"] == "ok"
    cell = kernel.send("(await count(120)).step")
    for number in range(40):
        come(kernel, f"monitor-{number}")
        time.sleep(0.02)
    assert len(kernel.finish(cell).of("display_data")) == 1
