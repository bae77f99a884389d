import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { fitConfig } from "../../../kernel-lib/src/index.js";
import { InputError } from "../../../kernel-lib/src/contract/index.js";

const bridge = Symbol.for("quetelet.kernel");
const globals = globalThis as Record<symbol, unknown>;
afterEach(() => {
  delete globals[bridge];
});

const table = (slope: number) => ({ x: [1, 2, 3, 4, 5], y: [1, 2, 3, 4, 6].map((at) => slope * at) });
const config = (data: string) => ({ model: "ols", data, outcome: "y", terms: ["x"] });
const slopeOf = (fit: Awaited<ReturnType<typeof fitConfig>>) =>
  fit.tables["coefficients"]!.rows[1]!["estimate"];

describe("the data that a config names", () => {
  it("may be a variable of the notebook, which a file of that name goes before", async () => {
    const variables: Record<string, unknown> = { city: table(2) };
    globals[bridge] = { variable: (name: string) => variables[name] };
    const fit = await fitConfig(config("city"));
    expect(slopeOf(fit)).toBeCloseTo(2.4, 12);
    expect(fit.config).toEqual(config("city"));

    const folder = await mkdtemp(join(tmpdir(), "quetelet-"));
    const { x, y } = table(5);
    await writeFile(join(folder, "city"), ["x,y", ...x.map((at, row) => `${at},${y[row]}`)].join("\n"));
    expect(slopeOf(await fitConfig(config("city"), { baseFolder: folder }))).toBeCloseTo(6, 12);
  });

  it("is refused where it is nothing, or a variable that is no table", async () => {
    const nothing = (name: string, hint = "") =>
      new InputError(
        `ols: 'data' is '${name}', which is neither a file in '/tmp', nor a registered data set, nor a variable of a notebook with the Quetelet kernel${hint}`,
      );
    const fit = (name: string) => fitConfig(config(name), { baseFolder: "/tmp" });
    await expect(fit("no-such-city")).rejects.toThrow(nothing("no-such-city"));
    await expect(fit("boston-house-price")).rejects.toThrow(
      nothing("boston-house-price", " (did you mean 'boston-house-prices'?)"),
    );
    globals[bridge] = { variable: (name: string) => (name === "seven" ? 7 : undefined) };
    await expect(fit("no-such-city")).rejects.toThrow(nothing("no-such-city"));
    await expect(fit("seven")).rejects.toThrow(
      new InputError(
        "ols: 'data' names variable 'seven': the table must be an Arquero or Arrow table, an array of row objects or an object of columns, got a value of type number",
      ),
    );
  });
});
