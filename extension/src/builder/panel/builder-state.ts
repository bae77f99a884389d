import type { IDisposable } from "@lumino/disposable";
import { Signal, type ISignal } from "@lumino/signaling";
import { folderOf } from "../../connector/folder-of";
import type { IWorkspace, IWorkspaces } from "../../tokens";
import { type Draft, draftOf, isFilled, type Problem, same } from "../draft";
import { tableFittedTo } from "../draft/fitted-to";
import { KnownNames } from "./known-names";
import type { Target } from "./target";
import type { Contents } from "@jupyterlab/services";

interface Options {
  draft: Draft;
  target: Target;
  workspaces: IWorkspaces;
  contents: Pick<Contents.IManager, "driveName" | "localPath">;
  /** Folder of a notebook that is still to be made. */
  folder: string;
}

/** The tables that a builder sees. */
interface Seen {
  /** Whom they are of, to know when there must be others. */
  owner: unknown;
  tables: IWorkspace;
  known: KnownNames;
}

const namesSameTable = ({ config: a }: Draft, { config: b }: Draft) =>
  a.data === b.data && a.dataKind === b.dataKind;

/** What one builder shows: a draft, the notebook it is for, and the tables to be seen from there. */
export class BuilderState implements IDisposable {
  readonly changed: ISignal<this, void>;
  readonly target: Target;
  /** What the form finds wrong. */
  problems: readonly Problem[] = [];
  /** Whether the draft is a result's, which does not name a variable that it was fitted to. */
  private isOfResult = false;
  /** The config as somebody has it elsewhere: in a result or in a cell. */
  private settled: Draft["config"] | null = null;
  private readonly signal = new Signal<this, void>(this);
  private current: Draft;
  private seen: Seen | null = null;
  private ownFolder: IWorkspace | null = null;

  constructor(private readonly options: Options) {
    this.changed = this.signal;
    this.current = options.draft;
    this.target = options.target;
    this.target.changed.connect(() => this.signal.emit());
  }

  get draft(): Draft {
    return this.current;
  }

  set draft(draft: Draft) {
    const before = this.current;
    if (draft === before) return;
    this.current = draft;
    this.signal.emit();
    if (!namesSameTable(draft, before)) void this.findSource();
  }

  /** Whether a table is missing that a result was fitted to. */
  get lacksFittedTable(): boolean {
    const { source, config } = this.current;
    return this.isOfResult && source === null && config.data === undefined;
  }

  /** Whether something would be lost with the draft. */
  get isUnfinished(): boolean {
    return isFilled(this.current) && !same(this.current.config, this.settled);
  }

  /** The draft is kept elsewhere as it is now. */
  settle(): void {
    this.settled = this.current.config;
  }

  /** Shows another draft, of nobody's result. */
  begin(draft: Draft): void {
    this.isOfResult = false;
    this.draft = draft;
  }

  /** Shows a result's draft, and finds the table that it was fitted to. */
  showResult(draft: Draft): void {
    this.isOfResult = true;
    this.draft = draft;
    this.settle();
    void this.findSource();
  }

  get folder(): string {
    const { path } = this.target;
    return path === null ? this.options.folder : folderOf(this.options.contents, path);
  }

  /** The notebook's own workspace, or its folder's while it is not open. */
  get workspace(): IWorkspace {
    return this.see().tables;
  }

  /** Names that the notebook's variables have, also while its kernel is busy. */
  async takenNames(): Promise<readonly string[]> {
    return await this.see().known.now();
  }

  private see(): Seen {
    const { panel } = this.target;
    const owner = panel?.context ?? this.folder;
    if (this.seen && this.seen.owner === owner && !this.seen.tables.isDisposed) return this.seen;
    this.ownFolder?.dispose();
    this.ownFolder = panel ? null : this.options.workspaces.ofFolder(this.folder);
    this.seen?.tables.changed.disconnect(this.onTables, this);
    const tables = panel ? this.options.workspaces.of(panel) : this.ownFolder!;
    tables.changed.connect(this.onTables, this);
    this.seen = { owner, tables, known: new KnownNames(tables) };
    this.onTables();
    return this.seen;
  }

  private onTables(): void {
    this.seen?.known.learn();
    void this.findSource();
  }

  /** Finds the table of a config that names one, once there is somebody who knows the tables. */
  private async findSource(): Promise<void> {
    const { draft } = this;
    if (this.lacksFittedTable) return this.findFitted();
    if (draft.source !== null || draft.config.data === undefined || !this.seen) return;
    const tables = await this.seen.tables.tables().catch(() => []);
    // What was changed in the form meanwhile stays.
    if (this.isDisposed || this.draft.source !== null || !namesSameTable(this.draft, draft)) return;
    const found = draftOf(this.draft.config, tables);
    if (found.source !== null) this.draft = found;
  }

  private async findFitted(): Promise<void> {
    const { config } = this.draft;
    const { workspace } = this;
    const source = await tableFittedTo(config, workspace).catch(() => null);
    if (source === null || this.isDisposed || workspace !== this.seen?.tables) return;
    // What was changed in the form meanwhile stays.
    if (this.lacksFittedTable && this.draft.config === config) this.draft = { config, source };
  }

  get isDisposed(): boolean {
    return this.target.isDisposed;
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.target.dispose();
    this.seen?.tables.changed.disconnect(this.onTables, this);
    this.ownFolder?.dispose();
    Signal.clearData(this);
  }
}
