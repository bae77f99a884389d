// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import axe from "axe-core";
import fc from "fast-check";
import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { BuilderForm } from "../../../../../extension/src/builder/form";
import { TranslationProvider } from "../../../../../extension/src/ui/translation";
import { trans } from "../../support";
import { column, draft, FakeWorkspace, models } from "../support";
import { mountForm } from "./mount";

// Axe would look for letters drawn as icons, which takes a canvas.
beforeAll(() => void vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(null));
afterEach(cleanup);

const combobox = (name: string) => screen.getByRole("combobox", { name });
const press = (node: HTMLElement, ...keys: string[]) =>
  keys.forEach((key) => fireEvent.keyDown(node, { key }));
const type = (node: HTMLElement, value: string) => fireEvent.change(node, { target: { value } });
const glm = { model: "glm", outcome: "crimes", terms: ["density"], family: "poisson" } as const;

describe("columns in their places", () => {
  it("are found by typing and taken with the keyboard; those that do not fit say why", async () => {
    const form = await mountForm({ model: "glm", family: "poisson" });
    const outcome = combobox("Outcome");
    type(outcome, "density");
    expect(
      within(screen.getByRole("listbox", { name: "Choose a column" })).getByRole("option").textContent,
    ).toMatch(/counts are at least 0/);
    press(outcome, "Enter");
    expect(form.config().outcome).toBeUndefined();
    type(outcome, "crim");
    press(outcome, "Enter");
    expect(form.config().outcome).toBe("crimes");
    const terms = combobox("Terms");
    type(terms, "311");
    press(terms, "Enter");
    type(terms, "log(length)");
    press(terms, "Enter");
    expect(form.config().terms).toEqual(["`calls 311`", "log(length)"]);
    fireEvent.click(screen.getByRole("button", { name: "Remove calls 311" }));
    expect(form.config().terms).toEqual(["log(length)"]);
  });

  it("are put there from the list, with keys alone", async () => {
    const form = await mountForm({ model: "glm", family: "poisson" });
    type(screen.getByRole("searchbox", { name: "Search columns" }), "alc");
    const list = screen.getByRole("listbox", { name: "Columns of the table" });
    expect(within(list).getAllByRole("option")).toHaveLength(3);
    press(list, " ", "ArrowDown", " ");
    fireEvent.change(combobox("Where the chosen columns go"), { target: { value: "terms" } });
    fireEvent.click(screen.getByRole("button", { name: "Put" }));
    expect(form.config().terms).toEqual(["alc_dis_100", "alc_dis_50"]);
  });

  it("are dragged there, from the list and from place to place", async () => {
    const form = await mountForm({ ...glm, terms: ["density", "length"] });
    const data = new Map<string, string>();
    const dataTransfer = {
      setData: (kind: string, value: string) => data.set(kind, value),
      getData: (kind: string) => data.get(kind) ?? "",
      get types() {
        return [...data.keys()];
      },
      effectAllowed: "",
    };
    const option = screen.getByRole("option", { name: /^alc_kde_50/ });
    fireEvent.dragStart(option, { dataTransfer });
    fireEvent.drop(combobox("Terms"), { dataTransfer });
    expect(form.config().terms).toEqual(["density", "length", "alc_kde_50"]);
    const chip = screen.getByRole("button", { name: "Remove length" }).closest("li")!;
    fireEvent.dragStart(chip, { dataTransfer });
    fireEvent.drop(combobox("Exposure"), { dataTransfer });
    expect(form.config()).toMatchObject({ terms: ["density", "alc_kde_50"], exposure: "length" });
  });
});

describe("problems", () => {
  it("stand beside their field at once when wrong, and when empty only once one was there or wants to run", async () => {
    const form = await mountForm({ model: "glm", outcome: "district", level: 2 });
    const outcome = combobox("Outcome");
    expect(outcome.getAttribute("aria-invalid")).toBe("true");
    const described = outcome
      .getAttribute("aria-describedby")!
      .split(" ")
      .map((id) => document.getElementById(id));
    expect(described.map((node) => node?.textContent).join(" ")).toContain("‘district’ holds text");
    const terms = combobox("Terms");
    expect(terms.getAttribute("aria-invalid")).toBeNull();
    fireEvent.blur(terms);
    expect(terms.getAttribute("aria-invalid")).toBe("true");
    form.tryToRun();
    expect(
      form
        .problems()
        .filter(({ kind }) => kind !== "note")
        .map(({ field }) => field),
    ).toEqual(["terms", "level", "outcome"]);
  });

  it("are listed with a way to each field, also to one that is folded away", async () => {
    await mountForm({ ...glm, level: 2 });
    const list = screen.getByRole("region", { name: "What is left to do" });
    expect(within(list).getByRole("heading").textContent).toBe("1 thing before it can run");
    fireEvent.click(within(list).getByRole("button", { name: "Confidence level" }));
    expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Confidence level" }));
  });

  it("can be mended with a press", async () => {
    const form = await mountForm({ ...glm, terms: ["`calls 311`"] });
    fireEvent.click(screen.getByRole("button", { name: "Leave such rows out" }));
    expect(form.config().missing).toBe("drop");
    expect(screen.getByRole("heading", { name: "Ready to run" })).toBeDefined();
  });

  it("come from the kernel too: what may not differ within a person", async () => {
    const workspace = new FakeWorkspace();
    workspace.varies = ["density"];
    const form = await mountForm(
      { model: "trajectories", id: "unit", time: "year", outcome: "crimes", membership: ["density", "kind"] },
      workspace,
    );
    await form.settle();
    expect(form.problems().map(({ message }) => message)).toContain(
      "‘density’ differs between rows of one person (‘unit’), and must not.",
    );
  });
});

describe("options", () => {
  it("show what the model takes anyway, and leave it out of the config", async () => {
    const form = await mountForm(glm);
    const level = screen.getByRole<HTMLInputElement>("textbox", { name: "Confidence level", hidden: true });
    expect(level.placeholder).toBe("0.95");
    type(level, "0,9");
    expect(form.config().level).toBe(0.9);
    type(level, "high");
    expect(form.config().level).toBe("high");
    type(level, "");
    expect("level" in form.config()).toBe(false);
    fireEvent.click(screen.getByRole("checkbox", { name: "Intercept", hidden: true }));
    expect(form.config().intercept).toBe(false);
    fireEvent.change(combobox("Family"), { target: { value: "gaussian" } });
    expect("family" in form.config()).toBe(false);
  });

  it("appear when they have a meaning", async () => {
    const form = await mountForm({ model: "risk-terrain", outcome: "crimes" });
    const steps = () => screen.queryByRole("textbox", { name: "Steps before pruning", hidden: true });
    expect(steps()).toBeNull();
    fireEvent.change(combobox("How variables are chosen"), { target: { value: "dropout" } });
    type(steps()!, "500");
    expect(form.config().iterations).toEqual({ burnIn: 500 });
    expect(steps()!.parentElement!.textContent).toContain("steps");
  });
});

describe("risk terrain sets", () => {
  it("are suggested from names, renamed, and filled by moving columns", async () => {
    const form = await mountForm({ model: "risk-terrain", outcome: "crimes" });
    fireEvent.click(screen.getByRole("button", { name: "Use these sets" }));
    expect(form.config().sets).toEqual({
      alc: ["alc_dis_50", "alc_dis_100", "alc_kde_50"],
      bars: ["bars_near_200"],
    });
    const name = screen.getAllByRole("textbox", { name: "Name of the set" })[0]!;
    type(name, "bars");
    fireEvent.blur(name);
    expect(screen.getByRole("alert").textContent).toBe("Another has this name.");
    type(name, "alcohol");
    fireEvent.blur(name);
    const add = combobox("Add a column to Set ‘bars’");
    type(add, "alc_kde");
    press(add, "Enter");
    expect(form.config().sets).toEqual({
      alcohol: ["alc_dis_50", "alc_dis_100"],
      bars: ["bars_near_200", "alc_kde_50"],
    });
    fireEvent.click(screen.getByRole("button", { name: "Remove Set ‘bars’" }));
    expect(Object.keys(form.config().sets as object)).toEqual(["alcohol"]);
  });
});

describe("cohorts", () => {
  it("are built line by line, with rows counted as one goes", async () => {
    const form = await mountForm({ model: "decoupled", label: "kind" });
    fireEvent.click(screen.getByRole("radio", { name: "By definitions, line by line" }));
    const line = screen.getByRole("group", { name: "Line 1 of ‘cohort 1’" });
    fireEvent.change(within(line).getByRole("combobox", { name: "Column" }), {
      target: { value: "district" },
    });
    fireEvent.click(within(line).getByRole("checkbox", { name: "north", hidden: true }));
    fireEvent.click(within(line).getByRole("checkbox", { name: "west", hidden: true }));
    fireEvent.click(screen.getByRole("button", { name: "Add a line" }));
    const second = screen.getByRole("group", { name: "Line 2 of ‘cohort 1’" });
    fireEvent.change(within(second).getByRole("combobox", { name: "Column" }), {
      target: { value: "crimes" },
    });
    fireEvent.change(within(second).getByRole("combobox", { name: "Comparison" }), {
      target: { value: "range" },
    });
    type(within(second).getByRole("textbox", { name: "From" }), "2");
    type(within(second).getByRole("textbox", { name: "To" }), "5");
    fireEvent.click(screen.getByRole("button", { name: "Everyone else" }));
    expect(form.config().cohorts).toEqual({
      definitions: {
        "cohort 1": [["district", "==", ["north", "west"]], "and", ["crimes", "range", [2, 5]]],
        "everyone else": null,
      },
    });
    await form.settle();
    expect(
      within(screen.getByRole("group", { name: "Cohort ‘cohort 1’" })).getByText("1,200 rows"),
    ).toBeDefined();
    expect(form.problems().map(({ message }) => message)).toContain(
      "3 rows are in no cohort; add “Everyone else”.",
    );
  });

  it.each([
    [{}, 0],
    [{ minCohortSize: 2000 }, 2],
    [{ minCohortSize: 2000, theta: 0.5 }, 0],
  ])("are told before a run where they are too small: %o", async (options, told) => {
    const cohorts = { definitions: { a: ["crimes", ">", 3], b: null } };
    const form = await mountForm({ model: "decoupled", label: "kind", cohorts, ...options });
    await form.settle();
    expect(screen.queryAllByText(/and a cohort needs 2,000/)).toHaveLength(told);
  });

  it("keep brackets, and ask nothing of an unfinished line", async () => {
    const form = await mountForm({
      model: "decoupled",
      label: "kind",
      cohorts: { definitions: { a: ["crimes", ">", 3] } },
    });
    await form.settle();
    fireEvent.click(screen.getByRole("button", { name: "Add a group in brackets" }));
    await form.settle();
    expect(form.config().cohorts).toEqual({
      definitions: { a: [["crimes", ">", 3], "and", [["", "==", []]]] },
    });
    expect(form.workspace.asked).toEqual([{ definitions: { a: ["crimes", ">", 3] } }]);
  });
});

describe("groups and orders", () => {
  it("are chosen in a grid", async () => {
    const form = await mountForm({
      model: "trajectories",
      id: "unit",
      time: "year",
      outcome: "crimes",
      family: "zip",
    });
    fireEvent.click(screen.getByRole("checkbox", { name: "3 groups" }));
    expect(form.config().groups).toEqual([2, 3]);
    fireEvent.click(screen.getByRole("checkbox", { name: "2 groups" }));
    expect(form.config().groups).toBe(3);
    const orders = within(screen.getByRole("group", { name: "Order of the curves" }));
    fireEvent.click(orders.getByRole("checkbox", { name: "An order for each group" }));
    fireEvent.click(orders.getByRole("radio", { name: "Group 2: order 3, cubic" }));
    expect(form.config().order).toEqual([2, 3, 2]);
    const zero = within(screen.getByRole("group", { name: "Order of the zero inflation" }));
    fireEvent.click(zero.getByRole("radio", { name: "All groups: order 1, linear" }));
    expect(form.config().zeroOrder).toBe(1);
  });
});

describe("model and data", () => {
  it("change without losing what carries over", async () => {
    const form = await mountForm(glm);
    fireEvent.click(screen.getByRole("button", { name: "Change the model" }));
    fireEvent.click(screen.getByRole("radio", { name: /^Random forest/ }));
    expect(form.config()).toEqual({ model: "random-forest", outcome: "crimes", features: ["density"] });
  });

  it("list tables with their size, and again when the workspace has changed", async () => {
    const form = await mountForm(glm);
    fireEvent.click(screen.getByRole("button", { name: "Change the data" }));
    const tables = () => screen.getAllByRole("button", { pressed: false }).map((node) => node.textContent);
    expect(tables()).toEqual(["people30 rows × 3 columns", "boston-housing"]);
    form.workspace.entries = [
      ...form.workspace.entries,
      { kind: "variable", name: "more", rows: 1, columns: null },
    ];
    form.workspace.changed.emit();
    await form.settle();
    expect(tables()).toContain("more1 row");
    fireEvent.click(screen.getByRole("button", { name: /^people/ }));
    expect(form.draft().source).toEqual({ kind: "variable", name: "people" });
    expect(form.config()).toEqual(glm);
  });

  it("say plainly when the kernel cannot answer", async () => {
    const workspace = new FakeWorkspace();
    workspace.state = "dead";
    vi.spyOn(workspace, "describe").mockRejectedValue(new Error("The kernel has ended."));
    const form = await mountForm(glm, workspace);
    expect(screen.getByText(/Restart it to see the notebook's tables again/)).toBeDefined();
    expect(form.problems().map(({ field, message }) => [field, message])).toEqual([
      ["data", "The kernel has ended."],
    ]);
  });
});

describe("many columns", () => {
  it("are in the page only where they can be seen", async () => {
    const workspace = new FakeWorkspace();
    workspace.description = {
      rows: 100_000,
      columns: Array.from({ length: 300 }, (_, k) => column(`c${k}`)),
    };
    const begin = performance.now();
    await mountForm({ model: "ols" }, workspace);
    const list = screen.getByRole("listbox", { name: "Columns of the table" });
    const options = within(list).getAllByRole("option");
    expect(options.length).toBeLessThan(60);
    expect(options[0]!.getAttribute("aria-setsize")).toBe("300");
    expect(performance.now() - begin).toBeLessThan(5000);
  });
});

const full: Record<string, object> = {
  ols: { outcome: "density", terms: ["crimes", "log(length)"] },
  glm: { outcome: "district", terms: ["crimes"], errors: "cluster" },
  "risk-terrain": { outcome: "crimes", sets: { alc: ["alc_dis_50"], none: [] }, method: "dropout" },
  trajectories: { id: "unit", time: "year", outcome: "crimes", groups: 3, order: [1, 2, 3], family: "zip", also: [{}], dual: {}, dropout: {}, later: {} }, // prettier-ignore
  decoupled: { label: "kind", theta: [0.1], cohorts: { definitions: { a: [["district", "==", "north"], "or", [["crimes", "range", [1, 2]]]], b: null } } }, // prettier-ignore
  "random-forest": { outcome: "district", classWeights: { north: 2 }, ordered: { kind: ["corner", "segment"] }, variablesPerSplit: 3 }, // prettier-ignore
  "hierarchical-forest": { outcome: "kind", protected: "district", proxies: ["crimes"] },
};

describe.each(models)("the form of %s", (model) => {
  it("has no fault that axe finds", async () => {
    const form = await mountForm({ model, ...full[model] });
    form.tryToRun();
    document.querySelectorAll("details").forEach((node) => (node.open = true));
    await form.settle();
    const { violations } = await axe.run(document.body, {
      // Colours are looked at in a browser; the page around the form is not ours.
      rules: {
        "color-contrast": { enabled: false },
        region: { enabled: false },
        "page-has-heading-one": { enabled: false },
      },
    });
    expect(violations.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html).join()}`)).toEqual([]);
  });

  it("draws whatever a document holds", () => {
    const value = fc.jsonValue() as fc.Arbitrary<unknown>;
    const names = ["outcome", "terms", "sets", "cohorts", "groups", "order", "also", "dual", "dropout", "ordered", "theta", "shares", "classWeights", "label", "level", "variablesPerSplit", "positive", "coordinates"]; // prettier-ignore
    const entries = fc.dictionary(fc.string(), fc.oneof(value, fc.array(fc.oneof(fc.constantFrom("crimes", "==", "and"), value)))); // prettier-ignore
    const nested = fc.record({ sets: entries, ordered: entries, cohorts: fc.record({ definitions: entries }) }, { requiredKeys: [] }); // prettier-ignore
    const workspace = new FakeWorkspace();
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), value), nested, (plain, more) => {
        const config = { ...plain, ...more };
        const form = createElement(BuilderForm, {
          draft: draft({ ...config, model }),
          onChange: () => {},
          workspace,
        });
        expect(renderToString(createElement(TranslationProvider, { value: trans }, form))).toContain(
          "qt-Builder",
        );
      }),
      { numRuns: 15 },
    );
  });
});

it("shows the tables and columns of the notebook that was chosen last", async () => {
  const [first, second] = [new FakeWorkspace(), new FakeWorkspace()];
  second.entries = [{ kind: "variable", name: "robberies", rows: 7, columns: 1 }];
  second.description = { rows: 7, columns: [column("robbed")] };
  const form = (workspace: FakeWorkspace) =>
    createElement(
      TranslationProvider,
      { value: trans },
      createElement(BuilderForm, {
        draft: draft({ model: "glm" }),
        onChange: () => undefined,
        workspace,
      }),
    );
  const { rerender } = render(form(first));
  await screen.findByRole("option", { name: /^crimes/ });
  rerender(form(second));
  await screen.findByRole("option", { name: /^robbed/ });
  expect(screen.queryByRole("option", { name: /^crimes/ })).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "Change the data" }));
  expect(screen.getByRole("button", { name: /robberies/ })).toBeDefined();
});

it("shows of a typed condition what the config holds, also once its line or column is another", async () => {
  const definition = [["unit", "==", [1, 2]], "and", ["unit", "!=", 900]];
  const form = await mountForm({
    model: "decoupled",
    label: "kind",
    cohorts: { definitions: { a: definition } },
  });
  const entry = (line: number) =>
    within(screen.getByRole("group", { name: `Line ${line} of ‘a’` })).getByRole<HTMLInputElement>("textbox");
  type(entry(1), "5; ");
  expect(entry(1).value).toBe("5; ");
  fireEvent.click(screen.getByRole("button", { name: "Remove: Line 1 of ‘a’" }));
  expect(entry(1).value).toBe("900");
  const [select] = within(screen.getByRole("group", { name: "Line 1 of ‘a’" })).getAllByRole("combobox");
  fireEvent.change(select!, { target: { value: "calls 311" } });
  expect(form.config().cohorts).toEqual({ definitions: { a: ["calls 311", "==", []] } });
  expect(entry(1).value).toBe("");
});

it("keeps the focus where it is when a set is renamed", async () => {
  const form = await mountForm({ model: "risk-terrain", outcome: "crimes", sets: { alc: ["alc_dis_50"] } });
  const name = screen.getByRole<HTMLInputElement>("textbox", { name: "Name of the set" });
  name.focus();
  type(name, "alcohol");
  press(name, "Enter");
  expect(form.config().sets).toEqual({ alcohol: ["alc_dis_50"] });
  expect(document.activeElement).toBe(name);
});
