// How a person fills in the form of each model.
import type { ModelName } from "../../kernel-lib/src/contract/index.js";
import { applicants, careers, streets, writeCsv } from "./builder-data.js";
import type { BuilderPage } from "./builder-page.js";

interface Form {
  data: string;
  /** From the outcome on; the data are picked before. */
  fill: (builder: BuilderPage) => Promise<void>;
}

export const forms: Record<ModelName, Form> = {
  ols: {
    data: "streets.csv",
    fill: async (builder) => {
      await builder.pick("outcome", "rent");
      await builder.pick("terms", "bars", "bar_dis_100");
    },
  },
  glm: {
    data: "streets.csv",
    fill: async (builder) => {
      await builder.choose("family", "poisson");
      await builder.pick("outcome", "crimes");
      await builder.pick("terms", "bars", "bar_dis_100");
    },
  },
  "risk-terrain": {
    data: "streets.csv",
    fill: async (builder) => {
      await builder.pick("outcome", "crimes");
      await builder.press("Use these sets");
    },
  },
  trajectories: {
    data: "careers.csv",
    fill: async (builder) => {
      await builder.choose("family", "poisson");
      await builder.pick("id", "person");
      await builder.pick("time", "age");
      await builder.pick("outcome", "offences");
      await builder.root.getByRole("checkbox", { name: "2 groups" }).check({ force: true });
    },
  },
  decoupled: {
    data: "applicants.csv",
    fill: async (builder) => {
      await builder.pick("label", "hired");
      await builder.pick("features", "skill", "share");
      await builder.pick("cohorts.columns", "group");
    },
  },
  "random-forest": {
    data: "applicants.csv",
    fill: async (builder) => {
      await builder.pick("outcome", "wage");
      await builder.pick("features", "skill", "share", "group");
    },
  },
  "hierarchical-forest": {
    data: "applicants.csv",
    fill: async (builder) => {
      await builder.pick("outcome", "wage");
      await builder.pick("protected", "group");
      await builder.pick("proxies", "share");
      await builder.pick("covariates", "skill");
    },
  },
};

/** The tables that the forms are filled from. */
export function writeTables(folder: string): void {
  writeCsv(folder, "streets.csv", streets(400));
  writeCsv(folder, "careers.csv", careers(100));
  writeCsv(folder, "applicants.csv", applicants(400));
}
