import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { main } from "../../../kernel-lib/src/cli/main.js";
import type { ResultDocument } from "../../../kernel-lib/src/contract/index.js";
import { simulateRiskTerrain } from "../../../kernel-lib/src/features/index.js";

const folder = mkdtempSync(join(tmpdir(), "quetelet cli "));
const at = (name: string) => join(folder, name);

/** Runs a command line and returns its exit code and what it wrote. */
async function quetelet(...args: string[]) {
  const written = { out: "", err: "" };
  const collect = (stream: "out" | "err") =>
    ((text: string, done?: unknown) => {
      written[stream] += text;
      if (typeof done === "function") (done as () => void)();
      return true;
    }) as typeof process.stdout.write;
  vi.spyOn(process.stdout, "write").mockImplementation(collect("out"));
  vi.spyOn(process.stderr, "write").mockImplementation(collect("err"));
  try {
    return { code: await main(args), ...written };
  } finally {
    vi.restoreAllMocks();
  }
}

const write = (name: string, value: unknown) =>
  writeFileSync(at(name), typeof value === "string" ? value : JSON.stringify(value));
const read = (name: string) => JSON.parse(readFileSync(at(name), "utf8")) as ResultDocument;

beforeAll(() => {
  const rows = Array.from(
    { length: 60 },
    (_, i) => `${(i * 7) % 5},${i % 6},${i % 3 ? "east" : "west"},s${i}`,
  );
  write("streets.csv", ["crimes,bars,side,id", ...rows].join("\n"));
  write("config.json", {
    model: "glm",
    family: "poisson",
    data: "streets.csv",
    outcome: "crimes",
    terms: ["bars", "side"],
  });
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => rmSync(folder, { recursive: true }));

describe("quetelet fit", () => {
  it("fits the config's own data, found beside the config, and writes the result document", async () => {
    const { code, out, err } = await quetelet("fit", at("config.json"), "--out", at("result.quetelet.json"));
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/side\[T\.west\]/);
    const document = read("result.quetelet.json");
    expect(document).toMatchObject({
      kind: "quetelet.result",
      version: 1,
      model: "glm",
      status: "converged",
    });
    expect(document.tables.coefficients!.rows.map(({ term }) => term)).toEqual([
      "Intercept",
      "bars",
      "side[T.west]",
    ]);
    expect(document.fit.nObs).toBe(60);
    expect(document.provenance.dataSha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it("fits a risk terrain model from its config, and predicts from the result", async () => {
    const { streets, table, sets } = simulateRiskTerrain({
      units: 200,
      generators: [{ name: "bars", points: 9, distances: [100, 200], densities: [200], variable: "dis_200" }],
    });
    expect(streets.numRows()).toBe(200);
    write("city.csv", table.toCSV());
    write("terrain.json", { model: "risk-terrain", data: "city.csv", outcome: "crimes", sets });
    const { code, out, err } = await quetelet(
      "fit",
      at("terrain.json"),
      "--out",
      at("terrain.quetelet.json"),
    );
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/Risk terrain model \(Poisson\): crimes/);
    const predicted = await quetelet("predict", at("terrain.quetelet.json"), "--data", at("city.csv"));
    expect(predicted.code).toBe(0);
    expect(predicted.out.trim().split("\n")).toHaveLength(201);
    expect(predicted.out).toMatch(/relativeRisk/);
  });

  it("takes the table from --data and the document to standard output", async () => {
    write("other.csv", "crimes,bars,side\n1,2,east\n0,1,west\n3,5,east\n2,2,west\n4,4,east\n0,0,west\n");
    const { code, out } = await quetelet("fit", at("config.json"), "--data", at("other.csv"), "--out", "-");
    expect(code).toBe(0);
    expect((JSON.parse(out) as ResultDocument).fit.nObs).toBe(6);
  });

  it.each([
    [
      "a config that is not there",
      ["fit", "nowhere.json"],
      "quetelet fit: cannot read 'nowhere.json' (no such file or folder)\n",
    ],
    ["data that are not there", ["fit", at("config.json"), "--data", at("nowhere.csv")], /nowhere\.csv/],
  ])("ends with 1 on %s", async (_, args, message) => {
    const { code, out, err } = await quetelet(...args);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(message);
    expect(err.trimEnd()).not.toMatch(/\n/);
  });

  it("ends with 1 on a config with an unknown field, a missing column, or no JSON at all", async () => {
    write("typo.json", { model: "glm", outcome: "crimes", term: ["bars"] });
    expect((await quetelet("fit", at("typo.json"))).err).toMatch(
      /unknown field 'term' \(did you mean 'terms'\?\)/,
    );
    write("column.json", { model: "glm", data: "streets.csv", outcome: "crimes", terms: ["bar"] });
    expect(await quetelet("fit", at("column.json"))).toMatchObject({
      code: 1,
      err: expect.stringMatching(/'bar', which the table does not have \(did you mean 'bars'\?\)/),
    });
    write("broken.json", "{ not json");
    expect(await quetelet("fit", at("broken.json"))).toMatchObject({
      code: 1,
      err: expect.stringMatching(/is not JSON/),
    });
  });
});

describe("quetelet predict", () => {
  it("predicts a table from a saved result and keeps the columns asked for", async () => {
    await quetelet("fit", at("config.json"), "--out", at("saved.quetelet.json"), "--quiet");
    const args = ["predict", at("saved.quetelet.json"), "--data", at("streets.csv"), "--out", at("p.csv")];
    expect(await quetelet(...args, "--keep", "id")).toEqual({ code: 0, out: "", err: "" });
    const lines = readFileSync(at("p.csv"), "utf8").trim().split("\n");
    expect(lines).toHaveLength(61);
    expect(lines[0]).toMatch(/^id,.*fitted/);
    expect(lines[1]).toMatch(/^s0,/);
    expect((await quetelet(...args, "--keep", "idd")).err).toMatch(/'idd'.*did you mean 'id'/);
  });

  it("refuses a file that is not a result, and says how a config becomes one", async () => {
    const data = ["--data", at("streets.csv")];
    const { code, err } = await quetelet("predict", at("config.json"), ...data);
    expect(code).toBe(1);
    expect(err).toMatch(/is a config, not a result; make one with 'quetelet fit .*config.json --out/);
    write("other.json", { kind: "else" });
    expect((await quetelet("predict", at("other.json"), ...data)).err).toMatch(/not a result document/);
  });
});

describe("quetelet", () => {
  it("prints help and version with 0, and wrong usage with 2", async () => {
    expect(await quetelet("--help")).toMatchObject({
      code: 0,
      out: expect.stringMatching(/quetelet fit CONFIG\.json/),
    });
    expect(await quetelet("--version")).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
    for (const args of [
      [],
      ["fti"],
      ["fit"],
      ["fit", "a", "b"],
      ["fit", "a", "--ot", "x"],
      ["predict", "r"],
      ["gpu"],
      ["kernel", "remove"],
    ]) {
      expect(await quetelet(...args), args.join(" ")).toMatchObject({ code: 2, out: "" });
    }
  });
});
