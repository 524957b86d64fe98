export * from "@slipway/rollback/session";
