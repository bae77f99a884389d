import type { ResultWarning } from "../../../contract/index.js";
import type { FittedForest } from "../fit.js";
import type { HierarchicalForestOptions } from "./prepare.js";
import type { ClassRecovery, NumberRecovery } from "./recovery.js";

/** Warnings of a forest that stands within another model that a reader must know. */
const ofErrors = ["few-trees", "no-out-of-bag", "worse-than-mean"];
/** Only the top forest's intervals are shown. */
const ofIntervals = ["under-coverage", "too-few-to-calibrate"];

export function hierarchicalWarnings(
  { protected: name, estimates = "out-of-fold", trees = 500 }: HierarchicalForestOptions,
  {
    bottom,
    top,
    naive,
    recovery,
    method,
    interrupted,
    kept,
  }: {
    bottom: FittedForest;
    top: FittedForest | null;
    naive: FittedForest | null;
    recovery: ClassRecovery | NumberRecovery;
    method: string;
    interrupted: boolean;
    kept: boolean;
  },
): ResultWarning[] {
  const warnings: ResultWarning[] = [];
  const add = (code: string, message: string) => warnings.push({ code, message });
  if (interrupted) {
    const has = top
      ? `the top forest has ${top.fit.trees} of ${trees} trees${naive ? "" : ", and there is no naive forest to compare it with"}`
      : `the bottom forest has ${bottom.fit.trees} of ${trees} trees, and there is no top forest, so only '${name}' can be estimated`;
    add("interrupted", `The run was stopped: ${has}.`);
  }
  if (method !== estimates) {
    add(
      "estimates-out-of-bag",
      `The run was stopped before the estimates of '${name}' were ${estimates}; out-of-bag ones took their place.`,
    );
  }
  if (estimates === "fitted") {
    add(
      "fitted-estimates",
      `The top forest was trained on fitted estimates of '${name}', which are nearly the class itself; new rows' estimates are worse, so its errors are too small. Use estimates: "out-of-fold".`,
    );
  }
  const useless = "byClass" in recovery ? recovery.auc < 0.55 : recovery.rSquared < 0.02;
  if (useless) {
    const how =
      "byClass" in recovery ? `mean AUC ${recovery.auc.toFixed(2)}` : `R² ${recovery.rSquared.toFixed(2)}`;
    add(
      "weak-proxies",
      `The proxies hardly say anything about '${name}' (${how}); what is concluded from its estimates is worth as little.`,
    );
  }
  if ("byClass" in recovery) {
    const never = recovery.byClass
      .filter(({ sensitivity }) => sensitivity === 0)
      .map((each) => `'${each.class}'`);
    if (never.length > 0) {
      add(
        "class-never-estimated",
        `No row of class ${never.slice(0, 6).join(", ")}${never.length > 6 ? " and others" : ""} is estimated to be in it: the most probable class hides ${never.length === 1 ? "it" : "them"}, the probabilities do not.`,
      );
    }
  }
  for (const [layer, forest, passedOn] of [
    ["Bottom forest", bottom, ofErrors],
    ["Top forest", top, [...ofErrors, ...ofIntervals]],
  ] as const) {
    for (const { code, message } of forest?.warnings ?? []) {
      if (passedOn.includes(code)) add(code, `${layer}: ${message[0]!.toLowerCase()}${message.slice(1)}`);
    }
  }
  if (!kept) {
    add(
      "forest-not-kept",
      "The forests are too large for the document, so only this session can predict from it; fewer trees or a larger 'minLeaf' make them small enough.",
    );
  }
  return warnings;
}
