import type { Locator } from "playwright-core";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { fixture } from "../unit/extension/support.js";
import { terrainDocument } from "../unit/extension/viewer/families/terrain-document.js";
import { seriousViolations } from "./accessibility.js";
import { describeLab, inked, seen, themes } from "./lab-page.js";

describeLab("the views of risk terrains and regressions", (lab) => {
  const open = async (name: string, document: object, tab: string): Promise<Locator> => {
    writeFileSync(join(lab().folder, `${name}.quetelet.json`), JSON.stringify(document));
    const viewer = await lab().openFile(`${name}.quetelet.json`);
    await viewer.getByRole("tab", { name: tab }).click();
    return viewer.getByRole("tabpanel", { name: tab });
  };
  afterEach(() => lab().command("application:close"));

  const terrain = () => open("terrain", terrainDocument({ count: 2000 }), "Map and factors");
  const picked = (view: Locator) => view.getByRole("region", { name: "What is picked" });
  const pressed = (view: Locator) => view.locator("[aria-pressed=true]").allInnerTexts();

  it("links a factor with the rows and places that have it", async () => {
    const view = await terrain();
    await view
      .getByRole("button", { name: /^metro_100/ })
      .first()
      .click();
    await seen(picked(view).getByText(/Units with metro_100: \d+ units/));
    const rows = view.locator("tr.qt-mod-marked");
    expect(await rows.count()).toBeGreaterThan(0);
    for (const text of await rows.allInnerTexts()) expect(text).toContain("metro_100");
    // Once more puts it back.
    await view
      .getByRole("button", { name: /^metro_100/ })
      .first()
      .click();
    await seen(picked(view).getByText(/Pick a risk factor/));
    expect(await rows.count()).toBe(0);
  });

  it("links a combination with its places, and places that are brushed with their combinations", async () => {
    const { page } = lab();
    const view = await terrain();
    await view.getByRole("rowheader").getByRole("button", { name: "bars_200", exact: true }).click();
    await seen(picked(view).getByText(/Units with exactly: bars_200/));

    const map = view.getByRole("application");
    const box = (await map.boundingBox())!;
    const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
    await page.keyboard.down("Shift");
    await page.mouse.move(...at(0.45, 0.45));
    await page.mouse.down();
    await page.mouse.move(...at(0.55, 0.55), { steps: 5 });
    await page.mouse.up();
    await page.keyboard.up("Shift");
    await seen(picked(view).getByText(/Picked on the map: \d+ units/));
    // The middle of the map lies in the disc of metro_100 as a whole.
    const cells = picked(view).getByRole("row", { name: /metro_100/ });
    expect(await cells.innerText()).toContain("100.0 %");
    await lab().screenshot("terrain-brushed");

    // The page scrolls past a map that was brushed; after a click into it the wheel zooms.
    const scale = view.locator(".qt-Map-bar");
    const widthOf = () =>
      scale.evaluate((bar: HTMLElement) => bar.parentElement!.textContent + bar.style.width);
    const before = await widthOf();
    const turn = (event: object) =>
      map.evaluate((node, init) => {
        const { left, top, width, height } = node.getBoundingClientRect();
        const at = { clientX: left + width / 2, clientY: top + height / 2 };
        const wheel = new WheelEvent("wheel", {
          deltaY: -120,
          bubbles: true,
          cancelable: true,
          ...at,
          ...init,
        });
        return node.dispatchEvent(wheel);
      }, event);
    expect(await turn({})).toBe(true);
    expect(await widthOf()).toBe(before);
    await map.click();
    expect(await turn({})).toBe(false);
    await expect.poll(widthOf).not.toBe(before);
    await picked(view).getByRole("button", { name: "Clear" }).click();
    await seen(picked(view).getByText(/Pick a risk factor/));
  });

  it("is worked by keys alone, and says what lies under the cross", async () => {
    const { page } = lab();
    const view = await terrain();
    const map = view.getByRole("application");
    await map.focus();
    for (const key of ["+", "+", "+", "ArrowLeft"]) await page.keyboard.press(key);
    await seen(view.getByText(/^Relative risk \d/));
    await page.keyboard.press("Enter");
    await seen(picked(view).getByText(/Picked on the map: 1 unit /));
    await page.keyboard.press("Escape");
    await seen(picked(view).getByText(/Pick a risk factor/));
    await view.getByRole("button", { name: "Pick what is in view" }).focus();
    await page.keyboard.press("Enter");
    const zoomed = await picked(view).getByRole("status").innerText();
    await map.focus();
    await page.keyboard.press("0");
    await view.getByRole("button", { name: "Pick what is in view" }).click();
    await seen(picked(view).getByText(/2,000 units \(100.0\s% of all\)/));
    expect(zoomed).not.toContain("2,000 units");
  });

  it("keeps what is picked when the theme changes, and turns the colours round", async () => {
    const view = await terrain();
    await view
      .getByRole("button", { name: /^parks_400/ })
      .first()
      .click();
    const colour = () =>
      view
        .locator(".qt-Map-swatch")
        .last()
        .evaluate((node) => node.style.background);
    await lab().theme(themes[0]);
    const light = await colour();
    await lab().theme(themes[1]);
    await expect.poll(colour).not.toBe(light);
    expect((await pressed(view)).join()).toContain("parks_400");
    await lab().theme(themes[0]);
  });

  it("links a regression's terms with their rows, on either scale, and opens a check large", async () => {
    const view = await open("counts", fixture("negative-binomial"), "Coefficients and checks");
    const terms = view.getByRole("list", { name: "Terms" });
    const term = terms.getByRole("button", { name: /alcohol_outlets/ });
    expect(await term.innerText()).toContain("1.334");
    await view.getByRole("radio", { name: "Coefficients" }).check({ force: true });
    expect(await term.innerText()).toContain("0.2882");
    await view.getByRole("rowheader").getByRole("button", { name: "alcohol_outlets" }).click();
    expect(await term.getAttribute("aria-pressed")).toBe("true");
    expect(await terms.getByRole("button").count()).toBe(6);
    await view.getByRole("checkbox", { name: "Intercept" }).check();
    expect(await terms.getByRole("button").count()).toBe(7);

    await view.getByRole("button", { name: "Open “Normal quantiles” large" }).click();
    expect(
      await inked(view.getByRole("figure", { name: "Normal quantiles" }).getByRole("img")),
    ).toBeGreaterThan(1000);
    await view.getByRole("button", { name: "Back to all checks" }).click();
    await seen(view.getByRole("button", { name: /Open “Rootogram” large/ }));
  });

  it.each(themes)("have no serious accessibility violation in %s", async (theme) => {
    await lab().theme(theme);
    const name = theme.split(" ")[1]!.toLowerCase();
    const view = await terrain();
    await view
      .getByRole("button", { name: /^bars_200/ })
      .first()
      .click();
    await lab().page.waitForTimeout(300);
    await lab().screenshot(`terrain-${name}`);
    expect(await seriousViolations(lab().page, ".qt-Viewer")).toEqual([]);
    await lab().command("application:close");

    const linear = await open("counts", fixture("negative-binomial"), "Coefficients and checks");
    await linear
      .getByRole("button", { name: /alcohol_outlets/ })
      .first()
      .click();
    const charts = linear.locator(".qt-Checks-grid").getByRole("img");
    await seen(charts.first());
    await lab().screenshot(`linear-${name}`);
    expect(await seriousViolations(lab().page, ".qt-Viewer")).toEqual([]);
    await lab().theme(themes[0]);
  });

  it("leaves no error in the browser's console", async () => {
    await terrain();
    expect(lab().errors).toEqual([]);
  });
});
