import { describe, expect, it } from "vitest";
import { randomKey } from "../../../../kernel-lib/src/compute/random/index.js";
import {
  logLikelihood,
  maximisation,
  workspaceOf,
} from "../../../../kernel-lib/src/models/trajectories/em.js";
import { personLogDensity } from "../../../../kernel-lib/src/models/trajectories/person-density.js";
import { buildModel } from "../../../../kernel-lib/src/models/trajectories/prepare.js";
import { type EmState, squaremCycle } from "../../../../kernel-lib/src/models/trajectories/squarem.js";
import { makeStarts } from "../../../../kernel-lib/src/models/trajectories/starts.js";
import { familyTasks } from "./every-family.js";

const run = { breathe: () => Promise.resolve() };

describe.each(familyTasks)("$family, $sigma", ({ table, options }) => {
  const { model } = buildModel(table, options);
  const starts = [...makeStarts(model, 4, randomKey(3))];

  it("never loses likelihood by a step of EM", () => {
    const workspace = workspaceOf(model);
    for (let { parameters } of starts) {
      let before = logLikelihood(model, parameters, workspace);
      for (let step = 0; step < 15; step++) {
        parameters = maximisation(model, parameters, workspace);
        const after = logLikelihood(model, parameters, workspace);
        expect(after).toBeGreaterThanOrEqual(before - 1e-9 * Math.abs(before));
        before = after;
      }
    }
  });

  it("never loses likelihood by a leap of SQUAREM, and gets further", async () => {
    const workspace = workspaceOf(model);
    for (const { parameters } of starts) {
      let state: EmState = { parameters, logLik: -Infinity, iterations: 0 };
      for (let cycle = 0; cycle < 5; cycle++) {
        const next = await squaremCycle(model, state, { run, workspace });
        expect(next.logLik).toBeGreaterThanOrEqual(state.logLik - 1e-9 * Math.abs(next.logLik));
        expect(next.logLik).toBeCloseTo(logLikelihood(model, next.parameters, workspace), 8);
        state = next;
      }
      let plain = parameters;
      logLikelihood(model, plain, workspace);
      for (let step = 0; step < 2; step++) {
        plain = maximisation(model, plain, workspace);
        logLikelihood(model, plain, workspace);
      }
      expect(state.logLik).toBeGreaterThan(logLikelihood(model, plain, workspace) - 1e-6);
    }
  });

  it("gives posteriors that sum to 1", () => {
    const { posteriors } = personLogDensity(model, starts[0]!.parameters);
    for (let i = 0; i < model.persons; i++) {
      expect(posteriors[2 * i]! + posteriors[2 * i + 1]!).toBeCloseTo(1, 12);
    }
  });
});
