import type { BuildReceipt, Inventory, PackageRecord, Plan } from "@slipway/model";
import { describe, expect, test } from "vitest";
import { type BillFacts, writeSboms } from "../../src/sbom/index.ts";
import { cyclonedxErrors, spdxErrors } from "./schemas.ts";

const digest = "d".repeat(64);
const component = (purl: string, more: object = {}) => {
  const [, name = "", version = ""] = /^pkg:[a-z]+\/(.*)@(.*)$/.exec(purl) ?? [];
  return { purl, name: decodeURIComponent(name), version, hashes: [], properties: {}, ...more };
};

function inventory(target: "linux-amd64" | "windows-amd64", only: string): Inventory {
  return {
    kind: "slipway-inventory",
    schemaVersion: 1,
    plan: digest,
    target,
    contents: [
      {
        build: "rust",
        method: "cargo-tree",
        from: "Cargo.lock",
        wider: false,
        direct: ["pkg:cargo/used@1.2.3"],
        components: ["pkg:cargo/deep@0.4.0", only, "pkg:cargo/used@1.2.3"],
        buildOnly: ["pkg:cargo/derive@2.0.0"],
      },
      {
        build: "go",
        binary: "tool",
        method: "go-buildinfo",
        from: "tool",
        wider: false,
        direct: ["pkg:golang/example.org/Mod@v1.0.0"],
        components: ["pkg:golang/example.org/Mod@v1.0.0"],
        buildOnly: [],
      },
    ],
    components: [
      component("pkg:cargo/deep@0.4.0", { licence: "Unlicense/MIT" }),
      component("pkg:cargo/derive@2.0.0", { licence: "LicenseRef-Own" }),
      component(only, { licence: "see the file LICENSE" }),
      component("pkg:cargo/used@1.2.3", {
        licence: "(MIT)",
        hashes: [{ algorithm: "sha256", value: "a".repeat(64) }],
        source: "https://example.org/used",
      }),
      component("pkg:golang/example.org/Mod@v1.0.0", { properties: { "slipway:go:h1": "h1:abc=" } }),
    ],
    dependsOn: { "pkg:cargo/used@1.2.3": ["pkg:cargo/deep@0.4.0", "pkg:cargo/derive@2.0.0"] },
  };
}

function receipt(target: "linux-amd64" | "windows-amd64"): BuildReceipt {
  const exe = target === "windows-amd64" ? ".exe" : "";
  const binary = (build: string, name: string) => ({
    ...{ build, name, file: name + exe, size: 1, mode: "755" as const, stripped: true },
    sha256: (name === "app" ? "1" : "2").repeat(64),
  });
  return {
    kind: "slipway-build-receipt",
    schemaVersion: 1,
    plan: digest,
    target,
    triple: "x",
    version: "1.2.3",
    commit: "c".repeat(40),
    builder: { os: "linux", arch: "x64" },
    toolchains: [{ name: "rust", version: "1.95.0" }],
    binaries: [binary("rust", "app"), binary("go", "tool")],
  };
}

const archive = (target: "linux-amd64" | "windows-amd64", binaries: readonly { build: string; name: string }[]) => ({
  kind: "archive" as const,
  name: `app-1.2.3-${target}.tar.gz`,
  format: "tar.gz" as const,
  leg: target,
  root: "",
  target,
  variant: "default",
  binaries: binaries.map((one) => ({ ...one, path: one.name })),
  files: "f",
});

const packages = [
  archive("linux-amd64", [{ build: "rust", name: "app" }]),
  archive("windows-amd64", [
    { build: "rust", name: "app" },
    { build: "go", name: "tool" },
  ]),
];

const plan = {
  project: {
    name: "app",
    description: "An app",
    licence: "Apache-2.0 WITH LLVM-exception",
    homepage: "https://example.org",
  },
  repository: "Example/App",
  version: "1.2.3",
  tag: "v1.2.3",
  commit: "c".repeat(40),
  timestamp: 1_700_000_000,
  packages,
  sboms: [
    { name: "app-1.2.3.cdx.json", format: "cyclonedx" },
    { name: "app-1.2.3.spdx.json", format: "spdx" },
    ...packages.flatMap(({ name }) => [
      { name: `${name}.cdx.json`, format: "cyclonedx", of: name },
      { name: `${name}.spdx.json`, format: "spdx", of: name },
    ]),
  ],
} as unknown as Plan;

const facts: BillFacts = {
  plan,
  planDigest: digest,
  inventories: [
    inventory("linux-amd64", "pkg:cargo/unix@1.0.0"),
    inventory("windows-amd64", "pkg:cargo/windows@1.0.0"),
  ],
  builds: [receipt("linux-amd64"), receipt("windows-amd64")],
  packages: packages.map(({ name }) => ({
    name,
    digests: { sha256: "3".repeat(64), sha512: "4".repeat(128), md5: "5".repeat(32) },
  })) as unknown as PackageRecord[],
};

const written = () => new Map(writeSboms(facts).map(({ name, text }) => [name, text]));
const parsed = (name: string) => JSON.parse(written().get(name) ?? "null");
const libraries = ({ components }: { components: { type: string; purl: string; scope: string }[] }) =>
  components.flatMap(({ type, purl, scope }) => (type === "library" ? [`${purl} ${scope}`] : []));

describe("bills of materials", () => {
  test("are valid by the official schemas", () => {
    for (const [name, text] of written()) {
      expect(name.endsWith(".cdx.json") ? cyclonedxErrors(text) : spdxErrors(text), name).toEqual([]);
    }
    expect(written().size).toBe(6);
  });

  test("the schemas refuse what is wrong", () => {
    const broken = parsed("app-1.2.3.cdx.json");
    broken.components[0].licenses = [{ license: { id: "Not a licence" } }];
    expect(cyclonedxErrors(JSON.stringify(broken))).not.toEqual([]);
    const other = parsed("app-1.2.3.spdx.json");
    other.packages[0].surprise = 1;
    expect(spdxErrors(JSON.stringify(other))).not.toEqual([]);
  });

  test("the same facts in another order give the same bytes, other facts another serial number", () => {
    const turned: BillFacts = {
      ...facts,
      inventories: [...facts.inventories].reverse(),
      builds: [...facts.builds].reverse(),
    };
    expect(writeSboms(turned)).toEqual(writeSboms(facts));
    const serial = (one: BillFacts) => JSON.parse(writeSboms(one)[0]?.text ?? "").serialNumber;
    expect(serial(facts)).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const changed = { ...facts, plan: { ...plan, commit: "e".repeat(40) } as Plan };
    expect(serial(changed)).not.toBe(serial(facts));
  });

  test("an archive's names only what is in its binaries", () => {
    expect(libraries(parsed("app-1.2.3-linux-amd64.tar.gz.cdx.json"))).toEqual([
      "pkg:cargo/deep@0.4.0 required",
      "pkg:cargo/unix@1.0.0 required",
      "pkg:cargo/used@1.2.3 required",
      "pkg:cargo/derive@2.0.0 excluded",
    ]);
    const windows = parsed("app-1.2.3-windows-amd64.tar.gz.cdx.json");
    expect(libraries(windows)).toContain("pkg:golang/example.org/Mod@v1.0.0 required");
    expect(windows.metadata.component.hashes).toContainEqual({ alg: "SHA-256", content: "3".repeat(64) });
    expect(windows.dependencies).toContainEqual({
      ref: "binary:windows-amd64:rust:app.exe",
      dependsOn: ["pkg:cargo/used@1.2.3"],
    });
  });

  test("licences: identifier, expression, the old slash, and words that are no expression", () => {
    const { components, metadata } = parsed("app-1.2.3.cdx.json");
    const of = (purl: string) => components.find((one: { purl: string }) => one.purl === purl)?.licenses;
    expect(metadata.component.licenses).toEqual([
      { acknowledgement: "declared", expression: "Apache-2.0 WITH LLVM-exception" },
    ]);
    expect(of("pkg:cargo/used@1.2.3")).toEqual([{ license: { id: "MIT", acknowledgement: "declared" } }]);
    expect(of("pkg:cargo/deep@0.4.0")).toEqual([{ acknowledgement: "declared", expression: "Unlicense OR MIT" }]);
    expect(of("pkg:cargo/unix@1.0.0")).toEqual([
      { license: { name: "see the file LICENSE", acknowledgement: "declared" } },
    ]);
    const spdx = parsed("app-1.2.3.spdx.json").packages;
    const declared = (name: string) => spdx.find((one: { name: string }) => one.name === name);
    expect(declared("unix")).toMatchObject({
      licenseDeclared: "NOASSERTION",
      licenseComments: 'declared as "see the file LICENSE"',
    });
    expect(declared("derive")).toMatchObject({
      licenseDeclared: "NOASSERTION",
      licenseComments: 'declared as "LicenseRef-Own"',
    });
    expect(declared("example.org/Mod").licenseDeclared).toBe("NOASSERTION");
  });

  test("SPDX relates the project, its binaries and their packages", () => {
    const { relationships } = parsed("app-1.2.3-linux-amd64.tar.gz.spdx.json");
    const lines = relationships.map(
      (one: Record<string, string>) => `${one.spdxElementId} ${one.relationshipType} ${one.relatedSpdxElement}`,
    );
    expect(lines.map((line: string) => line.replace(/SPDXRef-/g, "").replace(/-[0-9a-f]{8}(?= |$)/g, ""))).toEqual([
      "DOCUMENT DESCRIBES Project",
      "Project CONTAINS Binary-linux-amd64.rust.app",
      "Binary-linux-amd64.rust.app DEPENDS_ON Package-cargo-used-1.2.3",
      "Package-cargo-used-1.2.3 DEPENDS_ON Package-cargo-deep-0.4.0",
      "Package-cargo-used-1.2.3 DEPENDS_ON Package-cargo-derive-2.0.0",
      "Package-cargo-derive-2.0.0 BUILD_DEPENDENCY_OF Project",
    ]);
  });

  test.each([
    ["inventory-missing", { ...facts, inventories: facts.inventories.slice(1) }],
    ["other-plan", { ...facts, planDigest: "e".repeat(64) }],
  ])("%s", (code, changed) => {
    expect(() => writeSboms(changed)).toThrow(expect.objectContaining({ code }));
  });
});
