// @vitest-environment jsdom
import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { paper, readTheme, themeConfig } from "../../../../extension/src/chart/theme";
import { useThemeCount } from "../../../../extension/src/chart/use-page";
import { defaultPreferences, preferences } from "../../../../extension/src/preferences";
import { themeChange } from "../../../../extension/src/theme";

beforeAll(() => Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true }));
beforeEach(() => document.body.style.setProperty("--jp-ui-font-color1", "#eeeeee"));
afterEach(() => act(() => preferences.set(defaultPreferences)));

it("draws in the colours of JupyterLab's theme, on the page itself", () => {
  const theme = readTheme(document.body);
  expect(theme.ink).toBe("#eeeeee");
  expect(themeConfig(theme).background).toBe(null);
});

it("draws ink on white paper for those who prefer it", () => {
  preferences.set({ ...defaultPreferences, chartTheme: "paper" });
  expect(readTheme(document.body)).toBe(paper);
  expect(themeConfig(paper).background).toBe("#ffffff");
});

it("draws again when either theme changes, and for no other preference", () => {
  const { result } = renderHook(() => useThemeCount());
  act(() => themeChange.emit());
  expect(result.current).toBe(1);
  act(() => preferences.set({ ...defaultPreferences, chartTheme: "paper" }));
  expect(result.current).toBe(2);
  act(() => preferences.set({ ...defaultPreferences, chartTheme: "paper", digits: 7 }));
  expect(result.current).toBe(2);
});
