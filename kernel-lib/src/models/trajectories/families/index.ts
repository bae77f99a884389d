import type { TrajectoryFamily } from "../../../contract/index.js";
import { beta } from "./beta.js";
import { binomial } from "./binomial.js";
import { censoredNormal } from "./censored-normal.js";
import type { Family } from "./family.js";
import { gaussian } from "./gaussian.js";
import { negativeBinomial } from "./negative-binomial.js";
import { poisson } from "./poisson.js";
import { zip } from "./zip.js";
import { zipTau } from "./zip-tau.js";

export type { Cells, Described, Family, Rows } from "./family.js";

export interface FamilySettings {
  family: TrajectoryFamily;
  /** Limits of the censored normal. */
  lower?: number;
  upper?: number;
  /** A value near the outcomes' middle and their rough spread, for arithmetic only (normal families). */
  centre: number;
  unit: number;
}

export function familyOf({
  family,
  lower = -Infinity,
  upper = Infinity,
  centre,
  unit,
}: FamilySettings): Family {
  switch (family) {
    case "gaussian":
      return gaussian({ centre, unit });
    case "censored-normal":
      return censoredNormal({ lower, upper, centre, unit });
    case "poisson":
      return poisson;
    case "negative-binomial":
      return negativeBinomial;
    case "zip":
      return zip;
    case "zip-tau":
      return zipTau;
    case "logit":
    case "binomial":
      return binomial;
    case "beta":
      return beta;
  }
}
