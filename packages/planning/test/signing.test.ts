import { describe, expect, test } from "vitest";
import { parseConfig } from "../src/index.ts";
import { planSigning } from "../src/plan/signing.ts";
import { problemOf } from "./problems.ts";

const CHECKSUMS = { combined: [{ name: "SHA256SUMS", algorithm: "sha256" as const }], perFile: ["sha256" as const] };
const ASSETS = ["SHA256SUMS", "app.sha256", "app.tar.gz", "app.tar.gz.sha256", "release.json"];

const plan = (text: string, assets: readonly string[] = ASSETS) =>
  planSigning(parseConfig(text, "slipway.yml"), assets, CHECKSUMS);

describe("who signs what", () => {
  test("nobody without the configuration", () => {
    expect(plan("name: app\n")).toEqual({ assets: ASSETS });
    expect(plan("signing: {openpgp: false, provenance: false}\n")).toEqual({ assets: ASSETS });
  });

  test("checksum files and the manifest", () => {
    const { signing, assets } = plan("signing: {openpgp: true, sigstore: true}\n");
    expect(signing).toEqual({
      signatures: [
        { by: "openpgp", of: "SHA256SUMS", name: "SHA256SUMS.asc" },
        { by: "sigstore", of: "SHA256SUMS", name: "SHA256SUMS.sigstore.json" },
        { by: "openpgp", of: "release.json", name: "release.json.asc" },
        { by: "sigstore", of: "release.json", name: "release.json.sigstore.json" },
      ],
      provenance: false,
    });
    expect(assets).toEqual(
      [...ASSETS, ...(signing?.signatures ?? []).map(({ name }) => name), "signing-key.asc"].sort(),
    );
  });

  test("everything but checksum files of single packages; a package that is only named like one is signed", () => {
    const { signing } = plan("signing: {minisign: {over: all}}\n");
    expect(signing?.signatures.map(({ of }) => of)).toEqual(["SHA256SUMS", "app.sha256", "app.tar.gz", "release.json"]);
  });

  test("provenance alone adds no asset", () => {
    expect(plan("signing: {provenance: true}\n")).toEqual({
      signing: { signatures: [], provenance: true },
      assets: ASSETS,
    });
  });

  test("clashing names, and more than a release takes", async () => {
    expect(await problemOf(() => plan("signing: {openpgp: true}\n", [...ASSETS, "Signing-Key.asc"]))).toMatchObject({
      code: "asset-clash",
    });
    const many = Array.from({ length: 600 }, (_, index) => `app-${index}.zip`);
    expect(await problemOf(() => plan("signing: {sigstore: {over: all}}\n", many))).toMatchObject({
      code: "too-many-assets",
    });
  });
});
