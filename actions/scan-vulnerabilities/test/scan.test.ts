import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Inputs } from "@slipway/action-kit";
import { PLAN, type Plan, RELEASE_MANIFEST, sha256, writeDocument } from "@slipway/model";
import { type OsvOptions, startOsv } from "@slipway/rehearsal";
import { zipSync } from "fflate";
import { afterEach, describe, expect, test } from "vitest";
import { ADVISORIES, advisories } from "../../../packages/integrity/test/vulnerabilities/advisories.ts";
import { smallChain, testKit } from "../../../test/support/chain.ts";
import { parseInputs } from "../inputs.ts";
import { run } from "../run.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function server(options: Partial<OsvOptions> = {}) {
  const osv = await startOsv({ advisories: advisories(), ...options });
  closing.push(() => osv.close());
  return osv;
}

const PURLS = [
  "pkg:cargo/leaky@1.4.1",
  "pkg:cargo/tired@0.1.0",
  "pkg:golang/example.org/mod@v1.2.3",
  "pkg:golang/stdlib@1.20",
  "pkg:npm/%40scope/parser@3.1.0",
  "pkg:npm/words-only@1.0.0",
];

function cyclonedx(purls: readonly string[]): string {
  const components = purls.map((purl) => {
    const [, name = "", version = ""] = /^pkg:[a-z]+\/(.*)@(.*)$/.exec(purl) ?? [];
    return { type: "library", "bom-ref": purl, name: decodeURIComponent(name), version, purl };
  });
  return JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.6", version: 1, components });
}

function alone(purls: readonly string[], inputs: Readonly<Record<string, string>>) {
  const workspace = mkdtempSync(join(tmpdir(), "slipway-scan-"));
  writeFileSync(join(workspace, "app.cdx.json"), cyclonedx(purls));
  const kit = testKit(workspace, join(workspace, "artifacts"));
  const early: Record<string, unknown>[] = [];
  const given = { sboms: "*.cdx.json", ...inputs };
  const parsed = parseInputs(new Inputs((name) => (given as Record<string, string>)[name] ?? ""));
  const waits: number[] = [];
  const world = {
    env: {},
    now: new Date("2026-11-22T12:00:00Z"),
    wait: async (milliseconds: number) => void waits.push(milliseconds),
    early: (outputs: Record<string, unknown>) => void early.push(outputs),
  };
  return { workspace, kit, early, waits, scan: () => run(parsed, kit, world) };
}

describe("against a server that speaks OSV's protocol", () => {
  test("stops, says why, and leaves table and SARIF behind", async () => {
    const osv = await server();
    const { scan, kit, early } = alone(PURLS, { api: osv.url });
    await expect(scan()).rejects.toMatchObject({
      code: "vulnerable-packages",
      message: expect.stringContaining(
        "leaky 1.4.1: GHSA-aaaa-bbbb-cccc, RUSTSEC-2026-9001, CVE-2026-90001 (critical)",
      ),
      remedy: expect.stringContaining("leaky 1.4.1 to 1.4.2"),
    });
    expect(early).toMatchObject([{ result: "failed", findings: 6 }]);
    expect(existsSync(String(early[0]?.sarif))).toBe(true);
    const summary = kit.summaries.join("\n");
    expect(summary).toContain("Known vulnerabilities: 6");
    expect(summary).toContain("stops the release");
    expect(kit.lines.join("\n")).toContain(
      "words-only 1.0.0: GHSA-kkkk-llll-mmmm, medium, no version without it is known",
    );
    expect(osv.requests[0]).toEqual({ what: "POST /v1/querybatch", queries: 6 });
  });

  test("says the same as the database of files", async () => {
    const osv = await server();
    const messages: string[] = [];
    for (const inputs of [{ api: osv.url }, { database: ADVISORIES }]) {
      await alone(PURLS, inputs)
        .scan()
        .catch((error: Error) => messages.push(error.message));
    }
    expect(messages).toHaveLength(2);
    expect(messages[0]).toBe(messages[1]);
  });

  test("lets through what the list names, until its day", async () => {
    const osv = await server();
    const ignore = "GHSA-aaaa-bbbb-cccc 2026-11-22 never called here\nGO-2026-9004 2027-01-01 not built in";
    const { scan, kit } = alone(PURLS, { api: osv.url, ignore });
    expect(await scan()).toMatchObject({ result: "passed", findings: 6 });
    expect(kit.summaries.join("\n")).toContain("let through: never called here");
    const late = alone(PURLS, { api: osv.url, ignore: ignore.replace("2026-11-22", "2026-11-21") });
    await expect(late.scan()).rejects.toThrow("it was ignored until 2026-11-21");
  });

  test("more packages than one batch takes, and answers of many pages", async () => {
    const many = Array.from({ length: 1200 }, (_, index) => ({
      id: `X-${String(index).padStart(4, "0")}`,
      modified: "2026-01-01T00:00:00Z",
      severity: [{ type: "CVSS_V3", score: "CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N" }],
      affected: [
        {
          package: { ecosystem: "npm", name: index < 5 ? "often" : `rare-${index}` },
          ranges: [{ type: "SEMVER", events: [{ introduced: "0" }] }],
        },
      ],
    }));
    const osv = await server({ advisories: many, page: 2 });
    const purls = [
      "pkg:npm/often@1.0.0",
      ...Array.from({ length: 1195 }, (_, index) => `pkg:npm/rare-${index + 5}@1.0.0`),
    ];
    const { scan } = alone(purls, { api: osv.url });
    expect(await scan()).toMatchObject({ result: "passed", findings: 1200 });
    const batches = osv.requests.filter(({ what }) => what === "POST /v1/querybatch").map(({ queries }) => queries);
    expect(batches).toEqual([1000, 196, 1, 1]);
  });

  test("waits as long as the server asks, and tries again a few times only", async () => {
    const osv = await server({ faults: [{ status: 503 }, { status: 429, headers: { "retry-after": "7" } }] });
    const { scan, waits } = alone(["pkg:npm/innocent@1.0.0"], { api: osv.url });
    expect(await scan()).toMatchObject({ result: "passed", findings: 0 });
    expect(waits).toHaveLength(2);
    expect(waits[1]).toBe(7000);
    const date = { "retry-after": new Date(Date.now() + 50_000).toUTCString() };
    const dated = await server({ faults: [{ status: 503, headers: date }] });
    const patient = alone(["pkg:npm/innocent@1.0.0"], { api: dated.url });
    expect(await patient.scan()).toMatchObject({ result: "passed" });
    expect(patient.waits[0]).toBeGreaterThan(10_000);
    const down = await server({ faults: Array.from({ length: 9 }, () => ({ status: 500 })) });
    const failing = alone(["pkg:npm/innocent@1.0.0"], { api: down.url });
    await expect(failing.scan()).rejects.toMatchObject({ code: "advisories-unavailable" });
    expect(down.requests).toHaveLength(4);
  });

  test("what is no fault of the moment is not tried again", async () => {
    const osv = await server({ faults: [{ status: 400 }] });
    const { scan } = alone(["pkg:npm/innocent@1.0.0"], { api: osv.url });
    await expect(scan()).rejects.toThrow("it answered 400: a fault that was asked for");
    expect(osv.requests).toHaveLength(1);
  });

  test("an advisory that the server names and does not have is not passed over", async () => {
    const osv = createServer((request, response) => {
      const batch = request.url === "/v1/querybatch";
      response
        .writeHead(batch ? 200 : 404)
        .end(JSON.stringify(batch ? { results: [{ vulns: [{ id: "GONE-1" }] }] } : {}));
    });
    await new Promise<void>((done) => osv.listen(0, "127.0.0.1", done));
    closing.push(() => new Promise((done) => osv.close(() => done())));
    const { scan } = alone(["pkg:npm/affected@1.0.0"], {
      api: `http://127.0.0.1:${(osv.address() as AddressInfo).port}`,
    });
    await expect(scan()).rejects.toMatchObject({
      code: "advisories-unavailable",
      message: expect.stringContaining("GONE-1"),
    });
  });

  test("a server that cannot be reached stops the release, or not, as the configuration says", async () => {
    const osv = await startOsv({ advisories: [] });
    await osv.close();
    const strict = alone(["pkg:npm/innocent@1.0.0"], { api: osv.url });
    await expect(strict.scan()).rejects.toMatchObject({
      code: "advisories-unavailable",
      remedy: expect.stringContaining("onError: warn"),
    });
    const lax = alone(["pkg:npm/innocent@1.0.0"], { api: osv.url, "on-error": "warn" });
    expect(await lax.scan()).toMatchObject({ result: "unknown" });
    expect(lax.kit.lines.join("\n")).toContain("could not be asked for");
  });

  test("the server refuses what OSV refuses", async () => {
    const osv = await server();
    const ask = async (path: string, body?: unknown) => {
      const response = await fetch(
        osv.url + path,
        body === undefined ? {} : { method: "POST", body: JSON.stringify(body) },
      );
      return [response.status, await response.json()];
    };
    const query = { package: { ecosystem: "npm", name: "x" }, version: "1.0.0" };
    const queries = Array.from({ length: 1001 }, () => query);
    expect(await ask("/v1/querybatch", { queries })).toEqual([400, { code: 3, message: "Too many queries." }]);
    expect(await ask("/v1/querybatch", { queries: [{}] })).toEqual([400, { code: 3, message: "Invalid query." }]);
    expect(await ask("/v1/querybatch", { queries: [query] })).toEqual([200, { results: [{}] }]);
    expect(await ask("/v1/vulns/NONE-1")).toMatchObject([404, { code: 5 }]);
    expect(
      await ask("/v1/query", { package: { ecosystem: "crates.io", name: "leaky" }, version: "1.0.0" }),
    ).toMatchObject([200, { vulns: [{ id: "GHSA-aaaa-bbbb-cccc" }, { id: "RUSTSEC-2026-9001" }] }]);
  });
});

describe("inputs", () => {
  test.each([
    [{}, "missing-input"],
    [{ sboms: "" }, "missing-input"],
    [{ "plan-digest": "a" }, "missing-input"],
    [{ "plan-digest": "a", sboms: "*.json" }, "inputs-contradict"],
    [{ sboms: "*", fail: "hihg" }, "invalid-input"],
    [{ sboms: "*", ignore: "GHSA-1 some reason" }, "invalid-input"],
    [{ sboms: "*", ignore: "GHSA-1 2026-99-99 some reason" }, "invalid-input"],
  ] as Readonly<Record<string, string>>[][])("%j is refused: %s", (inputs, code) => {
    expect(() => parseInputs(new Inputs((name) => inputs?.[name] ?? ""))).toThrow(expect.objectContaining({ code }));
  });

  test("a glob without a match", async () => {
    const { scan } = alone([], { sboms: "*.spdx.json" });
    await expect(scan()).rejects.toMatchObject({ code: "glob-without-match" });
  });
});

describe("in the chain", () => {
  function chain(gate: Plan["vulnerabilities"]) {
    const { workspace, artifacts, plan } = smallChain();
    const name = "app-1.2.3.cdx.json";
    const text = cyclonedx(["pkg:cargo/leaky@1.4.1"]);
    const changed: Plan = {
      ...plan,
      sboms: [{ name, format: "cyclonedx" }],
      ...(gate && { vulnerabilities: gate }),
    };
    const planText = writeDocument(PLAN, changed);
    writeFileSync(join(artifacts, "slipway-plan/plan.json"), planText);
    const { project, version, tag, prerelease, commit } = plan;
    const manifest = writeDocument(RELEASE_MANIFEST, {
      ...{ kind: "slipway-release", schemaVersion: 1, project, version, tag, prerelease, commit, builds: [] },
      artifacts: [
        {
          ...{ name, kind: "sbom", size: text.length, signatures: [] },
          digests: { sha256: sha256(text), sha512: "0".repeat(128), md5: "0".repeat(32) },
        },
      ],
    });
    const release = join(artifacts, "slipway-release");
    mkdirSync(release);
    writeFileSync(join(release, name), text);
    writeFileSync(join(release, "release.json"), manifest);
    const inputs = {
      mode: "chain" as const,
      plan: { path: undefined, digest: sha256(planText) },
      manifestDigest: sha256(manifest),
    };
    return { inputs, kit: testKit(workspace, artifacts), artifacts, bill: join(release, name) };
  }
  const gate = { fail: "high" as const, failUnknown: true, ignore: [], onError: "fail" as const };

  test("the plan's rules over the release's bill of materials, asked of the server that the environment names", async () => {
    const osv = await server();
    const { inputs, kit, artifacts } = chain(gate);
    const env = { SLIPWAY_OSV_URL: osv.url };
    await expect(run(inputs, kit, { env })).rejects.toMatchObject({ code: "vulnerable-packages" });
    expect(readdirSync(join(artifacts, "slipway-vulnerabilities"))).toEqual(["vulnerabilities.sarif"]);
    const lax = chain({ ...gate, fail: "none" });
    expect(await run(lax.inputs, lax.kit, { env })).toMatchObject({ result: "passed", findings: 1 });
  });

  test("a plan without the gate passes without asking anybody", async () => {
    const { inputs, kit } = chain(undefined);
    expect(await run(inputs, kit, { env: { SLIPWAY_OSV_URL: "http://127.0.0.1:1" } })).toMatchObject({ result: "off" });
  });

  test("a bill of materials that changed on the way is refused", async () => {
    const { inputs, kit, bill } = chain(gate);
    writeFileSync(bill, `${readFileSync(bill, "utf8")} `);
    await expect(run(inputs, kit, { env: {} })).rejects.toMatchObject({
      code: "artifact-changed",
      message: expect.stringContaining("app-1.2.3.cdx.json"),
    });
  });
});

const scanner = spawnSync("osv-scanner", ["--version"]).status === 0;

describe.skipIf(!scanner)("osv-scanner", () => {
  test("finds the same vulnerabilities in the same packages, offline", async () => {
    const osv = await server();
    const { workspace, scan, early } = alone(PURLS, { api: osv.url });
    await expect(scan()).rejects.toThrow();
    for (const ecosystem of readdirSync(ADVISORIES).filter((name) => !name.endsWith(".md"))) {
      const directory = join(workspace, "db", "osv-scanner", ecosystem);
      mkdirSync(directory, { recursive: true });
      const files = readdirSync(join(ADVISORIES, ecosystem));
      const zip = files.map((file) => [file, readFileSync(join(ADVISORIES, ecosystem, file))] as const);
      writeFileSync(join(directory, "all.zip"), zipSync(Object.fromEntries(zip)));
    }
    const args = ["scan", "source", "--offline", "--format", "json", "--lockfile", join(workspace, "app.cdx.json")];
    const env = { ...process.env, OSV_SCANNER_LOCAL_DB_CACHE_DIRECTORY: join(workspace, "db") };
    const { stdout } = spawnSync("osv-scanner", args, { encoding: "utf8", env });
    type Report = { results: { packages: { package: { name: string }; groups: { ids: string[] }[] }[] }[] };
    const theirs = (JSON.parse(stdout) as Report).results.flatMap(({ packages }) =>
      packages.flatMap(({ package: one, groups }) => groups.map(({ ids }) => `${one.name} ${[...ids].sort()[0]}`)),
    );
    const document = JSON.parse(readFileSync(String(early[0]?.sarif), "utf8"));
    type Result = { ruleId: string; locations: { logicalLocations: { name: string }[] }[] };
    const ours = document.runs[0].results.map(
      ({ ruleId, locations }: Result) => `${locations[0]?.logicalLocations[0]?.name} ${ruleId}`,
    );
    expect(ours).toHaveLength(6);
    expect(theirs.sort()).toEqual(ours.sort());
  });
});
