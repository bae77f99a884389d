import { describe, expect, it } from "vitest";
import { remarksOn, remarkWords } from "../../../../extension/src/compare/comparability";
import { trans } from "../support";
import { compared, result } from "./support";

const kinds = (...results: ReturnType<typeof result>[]) =>
  remarksOn(compared(...results)).map(({ kind }) => kind);
const poisson = { model: "glm" as const, config: { model: "glm", family: "poisson" } };

describe("results of the same data", () => {
  it("are known by the SHA-256 of the columns", () =>
    expect(kinds(result(), result())).toEqual(["same-data"]));

  it("are not known by it when other columns were used", () => {
    const fewer = result({ config: { terms: ["rm"] }, provenance: { dataSha256: "b".repeat(64) } });
    expect(kinds(result(), fewer)).toEqual(["unknown-data"]);
  });

  it("are not known where nobody computed it", () => {
    expect(kinds(result({ provenance: { dataSha256: null } }), result())).toEqual(["unknown-data"]);
  });
});

it("a map's coordinates or a forest's groups are further columns, not other data", () => {
  for (const config of [{ coordinates: { x: "x", y: "y" } }, { nextOutcome: "later" }, { groups: "race" }]) {
    const more = result({ config, provenance: { dataSha256: "b".repeat(64) } });
    expect(kinds(result(), more)).toEqual(["unknown-data"]);
  }
});

describe("likelihoods cannot be compared", () => {
  const forbid = (...results: ReturnType<typeof result>[]) =>
    remarksOn(compared(...results))
      .filter(({ forbids }) => forbids)
      .map(({ kind }) => kind);

  it("when the same columns hold other data", () => {
    expect(forbid(result(), result({ provenance: { dataSha256: "b".repeat(64) } }))).toEqual(["data"]);
  });

  it("when the outcome differs", () => {
    expect(forbid(result(), result({ config: { outcome: "log(medv)" } }))).toContain("outcome");
  });

  it("when the rows differ, in the table or in the fit", () => {
    const { fit } = result();
    expect(forbid(result(), result({ fit: { ...fit, nObs: fit.nObs! - 3 } }))).toContain("rows");
    expect(forbid(result(), result({ provenance: { rows: 12 } }))).toContain("rows");
  });

  it("between the density of a measurement and the probability of a count", () => {
    expect(forbid(result(), result(poisson))).toEqual(["density"]);
    expect(forbid(result(poisson), result({ ...poisson, config: { family: "negative-binomial" } }))).toEqual(
      [],
    );
    const noLikelihood = { ...result(poisson).fit, logLik: undefined };
    expect(forbid(result(), result({ ...poisson, fit: noLikelihood }))).toEqual([]);
  });
});

it("says that errors of rows fitted flatter beside out-of-bag errors, and who has not converged", () => {
  const forest = result({
    model: "random-forest",
    fit: { nObs: result().fit.nObs!, oobMse: 3 },
    status: "interrupted",
  });
  expect(kinds(result(), forest)).toEqual(["same-data", "unfinished", "in-sample"]);
});

it("has a sentence for every remark", () => {
  const all = [
    "outcome",
    "rows",
    "data",
    "density",
    "same-data",
    "unknown-data",
    "unfinished",
    "in-sample",
  ] as const;
  for (const kind of all) expect(remarkWords({ kind } as never, trans)).toMatch(/^[A-Z].*\.$/);
});
