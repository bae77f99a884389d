import { describe, expect, test } from "vitest";
import { createHistory } from "../../../kernel-lib/src/kernel/history.js";

function filled() {
  const history = createHistory();
  ["let a = 1", "a + 1", "b.c(1)", "a + 1"].forEach((input, i) => history.add(i + 1, input));
  history.setOutput(2, "2");
  return history;
}

describe("history", () => {
  test("tail takes the last n, all without n", () => {
    expect(filled().query({ hist_access_type: "tail", n: 1 }).history).toEqual([[1, 4, "a + 1"]]);
    expect(filled().query({ n: 0 }).history).toEqual([]);
    expect(filled().query({}).history).toHaveLength(4);
  });

  test("range takes lines from start up to stop, of this session only", () => {
    const lines = (request: object) =>
      filled()
        .query({ hist_access_type: "range", ...request })
        .history.map(([, line]) => line);
    expect(lines({ start: 2, stop: 4 })).toEqual([2, 3]);
    expect(lines({ session: 1, start: 3, stop: null })).toEqual([3, 4]);
    expect(lines({ session: -1, start: 0, stop: 9 })).toEqual([]);
  });

  test("search reads globs literally but for * and ?", () => {
    const found = (pattern: string, unique = false) =>
      filled()
        .query({ hist_access_type: "search", pattern, unique })
        .history.map(([, line]) => line);
    expect(found("a*")).toEqual([2, 4]);
    expect(found("a*", true)).toEqual([4]);
    expect(found("b.c(?)")).toEqual([3]);
    expect(found("b?c(1)")).toEqual([3]);
    expect(found("bxc(1)")).toEqual([]);
  });

  test("output comes beside the input", () => {
    const [, second, third] = filled().query({ output: true }).history;
    expect(second).toEqual([1, 2, ["a + 1", "2"]]);
    expect(third).toEqual([1, 3, ["b.c(1)", null]]);
  });
});
