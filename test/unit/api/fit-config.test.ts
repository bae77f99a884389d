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

  it("is what its kind says, whatever else has the name", async () => {
    globals[bridge] = { variable: (name: string) => (name === "boston-house-prices" ? table(2) : undefined) };
    const folder = await mkdtemp(join(tmpdir(), "quetelet-"));
    const { x, y } = table(5);
    await writeFile(
      join(folder, "boston-house-prices"),
      ["x,y", ...x.map((at, row) => `${at},${y[row]}`)].join("\n"),
    );
    const fit = (dataKind: string, name = "boston-house-prices") =>
      fitConfig({ ...config(name), dataKind }, { baseFolder: folder });
    expect(slopeOf(await fit("file"))).toBeCloseTo(6, 12);
    const byVariable = await fit("variable");
    expect(slopeOf(byVariable)).toBeCloseTo(2.4, 12);
    expect(byVariable.config).toEqual({ ...config("boston-house-prices"), dataKind: "variable" });
    // The data set has other columns.
    await expect(fit("dataset")).rejects.toThrow(/column 'y'/);
    await expect(fit("variable", "city")).rejects.toThrow(
      new InputError("ols: 'data' is 'city', which is not a variable of a notebook with the Quetelet kernel"),
    );
    await expect(fit("file", "city")).rejects.toThrow(
      new InputError(`ols: 'data' is 'city', which is not a file in '${folder}'`),
    );
    await expect(fit("dataset", "boston-house-price")).rejects.toThrow(
      /is not a registered data set \(did you mean 'boston-house-prices'/,
    );
    await expect(fit("table")).rejects.toThrow(/'dataKind' must be one of 'file', 'dataset', 'variable'/);
    const given = await fitConfig(
      { ...config("boston-house-prices"), dataKind: "variable" },
      { data: table(3) },
    );
    expect(given.config).not.toHaveProperty("dataKind");
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
