import type { ResultDocument } from "quetelet/contract";
import type { Trans } from "../../../extension/src/ui/translation";
import decoupled from "./fixtures/decoupled.json";
import decoupledPlain from "./fixtures/decoupled-plain.json";
import decoupledWages from "./fixtures/decoupled-wages.json";
import dual from "./fixtures/dual.json";
import forest from "./fixtures/forest.json";
import forestClasses from "./fixtures/forest-classes.json";
import negativeBinomial from "./fixtures/negative-binomial.json";
import ols from "./fixtures/ols.json";
import trajectories from "./fixtures/trajectories.json";

const fill = (message: string, values: unknown[]) =>
  message.replace(/%(\d)/g, (_, at: string) => String(values[Number(at) - 1]));

/** Translates nothing. Of plurals, the number itself comes before the other values, as in JupyterLab. */
export const trans: Trans = {
  __: (message, ...values) => fill(message, values),
  _n: (one, many, count, ...values) => fill(count === 1 ? one : many, [count, ...values]),
  _p: (_context, message, ...values) => fill(message, values),
  _np: (_context, one, many, count, ...values) => fill(count === 1 ? one : many, [count, ...values]),
  gettext: (message, ...values) => fill(message, values),
  ngettext: (one, many, count, ...values) => fill(count === 1 ? one : many, [count, ...values]),
  pgettext: (_context, message, ...values) => fill(message, values),
  npgettext: (_context, one, many, count, ...values) => fill(count === 1 ? one : many, [count, ...values]),
  dcnpgettext: (_domain, _context, one, many, count, ...values) =>
    fill(count === 1 ? one : many, [count, ...values]),
};

const fixtures = {
  ols,
  "negative-binomial": negativeBinomial,
  trajectories,
  dual,
  decoupled,
  "decoupled-plain": decoupledPlain,
  "decoupled-wages": decoupledWages,
  forest,
  "forest-classes": forestClasses,
};

/** A result that the library wrote (fixtures/make.mjs), as a fresh copy. */
export function fixture(name: keyof typeof fixtures): ResultDocument {
  return structuredClone(fixtures[name]) as unknown as ResultDocument;
}
