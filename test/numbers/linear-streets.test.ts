import { describe, expect, it } from "vitest";
import { startRun } from "../../kernel-lib/src/compute/run.js";
import { asTable } from "../../kernel-lib/src/data/as-table.js";
import { evaluate, numbers } from "../../kernel-lib/src/data/design/index.js";
import { readTable } from "../../kernel-lib/src/data/read-table.js";
import { estimateGlm } from "../../kernel-lib/src/models/linear/index.js";
import { dataFile, dataLacks } from "./data-folder.js";
import { pythonLacks, runPython } from "./python.js";

const lacking = dataLacks ?? pythonLacks("scipy");
if (lacking) console.warn(`skipped: the negative binomial on the DC streets, ${lacking}`);

// statsmodels' Newton returns NaN on this model and calls it converged.
describe.skipIf(lacking)("negative binomial of crimes on the DC streets, log area as offset", () => {
  it("reaches the maximum that SciPy's BFGS finds from several starts", { timeout: 120_000 }, async () => {
    const table = asTable(await readTable(dataFile("rtm/dc_street_units.csv")), "test");
    const names = ["TotalLic", "CFS1", "CFS2"];
    const { document, details } = await startRun("glm", (run) =>
      estimateGlm(
        table,
        { outcome: "TotalCrime", terms: names, family: "negative-binomial", offset: "log(AreaMinWat)" },
        run,
      ),
    );
    const place = { where: "test", field: "column" };
    const [a, b, c] = names.map((name) => numbers(table, name, place)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    const y = numbers(table, "TotalCrime", place);
    const { theta, logLik } = document.fit as { theta: number; logLik: number };
    expect(document.status).toBe("converged");

    // The gradient in every coefficient is rounding against the sizes that cancel in it.
    for (const x of [a.map(() => 1), a, b, c]) {
      let score = 0;
      let size = 0;
      for (let i = 0; i < y.length; i++) {
        const part = (x[i]! * (y[i]! - details.fitted[i]!)) / (1 + details.fitted[i]! / theta);
        score += part;
        size += Math.abs(part);
      }
      expect(Math.abs(score)).toBeLessThan(1e-10 * size);
    }

    const plain = (values: Float64Array) => Array.from(values);
    const offset = plain(evaluate(table, "log(AreaMinWat)", place));
    const theirs = runPython<{ logLik: number; coefficients: number[]; theta: number; spread: number }>(
      "streets_negative_binomial.py",
      { a: plain(a), b: plain(b), c: plain(c), y: plain(y), offset },
    );
    expect(logLik).toBeGreaterThan(theirs.logLik - 1e-6);
    expect(Math.abs(logLik - theirs.logLik)).toBeLessThan(1e-3);
    expect(Math.abs(theta - theirs.theta)).toBeLessThan(1e-4);
    document.tables.coefficients!.rows.forEach((row, j) =>
      expect(Math.abs((row.estimate as number) - theirs.coefficients[j]!)).toBeLessThan(1e-4),
    );
  });
});
