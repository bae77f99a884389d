import { ReactWidget } from "@jupyterlab/ui-components";
import React from "react";
import { preferences } from "../preferences";
import type { IRuns, ITrackedRun } from "../tokens";
import type { Trans } from "../ui/translation";
import { engineWords } from "./engine-words";

/** Says in the status bar what trains the models; a click checks what could. */
export class StatusItem extends ReactWidget {
  /** The newest run, which tells after a while what it is trained by. */
  private newest: ITrackedRun | null = null;

  constructor(private readonly options: { runs: IRuns | null; trans: Trans; check: () => void }) {
    super();
    preferences.changed.connect(this.update, this);
    options.runs?.changed.connect(this.follow, this);
    this.follow();
  }

  override dispose(): void {
    if (this.isDisposed) return;
    preferences.changed.disconnect(this.update, this);
    this.options.runs?.changed.disconnect(this.follow, this);
    this.newest?.changed.disconnect(this.onReport, this);
    super.dispose();
  }

  protected override render(): JSX.Element {
    const { trans, check } = this.options;
    const { name, title } = this.words();
    return (
      <button
        type="button"
        className="qt-StatusItem"
        title={title}
        aria-label={trans.__("Quetelet trains with %1; check the engines", name)}
        onClick={check}
      >
        {trans.__("Quetelet: %1", name)}
      </button>
    );
  }

  private follow(): void {
    const newest = this.options.runs?.runs[0] ?? null;
    if (newest !== this.newest) {
      this.newest?.changed.disconnect(this.onReport, this);
      this.newest = newest;
      newest?.changed.connect(this.onReport, this);
    }
    this.update();
  }

  /** Nothing but the backend is shown, which a run tells once: its steps are no reason to draw again. */
  private onReport({ report }: ITrackedRun): void {
    if (report.backend === null) return;
    this.newest?.changed.disconnect(this.onReport, this);
    this.update();
  }

  private words(): { name: string; title: string } {
    const { runs, trans } = this.options;
    const report = runs?.runs.find((run) => run.report.backend !== null)?.report;
    if (report?.backend) {
      const { name, about } = engineWords(report.backend, trans);
      return {
        name,
        title: trans.__(
          "%1 It trained the last model, on %2. Click to check all engines.",
          about,
          report.device ?? "?",
        ),
      };
    }
    const { engine, backend } = preferences.value;
    const chosen = engine === "fused" || backend === "auto" ? engine : backend;
    const { name, about } = engineWords(chosen, trans);
    return {
      name,
      title: trans.__("%1 New models begin with it, as the settings say. Click to check all engines.", about),
    };
  }
}
