import { expect, test } from "vitest";
import { checkOptionNames } from "../../../kernel-lib/src/contract/index.js";
import { simulateInterviews, simulateUnaware } from "../../../kernel-lib/src/data/index.js";
import { dailySeries, splitByTime, withLags } from "../../../kernel-lib/src/features/series/index.js";
import { textCategories } from "../../../kernel-lib/src/features/text/index.js";

test("options are an object of known names, with those that are needed", () => {
  const check = (options: unknown) => () =>
    checkOptionNames(options, { where: "sow", known: ["seed", "depth"], needed: ["depth"] });
  expect(check({ depth: 3 })).not.toThrow();
  expect(check(3)).toThrow("sow: options are an object such as { seed: … }, got 3");
  expect(check(undefined)).toThrow("sow: options are an object");
  expect(check({ dept: 3 })).toThrow(
    "sow: unknown option 'dept' (did you mean 'depth'?); known options are seed, depth",
  );
  expect(check({ seed: 1 })).toThrow("sow: 'depth' is missing");
});

test("functions that are no models refuse misspelt options", async () => {
  const days = [{ date: new Date("2020-01-01"), count: 1 }];
  const misspelt = { sed: 1, dat: "date" } as never;
  for (const call of [
    () => simulateInterviews(misspelt),
    () => simulateUnaware(misspelt),
    () => dailySeries(days, misspelt),
    () => withLags(days, misspelt),
    () => splitByTime(days, misspelt),
  ]) {
    expect(call).toThrow(/unknown option 'sed'/);
  }
  await expect(textCategories(["a", "b"], misspelt)).rejects.toThrow("textCategories: unknown option 'sed'");
  expect(() => dailySeries(days, {} as never)).toThrow("dailySeries: 'date' is missing");
});
