import { spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Inputs } from "@slipway/action-kit";
import { type Plan, RELEASE_MANIFEST, readDocument, sha256 } from "@slipway/model";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAuthority, type LocalAuthority } from "../../../packages/rehearsal/src/code-signing/authority.ts";
import {
  startTimestampAuthority,
  type TimestampAuthority,
} from "../../../packages/rehearsal/src/code-signing/timestamp-authority.ts";
import { describeWith } from "../../../test/tools.ts";
import { parseInputs as buildInputs } from "../../build-binaries/inputs.ts";
import { run as buildBinaries } from "../../build-binaries/run.ts";
import { given, Job } from "../../build-binaries/test/job.ts";
import { parseInputs as packageInputs } from "../../package-archives/inputs.ts";
import { run as packageArchives } from "../../package-archives/run.ts";
import { parseInputs as checksumInputs } from "../../sign-and-checksum/inputs.ts";
import { run as signAndChecksum } from "../../sign-and-checksum/run.ts";
import { parseInputs } from "../inputs.ts";
import { run } from "../run.ts";

const GO_PROJECT = join(import.meta.dirname, "../../../packages/toolchain/test/projects/go");
const CONFIG = `name: greet
homepage: https://example.org/greet
targets: [linux-amd64, windows-amd64, macos-arm64]
builds:
  - { toolchain: go, binaries: [{ name: greet, package: . }] }
variants:
  full:
    files: [{ from: "out/*.dll", generated: true, optional: true }]
sbom: true
signing:
  windows: true
`;

describeWith(["go", "openssl", "osslsigncode"], "sign-binaries", () => {
  const directory = mkdtempSync(join(tmpdir(), "slipway-sign-binaries-"));
  let authority: LocalAuthority;
  let stamps: TimestampAuthority;
  let secrets: Record<string, string>;

  beforeAll(async () => {
    authority = await createAuthority(join(directory, "authority"));
    stamps = await startTimestampAuthority(authority);
    const { container, password } = await authority.issue({ name: "Example Ltd" });
    secrets = { "windows-certificate": container, "windows-certificate-password": password };
  });
  afterAll(async () => {
    await stamps.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const verify = (path: string) =>
    spawnSync(
      "osslsigncode",
      ["verify", "-in", path, "-CAfile", authority.certificate, "-TSA-CAfile", authority.certificate],
      {
        encoding: "utf8",
      },
    );

  /** The job of a leg as far as it has built. */
  async function built(config = CONFIG) {
    const job = new Job(GO_PROJECT);
    writeFileSync(join(job.workspace, "slipway.yml"), config);
    appendFileSync(join(job.workspace, ".gitignore"), "out/\n");
    job.commit("v2.1.0");
    const { plan, digest } = await job.plan("v2.1.0");
    const values = { leg: plan.legs[0]?.id ?? "", "plan-digest": digest };
    await buildBinaries(buildInputs(new Inputs(given(values)), job.kit.runtime), job.kit);
    return { job, plan, values, sign: signing(job, values), conclude: () => conclude(job, values, plan) };
  }

  const signing = (job: Job, values: Readonly<Record<string, string>>) => (more: Readonly<Record<string, string>>) => {
    const env = { SLIPWAY_TIMESTAMP_SERVERS: stamps.url };
    return run(parseInputs(new Inputs(given({ ...values, ...more })), job.kit.runtime, env), job.kit);
  };

  async function conclude(job: Job, values: Readonly<Record<string, string>>, plan: Plan) {
    await packageArchives(packageInputs(new Inputs(given(values))), job.kit);
    const text = given({ "plan-digest": values["plan-digest"] ?? "" });
    const { manifest } = await signAndChecksum(checksumInputs(new Inputs(text), job.kit.runtime), job.kit);
    expect(plan.packages.length).toBeGreaterThan(0);
    return readDocument(RELEASE_MANIFEST, readFileSync(String(manifest), "utf8"), "release.json");
  }

  test("signs the Windows program of a leg, and the whole chain holds together", async () => {
    const { job, plan, sign, conclude } = await built();
    expect(plan.codeSigning).toEqual({
      windows: {
        description: "greet",
        url: "https://example.org/greet",
        timestamps: ["http://timestamp.digicert.com"],
      },
    });
    const path = (target: string, file: string) => join(job.temp, "binaries", target, file);
    const [exe, elf, macho] = [
      path("windows-amd64", "greet.exe"),
      path("linux-amd64", "greet"),
      path("macos-arm64", "greet"),
    ];
    mkdirSync(join(job.workspace, "out"));
    const library = join(job.workspace, "out", "helper.dll");
    writeFileSync(library, readFileSync(exe));
    const before = Object.fromEntries([exe, elf, macho].map((file) => [file, sha256(readFileSync(file))]));

    const outputs = await sign({ ...secrets, "hand-over-binaries": "true" });
    expect(JSON.parse(String(outputs.signed))).toMatchObject([
      {
        file: "windows-amd64/greet.exe",
        by: "authenticode",
        subject: "CN=Example Ltd,O=Slipway rehearsal",
        before: before[exe],
      },
      { file: "out/helper.dll", by: "authenticode" },
    ]);
    expect(JSON.parse(String(outputs.receipts))).toEqual([path("windows-amd64", "receipt.json")]);
    for (const file of [exe, library]) expect(verify(file)).toMatchObject({ status: 0 });
    for (const file of [elf, macho]) expect(sha256(readFileSync(file))).toBe(before[file]);

    const handedOver = (name: string) => readFileSync(join(job.artifacts, "slipway-binaries-windows-amd64", name));
    expect(handedOver("greet.exe")).toEqual(readFileSync(exe));
    expect(handedOver("receipt.json")).toEqual(readFileSync(path("windows-amd64", "receipt.json")));
    expect(handedOver("inventory.json").toString()).toContain("slipway-inventory");

    const [binary] = job.receipt("windows-amd64").binaries;
    expect(binary).toMatchObject({
      sha256: sha256(readFileSync(exe)),
      size: readFileSync(exe).length,
      signed: { by: "authenticode", timestamp: expect.stringMatching(/^20.*Z$/), before: before[exe] },
    });
    expect(job.receipt("linux-amd64").binaries[0]).not.toHaveProperty("signed");

    // Once more, as a job that is run again would: nothing changes, and what was built stays known.
    const again = await sign(secrets);
    expect(JSON.parse(String(again.signed))).toMatchObject([{ by: "authenticode" }, { by: "authenticode" }]);
    expect(job.receipt("windows-amd64").binaries[0]).toEqual(binary);

    const manifest = await conclude();
    const origin = manifest.builds.find(({ target }) => target === "windows-amd64");
    expect(origin?.binaries).toEqual([
      { name: "greet", sha256: binary?.sha256, size: binary?.size, signed: binary?.signed },
    ]);
    const entries = manifest.artifacts.find(({ target }) => target === "windows-amd64")?.entries ?? [];
    expect(entries).toContainEqual(
      expect.objectContaining({ path: expect.stringMatching(/greet\.exe$/), sha256: binary?.sha256 }),
    );
    expect(entries).toContainEqual(
      expect.objectContaining({ path: expect.stringMatching(/helper\.dll$/), sha256: sha256(readFileSync(library)) }),
    );
  });

  test("a workflow that leaves the step out releases nothing", async () => {
    const { conclude } = await built();
    await expect(conclude()).rejects.toMatchObject({ code: "binary-unsigned" });
  });

  test("without the certificate, and with a program that somebody changed, nothing is signed", async () => {
    const { job, sign } = await built();
    const receipt = readFileSync(join(job.temp, "binaries/windows-amd64/receipt.json"), "utf8");
    await expect(sign({})).rejects.toMatchObject({
      code: "signing-secret-missing",
      message: expect.stringContaining("windows-certificate"),
    });
    appendFileSync(join(job.temp, "binaries/windows-amd64/greet.exe"), "x");
    await expect(sign(secrets)).rejects.toMatchObject({ code: "binary-changed" });
    expect(readFileSync(join(job.temp, "binaries/windows-amd64/receipt.json"), "utf8")).toBe(receipt);
  });

  test("a macOS program whose signature was broken after the build is mended, equally each time", async () => {
    const config = CONFIG.replace(/sbom:[\s\S]*$/, "").replace("linux-amd64, windows-amd64, ", "");
    const digests = [];
    for (let time = 0; time < 2; time++) {
      const { job, sign, conclude } = await built(config);
      const file = join(job.temp, "binaries/macos-arm64/greet");
      const bytes = readFileSync(file);
      bytes.writeUInt8(bytes.readUInt8(0x5000) ^ 1, 0x5000);
      writeFileSync(file, bytes);
      const receipt = job.receipt("macos-arm64");
      const changed = { ...receipt, binaries: receipt.binaries.map((one) => ({ ...one, sha256: sha256(bytes) })) };
      writeFileSync(join(job.temp, "binaries/macos-arm64/receipt.json"), `${JSON.stringify(changed, null, 2)}\n`);
      const { signed } = await sign({});
      expect(JSON.parse(String(signed))).toMatchObject([{ by: "apple-ad-hoc", before: sha256(bytes) }]);
      digests.push((await conclude()).artifacts.map(({ digests }) => digests.sha256));
    }
    expect(digests[0]).toEqual(digests[1]);
  });

  test("alone, files are signed as what they are", async () => {
    const { job } = await built(CONFIG.replace(/sbom:[\s\S]*$/, ""));
    const inputs = (values: Readonly<Record<string, string>>) =>
      parseInputs(new Inputs(given(values)), job.kit.runtime, { RUNNER_ENVIRONMENT: "self-hosted" });
    const files = `${join(job.temp, "binaries")}/*/greet*`;
    const { signed } = await run(
      inputs({ files, ...secrets, "timestamp-servers": stamps.url, description: "Hi" }),
      job.kit,
    );
    expect(JSON.parse(String(signed))).toMatchObject([
      { by: "authenticode", subject: "CN=Example Ltd,O=Slipway rehearsal" },
    ]);
    await expect(run(inputs({ files }), job.kit)).rejects.toMatchObject({ code: "missing-input" });
    await expect(run(inputs({ files: "nothing/*" }), job.kit)).rejects.toMatchObject({ code: "glob-without-match" });
  });
});

test.each<[string, Record<string, string>, string]>([
  ["neither a plan nor files", {}, "missing-input"],
  ["a plan without a leg", { "plan-digest": "a".repeat(64) }, "missing-input"],
  ["a plan and files", { "plan-digest": "a".repeat(64), leg: "x", files: "a.exe" }, "inputs-contradict"],
  ["no server", { files: "a.exe", "windows-certificate": "YQ==", "timestamp-servers": "nowhere" }, "invalid-input"],
  ["an unknown signer", { files: "a", macos: "adhoc" }, "invalid-input"],
])("%s is refused", (_what, values, code) => {
  const runtime = { workspace: "/w", temp: "/t" } as never;
  expect(() => parseInputs(new Inputs(given(values)), runtime, {})).toThrow(expect.objectContaining({ code }));
});
