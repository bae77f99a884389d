import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { ISettingRegistry } from "@jupyterlab/settingregistry";
import { LabIcon } from "@jupyterlab/ui-components";
import { resultIcon } from "../icons";
import { defaultPreferences, preferences } from "../preferences";

const id = "jupyterlab-quetelet:settings";

/** Passes the person's settings on to builder and viewers. */
export const settings: JupyterFrontEndPlugin<void> = {
  id,
  description: "Reads what new Quetelet models begin with and how results look.",
  autoStart: true,
  requires: [ISettingRegistry],
  activate: (_app: JupyterFrontEnd, registry: ISettingRegistry) => {
    new LabIcon(resultIcon); // known by its name from now on: the settings editor asks for it
    registry.load(id).then(
      (loaded) => {
        const read = () => preferences.set({ ...defaultPreferences, ...loaded.composite });
        loaded.changed.connect(read);
        read();
      },
      (error: unknown) => console.warn("Quetelet's settings could not be read; defaults are used.", error),
    );
  },
};
