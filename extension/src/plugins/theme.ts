import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { IThemeManager } from "@jupyterlab/apputils";
import { themeChange } from "../theme";

/** Tells charts when the theme changes. */
export const theme: JupyterFrontEndPlugin<void> = {
  id: "jupyterlab-quetelet:theme",
  description: "Redraws the charts of Quetelet results when the theme changes.",
  autoStart: true,
  optional: [IThemeManager],
  activate: (_app: JupyterFrontEnd, themes: IThemeManager | null) => {
    themes?.themeChanged.connect(() => themeChange.emit());
  },
};
