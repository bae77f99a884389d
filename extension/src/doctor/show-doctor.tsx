import { Dialog, ReactWidget, showDialog } from "@jupyterlab/apputils";
import React from "react";
import type { IWorkspace } from "../tokens";
import { type Trans, TranslationProvider } from "../ui/translation";
import { DoctorReport, NoKernel } from "./doctor-report";

/** Shows which engines and backends work for a notebook's kernel; or, without one, how to get it. */
export async function showDoctor(workspace: IWorkspace | null, trans: Trans): Promise<void> {
  const asks = workspace !== null && (workspace.state === "ready" || workspace.state === "starting");
  const body = ReactWidget.create(
    <TranslationProvider value={trans}>
      <div className="qt-Doctor">{asks ? <DoctorReport workspace={workspace} /> : <NoKernel />}</div>
    </TranslationProvider>,
  );
  await showDialog({
    title: trans.__("Engines and backends"),
    body,
    buttons: [Dialog.okButton({ label: trans.__("Close") })],
  });
}
