// @vitest-environment jsdom
import { expect, it } from "vitest";
import { makerOf } from "../../../../extension/src/export/element";
import { tableHtml } from "../../../../extension/src/export/table-html";
import { trans } from "../support";

const make = makerOf(document.implementation.createHTMLDocument());
const rows = (count: number) => Array.from({ length: count }, (_, i) => ({ id: `row ${i + 1}`, x: i / 3 }));
const html = (count: number, notes: string[] = []) =>
  tableHtml(
    make,
    {
      columns: [
        { name: "id", type: "text" },
        { name: "x", label: "Share", type: "percent" },
      ],
      rows: rows(count),
      notes,
    },
    { id: "table-1", title: "Rows", trans },
  );
const heads = (part: Element) => [...part.querySelectorAll("tbody th")].map(({ textContent }) => textContent);

it("prints cells as the viewer does, with notes below", () => {
  const section = html(2, ["A note."]);
  expect(section.querySelector("table")?.getAttribute("aria-labelledby")).toBe("table-1");
  expect([...section.querySelectorAll("thead th")].map(({ textContent }) => textContent)).toEqual([
    "id",
    "Share",
  ]);
  expect(section.querySelectorAll("td")[1]?.textContent).toBe("33.3 %");
  expect(section.querySelector("ol")?.textContent).toBe("A note.");
  expect(section.querySelector("details")).toBe(null);
});

it("folds away the rows beyond the first thirty", () => {
  const section = html(120);
  const details = section.querySelector("details")!;
  expect(heads(section)).toHaveLength(120);
  expect(heads(details)[0]).toBe("row 31");
  expect(details.querySelector("summary")?.textContent).toBe("Rows 31–120 of 120");
});

it("stops at two thousand, and says where the rest is", () => {
  const section = html(2001);
  expect(heads(section)).toHaveLength(2000);
  expect(section.textContent).toContain("Row 2,001 and those after it are in the result document");
});

it("says that a table is empty", () => expect(html(0).textContent).toContain("This table has no rows."));
