import js from "@eslint/js";
import jupyter from "@jupyter/eslint-plugin";
import tseslint from "typescript-eslint";

// Dependencies of the library point one way (DESIGN: contract ← data, features, compute ← models ← charts,
// notebook ← api ← kernel, cli). Each folder of kernel-lib/src lists the folders it may import from.
const foundation = ["contract", "data", "features", "compute", "metrics"];
const display = [...foundation, "models", "charts", "notebook"];
const mayImport = {
  contract: [],
  compute: ["contract"],
  data: ["contract", "compute/random"], // the simulators draw random numbers
  features: ["contract", "data", "compute"], // simulated cities draw numbers; texts are clustered
  metrics: ["contract", "data", "compute"],
  models: foundation,
  charts: [...foundation, "models"],
  notebook: [...foundation, "models", "charts"],
  api: display,
  kernel: [...display, "api"],
  cli: [...display, "api", "kernel"],
};

const arrows = Object.entries(mayImport).map(([folder, allowed]) => {
  const others = Object.keys(mayImport).filter((name) => name !== folder && !allowed.includes(name));
  const exceptions = allowed.filter((name) => name.includes("/")).map((name) => `(?!${name}/)`);
  return {
    files: [`kernel-lib/src/${folder}/**/*.ts`],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: `^(\\.\\./)+${exceptions.join("")}(${others.join("|")})(/|\\.js$)`,
              message: `${folder}/ may import from ${allowed.join(", ") || "no other folder"}; see eslint.config.mjs.`,
            },
          ],
        },
      ],
    },
  };
});

const strict = (rules) => Object.fromEntries(Object.keys(rules).map((rule) => [rule, "error"]));
const [jupyterCode, jupyterSchemas, jupyterTests] = jupyter.configs.recommended;

export default tseslint.config(
  {
    ignores: [
      "**/dist/",
      "**/lib/",
      "**/*.generated.ts",
      "extension/jupyterlab_quetelet/",
      ".venv/",
      ".cache/",
      "notebooks/",
      "**/assembly/", // AssemblyScript: another language with the same file ending
      "test-results/",
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: "error",
      "no-control-regex": "off", // we clean text that comes from files
      "no-loss-of-precision": "off", // constants stand as they were published
      "@typescript-eslint/consistent-type-imports": [
        "error",
        { fixStyle: "inline-type-imports", disallowTypeAnnotations: false },
      ],
      "@typescript-eslint/no-non-null-assertion": "off", // typed arrays are read by index everywhere
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
    },
  },
  {
    files: ["kernel-lib/src/**/*.ts", "extension/src/**/*.{ts,tsx}"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/only-throw-error": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ["kernel-lib/src/**/*.ts"],
    ignores: ["kernel-lib/src/{cli,kernel,notebook/adapters}/**"],
    rules: { "no-console": "error" }, // a library reports; it does not print
  },
  ...arrows,
  { plugins: { jupyter } },
  { ...jupyterCode, files: ["extension/src/**/*.{ts,tsx}"], rules: strict(jupyterCode.rules) },
  {
    ...jupyterSchemas,
    files: ["extension/schema/*.json"],
    rules: { ...strict(jupyterSchemas.rules), "@typescript-eslint/consistent-type-imports": "off" }, // wants types
  },
  { ...jupyterTests, files: ["test/browser/**/*.test.ts"] },
  {
    files: ["extension/src/**/*.{ts,tsx}"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: "^quetelet(?!/contract$)|kernel-lib",
              message: "The extension knows quetelet/contract and nothing else of the library.",
            },
          ],
        },
      ],
    },
  },
  {
    files: ["**/*.mjs", "kernel-lib/bin/*", "kernel-lib/src/**/*.js"],
    languageOptions: {
      globals: {
        console: "readonly",
        process: "readonly",
        performance: "readonly",
        Buffer: "readonly",
        URL: "readonly",
        setTimeout: "readonly",
        WebAssembly: "readonly",
      },
    },
  },
);
