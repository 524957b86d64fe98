/** A module of its own, to be loaded by itself. */
export { PLAN } from "@slipway/model";
