import { expect, it } from "vitest";
import { asTable } from "../../../../kernel-lib/src/data/as-table.js";
import { applyDesign, buildDesign, type Design } from "../../../../kernel-lib/src/data/design/index.js";

const x = [1, 2, 2.5, 4, 5.5, 7, 8, 11, 13, 20];
const build = (term: string) => buildDesign(asTable({ x }, "glm"), { terms: [term], where: "glm" });

/** The rows of a design without its intercept. */
const basisOf = ({ values, columns, rows }: Design) =>
  Array.from({ length: rows }, (_, row) => [...values.subarray(row * columns + 1, (row + 1) * columns)]);

function expectClose(found: number[][], expected: number[][]): void {
  expect(found.length).toBe(expected.length);
  // R's values below are printed to 12 digits.
  found.forEach((row, index) => {
    expect(row.length).toBe(expected[index]!.length);
    row.forEach((value, column) => expect(value).toBeCloseTo(expected[index]![column]!, 10));
  });
}

// Reference values of R 4.2.2 (stats, splines), printed with 12 digits by
//   library(splines); x <- c(1, 2, 2.5, 4, 5.5, 7, 8, 11, 13, 20); signif(bs(x, df = 5), 12)
// and so on, and for new values by predict(b, c(0, 3, 25)).
it.each<[string, number[][]]>([
  [
    "bs(x, 5)",
    [
      [0, 0, 0, 0, 0],
      [0.583522297808, 0.117675140232, 0.00250626566416, 0, 0],
      [0.630102040816, 0.236439312567, 0.00845864661654, 0, 0],
      [0.326530612245, 0.605800214823, 0.0676691729323, 0, 0],
      [0.0797193877551, 0.709475278598, 0.207509435209, 0.0032958984375, 0],
      [0.00510204081633, 0.594169575725, 0.374361195959, 0.0263671875, 0],
      [0, 0.473684210526, 0.463815789474, 0.0625, 0],
      [0, 0.199835526316, 0.512078536184, 0.2724609375, 0.015625],
      [0, 0.094024122807, 0.411075703582, 0.422562210648, 0.072337962963],
      [0, 0, 0, 0, 1],
    ],
  ],
  [
    "bs(x, knots = [4, 9], degree = 2)",
    [
      [0, 0, 0, 0],
      [0.513888888889, 0.0416666666667, 0, 0],
      [0.65625, 0.09375, 0, 0],
      [0.625, 0.375, 0, 0],
      [0.30625, 0.665625, 0.028125, 0],
      [0.1, 0.7875, 0.1125, 0],
      [0.025, 0.775, 0.2, 0],
      [0, 0.460227272727, 0.506714876033, 0.0330578512397],
      [0, 0.278409090909, 0.589359504132, 0.132231404959],
      [0, 0, 0, 1],
    ],
  ],
  [
    "ns(x, 4)",
    [
      [0, 0, 0, 0],
      [0.0109824109824, -0.129048626838, 0.311040280072, -0.181991653233],
      [0.0370656370656, -0.17814317046, 0.429370718544, -0.251227548084],
      [0.262676278017, -0.206926811294, 0.506797758749, -0.296530603523],
      [0.570766839726, -0.0874086626557, 0.312955892561, -0.183112490328],
      [0.711804493977, 0.102578802394, 0.143382905306, -0.0835678507833],
      [0.671326784366, 0.236368126775, 0.111873392066, -0.0613113174081],
      [0.317533561329, 0.518594241172, 0.196229169585, -0.0323569720863],
      [0.149401936263, 0.528625973062, 0.257213945883, 0.0647581447923],
      [0, -0.160289941713, 0.386339859513, 0.7739500822],
    ],
  ],
  [
    "ns(x, knots = [3, 6])",
    [
      [0, 0, 0],
      [-0.140244473008, 0.322195468427, -0.176687837524],
      [-0.188860330971, 0.45752343963, -0.250899950765],
      [-0.166476872122, 0.660179770136, -0.361401556425],
      [0.033977397183, 0.625665484743, -0.333223893278],
      [0.231605214445, 0.537706416703, -0.255158601516],
      [0.323806060846, 0.489673007811, -0.195610868745],
      [0.433567127286, 0.392773314001, 0.0124477055503],
      [0.392242121644, 0.360566040685, 0.171340444482],
      [-0.16459197787, 0.364453665284, 0.800138312586],
    ],
  ],
  [
    "ns(x, 1)",
    [
      [0],
      [0.0421991434599],
      [0.0632987151898],
      [0.12659743038],
      [0.189896145569],
      [0.253194860759],
      [0.295394004219],
      [0.421991434599],
      [0.506389721518],
      [0.801783725737],
    ],
  ],
  [
    "poly(x, 3)",
    [
      [-0.361807189417, 0.407714226258, -0.440133974562],
      [-0.305274816071, 0.246906018641, -0.0886389052289],
      [-0.277008629397, 0.173580027617, 0.0450536622983],
      [-0.192210069378, -0.0180854943154, 0.297713353958],
      [-0.107411509358, -0.167282339541, 0.362399280099],
      [-0.0226129493386, -0.274010508058, 0.283665620398],
      [0.0339194240078, -0.321568911121, 0.173501030282],
      [0.203516544047, -0.350994315756, -0.288621438924],
      [0.31658129074, -0.276236415051, -0.574381283205],
      [0.712307904165, 0.579977711325, 0.229442654884],
    ],
  ],
])("makes of %s the basis that R makes", (term, expected) => {
  expectClose(basisOf(build(term)), expected);
});

it.each<[string, number[], number[][]]>([
  [
    "bs(x, 5)",
    [0, 3, 25],
    [
      [-1.53590325019, 0.168039145483, -0.00250626566416, 0, 0],
      [0.572940287226, 0.369972550424, 0.0200501253133, 0, 0],
      [0, -0.0342653508772, 0.519833927266, -2.32873987269, 2.8431712963],
    ],
  ],
  [
    "ns(x, 4)",
    [0, 3, 25],
    [
      [0, 0.137277837397, -0.330874787572, 0.193596950175],
      [0.0878128560095, -0.20874569675, 0.503141697718, -0.294391418877],
      [0, -0.828351516963, 0.458078015244, 1.37027350172],
    ],
  ],
  [
    "poly(x, 3)",
    [3, 25],
    [
      [-0.248742442724, 0.10497277845, 0.15290979147],
      [0.994969770897, 1.75780825293, 4.36985541195],
    ],
  ],
])("predicts from %s at new values, beyond the old ones too, as R does", (term, values, expected) => {
  const { recipe } = build(term);
  expectClose(
    basisOf(applyDesign(recipe, asTable({ x: values }, "predict"), { where: "predict" })),
    expected,
  );
});

it("refuses knots that coincide and polynomials of too high a degree", () => {
  const counts = [0, 0, 0, 0, 0, 0, 0, 1, 2, 3];
  const buildCounts = (term: string) =>
    buildDesign(asTable({ x: counts }, "glm"), { terms: [term], where: "glm" });
  expect(() => buildCounts("ns(x, 4)")).toThrow(
    "glm: the term 'ns(x, 4)' in 'terms' places its knots at quantiles, and several of them coincide (0, 0, 0, 0.75, 3); ask for fewer columns or give knots",
  );
  expect(() => buildCounts("bs(x, knots = [1, 5])")).toThrow(
    "glm: the term 'bs(x, knots = [1, 5])' in 'terms' needs knots that differ and lie between 0 and 3, the least and greatest value",
  );
  expect(() => buildCounts("poly(x, 4)")).toThrow(
    "glm: the term 'poly(x, 4)' in 'terms' needs more than 4 different values, and there are 4",
  );
});

it("makes polynomials of years that are orthogonal and of unit length", () => {
  const years = Array.from({ length: 31 }, (_, index) => 1990 + index);
  const design = buildDesign(asTable({ year: years }, "glm"), { terms: ["poly(year, 5)"], where: "glm" });
  for (let i = 0; i < 6; i++) {
    for (let j = 1; j <= i; j++) {
      const product = years.reduce(
        (sum, _, row) => sum + design.values[row * 6 + i]! * design.values[row * 6 + j]!,
        0,
      );
      expect(product).toBeCloseTo(i === j ? 1 : 0, 10);
    }
  }
});

it("keeps splines of a partition: B-splines with their left-out first one sum to 1", () => {
  const design = build("bs(x, 6)");
  for (const row of basisOf(design).slice(1)) {
    expect(row.every((value) => value >= 0)).toBe(true);
    expect(row.reduce((sum, value) => sum + value, 0)).toBeLessThanOrEqual(1 + 1e-12);
  }
  expect(basisOf(design).at(-1)).toEqual([0, 0, 0, 0, 0, 1]);
});
