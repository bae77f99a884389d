import type { NotebookPanel } from "@jupyterlab/notebook";
import { PathExt } from "@jupyterlab/coreutils";
import type { Contents } from "@jupyterlab/services";
import { RESULT_FILE_EXTENSION } from "quetelet/contract";
import type { Trans } from "../ui/translation";
import { readableTime } from "../viewer/provenance-facts";
import { readResult } from "../viewer/read-result";
import { modelName, outcomeName } from "../viewer/words";
import { resultsIn, sourceKey, type Source } from "./sources";

/** A result that can be chosen. */
export interface Candidate {
  source: Source;
  /** Model and outcome, or the file's name. */
  label: string;
  /** Where it is and how old. */
  detail: string;
}

interface Places {
  panels: readonly NotebookPanel[];
  /** Files that are open in tabs. */
  open: readonly string[];
  folder: string;
  contents: Contents.IManager;
  trans: Trans;
}

/** The results in open notebooks, then result files: those in tabs, then the others of the folder. */
export async function findCandidates({
  panels,
  open,
  folder,
  contents,
  trans,
}: Places): Promise<Candidate[]> {
  const files = await resultFiles(folder, contents);
  const times = new Map(files.map(({ path, last_modified }) => [path, last_modified]));
  const paths = [
    ...new Set([...open.filter((path) => path.endsWith(RESULT_FILE_EXTENSION)), ...times.keys()]),
  ];
  return [
    ...panels.flatMap((panel) => inNotebook(panel, trans)),
    ...paths.map((path) => inFile(path, { time: times.get(path), isOpen: open.includes(path), trans })),
  ];
}

function inNotebook(panel: NotebookPanel, trans: Trans): Candidate[] {
  return resultsIn(panel).flatMap(({ source, number, data }) => {
    const read = readResult(data);
    if (!read.ok) return [];
    const { result } = read;
    const { text } = readableTime(result.provenance.startedAt);
    return [
      {
        source,
        label: [modelName(result, trans), outcomeName(result.config)].filter(Boolean).join(": "),
        detail: trans.__("%1, cell %2; %3", PathExt.basename(panel.context.path), number, text),
      },
    ];
  });
}

function inFile(
  path: string,
  { time, isOpen, trans }: { time: string | undefined; isOpen: boolean; trans: Trans },
): Candidate {
  const folder = PathExt.dirname(path);
  const parts = [
    ...(folder ? [folder] : []),
    ...(isOpen ? [trans.__("open in a tab")] : []),
    ...(time ? [trans.__("saved %1", readableTime(time).text)] : []),
  ];
  return { source: { kind: "file", path }, label: PathExt.basename(path), detail: parts.join("; ") };
}

async function resultFiles(folder: string, contents: Contents.IManager): Promise<Contents.IModel[]> {
  try {
    const { content } = await contents.get(folder, { type: "directory", content: true });
    return (content as Contents.IModel[])
      .filter(({ type, name }) => type === "file" && name.endsWith(RESULT_FILE_EXTENSION))
      .sort((a, b) => b.last_modified.localeCompare(a.last_modified));
  } catch {
    return []; // A folder that is gone holds no results; those in notebooks are still there.
  }
}

/** Where a source is, in the words of a heading. */
export function placeOf(source: Source, panels: readonly NotebookPanel[], trans: Trans): string {
  if (source.kind === "file") return PathExt.basename(source.path);
  const name = PathExt.basename(source.notebook);
  const panel = panels.find(({ context }) => context.path === source.notebook);
  const cell = panel && resultsIn(panel).find((each) => sourceKey(each.source) === sourceKey(source));
  return cell ? trans.__("%1, cell %2", name, cell.number) : name;
}
