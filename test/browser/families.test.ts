// What the views of families of models show of results made by the command line from real data.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { root } from "../../scripts/setup/shell.mjs";
import { dataFile, dataLacks } from "../numbers/data-folder.js";
import { seriousViolations } from "./accessibility.js";
import { describeLab, inked, type LabPage, seen, themes } from "./lab-page.js";

describe.skipIf(dataLacks !== null)(`views of families${dataLacks ? ` (skipped: ${dataLacks})` : ""}`, () => {
  describeLab("of trajectories", (lab) => {
    let view: Locator;
    beforeAll(async () => {
      fit(lab(), "convictions", trajectoriesConfig, convictions());
      view = await openView(lab(), "convictions", "Groups and people");
    });

    it("shows the curves of the groups, and the people of one that is chosen by keyboard", async () => {
      expect(await inked(view.getByRole("figure", { name: /^Groups of/ }).getByRole("img"))).toBeGreaterThan(
        1000,
      );
      await lab().screenshot("families-trajectories-all");
      await view.getByRole("radio", { name: "All groups" }).focus();
      await lab().page.keyboard.press("ArrowDown");
      await seen(view.getByRole("heading", { name: "People of group 1" }));
      expect(await view.getByText("are assigned to it").innerText()).toMatch(/Group 1\..*APP.*OCC/s);
      expect(await view.getByText(/^Thin lines/).innerText()).toMatch(/courses of 40 of the \d+/);
      await lab().screenshot("families-trajectories-group");
    });

    it("finds a person by id, and shows their course over the curves", async () => {
      await view.getByRole("radio", { name: "All groups" }).check({ force: true }); // its label covers it
      await view.getByRole("searchbox", { name: "Search by id" }).fill("240");
      await view.getByRole("button", { name: "Person 240: show their course" }).click();
      const panel = view.getByRole("region", { name: "Person 240" });
      expect(await panel.innerText()).toMatch(/Group 1\s+[\d.]+ %.*Observed \(age/s);
      await lab().screenshot("families-trajectories-person");
    });

    it("chooses the group of a curve that is clicked", async () => {
      await view.getByRole("radio", { name: "All groups" }).check({ force: true });
      const chart = view.getByRole("figure", { name: /^Groups of/ }).getByRole("img");
      const { width, height } = (await chart.boundingBox())!;
      // From the bottom up, until a curve is hit.
      for (let y = height * 0.85; y > 40; y -= 8) {
        await chart.click({ position: { x: width / 2, y } });
        if ((await view.getByRole("heading", { name: /People of group \d/ }).count()) > 0) break;
      }
      expect(await view.getByRole("heading", { name: /People of group \d/ }).count()).toBe(1);
    });

    it("says how many groups each criterion prefers", async () => {
      const section = view.getByRole("region", { name: "How many groups?" });
      expect(await section.innerText()).toMatch(/BIC over persons prefers \d, as chosen/);
      expect(await section.getByRole("table").first().getByRole("row").count()).toBe(5);
      await section.scrollIntoViewIfNeeded();
      await lab().screenshot("families-trajectories-comparison");
    });

    looksRight(lab, () => view, "trajectories");
  });

  describeLab("of decoupled classifiers", (lab) => {
    let view: Locator;
    beforeAll(async () => {
      const table = readFileSync(dataFile("fairness/compas_model.csv"), "utf8");
      fit(lab(), "recidivism", decoupledConfig, table);
      view = await openView(lab(), "recidivism", "Thresholds and cohorts");
    });

    const selected = async () =>
      (await view.getByRole("table", { name: "Thresholds by cohort" }).getByRole("row").allInnerTexts()).join(
        "\n",
      );

    it("moves the thresholds and what they do with λ", async () => {
      await seen(view.getByText("These are the thresholds in use."));
      await lab().screenshot("families-decoupled-in-use");
      const before = await selected();
      const slider = view.getByRole("slider", { name: "λ, weight of the error" });
      await slider.focus();
      await lab().page.keyboard.press("Home");
      await seen(view.getByText(/Set 1 of \d+/));
      await seen(view.getByText(/: [\d,]+ (more|fewer) \(/).first());
      expect(await selected()).not.toBe(before);
      await lab().screenshot("families-decoupled-fairest");
      await view.getByRole("button", { name: "More accurate set" }).click();
      await seen(view.getByText(/Set 2 of \d+/));
      await view.getByRole("button", { name: /^Back to λ in use/ }).click();
      expect(await selected()).toBe(before);
    });

    it("takes λ from a point of the curve that is clicked", async () => {
      const chart = view.getByRole("figure", { name: "Trade-off" }).getByRole("img");
      await chart.scrollIntoViewIfNeeded();
      const { width } = (await chart.boundingBox())!;
      // From the left, where the set of least error is, until a point is hit.
      for (let x = 50; x < width; x += 10) {
        for (let y = 40; y < 280; y += 24) await chart.click({ position: { x, y } });
        if ((await view.getByText("These are the thresholds in use.").count()) === 0) break;
      }
      expect(await view.getByText("These are the thresholds in use.").count()).toBe(0);
    });

    looksRight(lab, () => view, "decoupled");
  });

  describeLab("of a hierarchical forest", (lab) => {
    let view: Locator;
    beforeAll(async () => {
      fit(lab(), "interviews", forestConfig, interviews());
      view = await openView(lab(), "interviews", "Groups and predictions");
    });

    it("tells what the intervals hold, by group", async () => {
      const section = view.getByRole("region", { name: "Coverage by group" });
      expect(await section.innerText()).toMatch(/Asked for: intervals that hold 90\.0 % of new outcomes/);
      expect(await section.innerText()).toMatch(/Calibrated intervals hold [\d.]+ % of all; least for/);
      await lab().screenshot("families-forest-coverage");
    });

    it("explains one prediction, and gives code for any other", async () => {
      const section = view.getByRole("region", { name: "One prediction explained" });
      const option = section.getByRole("radio", { name: /widest interval/ });
      await option.check({ force: true });
      await seen(section.getByText(/What the proxies say of race/));
      const chart = section.getByRole("figure", { name: /^Training outcomes behind/ }).getByRole("img");
      expect(await inked(chart)).toBeGreaterThan(500);
      await section.getByRole("heading", { name: "One prediction explained" }).scrollIntoViewIfNeeded();
      await lab().screenshot("families-forest-explained");
      await section.getByRole("spinbutton", { name: "Row number, from 1" }).fill("7");
      expect(await section.innerText()).toContain("explainOutcome(fit, table, 6)");
      await option.check({ force: true });
    });

    looksRight(lab, () => view, "forest");
  });
});

function looksRight(lab: () => LabPage, view: () => Locator, name: string) {
  it.each(themes)("has no serious accessibility violation in %s", async (theme) => {
    await lab().theme(theme);
    expect(await seriousViolations(lab().page, ".qt-Viewer")).toEqual([]);
    const sections = await view().getByRole("region").all();
    for (const [index, section] of sections.entries()) {
      if (!(await section.evaluate((node) => node.classList.contains("qt-FamilySection")))) continue;
      await section.evaluate((node) => node.scrollIntoView());
      await lab().page.waitForTimeout(300); // charts are drawn as they come into sight
      await lab().screenshot(`families-${name}-${theme.split(" ")[1]!.toLowerCase()}-${index}`);
    }
  });

  it("fits a narrow panel", async () => {
    const whole = lab().page.viewportSize()!;
    await lab().page.setViewportSize({ width: 700, height: 1000 });
    await view().evaluate((node) => node.scrollIntoView());
    await lab().page.waitForTimeout(300);
    await lab().screenshot(`families-${name}-narrow`);
    const isWide = await view().evaluate((node) => node.scrollWidth > node.clientWidth + 1);
    await lab().page.setViewportSize(whole);
    await lab().theme(themes[0]);
    expect(isWide).toBe(false);
  });

  it("leaves no error in the browser's console", () => expect(lab().errors).toEqual([]));
}

async function openView(lab: LabPage, file: string, tab: string): Promise<Locator> {
  const viewer = (await lab.openFile(`${file}.quetelet.json`)).getByRole("article");
  await seen(viewer);
  await viewer.getByRole("tab", { name: tab }).click();
  const panel = viewer.getByRole("tabpanel", { name: tab });
  await seen(panel.getByRole("heading").first());
  return panel;
}

/** A result as people get one: a config and a table through the command line. */
function fit({ folder }: LabPage, name: string, config: object, table: string) {
  writeFileSync(join(folder, `${name}.csv`), table);
  writeFileSync(join(folder, `${name}.json`), JSON.stringify({ ...config, data: `${name}.csv` }));
  const args = ["fit", `${name}.json`, "--out", `${name}.quetelet.json`, "--quiet"];
  const { status, stderr } = spawnSync(process.execPath, [join(root, "kernel-lib/bin/quetelet"), ...args], {
    cwd: folder,
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  expect(status).toBe(0);
}

const trajectoriesConfig = {
  model: "trajectories",
  ...{ id: "id", time: "age", outcome: "convictions", family: "poisson" },
  ...{ groups: [1, 2, 3, 4], order: 2, starts: 10, seed: 1 },
};

const decoupledConfig = {
  model: "decoupled",
  ...{ label: "two_year_recid", cohorts: { columns: ["race"] }, fairnessLoss: "demographic-parity" },
  ...{ bootstraps: 20, seed: 1 },
};

const forestConfig = {
  model: "hierarchical-forest",
  ...{ outcome: "age", protected: "race", covariates: ["sex", "basis", "circumstance"] },
  proxies: ["complexion", "build", "zip_p_nhwhite", "zip_p_nhblack", "zip_p_latinx"],
  ...{ trees: 60, permutations: 1, seed: 1 },
};

/** Convictions of the Cambridge study by age, one row a person and year. */
function convictions(): string {
  const [head, ...lines] = readFileSync(dataFile("trajectories/to1adj.csv"), "utf8").trim().split(/\r?\n/);
  const ages = head!
    .split(",")
    .slice(1)
    .map((name) => Number(name.replace(/\D/g, "")));
  const rows = lines.flatMap((line) => {
    const [id, ...values] = line.split(",");
    return values.map((value, k) => `${id},${ages[k]},${value}`);
  });
  return ["id,age,convictions", ...rows].join("\n");
}

/** Interviews of Black and White people, the first of those without a quoted field. */
function interviews(): string {
  const [head, ...lines] = readFileSync(dataFile("interviews/boston_fio_2019.csv"), "utf8")
    .trim()
    .split(/\r?\n/);
  const names = head!.split(",");
  const wanted = ["race", "age", "sex", "basis", "circumstance", ...forestConfig.proxies];
  const at = (name: string) => names.indexOf(name);
  const rows = lines
    .filter((line) => !line.includes('"'))
    .map((line) => line.split(","))
    .filter((cells) => ["Black", "White"].includes(cells[at("race")]!) && cells[at("age")] !== "");
  return [wanted, ...rows.slice(0, 1500).map((cells) => wanted.map((name) => cells[at(name)]!))]
    .map((cells) => cells.join(","))
    .join("\n");
}
