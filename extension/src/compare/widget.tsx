import { nullTranslator } from "@jupyterlab/translation";
import type { Message } from "@lumino/messaging";
import { Signal, type ISignal } from "@lumino/signaling";
import React from "react";
import { createRoot, type Root } from "react-dom/client";
import { KeyedWidget } from "../ui/keyed-widget";
import { TranslationProvider, type Trans } from "../ui/translation";
import { readResult } from "../viewer/read-result";
import { problemWords } from "../viewer/words";
import { fewest, lettered, type Compared } from "./compared";
import { ComparePage, type Missing } from "./page";
import type { Source } from "./sources";

export interface ComparisonState {
  sources: readonly Source[];
  /** Index of the source that differences are taken from. */
  baseline: number;
}

interface ComparisonWidgetOptions extends ComparisonState {
  trans: Trans;
  /** The document at a source, null when it is gone. */
  read: (source: Source) => Promise<unknown>;
  /** Where a source is, in words. */
  placeOf: (source: Source) => string;
  /** Lets the person choose again; null when nothing is to change. */
  choose: (sources: readonly Source[]) => Promise<Source[] | null>;
}

/** A page of the main area, or of a side panel, with a comparison in it. */
export class ComparisonWidget extends KeyedWidget {
  readonly stateChanged: ISignal<this, ComparisonState>;
  private readonly signal = new Signal<this, ComparisonState>(this);
  private readonly root: Root;
  private readonly trans: Trans;
  private current: ComparisonState;
  private all: Compared[] = [];
  private missing: Missing[] = [];
  private isReading = true;

  constructor(private readonly options: ComparisonWidgetOptions) {
    super();
    this.stateChanged = this.signal;
    this.trans = options.trans ?? nullTranslator.load("jupyterlab_quetelet");
    this.current = { sources: options.sources, baseline: options.baseline };
    this.addClass("qt-Result");
    this.addClass("qt-Compare");
    this.node.tabIndex = -1;
    this.root = createRoot(this.node);
    void this.readAll();
  }

  get state(): ComparisonState {
    return this.current;
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this.root.unmount();
    super.dispose();
  }

  /** Reads every result where it stands now. */
  async readAll(): Promise<void> {
    this.isReading = true;
    this.draw();
    const found: { place: string; result: Compared["result"] }[] = [];
    const missing: Missing[] = [];
    const { sources } = this.current;
    for (const source of sources) {
      const place = this.options.placeOf(source);
      const read = await this.readOne(source);
      if ("result" in read) found.push({ place, result: read.result });
      else missing.push({ place, reason: read.reason });
    }
    if (this.isDisposed || sources !== this.current.sources) return;
    this.all = lettered(found);
    this.missing = missing;
    this.isReading = false;
    this.draw();
  }

  /** A shell only takes a closed widget out of sight; the tracker would bring it back after a reload. */
  protected override onCloseRequest(message: Message): void {
    super.onCloseRequest(message);
    this.dispose();
  }

  protected override onActivateRequest(message: Message): void {
    super.onActivateRequest(message);
    this.node.focus();
  }

  private async readOne(source: Source): Promise<{ result: Compared["result"] } | { reason: string }> {
    try {
      const data = await this.options.read(source);
      if (data === null || data === undefined) return { reason: this.trans.__("It is gone.") };
      const read = readResult(data);
      return read.ok ? { result: read.result } : { reason: problemWords(read.problem, this.trans).title };
    } catch (error) {
      return { reason: error instanceof Error ? error.message : String(error) };
    }
  }

  private change(state: ComparisonState): void {
    this.current = state;
    this.signal.emit(state);
  }

  private async chooseAgain(): Promise<void> {
    const sources = await this.options.choose(this.current.sources);
    if (!sources || this.isDisposed) return;
    this.change({ sources, baseline: 0 });
    await this.readAll();
  }

  private draw(): void {
    if (this.isDisposed) return;
    this.root.render(
      <TranslationProvider value={this.trans}>
        <ComparePage
          state={this.isReading ? "reading" : this.all.length >= fewest ? "ready" : "too-few"}
          all={this.all}
          missing={this.missing}
          baseline={Math.min(this.current.baseline, Math.max(0, this.all.length - 1))}
          onBaseline={(baseline) => {
            this.change({ ...this.current, baseline });
            this.draw();
          }}
          onRead={() => void this.readAll()}
          onChoose={() => void this.chooseAgain()}
        />
      </TranslationProvider>,
    );
  }
}
