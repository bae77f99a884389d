import { expect, test } from "vitest";
import { recordLosses } from "../../../kernel-lib/src/notebook/losses.js";

test("a long run keeps a few hundred losses, in order, from its first to nearly its last", () => {
  const record = recordLosses();
  for (let step = 0; step < 10_000; step++) record.add({ phase: "training", step, loss: 10_000 - step });
  const { losses } = record;
  expect(losses.length).toBeGreaterThan(150);
  expect(losses.length).toBeLessThanOrEqual(400);
  expect(losses[0]).toEqual({ step: 0, loss: 10_000 });
  expect(losses.at(-1)!.step).toBeGreaterThan(9_900);
  expect(losses.map(({ step }) => step)).toEqual(losses.map(({ step }) => step).sort((a, b) => a - b));
  expect(record.best).toBe(1);
});

test("steps without a finite loss, and reports that were seen, are left out", () => {
  const record = recordLosses();
  const once = { phase: "training", step: 1, loss: 3 };
  for (const progress of [null, once, once, { phase: "x", step: 2 }, { phase: "x", step: 3, loss: NaN }])
    record.add(progress);
  expect(record.losses).toEqual([{ step: 1, loss: 3 }]);
  expect(record.best).toBe(3);
});

test("steps are counted on where a phase begins anew, as for each of several starts", () => {
  const record = recordLosses();
  for (let start = 0; start < 2; start++)
    for (let step = 1; step <= 3; step++) record.add({ phase: "training", step, loss: step });
  record.add({ phase: "training", step: 1, loss: 1 });
  expect(record.losses.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test("another phase's losses, which may be of another scale, begin a curve of their own", () => {
  const record = recordLosses();
  for (let step = 1; step <= 1000; step++) record.add({ phase: "burn-in", step, loss: -step });
  record.add({ phase: "checking", step: 0 });
  expect(record.best).toBe(-1000);
  expect(record.losses.length).toBeGreaterThan(150);
  record.add({ phase: "pruned", step: 1, loss: 70 });
  record.add({ phase: "pruned", step: 51, loss: 60 });
  expect(record.losses).toEqual([
    { step: 1, loss: 70 },
    { step: 51, loss: 60 },
  ]);
  expect(record.best).toBe(60);
});
