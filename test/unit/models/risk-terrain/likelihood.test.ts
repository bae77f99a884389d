import { describe, expect, test } from "vitest";
import { asTable } from "../../../../kernel-lib/src/data/as-table.js";
import { blockDesign, denseDesign } from "../../../../kernel-lib/src/models/risk-terrain/design.js";
import { countFamily } from "../../../../kernel-lib/src/models/risk-terrain/fit-cells.js";
import { likelihoodOf } from "../../../../kernel-lib/src/models/risk-terrain/likelihood.js";
import {
  chooseNode,
  rootNode,
  setCodes,
  withCandidates,
} from "../../../../kernel-lib/src/models/risk-terrain/nodes.js";
import { findPatterns, sumPatterns } from "../../../../kernel-lib/src/models/risk-terrain/patterns.js";
import { prepare } from "../../../../kernel-lib/src/models/risk-terrain/prepare.js";
import { simulatePlaces, whole } from "./places.js";

/** The node where the first set's second variable is chosen, and the other two sets are open. */
function openNode(family: "poisson" | "negative-binomial") {
  const problem = prepare(asTable(simulatePlaces(1, { rows: 300, theta: 2 }), "test"), { ...whole, family });
  const patterns = findPatterns(problem);
  const sums = sumPatterns(problem, patterns);
  const open = setCodes(patterns, problem.sets).slice(1);
  const node = chooseNode(rootNode(patterns, sums), patterns.candidates[1]!, open);
  const members = problem.sets.slice(1).flatMap((set) => set.members);
  const cells = withCandidates(
    node,
    members.map((member) => patterns.candidates[member]!),
  );
  const { term } = countFamily(sums);
  return { node, open, cells, term };
}

/** Numbers without a pattern, between -0.5 and 0.5. */
const some = (size: number) => Float64Array.from({ length: size }, (_, i) => ((i * 0.618034) % 1) - 0.5);
const expectClose = (own: Float64Array, other: Float64Array) =>
  own.forEach((value, i) =>
    expect(Math.abs(value - other[i]!)).toBeLessThan(1e-9 * (1 + Math.abs(other[i]!))),
  );

test("a design by blocks multiplies as the same design row by row", () => {
  const { node, open, cells } = openNode("poisson");
  const [blocks, dense] = [blockDesign(node, open), denseDesign(cells)];
  const { columns } = dense;
  expect(blocks.columns).toBe(columns);
  const twice = (work: (design: typeof dense, out: Float64Array) => void, size: number) => {
    const out = [new Float64Array(size), new Float64Array(size)] as const;
    work(blocks, out[0]);
    work(dense, out[1]);
    expectClose(...out);
  };
  twice((design, out) => design.times(some(columns), out), cells.count);
  twice((design, out) => design.transposedTimes(some(cells.count), out), columns);
  twice((design, out) => design.weightedGram(some(cells.count), out, columns + 2), columns * (columns + 2));
});

describe.for(["poisson", "negative-binomial"] as const)("the %s likelihood", (family) => {
  test("has the derivatives that differences show", () => {
    const { cells, term } = openNode(family);
    const likelihood = likelihoodOf(cells, denseDesign(cells), term);
    const size = cells.columns + (term ? 1 : 0);
    const at = some(size);
    const gradientAt = (x: Float64Array) => {
      const gradient = new Float64Array(size);
      likelihood(x, gradient, null);
      return gradient;
    };
    const hessian = new Float64Array(size * size);
    const gradient = new Float64Array(size);
    likelihood(at, gradient, hessian);
    const h = 1e-5;
    for (let i = 0; i < size; i++) {
      const [up, down] = [h, -h].map((step) => at.map((value, j) => (j === i ? value + step : value)));
      const slope = (likelihood(up!, null, null) - likelihood(down!, null, null)) / (2 * h);
      expect(Math.abs(slope - gradient[i]!)).toBeLessThan(1e-5 * (1 + Math.abs(slope)));
      const [above, below] = [gradientAt(up!), gradientAt(down!)];
      for (let j = 0; j < size; j++) {
        const bend = (above[j]! - below[j]!) / (2 * h);
        expect(Math.abs(bend - hessian[i * size + j]!)).toBeLessThan(1e-5 * (1 + Math.abs(bend)));
      }
    }
  });
});
