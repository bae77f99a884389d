import { describe, expect, it } from "vitest";
import { startRun } from "../../kernel-lib/src/compute/run.js";
import { asTable } from "../../kernel-lib/src/data/as-table.js";
import { readTable } from "../../kernel-lib/src/data/read-table.js";
import { estimateGlm, estimateOls, predictLinear } from "../../kernel-lib/src/models/linear/index.js";
import { dataFile, dataLacks } from "./data-folder.js";

if (dataLacks) console.warn(`skipped: published OLS and GLM values, ${dataLacks}`);

// Tolerances of the reference: log-likelihood 1e-3 absolute, coefficients 1e-4, standard errors 1e-3 relative.
// Values from R 4.2.2, MASS 7.3-58.2 and sandwich 3.0-2 are held to 1e-6 relative; its `glm` ran with epsilon = 1e-15.

async function table(name: string) {
  return asTable(await readTable(dataFile(name)), "test");
}

function expectColumn(rows: Record<string, unknown>[], column: string, want: number[], relative = 1e-6) {
  want.forEach((value, j) => {
    expect(Math.abs((rows[j]![column] as number) / value - 1), `${column} ${j}`).toBeLessThan(relative);
  });
}

describe.skipIf(dataLacks)("boston_housing.csv", () => {
  const options = { outcome: "medv", terms: ["."] };
  const fitted = async (more = {}) => {
    const data = await table("glm/boston_housing.csv");
    return startRun("ols", (run) => estimateOls(data, { ...options, ...more }, run));
  };

  it("OLS of medv on all", async () => {
    const { fit, tables } = (await fitted()).document;
    const rows = tables.coefficients!.rows;
    const want = [
      ["Intercept", 36.459488, 5.103459],
      ["crim", -0.108011, 0.032865],
      ["zn", 0.04642, 0.013727],
    ] as const;
    want.forEach(([term, estimate, error], j) => {
      expect(rows[j]!.term).toBe(term);
      expect(Math.abs((rows[j]!.estimate as number) - estimate)).toBeLessThan(1e-6);
      expect(Math.abs((rows[j]!.stdError as number) - error)).toBeLessThan(1e-6);
    });
    expect(fit.rSquared).toBeCloseTo(0.7406427, 7);
    expect(fit.fStatistic).toBeCloseTo(108.0767, 4);
    expect([fit.dfModel, fit.dfResidual]).toEqual([13, 492]);
    // AIC(m); BIC(m); logLik(m)
    expect(fit.aic).toBeCloseTo(3027.60859408, 6);
    expect(fit.bic).toBeCloseTo(3091.00664411, 6);
    expect(fit.logLik).toBeCloseTo(-1498.80429704, 6);
  });

  it.each([
    // sqrt(diag(vcovHC(m, type)))[1:4]
    ["HC0", [7.88955746455, 0.0285407608252, 0.0135736724522, 0.0496784249127]],
    ["HC1", [8.00101990387, 0.0289439802499, 0.013765439183, 0.0503802739641]],
    ["HC2", [8.14457742847, 0.0310546910917, 0.0138767557225, 0.050620789535]],
    ["HC3", [8.41181249375, 0.0341163748348, 0.0141907173415, 0.0515916573334]],
  ])("%s errors", async (errors, want) => {
    expectColumn((await fitted({ errors })).document.tables.coefficients!.rows, "stdError", want);
  });

  it("hat values, Cook's distances and intervals for new rows", async () => {
    const { details, document } = await fitted();
    // hatvalues(m)[1:3]; cooks.distance(m)[1:3]
    [0.0169247878929, 0.0111091776742, 0.0118229545562].forEach((h, i) =>
      expect(details.leverage[i]).toBeCloseTo(h, 10),
    );
    [0.00200241182417, 0.000422857395093, 0.00065585350274].forEach((d, i) =>
      expect(details.cooks[i]).toBeCloseTo(d, 10),
    );
    // predict(m, b[1:2, ], interval = "confidence"), then "prediction"
    const predicted = predictLinear(document, await table("glm/boston_housing.csv"));
    const row = (i: number, ...names: string[]) => names.map((name) => predicted.get(name, i) as number);
    const want = [
      [30.003843377, 28.7908934022, 31.2167933518, 20.6017255545, 39.4059611995],
      [25.0255623791, 24.0428594991, 26.008265259, 15.6503676153, 34.4007571428],
    ];
    want.forEach((values, i) => {
      row(i, "fitted", "lower", "upper", "predictionLower", "predictionUpper").forEach((got, j) =>
        expect(got).toBeCloseTo(values[j]!, 7),
      );
    });
  });

  it("weighted least squares", async () => {
    // w <- lm(medv ~ crim + rm, b, weights = age); coef(w); sqrt(diag(vcov(w))); logLik(w); AIC(w)
    const { tables, fit } = (await fitted({ terms: ["crim", "rm"], weights: "age" })).document;
    const rows = tables.coefficients!.rows;
    expectColumn(rows, "estimate", [-24.3803579957, -0.24850044426, 7.51345792143], 1e-9);
    expectColumn(rows, "stdError", [2.73222602797, 0.0318226707689, 0.430853383562], 1e-9);
    expect(fit.logLik).toBeCloseTo(-1727.00437306, 6);
    expect(fit.aic).toBeCloseTo(3462.00874613, 6);
  });
});

describe.skipIf(dataLacks)("quine.csv", () => {
  const fitted = async (more = {}) => {
    const data = await table("glm/quine.csv");
    const options = {
      outcome: "Days",
      terms: ["Eth", "Sex", "Age", "Lrn"],
      family: "poisson",
      ...more,
    } as const;
    return startRun("glm", (run) => estimateGlm(data, options, run));
  };

  it("Poisson regression", async () => {
    const { fit, tables } = (await fitted()).document;
    expect(fit.deviance).toBeCloseTo(1696.707, 3);
    expect(fit.nullDeviance).toBeCloseTo(2073.533, 3);
    expect(fit.aic).toBeCloseTo(2299.184, 3);
    const rows = tables.coefficients!.rows;
    const estimates = [2.71538, -0.533604, 0.161597, -0.333901, 0.257828, 0.427694, 0.348943];
    const errors = [0.064683, 0.041883, 0.042534, 0.070093, 0.062419, 0.067686, 0.052043];
    estimates.forEach((b, j) => expect(Math.abs((rows[j]!.estimate as number) - b)).toBeLessThan(1e-6));
    errors.forEach((s, j) => expect(Math.abs((rows[j]!.stdError as number) / s - 1)).toBeLessThan(5e-5));
  });

  it.each([
    // sqrt(diag(vcovHC(f, type)))
    [
      "HC0",
      [
        0.2353222468, 0.153325071735, 0.155005085558, 0.266666391922, 0.249669924505, 0.247682094402,
        0.187548007942,
      ],
    ],
    [
      "HC1",
      [
        0.241174848309, 0.157138355682, 0.158860152429, 0.273298540598, 0.255879361126, 0.253842092528,
        0.19221243627,
      ],
    ],
    [
      "HC2",
      [
        0.242487523669, 0.157396171831, 0.159480603622, 0.275308817002, 0.25854851897, 0.254868857191,
        0.193613091564,
      ],
    ],
    [
      "HC3",
      [
        0.249908061512, 0.161594012043, 0.164106010774, 0.284300285924, 0.267790783481, 0.262302505159,
        0.19991408421,
      ],
    ],
  ])("Poisson regression, %s errors", async (errors, want) => {
    expectColumn((await fitted({ errors })).document.tables.coefficients!.rows, "stdError", want);
  });

  it("Poisson residuals and influence", async () => {
    const { details } = await fitted();
    const want = {
      leverage: [0.104323617152, 0.104323617152, 0.104323617152], // hatvalues(f)[1:3]
      cooks: [0.396357569174, 0.148297810949, 0.0921747492456], // cooks.distance(f)[1:3]
      deviance: [-6.01850067312, -3.18385014255, -2.43337056858], // residuals(f, "deviance")[1:3]
      pearson: [-4.61904722731, -2.82537562923, -2.22748509654], // residuals(f, "pearson")[1:3]
    };
    want.leverage.forEach((value, i) => expect(details.leverage[i]).toBeCloseTo(value, 8));
    want.cooks.forEach((value, i) => expect(details.cooks[i]).toBeCloseTo(value, 7));
    want.deviance.forEach((value, i) => expect(details.residuals.deviance[i]).toBeCloseTo(value, 8));
    want.pearson.forEach((value, i) => expect(details.residuals.pearson[i]).toBeCloseTo(value, 8));
  });

  it("negative binomial", async () => {
    // nb <- glm.nb(Days ~ ., control = glm.control(maxit = 200, epsilon = 1e-14))
    const { document, details } = await fitted({ family: "negative-binomial" });
    const { fit, tables } = document;
    const want = [
      2.89457999025, -0.569371697358, 0.0823202841458, -0.448428149878, 0.088080152114, 0.356900971429,
      0.292109157034,
    ];
    expectColumn(tables.coefficients!.rows, "estimate", want, 1e-8);
    expect(fit.theta).toBeCloseTo(1.27489264505, 8);
    expect(2 * fit.logLik!).toBeCloseTo(-1093.15101829, 7);
    expect(fit.aic).toBeCloseTo(1109.15101829, 7);
    expect(fit.deviance).toBeCloseTo(167.951800821, 7);
    expect(fit.nullDeviance).toBeCloseTo(195.286636453, 6);
    expect(details.leverage[0]).toBeCloseTo(0.0738340588371, 7); // hatvalues(nb)[1]
  });

  it("logistic regression of a text outcome", async () => {
    // bin <- glm(Lrn == "SL" ~ Days + Sex, binomial); AIC(bin); bin$deviance; bin$null.deviance; vcovHC(bin, type)
    const options = { outcome: "Lrn", terms: ["Days", "Sex"], family: "binomial" };
    const { fit, tables } = (await fitted(options)).document;
    const rows = tables.coefficients!.rows;
    expectColumn(rows, "estimate", [-0.11317193181, 0.00744929556978, -0.648423545935]);
    expectColumn(rows, "stdError", [0.274353174109, 0.0104723389862, 0.344089286015]);
    expect([fit.aic, fit.deviance, fit.nullDeviance].map((v) => v!.toFixed(7))).toEqual([
      "201.7349346",
      "195.7349346",
      "199.6506171",
    ]);
    expect(tables.coefficients!.notes![0]).toBe("The model is of the probability that Lrn is 'SL'.");
    const robust = async (errors: string) =>
      (await fitted({ ...options, errors })).document.tables.coefficients!.rows;
    expectColumn(await robust("HC0"), "stdError", [0.27526219634, 0.010179703169, 0.344203866026]);
    expectColumn(await robust("HC3"), "stdError", [0.281289751905, 0.0106848065805, 0.351621794704]);
  });

  it("predictions", async () => {
    // predict(f, q[1:2, ], se.fit = TRUE)
    const { document } = await fitted();
    const predicted = predictLinear(document, await table("glm/quine.csv"));
    expect(predicted.get("linearPredictor", 0)).toBeCloseTo(3.2259197723, 9);
    expect(predicted.get("stdError", 0)).toBeCloseTo(0.0643712200073, 9);
    expect(predicted.get("fitted", 0)).toBeCloseTo(Math.exp(3.2259197723), 7);
  });
});

it("logistic regression of shares, their trials as weights", async () => {
  // g <- glm(k/n ~ x, binomial, weights = n); coef(g); sqrt(diag(vcov(g))); logLik(g); g$deviance; g$null.deviance
  const trials = [10, 8, 9, 10, 9, 10];
  const data = asTable(
    { x: [1, 2, 3, 4, 5, 6], share: [1, 2, 2, 5, 6, 9].map((k, i) => k / trials[i]!), trials },
    "test",
  );
  const options = { outcome: "share", terms: ["x"], family: "binomial", weights: "trials" } as const;
  const { document } = await startRun("glm", (run) => estimateGlm(data, options, run));
  const { fit, tables } = document;
  expectColumn(tables.coefficients!.rows, "estimate", [-3.18893964034, 0.810895827996]);
  expectColumn(tables.coefficients!.rows, "stdError", [0.901105075862, 0.22212671737]);
  expect(fit.logLik).toBeCloseTo(-7.49431693137, 8);
  expect(fit.deviance).toBeCloseTo(1.09532143159, 8);
  expect(fit.nullDeviance).toBeCloseTo(20.1327999677, 8);
  expect(fit.aic).toBeCloseTo(18.9886338627, 8);
});
