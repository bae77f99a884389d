// @vitest-environment jsdom
import { cleanup, screen } from "@testing-library/react";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { configFor, draftOf } from "../../../../../extension/src/builder/draft";
import { problemsOf } from "../../../../../extension/src/builder/draft/problems";
import { script } from "../../viewer/hostile-documents";
import { trans } from "../../support";
import { largeConfigs, newerConfig, oddConfigs, scriptedConfigText } from "../hostile-configs";
import { models, streets } from "../support";
import { mountForm } from "./mount";

afterEach(cleanup);

describe("configs of strangers", () => {
  it.each(oddConfigs)("of a $model are shown whatever their fields hold: turn $turn", async ({ config }) => {
    await mountForm(draftOf(config, []).config);
    expect(screen.getByRole("heading", { name: "Options" })).toBeDefined();
    expect("polluted" in {}).toBe(false);
  });

  it("are judged and written out without a failure, and lose nothing", () => {
    const value = fc.anything({ values: [fc.string(), fc.constant("__proto__"), fc.double(), fc.boolean()] });
    const names = fc.oneof(
      fc.constantFrom("sets", "cohorts", "also", "dual", "terms", "__proto__"),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.constantFrom(...models), fc.dictionary(names, value), (model, fields) => {
        const config = JSON.parse(JSON.stringify({ ...fields, model }));
        const draft = draftOf(config, []);
        expect(Array.isArray(problemsOf(draft, streets, trans))).toBe(true);
        expect(Object.keys(configFor(draft))).toEqual(expect.arrayContaining(Object.keys(draft.config)));
      }),
    );
  });

  it("are drawn in part where they are long", { timeout: 120_000 }, async () => {
    for (const [name, config] of Object.entries(largeConfigs)) {
      await mountForm(draftOf(config, []).config);
      expect(document.querySelectorAll("*").length, name).toBeLessThan(8000);
      cleanup();
    }
  });

  it("of a newer version tell what is not known, and keep it", async () => {
    const draft = draftOf(newerConfig, []);
    const form = await mountForm(draft.config);
    expect(form.problems().map(({ field }) => field)).toEqual(expect.arrayContaining(["version", "solver"]));
    expect(configFor(draft)).toMatchObject(newerConfig);
  });

  it("are text, whatever they hold", async () => {
    await mountForm(draftOf(JSON.parse(scriptedConfigText), []).config);
    expect(document.querySelectorAll("img, script, svg[onload], b, a")).toHaveLength(0);
    expect(document.body.textContent).toContain(script);
    expect(screen.getByRole("group", { name: "Set ‘__proto__’" })).toBeDefined();
    expect("__ran" in window).toBe(false);
  });
});
