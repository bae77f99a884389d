// Times how long the builder's form takes to open beside a notebook, and to list the columns of a file of 100,000 rows,
// in JupyterLab: `node test/bench/builder.mjs`. Build the extension first. Needs Chromium.
import { printFigures } from "./browser-figures.mjs";

await printFigures({
  file: "builder-life",
  tests: "opens beside its notebook|lists the columns",
  pattern: /the (form|columns) .* in \d+ ms/g,
});
