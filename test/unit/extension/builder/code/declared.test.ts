import { expect, it } from "vitest";
import { declaredNames } from "../../../../../extension/src/builder/code/declared";

it.each([
  ["const fit = await ols(a, {});\nlet b = 2, c; var d", ["fit", "b", "d"]],
  ["class Model {}\nasync function* rows() {}", ["Model", "rows"]],
  ["const { x, y: z } = a; const [p, ...q] = b", ["x", "y", "z", "p", "q"]],
  ['import { readTable, glm as g } from "quetelet";', ["readTable", "glm", "as", "g"]],
  ["a.fit = 1", []],
])("finds the names in %j", (code, names) => {
  expect(declaredNames(code).sort()).toEqual([...names].sort());
});
