import fc from "fast-check";
import type { ResultDocument } from "quetelet/contract";
import { describe, expect, it } from "vitest";
import { formulaText } from "../../../../extension/src/viewer/formula";
import { categoryOf, referenceLevels, termWords } from "../../../../extension/src/viewer/term-words";
import { fixture, trans } from "../support";

describe("termWords", () => {
  const references = new Map([
    ["zone", "centre"],
    ["sex", "f"],
  ]);
  const words = (term: string) => termWords(term, references, trans);

  it("says a category's level, and what it is compared with", () => {
    expect(words("zone[T.inner]")).toEqual({ label: "zone: inner", detail: "against centre" });
    expect(words("zone[T.inner]:sex[T.m]")).toEqual({
      label: "zone: inner × sex: m",
      detail: "against centre, f",
    });
    expect(words("zone[T.inner]:age")).toEqual({ label: "zone: inner × age", detail: "against centre" });
    expect(words("area[T.east]")).toEqual({ label: "area: east", detail: null });
  });

  it("leaves other terms, and those that could be read in two ways", () => {
    for (const term of ["age", "age:height", "bs(x, 4)[0]", "a[T.b]c]", "a[T.[b]]", "[T.b]", ""]) {
      expect(words(term)).toEqual({ label: term, detail: null });
    }
  });

  it("loses nothing of a term, whatever it is", () => {
    fc.assert(
      fc.property(fc.string(), (term) => {
        const { label } = words(term);
        const letters = (text: string) => text.replaceAll(/\[T\.|[\]:×\s]/g, "");
        expect(letters(label)).toBe(letters(term));
      }),
    );
  });

  it("knows the category of a term", () => {
    expect(categoryOf("zone[T.inner]")).toBe("zone");
    expect(categoryOf("zone[T.inner]:age")).toBeNull();
    expect(categoryOf("age")).toBeNull();
  });
});

it("reads what the library says that categories are compared with", () => {
  const result = fixture("negative-binomial");
  result.tables.coefficients!.notes = ["Robust errors.", "zone is compared with 'centre'."];
  expect([...referenceLevels(result)]).toEqual([["zone", "centre"]]);
  expect(referenceLevels({ tables: {} } as ResultDocument).size).toBe(0);
});

describe("formulaText", () => {
  const formula = (terms: string[], names?: string[]) => {
    const result = fixture("negative-binomial");
    Object.assign(result.config, { terms });
    if (names) result.tables.coefficients!.rows = names.map((term) => ({ term }));
    return formulaText(result, trans);
  };

  it("names the columns that stand for all, or says that they do", () => {
    expect(formula(["."], ["Intercept", "age", "zone[T.a]", "zone[T.b]"])).toMatch(/^crimes ~ age \+ zone\b/);
    const many = Array.from({ length: 9 }, (_, k) => `x${k}`);
    expect(formula(["."], many)).toMatch(/^crimes ~ all other columns\b/);
    expect(formula([".", "age:zone"])).toMatch(/^crimes ~ all other columns \+ age:zone\b/);
    expect(formula(["."], [])).toMatch(/^crimes ~ all other columns\b/);
  });
});
