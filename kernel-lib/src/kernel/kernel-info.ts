import { createRequire } from "node:module";
import { versions } from "./tslab.js";
import { protocolVersion } from "./wire.js";

export const packageVersion: string = createRequire(import.meta.url)("../../package.json").version;

/** Content of kernel_info_reply. */
export function kernelInfo(): Record<string, unknown> {
  const { tslab, typescript } = versions();
  return {
    status: "ok",
    protocol_version: protocolVersion,
    implementation: "quetelet",
    implementation_version: packageVersion,
    language_info: {
      name: "typescript",
      version: typescript,
      mimetype: "application/typescript",
      file_extension: ".ts",
      pygments_lexer: "typescript",
      codemirror_mode: "typescript",
      nbconvert_exporter: "script",
    },
    banner: `Quetelet ${packageVersion} · TypeScript ${typescript} through tslab ${tslab} · Node ${process.versions.node}`,
    help_links: [{ text: "TypeScript", url: "https://www.typescriptlang.org/docs/" }],
    debugger: false,
  };
}
