import type { Locator } from "playwright-core";
import { expect } from "vitest";
import { type CellOutput, type LabPage, seen } from "./lab-page.js";

export interface RunCell {
  cell: Locator;
  outputs: CellOutput[];
  /** The first viewer of a result among the outputs, once it is in sight. */
  viewer: Locator | null;
}

/** Runs a notebook cell by cell to its end, none of which may fail, and hands each cell over. */
export async function runWalkthrough(lab: LabPage, notebook: string, look: (ran: RunCell) => Promise<void>) {
  const cells = await lab.openNotebook(notebook);
  for (let index = 0; index < cells; index++) {
    const outputs = await lab.run(index);
    expect(outputs.filter((output) => output.output_type === "error")).toEqual([]);
    const cell = await lab.cell(index);
    const hasResult = outputs.some((output) => output.data?.["application/vnd.quetelet.result+json"]);
    const viewer = hasResult ? cell.getByRole("article").first() : null;
    if (viewer) await seen(viewer);
    await look({ cell, outputs, viewer });
  }
}
