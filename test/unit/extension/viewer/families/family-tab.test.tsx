// @vitest-environment jsdom
import { act, cleanup, render, screen } from "@testing-library/react";
import type { ResultDocument } from "quetelet/contract";
import React, { lazy } from "react";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { TranslationProvider } from "../../../../../extension/src/ui/translation";
import { familyView } from "../../../../../extension/src/viewer/families";
import type { FamilyView } from "../../../../../extension/src/viewer/families/family";
import { FamilyTab } from "../../../../../extension/src/viewer/families/family-tab";
import { fixture, trans } from "../../support";

beforeAll(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
});
afterEach(cleanup);

const viewWith = (load: () => Promise<string>): FamilyView => ({
  id: "test",
  label: () => "Test",
  suits: () => true,
  Component: lazy(async () => {
    const text = await load();
    return { default: () => <p>{text}</p> };
  }),
});
const show = (view: FamilyView) =>
  act(async () => {
    render(
      <TranslationProvider value={trans}>
        <FamilyTab view={view} result={fixture("ols")} source="ols" />
      </TranslationProvider>,
    );
    await Promise.resolve();
  });

describe("familyView", () => {
  it("knows the view of a regression", () => {
    expect(familyView(fixture("ols"))?.label(trans)).toBe("Coefficients and checks");
  });

  it("is null where the document lacks what it needs, or the model has none", () => {
    const result = fixture("ols");
    expect(familyView({ ...result, tables: {} })).toBeNull();
    expect(familyView({ ...result, model: "astrology" as ResultDocument["model"] })).toBeNull();
  });
});

describe("FamilyTab", () => {
  it("says that it loads, and then shows the view", async () => {
    let arrive = (_text: string) => {};
    await show(viewWith(() => new Promise((resolve) => (arrive = resolve))));
    expect(screen.getByText("Loading…")).toBeDefined();
    await act(async () => {
      arrive("the view");
      await Promise.resolve();
    });
    expect(await screen.findByText("the view")).toBeDefined();
  });

  it("says what went wrong when the view cannot be fetched", async () => {
    const quiet = vi.spyOn(console, "error").mockImplementation(() => {});
    await show(viewWith(() => Promise.reject(new Error("no network"))));
    expect((await screen.findByRole("alert")).textContent).toBe("This view cannot be shownno network");
    quiet.mockRestore();
  });
});
