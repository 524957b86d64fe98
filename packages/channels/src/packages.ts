/** Reading packages of the formats that package repositories hold. */
export { findControl, findInTar, readDeb, unpackControl } from "./apt/deb.ts";
export { readExactly } from "./rpm/header.ts";
export { type RpmPackage, readRpm } from "./rpm/package.ts";
