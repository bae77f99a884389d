/** A mean and its spread: Quetelet's curve over its base line. */
export const resultIcon = {
  name: "jupyterlab-quetelet:result",
  svgstr: `<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 24 24">
  <g class="jp-icon3" fill="none" stroke="#616161" stroke-width="2" stroke-linecap="round">
    <path d="M3 19h18"/>
    <path d="M3 16c5 0 5-11 9-11s4 11 9 11"/>
    <path d="M12 9v7"/>
  </g>
</svg>`,
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
