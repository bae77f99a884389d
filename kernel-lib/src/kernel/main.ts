/** What the kernelspec starts: `node main.js <connection file>`. */
import { launchKernel } from "./launch.js";

launchKernel(process.argv[2] ?? "");
