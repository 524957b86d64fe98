import { MANIFEST_NAME, RELEASE_MANIFEST, readDocument, SIGNATURE_SUFFIX, writeDocument } from "@slipway/model";
import { expect, test } from "vitest";
import { place, withoutGitHub } from "./place.ts";
import { type Keys, signedRelease, signersBy, someKeys } from "./signed.ts";
import { problemOf, world } from "./world.ts";

const OFFLINE = { mode: "failover", "dry-run": "false", config: "source/slipway.yml" };
const OWN = ["release.json.asc", "release.json.minisig"];

/** A signed release at a mirror, and a configuration that names its signers. */
async function signedAtMirror() {
  const keys = await someKeys();
  const [openpgp, minisign] = await Promise.all(signersBy(keys).map((signer) => signer.check()));
  if (openpgp?.kind !== "openpgp" || minisign?.kind !== "minisign") throw new Error("not as asked for");
  const mirror = await place();
  const to = `{ http: { url: "${mirror.url}", authentication: none } }`;
  const trusted = `{ openpgp: ["${openpgp.fingerprint}"], minisign: ["${minisign.publicKey}"] }`;
  const config = [
    `channels: { mirrors: [{ id: one, url: "${mirror.url}", to: ${to} }] }`,
    `rollback: { signers: ${trusted} }`,
    "",
  ].join("\n");
  const here = await world({ config });
  await signedRelease(here, "2.1.0", keys);
  // A fail-over brings to mirrors what they lack.
  await here.act({ mode: "failover", "dry-run": "false" });
  return { here, mirror, keys };
}

/** Whoever has taken the mirror over writes what they like, and signs it. */
async function forge(text: string, keys: Keys): Promise<Map<string, Buffer>> {
  const signers = signersBy(keys);
  const manifest = readDocument(RELEASE_MANIFEST, text, "test");
  const forged = Buffer.from(
    writeDocument(RELEASE_MANIFEST, {
      ...manifest,
      commit: "b".repeat(40),
      signers: await Promise.all(signers.map((signer) => signer.check())),
    }),
  );
  const files = new Map([[MANIFEST_NAME, forged]]);
  for (const signer of signers) {
    const signature = await signer.sign(MANIFEST_NAME, { bytes: forged });
    files.set(MANIFEST_NAME + SIGNATURE_SUFFIX[signer.kind], Buffer.from(signature));
  }
  return files;
}

test("a mirror has the signatures of release.json too, and without GitHub they decide", async () => {
  const { here, mirror, keys } = await signedAtMirror();
  const published = await here.ask("GET", "releases/tags/v2.1.0");
  const names = (published.assets as { name: string }[]).map(({ name }) => `v2.1.0/${name}`);
  expect([...mirror.files.keys()].filter((path) => path.startsWith("v2.1.0/")).sort()).toEqual(names.sort());

  // One that lost a signature is not whole, and gets it back.
  mirror.files.delete(`v2.1.0/${OWN[1]}`);
  const mended = await here.act({ mode: "failover", "dry-run": "false" });
  expect(mended.outputs.changed).toBe(true);
  expect(mirror.files.has(`v2.1.0/${OWN[1]}`)).toBe(true);

  const recover = withoutGitHub(here);
  const done = await here.act(OFFLINE);
  expect(done.outputs.changed).toBe(true);
  expect(done.summary).toContain("2 signatures hold");
  const pointed = mirror.text("mirrors.json");
  const kept = new Map(mirror.files);
  const refused = async (why: string) => {
    const problem = await problemOf(here.act(OFFLINE));
    expect([problem.code, problem.message]).toEqual(["rollback-check-failed", expect.stringContaining(why)]);
    expect(mirror.text("mirrors.json")).toBe(pointed);
    for (const [path, bytes] of kept) mirror.files.set(path, bytes);
  };
  for (const name of OWN) {
    mirror.files.delete(`v2.1.0/${name}`);
    await refused(`${name} is missing`);
  }
  mirror.files.set(`v2.1.0/${OWN[0]}`, kept.get("v2.1.0/SHA256SUMS.asc") as Buffer);
  await refused("release.json.asc does not sign release.json");
  const text = mirror.text("v2.1.0/release.json");
  for (const [name, bytes] of await forge(text, await someKeys())) mirror.files.set(`v2.1.0/${name}`, bytes);
  await refused("`rollback.signers.openpgp` names");
  const { signers: _, signatures: __, ...unsigned } = readDocument(RELEASE_MANIFEST, text, "test");
  mirror.files.set("v2.1.0/release.json", Buffer.from(writeDocument(RELEASE_MANIFEST, unsigned)));
  await refused("nobody's openpgp signature");
  // Names of files are the mirror's to choose: one that leads elsewhere is not asked for.
  const outside = { ...readDocument(RELEASE_MANIFEST, text, "test"), signatures: ["../../../outside.asc"] };
  mirror.files.set("v2.1.0/release.json", Buffer.from(writeDocument(RELEASE_MANIFEST, outside)));
  mirror.files.set("outside.asc", Buffer.from("x"));
  await refused("../../../outside.asc is missing");
  // Signed by whom the configuration names, it goes on.
  for (const [name, bytes] of await forge(text, keys)) mirror.files.set(`v2.1.0/${name}`, bytes);
  expect((await here.act(OFFLINE)).summary).toContain("2 signatures hold");
  recover();
});
