import type { Component } from "@slipway/model";
import type { Finding } from "../catalogue.ts";
import { purl } from "../purl.ts";
import type { GoBuildInfo, GoModule } from "./build-info.ts";

/** The modules inside a Go binary. The list says nothing of which needs which. */
export function findingOfBinary(info: GoBuildInfo, binary: string): Finding {
  const modules = info.modules.flatMap((module) => componentOf(module) ?? []);
  return flat("go-buildinfo", binary, false, [...modules, ...standardLibrary(info.go)]);
}

function flat(method: Finding["method"], from: string, wider: boolean, components: readonly Component[]): Finding {
  const direct = components.map((component) => component.purl);
  return { method, from, wider, direct, components, buildOnly: [], dependsOn: new Map() };
}

/** A replaced module is what replaces it; a directory of the checkout is part of the project itself. */
function componentOf({ replace, ...module }: GoModule): Component | undefined {
  const { path, version, sum } = replace ?? module;
  if (version === "" || version === "(devel)") return undefined;
  return {
    purl: purl("golang", path, version),
    name: path,
    version,
    hashes: [],
    properties: {
      ...(sum !== undefined && { "slipway:go:h1": sum }),
      ...(replace !== undefined && { "slipway:go:replaces": `${module.path}@${module.version}` }),
    },
  };
}

/** `go1.26.8`, `go1.22.1 X:boringcrypto`; development versions have no number to look up. */
function standardLibrary(go: string): readonly Component[] {
  const version = /^go(\d+(?:\.\d+)*(?:(?:rc|beta)\d+)?)(?:[ +-].*)?$/.exec(go)?.[1];
  if (version === undefined) return [];
  return [
    {
      purl: purl("golang", "stdlib", version),
      name: "stdlib",
      version,
      licence: "BSD-3-Clause",
      hashes: [],
      properties: {},
    },
  ];
}

/**
 * go.mod (Go Modules Reference, "go.mod files"): since Go 1.17 it names every module that the build can need, for all targets
 * and tests.
 * @param sums text of go.sum
 */
export function findingOfGoMod(text: string, sums: string | undefined, from: string): Finding {
  const known = new Map<string, string>();
  for (const line of (sums ?? "").split("\n")) {
    const [path, version, sum] = line.split(" ");
    if (path !== undefined && version !== undefined && sum !== undefined) known.set(`${path}@${version}`, sum);
  }
  const replaced = new Map<string, GoModule>();
  const required: GoModule[] = [];
  const module = (path: string, version: string): GoModule => ({ path, version, sum: known.get(`${path}@${version}`) });
  let block = "";
  for (const raw of text.split("\n")) {
    const words = raw
      .replace(/\/\/.*$/, "")
      .trim()
      .split(/\s+/)
      .map((word) => word.replace(/^["`](.*)["`]$/, "$1"));
    if (words[0] === ")") block = "";
    else if (words[1] === "(") block = words[0] ?? "";
    else {
      const [verb, ...rest] = block === "" ? words : [block, ...words];
      if (verb === "require" && rest.length === 2) required.push(module(rest[0] ?? "", rest[1] ?? ""));
      if (verb === "replace") {
        const arrow = rest.indexOf("=>");
        const key = rest.slice(0, arrow).join("@");
        replaced.set(key, module(rest[arrow + 1] ?? "", rest[arrow + 2] ?? ""));
      }
    }
  }
  const components = required.flatMap((one) => {
    const replace = replaced.get(`${one.path}@${one.version}`) ?? replaced.get(one.path);
    return componentOf({ ...one, ...(replace && { replace }) }) ?? [];
  });
  return flat("go-mod", from, true, components);
}
