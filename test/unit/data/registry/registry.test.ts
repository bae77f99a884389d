import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { InputError } from "../../../../kernel-lib/src/contract/index.js";
import { readTable } from "../../../../kernel-lib/src/data/read-table.js";
import { catalogue, type DatasetEntry } from "../../../../kernel-lib/src/data/registry/catalogue.js";
import {
  dataset,
  datasets,
  entries,
  registerDataset,
} from "../../../../kernel-lib/src/data/registry/registry.js";

const csv = "x,y\n1,2\n3,4\n";
const sha256 = createHash("sha256").update(csv).digest("hex");
const entry = (name: string, more: Partial<DatasetEntry>): DatasetEntry => ({
  name,
  title: "Two rows",
  description: "Two rows.",
  source: "this test",
  licence: "CC0",
  sha256,
  ...more,
});

let folder: string;
let server: Server;
let address: string;
let requests: string[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "quetelet-registry-"));
  server = createServer((request, response) => {
    requests.push(request.url!);
    if (request.url === "/gone.csv") response.writeHead(404).end();
    else if (request.url === "/cut.csv") {
      response.writeHead(200, { "Content-Length": "1000" });
      response.write(csv);
      setTimeout(() => response.destroy(), 20);
    } else response.end(request.url === "/changed.csv" ? "x,y\n9,9\n" : csv);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});
const known = new Set(entries.keys());
afterEach(() => {
  // Other files of tests share the registry.
  for (const name of entries.keys()) if (!known.has(name)) entries.delete(name);
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** A fresh cache folder, and no local copies. */
function emptyHome(): string {
  const home = mkdtempSync(join(folder, "home-"));
  vi.stubEnv("QUETELET_HOME", home);
  vi.stubEnv("QUETELET_DATA", "");
  return join(home, "datasets");
}

describe("a data set with an address", () => {
  it("is downloaded once, checked, kept, and its licence told once", async () => {
    const cache = emptyHome();
    const told = vi.spyOn(console, "info").mockImplementation(() => {});
    requests = [];
    registerDataset(entry("two-rows", { url: `${address}/two.csv` }));
    for (let time = 0; time < 3; time++) {
      expect((await readTable("two-rows")).objects()).toEqual([
        { x: 1, y: 2 },
        { x: 3, y: 4 },
      ]);
    }
    expect(requests).toEqual(["/two.csv"]);
    expect(readdirSync(cache)).toEqual([`two-rows-${sha256.slice(0, 12)}-two.csv`]);
    expect(told).toHaveBeenCalledOnce();
    expect(told.mock.calls[0]![0]).toContain("Licence: CC0");
  });

  it("is downloaded again when the kept file was damaged", async () => {
    const cache = emptyHome();
    vi.spyOn(console, "info").mockImplementation(() => {});
    registerDataset(entry("damaged", { url: `${address}/damaged.csv` }));
    await readTable("damaged");
    writeFileSync(join(cache, readdirSync(cache)[0]!), "x\n");
    expect((await readTable("damaged")).numRows()).toBe(2);
  });

  it.each([
    [
      "changed",
      `is not the file that was registered (its SHA-256 is ${createHash("sha256").update("x,y\n9,9\n").digest("hex")})`,
    ],
    ["gone", "the server answered 404"],
    ["cut", "(are you offline?)"],
  ])("leaves nothing behind when the download is %s", async (name, reason) => {
    const cache = emptyHome();
    registerDataset(entry(name, { url: `${address}/${name}.csv` }));
    await expect(readTable(name)).rejects.toThrow(reason);
    await expect(readTable(name)).rejects.toThrow(InputError);
    expect(existsSync(cache) ? readdirSync(cache) : []).toEqual([]);
  });

  it("says so when nobody answers", async () => {
    emptyHome();
    // Port 9 (discard) of the loopback: nothing listens there.
    registerDataset(entry("offline", { url: "http://127.0.0.1:9/x.csv" }));
    await expect(readTable("offline")).rejects.toThrow(
      /^readTable: cannot download the data set 'offline' from http:\/\/127\.0\.0\.1:9\/x\.csv: .+ \(are you offline\?\)$/,
    );
  });
});

describe("a data set with a local copy", () => {
  it("is read from QUETELET_DATA, and a file that differs is refused", async () => {
    emptyHome();
    registerDataset(entry("local", { path: "sub/local.csv" }));
    await expect(readTable("local")).rejects.toThrow(
      new InputError(
        "readTable: the data set 'local' is not on this machine; get it from its source (this test; licence: CC0) and put it at 'sub/local.csv' in a folder that the variable QUETELET_DATA names",
      ),
    );
    vi.stubEnv("QUETELET_DATA", folder);
    const path = join(folder, "sub/local.csv");
    await expect(readTable("local")).rejects.toThrow(`and put it at '${path}'`);
    mkdirSync(join(folder, "sub"), { recursive: true });
    writeFileSync(path, csv);
    expect((await readTable("local", { columns: ["y"] })).objects()).toEqual([{ y: 2 }, { y: 4 }]);
    writeFileSync(path, "x\n1\n");
    await expect(readTable("local")).rejects.toThrow(
      `readTable: '${path}' is not the file registered as 'local' (its SHA-256 is `,
    );
  });
});

describe("the catalogue", () => {
  it("names every data set once, with everything a reader needs to know", () => {
    expect(new Set(catalogue.map(({ name }) => name)).size).toBe(catalogue.length);
    for (const { name, title, description, source, licence, sha256, path, url, npm } of catalogue) {
      expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect([title, description, source, licence].every((text) => text.length > 2)).toBe(true);
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(path ?? url ?? npm).toBeDefined();
    }
    expect(datasets().columnNames()).toEqual(["name", "title", "licence", "source", "available"]);
    expect(dataset("quine").licence).toBe("GPL-2 or GPL-3");
  });

  it("reads the Boston house prices from their npm package", async () => {
    const table = await readTable("boston-house-prices");
    expect([table.numRows(), table.numCols(), table.get("medv", 0)]).toEqual([506, 14, 24]);
    expect(
      datasets()
        .filter((row: { name: string }) => row.name === "boston-house-prices")
        .get("available"),
    ).toBe("here");
  });

  it.each([
    ["gapminder", [682, 6]],
    ["cps-wages-1985", [534, 11]],
  ])("reads %s from its npm package", async (name, shape) => {
    const table = await readTable(name);
    expect([table.numRows(), table.numCols()]).toEqual(shape);
  });

  it.each([
    ["quin", "readTable: there is no file 'quin' in '%' (did you mean the data set 'quine'?)"],
    [
      "dc_street_units.csv",
      "readTable: there is no file 'dc_street_units.csv' in '%' (did you mean the data set 'dc-street-units'?)",
    ],
  ])("is hinted at for %s", async (source, message) => {
    await expect(readTable(source)).rejects.toThrow(new InputError(message.replace("%", process.cwd())));
  });

  it("knows no data set that is not registered", () => {
    expect(() => dataset(undefined as never)).toThrow(
      new InputError("dataset: give the name of a data set, not undefined; datasets() lists them"),
    );
    expect(() => dataset("compass")).toThrow(
      new InputError(
        "dataset: there is no data set 'compass' (did you mean 'compas'?); datasets() lists them",
      ),
    );
  });

  it.each<[Partial<DatasetEntry>, string]>([
    [{ name: "../evil", path: "x" }, "'name' must be of small letters, digits and hyphens, got '../evil'"],
    [{ name: "quine", path: "x" }, "there is a data set 'quine' already"],
    [{ sha256: "abc", path: "x" }, "'sha256' must be 64 hexadecimal digits, got 'abc'"],
    [{}, "'mine' needs a 'url', a 'path' or an 'npm' package"],
    [{ url: "http://example.org/x.csv" }, "'url' must begin with https://, got 'http://example.org/x.csv'"],
    [{ url: "file:///etc/passwd" }, "'url' must begin with https://, got 'file:///etc/passwd'"],
  ])("takes no entry such as %j", (more, reason) => {
    expect(() => registerDataset(entry("mine", more))).toThrow(new InputError(`registerDataset: ${reason}`));
  });
});

const shared =
  process.env["QUETELET_DATA"] || fileURLToPath(new URL("../../../../../shared/data", import.meta.url));
const present = existsSync(shared);
if (!present)
  console.warn(`the registered data sets are not read: there is no folder ${dirname(shared)}/data`);

describe.skipIf(!present)("the data sets of QUETELET_DATA", () => {
  it.each(catalogue.filter(({ path }) => path !== undefined).map(({ name }) => name))(
    "%s is the registered file",
    async (name) => {
      vi.stubEnv("QUETELET_DATA", shared);
      const table = await readTable(name);
      const rows = /^([\d,]+) /.exec(dataset(name).description)?.[1]?.replaceAll(",", "");
      if (rows !== undefined) expect(table.numRows()).toBe(Number(rows));
    },
  );
});
