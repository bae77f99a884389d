/** The page's own style: it loads nothing, follows the reader's light or dark, and prints in black on white. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --ink: #212121; --quiet: #5c5c5c; --line: #d0d0d0; --ground: #ffffff; --soft: #f5f5f5;
  --link: #1a5fa8; --warn: #b35c00; --good: #2e7d32;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --ink: #e6e6e6; --quiet: #b0b0b0; --line: #4a4a4a; --ground: #161616; --soft: #222222;
    --link: #8ab8f0; --warn: #f0a850; --good: #81c784;
  }
}
* { box-sizing: border-box; }
body {
  max-width: 1080px; margin: 0 auto; padding: 32px 24px 64px;
  color: var(--ink); background: var(--ground);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif;
}
h1, h2, h3 { line-height: 1.25; overflow-wrap: anywhere; }
h1 { margin: 0; font-size: 28px; letter-spacing: -0.01em; }
h2 { margin: 40px 0 12px; padding-bottom: 4px; border-bottom: 1px solid var(--line); font-size: 20px; }
h3 { margin: 28px 0 8px; font-size: 16px; }
a { color: var(--link); }
code, pre { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 13px; overflow-wrap: anywhere; }
pre { padding: 12px; border: 1px solid var(--line); background: var(--soft); white-space: pre-wrap; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.model, .quiet, figcaption, .notes, dt { color: var(--quiet); }
.model { margin: 0; }
.status { margin: 4px 0 0; }
.status::before { content: "●"; margin-right: 6px; color: var(--good); }
.status.unsure::before { content: "□"; color: var(--warn); }
.formula { color: var(--quiet); font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 13px; overflow-wrap: anywhere; }
.figures { display: flex; flex-wrap: wrap; gap: 8px 28px; margin: 16px 0 0; }
.figures dt { font-size: 13px; }
.figures dd { margin: 0; font-size: 18px; font-variant-numeric: tabular-nums; }
.warnings { margin-top: 16px; padding: 8px 16px; border: 1px solid var(--line); border-left: 3px solid var(--warn); }
.warnings h2 { margin: 0; padding: 0; border: 0; font-size: 15px; }
.warnings ul { margin: 4px 0; padding-left: 1.2em; }
.facts { margin: 0; column-gap: 40px; columns: 2 300px; }
.facts div {
  display: flex; gap: 16px; align-items: baseline; justify-content: space-between;
  padding: 3px 0; border-bottom: 1px solid var(--line); break-inside: avoid;
}
.facts dt { flex: 0 0 auto; max-width: 60%; overflow-wrap: anywhere; }
.facts dd { margin: 0; font-variant-numeric: tabular-nums; text-align: right; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; width: fit-content; max-width: 100%; border-block: 1px solid var(--line); }
table { border-collapse: collapse; font-variant-numeric: tabular-nums lining-nums; }
th, td { padding: 3px 12px; font-weight: 400; text-align: left; vertical-align: baseline; }
thead th { border-bottom: 1px solid var(--line); color: var(--quiet); font-size: 13px; font-weight: 600; vertical-align: bottom; }
td:not(.number), tbody th { max-width: 36ch; overflow-wrap: break-word; }
.number { text-align: right; white-space: nowrap; }
thead .number { white-space: normal; }
.notes { margin: 6px 0 0; padding-left: 1.6em; font-size: 13px; }
details { margin-top: 8px; }
summary { width: fit-content; color: var(--quiet); cursor: pointer; font-size: 13px; }
figure { margin: 0 0 32px; }
figcaption { max-width: 72ch; margin-top: 8px; font-size: 13px; }
.drawing { overflow-x: auto; }
.drawing svg, .drawing img { display: block; max-width: 100%; height: auto; }
.drawing img { border: 1px solid var(--line); }
.drawing svg [fill="#212121"] { fill: var(--ink); }
.drawing svg [stroke="#212121"] { stroke: var(--ink); }
.drawing svg [fill="#616161"] { fill: var(--quiet); }
.drawing svg [stroke="#616161"] { stroke: var(--quiet); }
.drawing svg [stroke="#dddddd"] { stroke: var(--line); }
.legend { display: flex; flex-wrap: wrap; gap: 4px 16px; margin-top: 8px; font-size: 13px; }
.legend ul { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 0; padding: 0; list-style: none; }
.swatch {
  display: inline-block; width: 12px; height: 12px; margin-right: 6px; border: 1px solid var(--line);
  vertical-align: -1px; print-color-adjust: exact;
}
footer { margin-top: 48px; color: var(--quiet); font-size: 13px; }
@media print {
  body { max-width: none; padding: 0; font-size: 11pt; }
  figure, tr { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .scroll, .drawing { overflow: visible; }
  table { font-size: 9pt; }
}
`;
