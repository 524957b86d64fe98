import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { zipSync } from "fflate";

/** Projects with dependencies that no registry is asked for: the packages come from directories of this machine. */

export function tree(files: Readonly<Record<string, string | Uint8Array>>, root = newDirectory()): string {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

export function newDirectory(): string {
  return mkdtempSync(join(tmpdir(), "slipway-sbom-"));
}

interface Crate {
  readonly name: string;
  readonly version: string;
  readonly licence?: string;
  readonly dependencies?: readonly string[];
  readonly buildDependencies?: readonly string[];
  readonly macro?: true;
}

/** Cargo's "directory source" (The Cargo Book, "Source Replacement") in place of crates.io. */
export function cratesFrom(crates: readonly Crate[]): Record<string, string> {
  const files: Record<string, string> = {
    ".cargo/config.toml":
      '[source.crates-io]\nreplace-with = "here"\n[source.here]\ndirectory = "vendor"\n[net]\noffline = true\n',
  };
  for (const { name, version, licence, dependencies = [], buildDependencies = [], macro } of crates) {
    const needs = (title: string, names: readonly string[]) =>
      names.length === 0 ? "" : `[${title}]\n${names.map((one) => `${one} = "*"\n`).join("")}`;
    const manifest = `[package]\nname = "${name}"\nversion = "${version}"\nedition = "2021"\n${
      licence === undefined ? "" : `license = "${licence}"\n`
    }[lib]\npath = "lib.rs"\n${macro ? "proc-macro = true\n" : ""}${needs("dependencies", dependencies)}${needs("build-dependencies", buildDependencies)}`;
    const build = buildDependencies.length > 0 ? { "build.rs": "fn main() {}\n" } : {};
    for (const [path, content] of Object.entries({ "Cargo.toml": manifest, "lib.rs": "", ...build })) {
      files[`vendor/${name}/${path}`] = content;
    }
    const sum = createHash("sha256").update(`${name}-${version}`).digest("hex");
    files[`vendor/${name}/.cargo-checksum.json`] = JSON.stringify({ files: {}, package: sum });
  }
  return files;
}

/** A module proxy of files (Go Modules Reference, "GOPROXY protocol"), for `GOPROXY=file://…`. */
export function goProxy(modules: Readonly<Record<string, Readonly<Record<string, string>>>>): string {
  const files: Record<string, string | Uint8Array> = {};
  for (const [module, sources] of Object.entries(modules)) {
    const [path = "", version = ""] = module.split("@");
    const base = `${path}/@v/${version}`;
    files[`${base}.info`] = JSON.stringify({ Version: version, Time: "2020-01-01T00:00:00Z" });
    files[`${base}.mod`] = sources["go.mod"] ?? "";
    const entries = Object.entries(sources).map(([name, text]) => [`${module}/${name}`, Buffer.from(text)] as const);
    files[`${base}.zip`] = zipSync(Object.fromEntries(entries));
  }
  return tree(files);
}
