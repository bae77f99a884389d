// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import type { ResultDocument } from "quetelet/contract";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { defaultPreferences, preferences } from "../../../../extension/src/preferences";
import { mountViewer, type MountedViewer } from "../../../../extension/src/viewer/mount";
import { fixture, trans } from "../support";

let viewer: MountedViewer;
const show = (data: unknown) => act(() => viewer.show(data));
const tab = (name: string) => screen.getByRole("tab", { name });
const open = (name: string) => fireEvent.click(tab(name));
const firstColumn = () =>
  within(screen.getByRole("table"))
    .getAllByRole("rowheader")
    .map((cell) => cell.textContent);

beforeAll(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  // Nothing is ever in sight in jsdom, so no chart is drawn here; see draw.test.ts.
  const observer = class {
    observe() {}
    disconnect() {}
  };
  Object.assign(globalThis, { IntersectionObserver: observer, ResizeObserver: observer });
});

beforeEach(() => {
  document.body.innerHTML = "<div id='host'></div>";
  viewer = mountViewer(document.getElementById("host")!, trans);
});
afterEach(() => {
  act(() => viewer.unmount());
  cleanup();
});

describe("header", () => {
  it("says in words what was fitted and how it went", () => {
    show(fixture("negative-binomial"));
    const article = screen.getByRole("article", { name: "Result: Negative binomial regression crimes" });
    const header = within(article).getByRole("banner", { hidden: true });
    expect(header.textContent).toContain("Converged");
    expect(header.textContent).toContain("crimes ~ alcohol_outlets + calls_311");
    expect(header.textContent).toContain("offset(log(length))");
    expect(within(header).getByText("Observations").nextSibling?.textContent).toBe("1,197");
  });

  it("lists every warning", () => {
    const result = fixture("ols");
    result.warnings = [
      { code: "separation", message: "Group 'north' has no crimes." },
      { code: "collinear", message: "Column b repeats a." },
    ];
    show({ ...result, status: "stopped" });
    const items = within(screen.getByRole("list", { name: "Warnings" })).getAllByRole("listitem");
    expect(items.map(({ textContent, title }) => [textContent, title])).toEqual([
      ["Group 'north' has no crimes.", "separation"],
      ["Column b repeats a.", "collinear"],
    ]);
    expect(screen.getByText("Stopped before convergence")).toBeDefined();
  });
});

describe("tabs", () => {
  it("are one Tab stop, moved by arrows, Home and End", () => {
    show(fixture("ols"));
    tab("Summary").focus();
    const press = (key: string) => fireEvent.keyDown(document.activeElement!, { key });
    const selected = () => screen.getByRole("tab", { selected: true }).textContent;
    press("ArrowRight");
    expect(selected()).toBe("Coefficients and checks");
    press("ArrowRight");
    expect(selected()).toBe("Tables");
    press("Home");
    press("ArrowLeft");
    expect(selected()).toBe("Provenance");
    press("Home");
    expect(selected()).toBe("Summary");
    press("End");
    expect(document.activeElement).toBe(tab("Provenance"));
    const stops = screen.getAllByRole("tab").map((node) => node.tabIndex);
    expect(stops).toEqual([-1, -1, -1, -1, 0]);
  });

  it("show the panel that they name", () => {
    show(fixture("ols"));
    open("Provenance");
    const panel = screen.getByRole("tabpanel", { name: "Provenance" });
    expect(tab("Provenance").getAttribute("aria-controls")).toBe(panel.id);
    expect(screen.getAllByRole("tabpanel")).toHaveLength(1);
  });
});

describe("tables", () => {
  it("sort by a column and come back to the document's order", () => {
    show(fixture("ols"));
    const before = firstColumn();
    const heading = () => screen.getByRole("columnheader", { name: "Estimate" });
    const press = () => fireEvent.click(within(heading()).getByRole("button"));
    press();
    expect(heading().getAttribute("aria-sort")).toBe("ascending");
    const byEstimate = fixture("ols").tables.coefficients!.rows.sort(
      (a, b) => Number(a.estimate) - Number(b.estimate),
    );
    expect(firstColumn()).toEqual(byEstimate.map(({ term }) => term));
    press();
    expect(heading().getAttribute("aria-sort")).toBe("descending");
    press();
    expect(heading().getAttribute("aria-sort")).toBe("none");
    expect(firstColumn()).toEqual(before);
  });

  it("print numbers for reading and copy them in full, in the order shown", async () => {
    const writeText = vi.fn().mockResolvedValue(undefined);
    Object.defineProperty(navigator, "clipboard", { value: { writeText }, configurable: true });
    const result = fixture("ols");
    show(result);
    const [row] = result.tables.coefficients!.rows;
    expect(within(screen.getByRole("row", { name: /^Intercept/ })).getByText("<0.001")).toBeDefined();
    fireEvent.click(screen.getByRole("button", { name: "Copy “Coefficients” as tab-separated values" }));
    await waitFor(() => expect(screen.getByText("Copied")).toBeDefined());
    const lines = (writeText.mock.calls[0]![0] as string).split("\n");
    expect(lines[1]!.split("\t")[1]).toBe(String(row!.estimate));
    expect(lines).toHaveLength(result.tables.coefficients!.rows.length + 2);
  });

  it("print what could not be computed as a dash", () => {
    const result = fixture("ols");
    Object.assign(result.tables.coefficients!.rows[1]!, { stdError: null, pValue: null });
    show(result);
    const cells = within(screen.getByRole("row", { name: /^rm/ })).getAllByRole("cell");
    expect(cells.map((cell) => cell.textContent).filter((text) => text === "—")).toHaveLength(2);
  });

  it("page when they are long", () => {
    const result = fixture("ols");
    const rows = Array.from({ length: 120 }, (_, i) => ({ id: `row ${i + 1}` }));
    result.tables = { long: { columns: [{ name: "id", type: "text" }], rows } };
    show(result);
    expect(screen.getAllByRole("rowheader")).toHaveLength(50);
    expect(screen.getByText("Rows 1–50 of 120")).toBeDefined();
    const next = screen.getByRole("button", { name: "Next" });
    fireEvent.click(next);
    fireEvent.click(next);
    expect(firstColumn()[0]).toBe("row 101");
    expect((next as HTMLButtonElement).disabled).toBe(true);
  });

  it("are chosen by name", () => {
    show(fixture("negative-binomial"));
    open("Tables");
    fireEvent.click(screen.getByRole("radio", { name: "Dispersion" }));
    expect(screen.getByRole("table", { name: "Dispersion" })).toBeDefined();
  });
});

describe("charts", () => {
  it("are chosen by name, described, and have their data at hand", async () => {
    show(fixture("negative-binomial"));
    open("Charts");
    fireEvent.click(screen.getByRole("radio", { name: "Rootogram" }));
    const figure = screen.getByRole("figure", { name: "Rootogram" });
    expect(figure.textContent).toContain(fixture("negative-binomial").charts.rootogram!.description);
    const details = figure.querySelector("details")!;
    details.open = true;
    fireEvent(details, new Event("toggle"));
    const table = await within(figure).findByRole("table");
    expect(within(table).getByRole("columnheader", { name: "observed" })).toBeDefined();
  });

  it("say why they are not drawn", () => {
    const result = fixture("ols");
    result.charts = {
      evil: { ...result.charts.coefficients!, data: { url: "https://example.org" } },
    };
    show(result);
    open("Charts");
    expect(screen.getByRole("note").textContent).toContain("“data.url”");
  });
});

describe("provenance", () => {
  it("tells what repeats the fit", () => {
    const result = fixture("ols");
    show(result);
    open("Provenance");
    const panel = screen.getByRole("tabpanel", { name: "Provenance" });
    expect(within(panel).getByText("Data, SHA-256").nextSibling?.textContent).toBe(
      result.provenance.dataSha256,
    );
    expect(within(panel).getByText("Took").nextSibling?.textContent).toBe("0.042 s");
    expect(JSON.parse(panel.querySelector("pre")!.textContent!)).toEqual(result.config);
  });
});

describe("preferences", () => {
  afterEach(() => act(() => preferences.set(defaultPreferences)));

  it("change the digits of tables and figures at once", () => {
    show(fixture("ols"));
    const { estimate } = fixture("ols").tables.coefficients!.rows[1]!;
    const logLik = () => screen.getAllByText("Log-likelihood")[0]!.nextSibling?.textContent;
    const row = () => screen.getByRole("row", { name: /^rm/ }).textContent;
    const before = logLik();
    act(() => preferences.set({ ...defaultPreferences, digits: 8 }));
    expect(row()).toContain(Number(estimate).toPrecision(8));
    expect(logLik()).not.toBe(before);
  });
});

describe("updates", () => {
  it("keep the tab, the sorting and the page's nodes", () => {
    show(fixture("negative-binomial"));
    open("Tables");
    fireEvent.click(within(screen.getByRole("columnheader", { name: "z" })).getByRole("button"));
    const table = screen.getByRole("table");
    const next = fixture("negative-binomial");
    next.tables.coefficients!.rows[0]!.estimate = 123;
    show(next);
    expect(screen.getByRole("table")).toBe(table);
    expect(screen.getByRole("columnheader", { name: "z" }).getAttribute("aria-sort")).toBe("ascending");
    expect(table.textContent).toContain("123.00");
  });

  it("go from a message to a result and back", () => {
    show({ kind: "quetelet.result", version: 2 });
    expect(screen.getByRole("alert").textContent).toContain("version is 2");
    show(fixture("ols"));
    expect(screen.getByRole("article")).toBeDefined();
    show("{");
    expect(screen.getByRole("alert").textContent).toContain("not JSON");
  });
});

it("shows a stranger's text as text", () => {
  const evil = "<img src=x onerror=alert(1)><script>alert(1)</script>";
  const result = fixture("ols");
  const hostile: ResultDocument = {
    ...result,
    model: evil as never,
    status: evil as never,
    config: { ...result.config, outcome: evil, terms: [evil] } as ResultDocument["config"],
    warnings: [{ code: evil, message: evil }],
    provenance: { ...result.provenance, backend: evil, versions: { [evil]: evil }, startedAt: evil },
    fit: { [evil]: 1 },
    tables: {
      [evil]: {
        title: evil,
        columns: [{ name: evil, type: "text" }],
        rows: [{ [evil]: evil }],
        notes: [evil],
      },
    },
    charts: { [evil]: { ...result.charts.coefficients!, description: evil } },
  };
  show(hostile);
  for (const name of ["Tables", "Charts", "Provenance"]) open(name);
  expect(document.querySelectorAll("img, script")).toHaveLength(0);
  expect(screen.getAllByText(evil).length).toBeGreaterThan(2);
});
