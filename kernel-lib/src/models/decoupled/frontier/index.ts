export { type LossOptions, type Performance, performanceOn } from "./performance.js";
export {
  type TradeOff,
  tradeOff,
  type TradeOffOptions,
  type TradeOffPoint,
  type TradeOffSet,
} from "./trade-off.js";
