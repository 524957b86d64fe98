export * from "@slipway/rollback/inputs";
