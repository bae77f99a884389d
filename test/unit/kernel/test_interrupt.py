"""An interrupt ends the cell, whatever it does, and nothing else."""

import os
import signal
import time

import pytest

from conftest import LIBRARY

RUNS = """
const runs = (globalThis as any)[Symbol.for("quetelet.runs")];
/** A run as the library starts them: cancelled, it resolves with what it has, unless it is deaf. */
function startRun(deaf = false) {
  const { promise, resolve } = (() => { let resolve: any; const promise = new Promise<any>((r) => (resolve = r)); return { promise, resolve } })();
  const run: any = { name: "test", cancel() { if (!deaf) setTimeout(() => resolve({ status: "interrupted" }), 100) }, then: promise.then.bind(promise) };
  runs.active.add(run);
  promise.then(() => runs.active.delete(run));
  return run;
}
"""


def interrupted(kernel, code, started="started", timeout=15):
    request = kernel.send(code)
    if started:
        kernel.until_printed(started)
    began = time.monotonic()
    kernel.interrupt()
    return kernel.finish(request, timeout), time.monotonic() - began


def assert_interrupted(result):
    assert result.reply["status"] == "error"
    assert result.reply["ename"] == "Interrupted"
    assert [e["ename"] for e in result.of("error")] == ["Interrupted"]


@pytest.fixture(scope="module", autouse=True)
def earlier(kernel):
    kernel.run("let earlier = { value: 41 };")


@pytest.fixture(autouse=True)
def alive_after(kernel, earlier):
    yield
    assert kernel.run("earlier.value + 1").value == "42"


@pytest.mark.parametrize(
    "code",
    [
        "await new Promise(() => {})",
        "await new Promise((resolve) => setTimeout(resolve, 1e6))",
        "for (;;) await new Promise((resolve) => setTimeout(resolve, 5))",
    ],
)
def test_a_waiting_cell_ends_at_once(kernel, code):
    result, seconds = interrupted(kernel, f"console.log('started'); {code}")
    assert_interrupted(result)
    assert "lastRun" not in "".join(result.reply["traceback"])
    assert seconds < 1


@pytest.mark.parametrize(
    "code",
    [
        "STARTED; while (true) {}",
        "await null; STARTED; while (true) {}",
        "await new Promise((resolve) => setTimeout(resolve, 20)); STARTED; while (true) {}",
        "await new Promise((resolve) => setImmediate(resolve)); STARTED; for (;;) Math.random();",
        "STARTED; try { for (;;) {} } catch {} finally { for (;;) {} }",
        "STARTED; for (;;) await null",
        "setTimeout(() => { STARTED; for (;;); }, 1); await new Promise(() => {})",
        "setImmediate(() => { STARTED; for (;;); }); await new Promise(() => {})",
        "process.nextTick(() => { STARTED; for (;;); }); await new Promise(() => {})",
        'STARTED; /^(a+)+$/.test("a".repeat(60) + "b")',
    ],
)
@pytest.mark.parametrize("presses", [1, 2])
def test_an_endless_loop_ends(kernel, code, presses):
    request = kernel.send(code.replace("STARTED", "console.log('started')"))
    kernel.until_printed("started")
    for _ in range(presses):
        kernel.interrupt()
    assert_interrupted(kernel.finish(request, timeout=15))
    # Timers, promises and output work as before.
    after = kernel.run("await new Promise((resolve) => setTimeout(resolve, 5)); await new Promise((r) => setImmediate(r)); console.log('out'); 7")
    assert after.value == "7" and after.text() == "out\n"


def test_an_endless_loop_that_prints(kernel):
    result, _ = interrupted(kernel, "for (let i = 0; ; i++) if (i % 1e6 === 0) console.log('started')")
    assert_interrupted(result)


@pytest.mark.parametrize("wait", ["await new Promise(() => {})", "for (;;);", "await null; for (;;);"])
def test_what_an_interrupted_cell_had_set_stays(kernel, wait):
    kernel.run("const held = 'old';")
    result, _ = interrupted(kernel, f"const reached = [1, 2]; console.log('started'); {wait}; const held = 5;")
    assert_interrupted(result)
    assert kernel.run("[reached.length, held.length]").value == "[ 2, 3 ]"


def test_native_code_is_waited_for_and_nothing_else_is_hit(kernel):
    result, seconds = interrupted(
        kernel, "import { execSync } from 'node:child_process'; console.log('started'); execSync('sleep 2.5'); 'slept'"
    )
    assert result.value == "'slept'" and seconds > 1.5
    after = kernel.run("await new Promise((resolve) => setTimeout(resolve, 1500)); 'calm'")
    assert after.value == "'calm'"


def test_a_long_computation_that_ends_by_itself_leaves_nothing_behind(kernel):
    result, _ = interrupted(
        kernel, "console.log('started'); const until = Date.now() + 800; while (Date.now() < until); await null; 'counted'"
    )
    assert result.reply["status"] == "error" or result.value == "'counted'"
    assert kernel.run("const later = Date.now() + 1500; while (Date.now() < later); 'calm'").value == "'calm'"


def test_many_endless_loops_one_after_the_other(kernel):
    for _ in range(4):
        result, _ = interrupted(kernel, "setTimeout(() => { console.log('started'); for (;;); }, 1); await new Promise(() => {})")
        assert_interrupted(result)


def test_the_loop_of_an_interrupted_cell_does_not_run_on(kernel):
    kernel.run("let ticks = 0; let cleaned = false;")
    interrupted(
        kernel,
        "console.log('started'); try { for (;;) { await new Promise((resolve) => setTimeout(resolve, 20)); ticks++; } } finally { cleaned = true; }",
    )
    after = kernel.run("await new Promise((resolve) => setTimeout(resolve, 100)); const then = ticks; await new Promise((resolve) => setTimeout(resolve, 200)); [ticks - then, cleaned]")
    assert after.value == "[ 0, true ]"
    assert after.text("stderr") == ""


def test_a_cancelled_run_may_finish_with_what_it_has(kernel):
    kernel.run(RUNS)
    result, seconds = interrupted(kernel, "console.log('started'); const fit = await startRun(); fit.status")
    assert result.value == "'interrupted'"
    assert seconds < 1.5
    assert kernel.run("fit").value == "{ status: 'interrupted' }"


def test_a_run_that_does_not_answer_is_left_after_two_seconds(kernel):
    kernel.run(RUNS)
    result, seconds = interrupted(kernel, "console.log('started'); await startRun(true)")
    assert_interrupted(result)
    assert "`await lastRun()`" in result.reply["traceback"][-1]
    assert 1.5 < seconds < 4
    kernel.run("runs.active.clear()")


def test_a_second_interrupt_does_not_wait(kernel):
    kernel.run(RUNS)
    request = kernel.send("console.log('started'); await startRun(true)")
    kernel.until_printed("started")
    kernel.interrupt()
    time.sleep(0.2)
    began = time.monotonic()
    kernel.interrupt()
    assert_interrupted(kernel.finish(request))
    assert time.monotonic() - began < 1
    kernel.run("runs.active.clear()")


def test_the_library_s_own_run_is_cancelled(kernel):
    path = (LIBRARY / "dist" / "compute" / "run.js").as_uri()
    assert kernel.run(f"const path: string = {path!r}; const {{ startRun: start }} = await import(path);").value is None
    result, seconds = interrupted(
        kernel,
        """console.log("started");
        const partial = await start("steps", async (run: any) => {
          let steps = 0;
          while (!run.cancelled) { steps++; await run.breathe(10); }
          return { steps, status: "interrupted" };
        });
        partial.status""",
    )
    assert result.value == "'interrupted'"
    assert seconds < 1
    assert kernel.run("partial.steps > 0").value == "true"
    # A loop over fits does not begin the next one; it ends.
    result, seconds = interrupted(
        kernel,
        """for (;;) {
          await start("next", async (run: any) => {
            console.log("started");
            while (!run.cancelled) await run.breathe(10);
            return "partial";
          });
        }""",
    )
    assert_interrupted(result)
    assert seconds < 1.5


def test_listeners_hear_of_the_interrupt(kernel):
    kernel.run('const off = (globalThis as any)[Symbol.for("quetelet.kernel")].onInterrupt(() => console.log("heard"));')
    result, _ = interrupted(kernel, "console.log('started'); await new Promise(() => {})")
    assert "heard" in result.text()
    kernel.run("off()")


def test_queued_cells_are_aborted(kernel):
    first = kernel.send("console.log('started'); await new Promise(() => {})")
    second = kernel.send("1")
    kernel.until_printed("started")
    kernel.interrupt()
    assert_interrupted(kernel.finish(first))
    assert kernel.finish(second).reply["status"] == "aborted"


def test_nothing_happens_between_cells(kernel):
    for _ in range(3):
        kernel.interrupt()
    time.sleep(1.3)
    assert kernel.run("2").value == "2"


def test_an_interrupt_signal_counts_as_one(kernel):
    kernel.run("process.on('SIGINT', () => {})")  # a listener added inside a cell once broke interrupts
    request = kernel.send("console.log('started'); await new Promise(() => {})")
    kernel.until_printed("started")
    os.kill(kernel.manager.provisioner.pid, signal.SIGINT)
    assert_interrupted(kernel.finish(request))


def test_the_reply_is_an_interrupt_reply(kernel):
    reply = kernel.ask("control", "interrupt_request")
    assert reply["msg_type"] == "interrupt_reply" and reply["content"] == {"status": "ok"}
