import { InputError, type OptionsOf, type TrajectoriesConfig } from "../../../contract/index.js";

const where = "trajectories";

/** Options that only a mixture has. */
const mixtureOnly = {
  membership: "columns of a membership logit",
  reference: "a reference group",
  weights: "weights",
  also: "further outcomes",
  dual: "a dual trajectory",
  dropout: "a dropout equation",
  later: "a later outcome",
  exposure: "an exposure",
  offset: "an offset",
  trials: "trials",
  zeroOrder: "zero inflation",
  folds: "cross-validation",
  bootstrap: "a bootstrap test",
} as const satisfies { [K in keyof TrajectoriesConfig]?: string };

/**
 * Refuses what soft-assignment least squares cannot have.
 * @throws InputError with one sentence on the first such option.
 */
export function checkAdam(options: OptionsOf<TrajectoriesConfig>): void {
  const { family = "gaussian", groups, sigma } = options;
  if (family !== "gaussian") {
    throw new InputError(
      `${where}: 'method' is 'adam', which is least squares and knows no family but 'gaussian', got '${family}'; use method 'em'`,
    );
  }
  if (typeof groups === "object" && groups.length > 1) {
    throw new InputError(
      `${where}: 'method' is 'adam', which has no likelihood to compare numbers of groups by; give one number, or use method 'em'`,
    );
  }
  if (sigma === "separate") {
    throw new InputError(`${where}: 'method' is 'adam', which has no 'sigma'; use method 'em'`);
  }
  for (const [name, what] of Object.entries(mixtureOnly)) {
    const value = options[name as keyof typeof mixtureOnly];
    const given = Array.isArray(value) ? value.length > 0 : value !== undefined && value !== 0;
    if (given) {
      throw new InputError(`${where}: '${name}' gives ${what}, which method 'adam' has not; use method 'em'`);
    }
  }
}
