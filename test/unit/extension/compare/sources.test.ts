import fc from "fast-check";
import { expect, it } from "vitest";
import {
  readSource,
  resultInNotebook,
  writeSource,
  type Source,
} from "../../../../extension/src/compare/sources";

const mime = "application/vnd.quetelet.result+json";
const output = (data: object) => ({ output_type: "execute_result", data });
const notebook = {
  cells: [
    { id: "a", cell_type: "markdown" },
    {
      id: "b",
      outputs: [output({ "text/plain": "1" }), output({ [mime]: "first" }), output({ [mime]: "second" })],
    },
  ],
};

it("is kept as JSON and read again", () => {
  const sources: Source[] = [
    { kind: "file", path: "a/b.quetelet.json" },
    { kind: "output", notebook: "n.ipynb", cell: "b", at: 1 },
  ];
  for (const source of sources)
    expect(readSource(JSON.parse(JSON.stringify(writeSource(source))))).toEqual(source);
});

it("takes nothing else for a source", () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => readSource(value) === null));
  expect(readSource({ kind: "file" })).toBe(null);
});

it("finds a result among the outputs of a cell in a saved notebook", () => {
  expect(resultInNotebook(notebook, { cell: "b", at: 1 })).toBe("second");
  expect(resultInNotebook(notebook, { cell: "b", at: 2 })).toBe(null);
  expect(resultInNotebook(notebook, { cell: "gone", at: 0 })).toBe(null);
});

it("finds nothing in what is no notebook", () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => resultInNotebook(value, { cell: "b", at: 0 }) === null));
});
