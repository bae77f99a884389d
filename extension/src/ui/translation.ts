import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { createContext, useContext } from "react";

export type Trans = IRenderMime.TranslationBundle;

const Context = createContext<Trans | null>(null);

export const TranslationProvider = Context.Provider;

export function useTrans(): Trans {
  const trans = useContext(Context);
  if (!trans) throw new Error("It was mounted without a translation bundle.");
  return trans;
}
