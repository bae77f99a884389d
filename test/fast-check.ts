// Property tests try the same cases on every run, so that a failure can be repeated and a pass means the same
// everywhere. FAST_CHECK_SEED=N tries others.
import fc from "fast-check";

fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 1835) });
