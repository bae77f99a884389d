import { describe, expect, it } from "vitest";
import { randomKey } from "../../../../kernel-lib/src/compute/random/index.js";
import { startRun } from "../../../../kernel-lib/src/compute/run.js";
import { asTable } from "../../../../kernel-lib/src/data/as-table.js";
import { simulateTrajectories } from "../../../../kernel-lib/src/data/simulate/trajectories.js";
import { covariances } from "../../../../kernel-lib/src/models/trajectories/covariance.js";
import { fitMixture } from "../../../../kernel-lib/src/models/trajectories/fit-mixture.js";
import { groupShares } from "../../../../kernel-lib/src/models/trajectories/group-shares.js";
import { buildModel } from "../../../../kernel-lib/src/models/trajectories/prepare.js";
import { coverage, coverageFamilies } from "../../../bench/trajectory-coverage.mjs";

const library = {
  simulateTrajectories,
  asTable,
  buildModel,
  fitMixture,
  covariances,
  groupShares,
  randomKey,
  startRun,
};

/** A short run of `node test/bench/trajectories.mjs --coverage`, which has 500 data sets a family. */
const sets = 40;

describe("95 % intervals", () => {
  it.each(coverageFamilies)("hold the truth about as often as they say: %s", async (family) => {
    const found = await coverage(library, { family, sets, people: 150, starts: 3 });
    // Coverage of .95 in 40 sets: the bounds are what chance leaves it in all nine families, 3.5 standard errors.
    const slack = 3.5 * Math.sqrt((0.95 * 0.05) / sets);
    expect(found.curves).toBeGreaterThan(0.95 - slack);
    expect(found.shares).toBeGreaterThan(0.95 - slack);
    // Intervals that always hold the truth are too wide: a curve has 16 points, six of them free.
    expect(found.curves).toBeLessThan(0.995);
    expect(found.flagged).toBe(0);
  });
});
