// Times the frames of a map of 50,000 units in JupyterLab while it is dragged for two seconds, zoomed, and dragged with
// a factor picked, in milliseconds: `node test/bench/map.mjs`. Build the extension first. Needs Chromium.
import { printFigures } from "./browser-figures.mjs";

await printFigures({ file: "map-panning", pattern: /(dragged|zoomed)[^{\n]*\{.*\}/g });
