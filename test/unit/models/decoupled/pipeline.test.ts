import { describe, expect, it } from "vitest";
import { asTable } from "../../../../kernel-lib/src/data/as-table.js";
import {
  applyPipeline,
  fitPipeline,
  pipelineTerms,
  type SparseRows,
} from "../../../../kernel-lib/src/models/decoupled/pipeline.js";
import { seenLevels, unseenLevels } from "../../../../kernel-lib/src/models/decoupled/seen-levels.js";

const where = "decoupled";
const dense = ({ rows, columns, start, index, value }: SparseRows) =>
  Array.from({ length: rows }, (_, i) => {
    const row = new Array<number>(columns).fill(0);
    for (let e = start[i]!; e < start[i + 1]!; e++) row[index[e]!] = value[e]!;
    return row;
  });
const training = asTable(
  { age: [10, 20, NaN, 60], sex: ["F", null, "M", "F"], always: [1, 1, 1, 1], town: ["x", "x", "x", "x"] },
  "test",
);
const features = ["age", "sex", "always", "town"];

describe("the pipeline", () => {
  it("fills in the median or mean, gives every text and missing text a column, and drops what never varies", () => {
    const pipeline = fitPipeline(training, features, { scale: false, where });
    expect(pipelineTerms(pipeline)).toEqual(["age", "sex[F]", "sex[M]", "sex[missing]"]);
    expect(dense(applyPipeline(pipeline, training, where))).toEqual([
      [10, 1, 0, 0],
      [20, 0, 0, 1],
      [20, 0, 1, 0],
      [60, 1, 0, 0],
    ]);
    const mean = fitPipeline(training, features, { scale: false, impute: "mean", where });
    expect(dense(applyPipeline(mean, training, where))[2]![0]).toBe(30);
  });

  it("leaves the first level out where there is no penalty", () => {
    const pipeline = fitPipeline(training, ["sex"], { scale: false, dropFirst: true, where });
    expect(pipelineTerms(pipeline)).toEqual(["sex[M]", "sex[missing]"]);
  });

  it("scales to standard deviation 1 in the training rows, and centres numbers", () => {
    const pipeline = fitPipeline(training, features, { where });
    const rows = dense(applyPipeline(pipeline, training, where));
    for (let j = 0; j < 4; j++) {
      const column = rows.map((row) => row[j]!);
      const mean = column.reduce((a, b) => a + b) / 4;
      expect(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 4).toBeCloseTo(1, 12);
      if (j === 0) expect(mean).toBeCloseTo(0, 12);
    }
  });

  it("treats later rows as the training rows taught it, with nothing for unseen levels", () => {
    const pipeline = fitPipeline(training, ["age", "sex"], { scale: false, where });
    const later = asTable({ age: [NaN, 1000], sex: ["X", "M"] }, "test");
    expect(dense(applyPipeline(pipeline, later, where))).toEqual([
      [20, 0, 0, 0],
      [1000, 0, 1, 0],
    ]);
    const empty = asTable({ age: [5], sex: [null] }, "test");
    expect(dense(applyPipeline(pipeline, empty, where))).toEqual([[5, 0, 0, 1]]);
  });

  it("refuses columns that are dates, absent or of another kind than in training", () => {
    const pipeline = fitPipeline(training, ["age", "sex"], { where });
    const dates = asTable({ day: [new Date(0), new Date(1)] }, "test");
    expect(() => fitPipeline(dates, ["day"], { where })).toThrow(
      "'features' cannot use column 'day', which holds dates",
    );
    expect(() => applyPipeline(pipeline, asTable({ age: [1] }, "test"), where)).toThrow(
      "'sex', which the table does not have",
    );
    expect(() => applyPipeline(pipeline, asTable({ age: ["old"], sex: ["F"] }, "test"), where)).toThrow(
      "column 'age' held numbers when the model was trained, but holds text now",
    );
    expect(() => applyPipeline(pipeline, asTable({ age: [1], sex: [2] }, "test"), where)).toThrow(
      "column 'sex' held text when the model was trained, but holds numbers now",
    );
  });
});

describe("unseen levels", () => {
  it("are named row by row, missing values aside", () => {
    const seen = seenLevels(training, features);
    expect(seen).toEqual({ sex: ["F", "M"], town: ["x"] });
    const later = asTable({ sex: ["F", "X", null, "X"], town: ["x", "x", "y", "y"] }, "test");
    expect(unseenLevels(seen, later)).toEqual([null, ["sex"], ["town"], ["sex", "town"]]);
  });
});
