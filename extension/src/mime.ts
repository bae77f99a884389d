import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { RESULT_FILE_EXTENSION, RESULT_MIME_TYPE, RUN_MIME_TYPE } from "quetelet/contract";
import { resultIcon } from "./icons";
import { RunRenderer } from "./monitor/renderer";
import { ResultRenderer } from "./viewer/renderer";

const fileType = "quetelet-result";

/** Shows result documents in notebook outputs, and in a tab of their own when the file is opened. */
const result: IRenderMime.IExtension = {
  id: "jupyterlab-quetelet:result",
  description: "Shows the results of Quetelet models: summary, tables, charts and provenance.",
  rendererFactory: {
    // The viewer shows text, numbers and checked charts only, so an output need not be trusted first.
    safe: true,
    mimeTypes: [RESULT_MIME_TYPE],
    createRenderer: (options) => new ResultRenderer(options),
  },
  // Before text/html (50), Vega-Lite (57) and SVG (80), which a result carries for other front ends.
  rank: 40,
  // A file that is cut off or not JSON gets the viewer's own message: as JSON, JupyterLab would close the tab.
  dataType: "string",
  fileTypes: [
    {
      name: fileType,
      displayName: "Quetelet Result",
      extensions: [RESULT_FILE_EXTENSION],
      mimeTypes: [RESULT_MIME_TYPE],
      fileFormat: "text",
      icon: resultIcon,
    },
  ],
  documentWidgetFactoryOptions: {
    name: "Quetelet Result",
    primaryFileType: fileType,
    fileTypes: [fileType],
    defaultFor: [fileType],
  },
};

/** Shows a training in the output of its cell, while it goes on and after. */
const run: IRenderMime.IExtension = {
  id: "jupyterlab-quetelet:run",
  description: "Shows the progress of a Quetelet training in the output of its cell.",
  rendererFactory: {
    // A report is text and numbers, and is checked before it is shown.
    safe: true,
    mimeTypes: [RUN_MIME_TYPE],
    createRenderer: (options) => new RunRenderer(options),
  },
  // Before the picture and the text that a run carries for other front ends.
  rank: 40,
  dataType: "json",
};

export default [result, run];
