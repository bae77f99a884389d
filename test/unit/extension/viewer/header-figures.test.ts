import { describe, expect, it } from "vitest";
import { headerFigures } from "../../../../extension/src/viewer/header-figures";
import { fixture, trans } from "../support";

const figures = (name: Parameters<typeof fixture>[0]) =>
  Object.fromEntries(headerFigures(fixture(name), trans));

describe("figures at the head of a result", () => {
  it("say first how many groups a trajectory model has, with their shares and the numbers compared", () => {
    const head = headerFigures(fixture("trajectories"), trans);
    expect(head.slice(0, 2)).toEqual([
      ["Groups", "2 groups: 33 %, 67 %"],
      ["Number of groups", "2 of 1–3, best by BIC over persons"],
    ]);
  });

  it("tell the groups of both outcomes of a dual model", () => {
    expect(figures("dual")).toMatchObject({
      "Groups of offences": "2 groups: 33 %, 67 %",
      "Groups of grades": "2 groups: 50 %, 50 %",
    });
  });

  it("name a decoupled fit's losses as its config does, in shares of rows", () => {
    expect(figures("decoupled")).toMatchObject({
      "Error and fairness, weighed by λ": "0.1200",
      "Choice of thresholds": "proved best",
      "Error, held out": "23.8 %",
      "Spread of selection rates, held out": "3.3 points",
    });
  });

  it("call an error a share only where errors cost nothing of their own", () => {
    const result = fixture("decoupled");
    result.config = { ...result.config, costs: { falsePositive: 3 } } as typeof result.config;
    result.fit.gap = 0.02;
    expect(Object.fromEntries(headerFigures(result, trans))).toMatchObject({
      "Choice of thresholds": "at most 0.02000 from the best possible",
      "Error, held out": "0.2375",
    });
  });
});
