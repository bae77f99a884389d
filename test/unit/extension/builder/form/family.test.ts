// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { mountForm } from "./mount";

afterEach(cleanup);

const family = () => screen.getByRole<HTMLSelectElement>("combobox", { name: "Family" });
const pick = (name: string) => {
  const outcome = screen.getByRole("combobox", { name: "Outcome" });
  fireEvent.change(outcome, { target: { value: name } });
  fireEvent.keyDown(outcome, { key: "Enter" });
};

it("is the one that the outcome looks made for, as long as nobody has chosen", async () => {
  const form = await mountForm({ model: "glm" });
  pick("crimes");
  expect(form.config()).toEqual({ model: "glm", outcome: "crimes", family: "poisson" });
  expect(family().value).toBe("poisson");
  expect(screen.getByText("‘crimes’ looks like counts, so it is taken as Poisson counts.")).toBeDefined();
  pick("alc_dis_50");
  expect(form.config().family).toBe("binomial");
  pick("kind");
  expect(form.config()).toMatchObject({ outcome: "kind", family: "binomial" });
  pick("density");
  expect(form.config()).toEqual({ model: "glm", outcome: "density" });
});

it("stays as it was chosen, also as the normal one", async () => {
  const form = await mountForm({ model: "glm" });
  pick("crimes");
  fireEvent.change(family(), { target: { value: "gaussian" } });
  pick("unit");
  pick("crimes");
  expect(form.config()).toEqual({ model: "glm", outcome: "crimes" });
});

it("stays that of a config", async () => {
  const form = await mountForm({ model: "glm", outcome: "density", terms: ["length"] });
  pick("crimes");
  expect(form.config().family).toBe("poisson");
  cleanup();
  const other = await mountForm({ model: "glm", outcome: "unit", family: "negative-binomial" });
  pick("crimes");
  expect(other.config().family).toBe("negative-binomial");
});
