import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mostLosses, readRun } from "../../../../extension/src/monitor/read-run";
import { runReport } from "./support";

const minimal = { kind: "quetelet.run", version: 1, id: "a", name: "glm", state: "running" };

describe("readRun", () => {
  it("reads what a kernel sends", () => {
    const report = runReport();
    expect(readRun(report)).toEqual({ ok: true, report });
    expect(readRun(JSON.parse(JSON.stringify(report)))).toEqual({ ok: true, report });
  });

  it("takes absent parts as not known", () => {
    expect(readRun(minimal)).toMatchObject({
      ok: true,
      report: {
        step: 0,
        steps: null,
        secondsLeft: null,
        losses: [],
        parts: null,
        memory: null,
        commands: [],
      },
    });
  });

  it("says why it cannot show a document", () => {
    const problem = (input: unknown) => {
      const read = readRun(input);
      return read.ok ? null : read.problem;
    };
    expect(problem("text")).toEqual({ kind: "not-a-run" });
    expect(problem({ kind: "quetelet.result", version: 1 })).toEqual({ kind: "not-a-run" });
    expect(problem({ ...minimal, version: 2 })).toEqual({ kind: "version", version: "2" });
    expect(problem({ ...minimal, version: {} })).toEqual({ kind: "version", version: "none" });
    expect(problem({ ...minimal, id: 7 })).toEqual({ kind: "malformed", where: "id" });
    expect(problem({ ...minimal, name: " " })).toEqual({ kind: "malformed", where: "name" });
    expect(problem({ ...minimal, state: "constructor" })).toEqual({ kind: "malformed", where: "state" });
  });

  it("takes parts of the wrong type, and numbers that are none, as not known", () => {
    const bad = {
      step: "3",
      steps: -1,
      seconds: NaN,
      secondsLeft: Infinity,
      best: "4",
      memory: [],
      phase: 5,
    };
    const read = readRun({ ...minimal, ...bad, parts: { name: "starts", done: "1" }, commands: "stop" });
    expect(read).toEqual(readRun(minimal));
  });

  it("takes commands that it knows", () => {
    const read = readRun({ ...minimal, commands: ["stop", "delete", 3, "pause"] });
    expect(read.ok && read.report.commands).toEqual(["stop", "pause"]);
  });

  it("thins a huge list of losses, keeps its last, and leaves out what is no loss", () => {
    const losses = Array.from({ length: 250_001 }, (_, step) => ({ step, loss: step % 2 ? 1 : 2 }));
    const read = readRun({ ...minimal, losses });
    const kept = read.ok ? read.report.losses : [];
    expect(kept.length).toBeGreaterThan(mostLosses / 2);
    expect(kept.length).toBeLessThanOrEqual(mostLosses);
    expect(kept.at(-1)).toEqual({ step: 250_000, loss: 2 });
    expect(kept.map(({ step }) => step)).toEqual(kept.map(({ step }) => step).sort((a, b) => a - b));

    const mixed = [null, { step: 1 }, { step: 1, loss: null }, { step: 2, loss: "3" }, { step: 3, loss: 4 }];
    const few = readRun({ ...minimal, losses: mixed });
    expect(few.ok && few.report.losses).toEqual([{ step: 3, loss: 4 }]);
  });

  it("cuts texts that nobody would read", () => {
    const read = readRun({ ...minimal, name: "x".repeat(1e6), reason: "y".repeat(1e6) });
    expect(read.ok && read.report.name.length).toBe(200);
    expect(read.ok && read.report.reason?.length).toBe(1000);
  });

  it("never throws, and gives numbers that are finite, whatever it is given", () => {
    const parts = fc.dictionary(fc.constantFrom(...Object.keys(runReport())), fc.anything());
    fc.assert(
      fc.property(fc.anything(), parts, (anything, parts) => {
        expect(readRun(anything)).toHaveProperty("ok");
        const read = readRun({ ...minimal, ...parts, kind: "quetelet.run", version: 1 });
        if (!read.ok) return;
        const { step, steps, seconds, secondsLeft, best, memory, losses } = read.report;
        const numbers = [
          step,
          steps,
          seconds,
          secondsLeft,
          best,
          memory,
          ...losses.flatMap((l) => [l.step, l.loss]),
        ];
        expect(numbers.every((number) => number === null || Number.isFinite(number))).toBe(true);
      }),
    );
  });
});
