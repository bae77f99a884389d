export * from "./cholesky.js";
export * from "./eigen.js";
export * from "./matrix.js";
export * from "./qr.js";
export * from "./symmetric.js";
