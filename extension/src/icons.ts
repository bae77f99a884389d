import type { ModelName } from "quetelet/contract";

/** An icon of JupyterLab before it is one: name and drawing. */
export interface IconSource {
  name: string;
  svgstr: string;
}

function icon(name: string, drawing: string): IconSource {
  return {
    name: `jupyterlab-quetelet:${name}`,
    svgstr: `<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 24 24">${drawing}</svg>`,
  };
}

/** `jp-icon3` gives JupyterLab's icon colour to the fill and the stroke of an element that has such an attribute. */
const lines = (paths: string) =>
  `<g fill="none" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><g class="jp-icon3" stroke="#616161">${paths}</g></g>`;
const shapes = (paths: string) => `<g class="jp-icon3" fill="#616161">${paths}</g>`;

/** A mean and its spread: Quetelet's curve over its base line. */
export const resultIcon = icon(
  "result",
  lines('<path d="M3 19h18"/><path d="M3 16c5 0 5-11 9-11s4 11 9 11"/><path d="M12 9v7"/>'),
);

/** The same curve on a sheet: a model that is yet to be fitted. */
export const configIcon = icon(
  "config",
  lines('<path d="M5 3h9l5 5v13H5z"/><path d="M14 3v5h5"/><path d="M8 17c2.5 0 2.5-5 4-5s1.5 5 4 5"/>'),
);

export const modelIcons: Record<ModelName, IconSource> = {
  // Points about a straight line.
  ols: icon(
    "ols",
    lines('<path d="M3 19L21 6"/>') +
      shapes(
        '<circle cx="6" cy="11.5" r="1.8"/><circle cx="11" cy="18" r="1.8"/><circle cx="13" cy="7.5" r="1.8"/><circle cx="19" cy="13" r="1.8"/>',
      ),
  ),
  // Counts that thin out, under their curve.
  glm: icon(
    "glm",
    shapes(
      '<rect x="3" y="9" width="3.5" height="11"/><rect x="8" y="13" width="3.5" height="7"/><rect x="13" y="16" width="3.5" height="4"/><rect x="18" y="18" width="3.5" height="2"/>',
    ) + lines('<path d="M4 4c2 6 7 8 17 9.5"/>'),
  ),
  // A place on the squares of a map.
  "risk-terrain": icon(
    "risk-terrain",
    shapes(
      '<path fill-rule="evenodd" d="M12 2a5.5 5.5 0 0 0-5.5 5.500C6.5 11.5 12 17 12 17s5.5-5.5 5.5-9.500A5.5 5.5 0 0 0 12 2zm0 3.500a2 2 0 1 1 0 4 2 2 0 0 1 0-4z"/>',
    ) + lines('<path d="M6 14H4l-1.5 7h19L20 14h-2"/>'),
  ),
  // Courses that part.
  trajectories: icon(
    "trajectories",
    lines('<path d="M3 12c6 0 8-8 18-8"/><path d="M3 12c6 0 10-.5 18 1"/><path d="M3 12c5 0 7 8 18 8"/>'),
  ),
  // A pair of scales.
  decoupled: icon(
    "decoupled",
    lines('<path d="M12 3v17M8 20.500h8M5 6.500h14"/><path d="M5 7l-3 7h6zM19 7l-3 7h6z"/>'),
  ),
  // Two trees.
  "random-forest": icon(
    "random-forest",
    shapes(
      '<path d="M8 3l5.5 8H11l3 5H2l3-5H2.500z"/><path d="M7 16h2v5H7z"/><path d="M16.5 7l4 6H19l3 4h-6.500l-3-4.5 1.5-1.5-.5-.5z"/><path d="M17 17h2v4h-2z"/>',
    ),
  ),
  // A class that is not seen, between its proxies and the outcome.
  "hierarchical-forest": icon(
    "hierarchical-forest",
    lines('<circle cx="12" cy="11.5" r="2.5"/><path d="M10 13.500l-4 4M14 13.500l4 4M12 9V6"/>') +
      shapes('<path d="M9.5 2h5v5h-5zM2 17h5.500v5H2zM16.5 17H22v5h-5.500z"/>'),
  ),
};

/** Two means with their spreads, one beside the other. */
export const compareIcon = {
  name: "jupyterlab-quetelet:compare",
  svgstr: `<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 24 24">
  <g class="jp-icon3" fill="none" stroke="#616161" stroke-width="2" stroke-linecap="round">
    <path d="M4 20V4"/>
    <path d="M8 8h9M12.500 5.500v5"/>
    <path d="M11 16h9M15.500 13.500v5"/>
  </g>
</svg>`,
};

/** A loss that falls, step by step. */
export const monitorIcon = {
  name: "jupyterlab-quetelet:monitor",
  svgstr: `<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 24 24">
  <g class="jp-icon3" fill="none" stroke="#616161" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">
    <path d="M4 3v18h17"/>
    <path d="M8 5c1 7 4 10 13 11"/>
  </g>
</svg>`,
};
