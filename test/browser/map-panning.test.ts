import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { terrainDocument } from "../unit/extension/viewer/families/terrain-document.js";
import { describeLab, seen } from "./lab-page.js";

const count = 50_000;
const file = "fifty-thousand.quetelet.json";

/** Milliseconds between frames; what `node test/bench/map.mjs` prints. */
interface Frames {
  frames: number;
  median: number;
  p95: number;
  longest: number;
}

describeLab("a map of fifty thousand units", (lab) => {
  const measure = async (act: () => Promise<void>): Promise<Frames> => {
    const { page } = lab();
    await page.evaluate(() => {
      const times: number[] = (window.frameTimes = []);
      const see = (time: number) => {
        times.push(time);
        if (window.frameTimes === times) requestAnimationFrame(see);
      };
      requestAnimationFrame(see);
    });
    await act();
    const times = await page.evaluate(() => {
      const all = window.frameTimes!;
      window.frameTimes = null;
      return all;
    });
    const gaps = times
      .slice(1)
      .map((time, i) => time - times[i]!)
      .sort((a, b) => a - b);
    const at = (share: number) => Number(gaps[Math.floor(share * (gaps.length - 1))]!.toFixed(1));
    return { frames: gaps.length, median: at(0.5), p95: at(0.95), longest: at(1) };
  };

  it("follows the pointer and the wheel, frame by frame", async () => {
    const { page, folder } = lab();
    writeFileSync(join(folder, file), JSON.stringify(terrainDocument({ count, side: 20_000 })));
    const viewer = await lab().openFile(file);
    await viewer.getByRole("tab", { name: "Map and factors" }).click();
    const map = viewer.getByRole("application", { name: /50,000 places/ });
    await seen(map.locator("canvas"));
    const box = (await map.boundingBox())!;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.waitForTimeout(500);

    const drag = async () => {
      await page.mouse.down();
      for (const end = Date.now() + 2000; Date.now() < end;) {
        const turn = (Date.now() % 1000) / 159;
        await page.mouse.move(x + 90 * Math.cos(turn), y + 90 * Math.sin(turn));
      }
      await page.mouse.up();
    };
    const whole = await measure(drag);
    // From a click on, the wheel zooms.
    await page.mouse.click(x, y);
    const wheel = await measure(async () => {
      for (let turn = 0; turn < 40; turn++) {
        await page.mouse.wheel(0, turn < 20 ? -60 : 60);
        await page.waitForTimeout(25);
      }
    });
    await viewer
      .getByRole("button", { name: /metro_100/ })
      .first()
      .click();
    const picked = await measure(drag);
    await lab().screenshot("map-panning");
    const lines = { dragged: whole, "dragged, a factor picked": picked, zoomed: wheel };
    for (const [what, frames] of Object.entries(lines)) console.log(`${what}: ${JSON.stringify(frames)}`);
    // How smoothly is for test/bench/map.mjs to say: machines that run tests have other work beside it.
    for (const { frames } of [whole, picked, wheel]) expect(frames).toBeGreaterThan(10);
  });

  it("leaves no error in the browser's console", () => expect(lab().errors).toEqual([]));
});

declare global {
  interface Window {
    /** When each frame began, while they are counted. */
    frameTimes?: number[] | null;
  }
}
