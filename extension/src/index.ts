import { comparePlugin } from "./compare/plugin";
import { monitorPlugin, runsPlugin } from "./monitor/plugin";
import { builder } from "./plugins/builder";
import { configDocuments, configFiles } from "./plugins/config-documents";
import { doctor } from "./plugins/doctor";
import { editInBuilder } from "./plugins/edit-in-builder";
import { launcher } from "./plugins/launcher";
import { settings } from "./plugins/settings";
import { tables } from "./plugins/tables";
import { theme } from "./plugins/theme";
import { workspaces } from "./plugins/workspaces";

export default [
  theme,
  tables,
  settings,
  workspaces,
  builder,
  configFiles,
  configDocuments,
  editInBuilder,
  launcher,
  doctor,
  comparePlugin,
  runsPlugin,
  monitorPlugin,
];
