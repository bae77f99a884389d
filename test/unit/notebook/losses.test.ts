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

test("steps are counted on over phases that begin anew", () => {
  const record = recordLosses();
  for (const phase of ["first", "second"])
    for (let step = 1; step <= 3; step++) record.add({ phase, step, loss: step });
  record.add({ phase: "second", step: 1, loss: 1 });
  expect(record.losses.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7]);
});
