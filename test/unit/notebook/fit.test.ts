import { inspect } from "node:util";
import { describe, expect, test, vi } from "vitest";
import { regressionCharts } from "../../../kernel-lib/src/charts/regression-charts.js";
import { InputError, RESULT_MIME_TYPE, type ResultDocument } from "../../../kernel-lib/src/contract/index.js";
import { bundleOf } from "../../../kernel-lib/src/notebook/display.js";
import { createFit } from "../../../kernel-lib/src/notebook/fit.js";
import { details, glmDocument } from "../charts/fixtures.js";

const predict = vi.fn();
function fitted(change: Partial<ResultDocument> = {}) {
  const document = { ...glmDocument(), ...change };
  document.charts = regressionCharts(document, details("poisson"));
  return { document, fit: createFit(document, { predict }) };
}

test("a fit is its document's fields and some methods", () => {
  const { document, fit } = fitted();
  expect(fit.fit.logLik).toBe(-1142.592);
  expect(fit.tables.coefficients!.rows[1]!.estimate).toBe(-0.533604);
  expect(fit.warnings).toEqual([]);
  expect(fit.status).toBe("converged");
  expect(fit.toJSON()).toBe(document);
  expect(JSON.parse(JSON.stringify(fit))).toEqual(JSON.parse(JSON.stringify(document)));
});

test("its text is the summary, however it is asked for", () => {
  const { fit } = fitted();
  expect(String(fit)).toContain("Poisson regression (log link): Days");
  expect(inspect(fit)).toBe(String(fit));
  expect(fit.summary().text).toBe(String(fit));
  expect(inspect(fit.summary())).toBe(String(fit));
});

test("predict hands the document on", () => {
  const { document, fit } = fitted();
  fit.predict([{ a: 1 }], { level: 0.9 });
  expect(predict).toHaveBeenCalledWith(document, [{ a: 1 }], { level: 0.9 });
});

test("predict takes no option it does not know, and no level that is none", () => {
  const { fit } = fitted();
  const refused = (options: object) => expect(() => fit.predict([{ a: 1 }], options));
  refused({ levle: 0.9 }).toThrow(
    new InputError("predict: unknown option 'levle' (did you mean 'level'?); the one option is 'level'"),
  );
  refused({ level: "0.9" }).toThrow("predict: 'level' must be a number between 0 and 1, got '0.9'");
  for (const level of [0, 1, 95, NaN]) refused({ level }).toThrow(InputError);
});

test("an unknown chart is refused with the names there are", () => {
  const { fit } = fitted();
  expect(() => fit.chart("rootogrm")).toThrow(
    new InputError(
      "chart: this fit has no chart 'rootogrm' (did you mean 'rootogram'?); its charts are coefficients, " +
        "residualsFitted, normalQuantiles, scaleLocation, leverage, rootogram",
    ),
  );
  expect(() => fit.chart("constructor")).toThrow(InputError);
  expect(() => createFit(glmDocument(), { predict }).chart("x")).toThrow("it has no charts");
});

describe("in a notebook", () => {
  test("a fit is a document, a picture and text, and no HTML", async () => {
    const { document, fit } = fitted();
    const bundle = await bundleOf(fit);
    expect(Object.keys(bundle)).toEqual([RESULT_MIME_TYPE, "image/svg+xml", "text/plain"]);
    expect(bundle[RESULT_MIME_TYPE]).toBe(document);
    expect(bundle["text/plain"]).toBe(String(fit));
    const svg = bundle["image/svg+xml"] as string;
    expect(svg).toMatch(
      /^<svg [^>]*role="img" aria-label="Poisson regression \(log link\): Days. Log-likelihood -1,142.592/,
    );
    expect(svg).toContain('fill="#ffffff"');
    for (const text of ["Intercept", "Lrn[T.SL]", "-12.740", "2,299.184", "Incidence-rate ratios for Days"]) {
      expect(svg).toContain(text);
    }
  });

  test("the output leaves out a large predictor, which toJSON and predict keep", async () => {
    const { predictor: _, ...shown } = fitted().document;
    const shownBy = async (length: number) => {
      const document = { ...shown, predictor: { trees: "x".repeat(length) } };
      const fit = createFit(document, { predict });
      expect(fit.toJSON()).toBe(document);
      expect(fit.predictor).toBe(document.predictor);
      return (await bundleOf(fit))[RESULT_MIME_TYPE];
    };
    expect(await shownBy(1000)).toHaveProperty("predictor");
    expect(await shownBy(200_000)).toEqual(shown);
  });

  test("a picture survives a chart that cannot be drawn, and names that are markup", async () => {
    const { document } = fitted();
    document.charts = { coefficients: { $schema: "x", description: "y", mark: { a: [] } } };
    Object.assign(document.config, { outcome: '<script>alert("1")</script>' });
    const bundle = await bundleOf(createFit(document, { predict }));
    expect(bundle["image/svg+xml"]).toContain("Lrn[T.SL]");
    expect(bundle["image/svg+xml"]).not.toContain("<script");
  });

  test("a chart is Vega-Lite, a picture and words with numbers", async () => {
    const { fit } = fitted();
    const chart = fit.chart("rootogram");
    const bundle = await bundleOf(chart);
    expect(Object.keys(bundle)).toEqual(["application/vnd.vegalite.v5+json", "image/svg+xml", "text/plain"]);
    expect(bundle["application/vnd.vegalite.v5+json"]).toBe(fit.charts.rootogram);
    expect(bundle["text/plain"]).toMatch(
      /^Bars of how many rows have each count.*\n\ncount +observed +expected\n0 +/s,
    );
    expect(await chart.svg({ theme: "dark" })).toContain("#111111");
  });

  test("a summary is text and an accessible table with every value escaped", async () => {
    const document = glmDocument("poisson", [["<b>", 1, 0.5]]);
    const bundle = await bundleOf(createFit(document, { predict }).summary());
    expect(Object.keys(bundle)).toEqual(["text/html", "text/plain"]);
    const html = bundle["text/html"] as string;
    expect(html).toContain("<caption>Poisson regression (log link): Days</caption>");
    expect(html).toMatch(/<th scope="col"[^>]*>Estimate<\/th>/);
    expect(html).toMatch(/<th scope="row"[^>]*>&lt;b&gt;<\/th>/);
    expect(html).not.toContain("<b>");
  });
});
