import type { NotebookPanel } from "@jupyterlab/notebook";
import { Token } from "@lumino/coreutils";
import type { IDisposable } from "@lumino/disposable";
import type { ISignal } from "@lumino/signaling";
import type {
  Config,
  ModelName,
  RunCommand,
  RunReport,
  TableEntry,
  WorkspaceQuestions,
} from "quetelet/contract";

type Ask<K extends keyof WorkspaceQuestions> = WorkspaceQuestions[K]["ask"];
type Answer<K extends keyof WorkspaceQuestions> = Promise<WorkspaceQuestions[K]["answer"]>;

/**
 * What a notebook's kernel knows of tables. Questions wait while a kernel starts, and reject with one sentence when
 * it cannot answer them.
 */
export interface IWorkspace extends IDisposable {
  /**
   * `ready`: the kernel answers. `starting`: it will. `files`: it is of another kind, or there is none; files are
   * read by the front end, and variables are not known. `dead`: it has ended.
   */
  readonly state: "starting" | "ready" | "files" | "dead";
  /** Something may be different: a cell has run, the kernel was restarted, a file came or went. */
  readonly changed: ISignal<this, void>;
  /** Whether a question has been waiting for seconds, as it does while a cell computes without a break. */
  readonly busy: boolean;
  readonly busyChanged: ISignal<this, void>;
  /** Folder that relative paths of data files start from, in the contents of the server. */
  readonly folder: string;
  tables(): Promise<TableEntry[]>;
  describe(ask: Ask<"describe">): Answer<"describe">;
  varying(ask: Ask<"varying">): Answer<"varying">;
  cohorts(ask: Ask<"cohorts">): Answer<"cohorts">;
  names(): Promise<string[]>;
  doctor(): Answer<"doctor">;
  /** Has everyone look again, as after files came that JupyterLab was not told of. */
  refresh(): void;
}

/** One workspace a notebook, shared by all who ask for it. */
export interface IWorkspaces {
  /** The workspace of a notebook. It lives as long as the notebook's panel. */
  of(panel: NotebookPanel): IWorkspace;
  /** That of a folder without a notebook: files only. */
  ofFolder(path: string): IWorkspace;
}

export const IWorkspaces = new Token<IWorkspaces>(
  "jupyterlab-quetelet:IWorkspaces",
  "What tables the kernels of notebooks hold, and the data files beside them.",
);

/** A run under way, or ended, in some kernel. */
export interface ITrackedRun {
  readonly report: RunReport;
  /** The report is another; the last one has a state that says how it ended. */
  readonly changed: ISignal<this, RunReport>;
  /** Path of the notebook that it runs in; null when unknown. */
  readonly notebook: string | null;
  /** Sends a command where the kernel takes it; `stop` falls back to interrupting the kernel. */
  command(action: RunCommand["action"]): Promise<void>;
}

/** The runs of all kernels that this page is connected to, the newest first. */
export interface IRuns {
  readonly runs: readonly ITrackedRun[];
  readonly changed: ISignal<this, void>;
}

export const IRuns = new Token<IRuns>(
  "jupyterlab-quetelet:IRuns",
  "The trainings under way in the kernels of open notebooks.",
);

/** What a person prefers; the settings editor and its schema (plugin `settings`) say what each means. */
export interface Preferences {
  engine: "fused" | "tfjs";
  backend: "auto" | "tensorflow" | "webgpu" | "wasm" | "cpu";
  threads: number;
  level: number;
  /** Colours of charts: those of JupyterLab's theme, or always ink on paper. */
  chartTheme: "jupyterlab" | "paper";
  /** Significant digits of numbers in tables. */
  digits: number;
}

/** What opens the model builder. */
export interface BuilderRequest {
  model?: ModelName;
  /** Config to begin with, as a result's own. */
  config?: Partial<Config>;
  /** Notebook that code goes into; the one in use when absent. */
  notebook?: NotebookPanel;
  /** Folder for a new notebook, where none is in use. */
  folder?: string;
}

/** Opens the model builder, or shows the one that is open for a notebook. */
export interface IModelBuilder {
  open(request: BuilderRequest): Promise<void>;
}

export const IModelBuilder = new Token<IModelBuilder>(
  "jupyterlab-quetelet:IModelBuilder",
  "Opens the form in which a model is built.",
);
