import { expect, test } from "vitest";
import { dataProvenance, dataSha256, recorded } from "../../../kernel-lib/src/api/provenance.js";
import { asTable } from "../../../kernel-lib/src/data/as-table.js";
import { version } from "../../../kernel-lib/src/version.js";

const table = asTable({ y: [1, 2, 3], x: [0.5, NaN, 2], group: ["a", "b", "a"], other: [9, 9, 9] }, "test");

test("a recorded table remembers the columns that were asked for and found", () => {
  const used = recorded(table);
  expect(used.column("y")).toBe(table.column("y"));
  expect(used.column("nothing")).toBeUndefined();
  used.column("group");
  expect([...used.used]).toEqual(["y", "group"]);
  expect(used.rows).toBe(3);
});

test("the sum depends on the columns used, their names and every value, and on nothing else", () => {
  const sum = dataSha256(table, ["y", "x", "group"]);
  expect(sum).toMatch(/^[0-9a-f]{64}$/);
  expect(dataSha256(table, ["group", "x", "y"])).toBe(sum);
  const rows = [
    { x: 0.5, group: "a", y: 1 },
    { x: null, group: "b", y: 2 },
    { x: 2, group: "a", y: 3 },
  ];
  expect(dataSha256(asTable(rows, "test"), ["y", "x", "group"])).toBe(sum);
  const others = [
    { y: [1, 2, 4], x: [0.5, NaN, 2], group: ["a", "b", "a"] },
    { y: [1, 2, 3], x: [0.5, NaN, 2], group: ["a", "b", "b"] },
    { y: [1, 2, 3], x: [0.5, NaN, 2], group: ["c", "b", "c"] },
    { y: [0.5, NaN, 2], x: [1, 2, 3], group: ["a", "b", "a"] },
  ];
  for (const other of others) expect(dataSha256(asTable(other, "test"), ["y", "x", "group"])).not.toBe(sum);
  expect(dataSha256(table, ["y", "x"])).not.toBe(sum);
});

test("columns on shared memory are summed too", () => {
  const values = new Float64Array(new SharedArrayBuffer(24));
  values.set([1, 2, 3]);
  expect(dataSha256(asTable({ y: values }, "test"), ["y"])).toBe(dataSha256(table, ["y"]));
});

test("provenance names the versions and sums the columns that were used", () => {
  const used = recorded(table);
  used.column("y");
  expect(dataProvenance(used)).toEqual({
    versions: { quetelet: version, node: process.versions.node },
    dataSha256: dataSha256(table, ["y"]),
  });
});
