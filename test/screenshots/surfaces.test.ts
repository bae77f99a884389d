// Takes a picture of every surface, light and dark, and writes the page that shows them: npm run screenshots
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { root } from "../../scripts/setup/shell.mjs";
import { describeLab, seen } from "../browser/lab-page.js";
import { surfacesPage } from "./surfaces-page.js";
import { prepare, surfaces } from "./surfaces.js";

const docs = join(root, "docs");

describeLab("the surfaces", (lab) => {
  beforeAll(async () => {
    mkdirSync(join(docs, "images"), { recursive: true });
    await lab().page.setViewportSize({ width: 1280, height: 900 });
    // Nothing but the surface: no side bar takes its room, no animation is caught half-way.
    await lab().page.emulateMedia({ reducedMotion: "reduce" });
    await lab().command("application:toggle-left-area");
    prepare(lab());
  });

  for (const theme of ["light", "dark"] as const) {
    for (const { name, open } of surfaces) {
      it(`${name}, ${theme}`, async () => {
        await lab().theme(theme === "light" ? "JupyterLab Light" : "JupyterLab Dark");
        const surface = await open(lab(), theme);
        const window = "goto" in surface ? surface : surface.page();
        if (!("goto" in surface)) await seen(surface);
        await window.mouse.move(0, 0); // nothing looks as if it were pointed at
        const picture = await surface.screenshot({ path: join(docs, `images/${name}-${theme}.png`) });
        expect(picture.length).toBeGreaterThan(5000);
        if (window !== lab().page) await window.context().close();
      });
    }
  }

  it("are shown on one page", () => writeFileSync(join(docs, "surfaces.md"), surfacesPage(surfaces)));
});
