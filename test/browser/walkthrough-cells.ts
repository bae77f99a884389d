import type { Locator } from "playwright-core";
import { expect } from "vitest";
import { type CellOutput, type LabPage, seen } from "./lab-page.js";

export interface WalkthroughCell {
  cell: Locator;
  outputs: CellOutput[];
  /** The first viewer of a result among the outputs, once it is in sight. */
  viewer: Locator | null;
}

type Look = (cell: WalkthroughCell) => Promise<void>;

/** Runs a notebook cell by cell to its end, none of which may fail, and hands each cell over. */
export async function runWalkthrough(lab: LabPage, notebook: string, look: Look) {
  const cells = await lab.openNotebook(notebook);
  for (let index = 0; index < cells; index++) {
    const outputs = await lab.run(index);
    expect(outputs.filter((output) => output.output_type === "error")).toEqual([]);
    await look(await showCell(lab, index, outputs));
  }
}

/** Opens a notebook as it was saved and hands each cell over. That it still runs so, the notebook tests check. */
export async function readWalkthrough(lab: LabPage, notebook: string, look: Look) {
  const cells = await lab.openNotebook(notebook, { asSaved: true });
  for (let index = 0; index < cells; index++) {
    await look(await showCell(lab, index, await lab.outputs(index)));
  }
}

/** The titles of the charts that are outputs of their own. */
export function chartTitles(outputs: readonly CellOutput[]): string[] {
  return outputs.flatMap(({ data }) => {
    const spec = data?.["application/vnd.vegalite.v5+json"] as { title: { text: string } } | undefined;
    return spec ? [spec.title.text] : [];
  });
}

async function showCell(lab: LabPage, index: number, outputs: CellOutput[]): Promise<WalkthroughCell> {
  const cell = await lab.cell(index);
  const hasResult = outputs.some((output) => output.data?.["application/vnd.quetelet.result+json"]);
  const viewer = hasResult ? cell.getByRole("article").first() : null;
  if (viewer) {
    await seen(viewer);
    // Charts are drawn when they come into sight.
    await viewer.evaluate((node) => node.scrollIntoView());
  }
  return { cell, outputs, viewer };
}
