import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { tableFromArrays, tableToIPC } from "@uwdata/flechette";
import { afterAll, expect, test } from "vitest";
import { readTable } from "../../../../kernel-lib/src/data/read-table.js";
import { measureFile } from "../../../../kernel-lib/src/data/read/measure.js";

const folder = mkdtempSync(join(tmpdir(), "quetelet-measure-"));
afterAll(() => rmSync(folder, { recursive: true }));

test.each<[string, string | Uint8Array]>([
  ["a.csv", 'a,b\n1,"x\ny"\n\n2,z\n'],
  ["a.tsv", "a\tb\tc\n1\t2\t3\n"],
  ["a.csv.gz", gzipSync("a,b\n1,2\n")],
  ["a.json", '[{"a": 1}, {"a": 2, "b": "x"}]'],
  ["a.arrow", tableToIPC(tableFromArrays({ a: [1, 2, 3] }), { format: "file" })!],
])("%s is as large as the table read from it", async (name, content) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  const table = await readTable(path);
  expect(await measureFile(path)).toEqual({ rows: table.numRows(), columns: table.numCols() });
});

test("a broken file says why", async () => {
  const path = join(folder, "broken.csv");
  writeFileSync(path, "a,b\n1\n");
  await expect(measureFile(path)).rejects.toThrow("line 2");
});
