import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { describeWith } from "../../../test/tools.ts";
import { type Addresses, everywhere } from "./everywhere.ts";

const EXECUTE = { "dry-run": "false" };

/** Only the newest version stays in the indices, and what they no longer name goes. */
const KEEPS_ONE = ({ put, s3 }: Addresses) => `channels:
  apt: { to: { http: { url: "${put}/apt", authentication: none } }, prereleaseSuite: testing, keep: { versions: 1 } }
  rpm: { to: { s3: { endpoint: "${s3}", pathStyle: true, bucket: packages, prefix: rpm } }, keep: { versions: 1 } }
`;

describeWith(["git", "dpkg-deb", "rpmbuild"], "repositories of packages that keep one version", () => {
  test("a candidate is taken back, and a final release whose predecessor was let go", async () => {
    const here = await everywhere({ configs: (at) => ({ "slipway.yml": KEEPS_ONE(at) }) });
    onTestFinished(() => here.close());
    const suite = (name: string) => {
      const file = join(here.files, `apt/dists/${name}/main/binary-amd64/Packages`);
      return existsSync(file) ? [...readFileSync(file, "utf8").matchAll(/^Version: (.+)$/gm)].map(([, it]) => it) : [];
    };
    const shown = async () => ({
      stable: suite("stable"),
      testing: suite("testing"),
      rpm: (await here.shown()).rpm,
    });
    await here.release("2.1.0");
    const final = { stable: ["2.1.0"], testing: ["2.1.0"], rpm: ["app 2.1.0"] };
    expect(await shown()).toEqual(final);

    await here.release("2.2.0-rc.1");
    expect(await shown()).toEqual({ ...final, testing: ["2.2.0~rc.1"] });
    const candidate = { ...EXECUTE, version: "2.2.0-rc.1" };
    expect((await here.act(candidate)).outputs).toMatchObject({ changed: true, to: "v2.1.0" });
    expect(await shown()).toEqual(final);
    expect((await here.act(candidate)).outputs.changed).toBe(false);

    await here.release("2.2.0");
    const newer = { stable: ["2.2.0"], testing: ["2.2.0"], rpm: ["app 2.2.0"] };
    expect(await shown()).toEqual(newer);
    expect((await here.act(EXECUTE)).outputs).toMatchObject({ changed: true, from: "v2.2.0", to: "v2.1.0" });
    expect(await shown()).toEqual(final);
    // Whatever the indices name can be had.
    expect(existsSync(join(here.files, "apt/pool/main/a/app/app_2.1.0_amd64.deb"))).toBe(true);
    expect([...here.s3.objects.keys()]).toContainEqual(
      expect.stringMatching(/^packages\/rpm\/stable\/.*2\.1\.0.*\.rpm$/),
    );
    expect((await here.act(EXECUTE)).outputs.changed).toBe(false);
    expect((await here.act({ ...EXECUTE, abort: "true" })).outputs.changed).toBe(true);
    expect(await shown()).toEqual(newer);
  });
});
