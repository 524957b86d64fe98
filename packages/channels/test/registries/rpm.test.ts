import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeWith } from "../../../../test/tools.ts";
import type { Channel } from "../../src/channel.ts";
import { httpStore } from "../../src/http/http-store.ts";
import { describePackage } from "../../src/rpm/metadata.ts";
import { readRpm } from "../../src/rpm/package.ts";
import { type RpmSettings, rpmRepository } from "../../src/rpm/repository.ts";
import { compareEvr } from "../../src/rpm/versions.ts";
import { plain } from "../../src/rpm/xml.ts";
import { repositoryChannel } from "../../src/store/repository-channel.ts";
import { hastyPatience, releaseOf, run, type TestKey, testKey } from "./fixtures.ts";
import { type Nginx, startNginx } from "./nginx.ts";

const MOMENT = 1_790_000_000;

describe("versions", () => {
  test.each([
    ["1.0~rc1", "1.0", -1],
    ["1.0", "1.0^git1", -1],
    ["1.0^git1", "1.0.1", -1],
    ["1.10", "1.9", 1],
    ["1.0a", "1.0.1", -1],
    ["2.0", "10.0", -1],
    ["1.0.", "1.0", 0],
  ])("%s and %s", (a, b, order) => {
    const evr = (version: string) => ({ epoch: "0", version, release: "1" });
    expect(Math.sign(compareEvr(evr(a), evr(b)))).toBe(order);
    expect(Math.sign(compareEvr(evr(b), evr(a)))).toBe(-order || 0);
  });
});

/** An rpm made by rpmbuild, with whatever metadata can say. */
async function buildRpm(directory: string, version: string, needs = true, name = "app"): Promise<string> {
  const spec = join(directory, `${name}-${version}.spec`);
  writeFileSync(
    spec,
    `Name: ${name}
Epoch: 2
Version: ${version}
Release: 1
Summary: Prints <its> "version" & more
License: MIT
URL: https://example.com/?a=1&b=2
Vendor: Acme
Packager: A <a@example.com>
BuildArch: noarch
${needs ? `Requires: /bin/sh\nRequires(post): coreutils >= 8.0\nRequires: /usr/bin/${name}\n` : ""}Recommends: bash-completion
Suggests: jq
Conflicts: old-${name} < 1.0
Obsoletes: old-${name} < 1.0
Provides: command(${name}) = ${version}
AutoReqProv: no
%description
Prints its version;
on two lines.
%install
mkdir -p %{buildroot}/usr/bin %{buildroot}/usr/share/${name} %{buildroot}/etc
printf '#!/bin/sh\\necho ${version}\\n' > %{buildroot}/usr/bin/${name}
echo a > %{buildroot}/etc/${name}.conf
echo d > '%{buildroot}/usr/share/${name}/data & more'
%files
%attr(755,root,root) /usr/bin/${name}
%config /etc/${name}.conf
%ghost /etc/${name}.state
%dir /usr/share/${name}
"/usr/share/${name}/data & more"
%changelog
* Tue Sep 01 2026 A <a@example.com> - 1.1
- second <entry>
* Mon Aug 03 2026 A <a@example.com> - 1.0
- first
`,
  );
  await run("rpmbuild", [
    "-bb",
    "--define",
    `_topdir ${join(directory, "build")}`,
    "--define",
    `_rpmdir ${directory}`,
    "--define",
    "_rpmfilename %%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm",
    spec,
  ]);
  return join(directory, `${name}-${version}-1.noarch.rpm`);
}

describeWith(["rpmbuild", "createrepo_c"], "metadata", () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), "slipway-rpm-"));
    return () => rmSync(directory, { recursive: true, force: true });
  });

  test("is what createrepo_c says of the same package", async () => {
    const file = await buildRpm(directory, "1.3.0~rc1");
    const repo = join(directory, "repo");
    mkdirSync(join(repo, "packages"), { recursive: true });
    copyFileSync(file, join(repo, "packages/app.rpm"));
    await run("createrepo_c", ["--quiet", "--no-database", "--general-compress-type=gz", repo]);
    const ours = describePackage(await readRpm(file), "packages/app.rpm", 1);
    for (const type of ["primary", "filelists", "other"] as const) {
      const name = readdirSync(join(repo, "repodata")).find((each) => each.endsWith(`-${type}.xml.gz`)) ?? "";
      const theirs = gunzipSync(readFileSync(join(repo, "repodata", name))).toString("utf8");
      const element = /<package\s.*<\/package>/s.exec(theirs)?.[0] ?? "";
      expect(normal(ours[type]), type).toEqual(normal(element));
    }
  });

  test("damaged files", async () => {
    const good = readFileSync(await buildRpm(directory, "1.0.0"));
    const at = (position: number, value: number) => {
      const bytes = Buffer.from(good);
      bytes.writeUInt32BE(value, position);
      return bytes;
    };
    const cases = {
      empty: Buffer.alloc(0),
      "no lead": at(0, 1),
      "cut off": good.subarray(0, 500),
      "too many tags": at(104, 0x7fffffff),
      "too large": at(108, 0x7fffffff),
      "a tag outside": at(112 + 8, 0x00ffffff),
    };
    for (const [name, bytes] of Object.entries(cases)) {
      writeFileSync(join(directory, "bad.rpm"), bytes);
      await expect(readRpm(join(directory, "bad.rpm")), name).rejects.toMatchObject({ code: "damaged-package" });
    }
  });
});

/** Elements and texts without space between them, in an order of their own; the file's time is the machine's. */
function normal(xml: string): readonly string[] {
  return (xml.match(/<[^>]+>[^<]*/g) ?? [])
    .map((part) =>
      plain(part)
        .replace(/\s+$/, "")
        .replace(/<time file="\d+"/, '<time file=""'),
    )
    .sort();
}

/** Real dnf with one repository, in a root of its own. */
function dnfIn(root: string, repository: string, cache: string) {
  const repositories = join(root, "etc/yum.repos.d");
  mkdirSync(repositories, { recursive: true });
  copyFileSync(repository, join(repositories, "app.repo"));
  const settings = [
    `reposdir=${repositories}`,
    `cachedir=${cache}`,
    "varsdir=/nowhere",
    "pluginpath=/nowhere",
    "install_weak_deps=0",
  ];
  const always = [
    "-y",
    `--installroot=${root}`,
    "--releasever=1",
    "--refresh",
    ...settings.map((each) => `--setopt=${each}`),
  ];
  return async (...args: readonly string[]) =>
    await run("dnf", [...always, ...args], { env: { ...process.env, LC_ALL: "C.UTF-8" } });
}

const UPDATEINFO = `<?xml version="1.0" encoding="UTF-8"?>
<updates><update from="a@example.com" status="final" type="security" version="1">
<id>ACME-2026-1</id><title>app 1.3.0</title><issued date="2026-09-01 00:00:00"/><severity>Important</severity>
<description>One.</description><references/>
<pkglist><collection short="app"><name>app</name>
<package name="app" version="1.3.0" release="1" epoch="2" arch="noarch"><filename>app-1.3.0-1.noarch.rpm</filename></package>
</collection></pkglist></update></updates>
`;

const MODULES = `---
document: modulemd
version: 2
data:
  name: tool
  stream: stable
  version: 1
  context: deadbeef
  arch: noarch
  summary: A module
  description: Of another project.
  license: { module: [MIT] }
  profiles: { default: { rpms: [app] } }
  artifacts: { rpms: [] }
...
`;

describeWith(["rpmbuild", "dnf", "nginx", "createrepo_c"], "an rpm repository on nginx", () => {
  let nginx: Nginx;
  let directory: string;
  let key: TestKey;
  beforeAll(async () => {
    nginx = await startNginx();
    directory = mkdtempSync(join(tmpdir(), "slipway-dnf-"));
    key = await testKey(MOMENT);
  });
  afterAll(async () => {
    await nginx?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  const channelAt = (place: string, changes: Partial<RpmSettings> = {}, signer = key.signer) =>
    repositoryChannel({
      now: () => 0,
      id: "rpm:test",
      title: "rpm repository",
      repository: rpmRepository({
        name: "app",
        description: "Prints its version",
        url: `${nginx.url}/${place}`,
        suites: ["stable"],
        allSuites: ["stable"],
        retention: { versions: 3 },
        ...changes,
      }),
      store: httpStore({
        url: new URL(`${nginx.url}/${place}/`),
        authentication: { type: "none" },
        headers: {},
        expected: [],
        verify: true,
        concurrency: 4,
        patience: hastyPatience(),
      }),
      signer,
    }) as Channel;

  const publish = async (channel: Channel, version: string, files: readonly string[]) => {
    const release = releaseOf(version, files, MOMENT);
    const proposal = channel.propose(await channel.inspect(release, { receipt: undefined, open: undefined }), release);
    if (proposal.type !== "change") return proposal;
    const applied = await channel.apply(proposal.change, release);
    if (applied.type !== "applied") throw new Error(applied.why);
    expect(await channel.readBack(proposal.change, applied, release)).toEqual({ equal: true });
    return proposal;
  };

  test.skipIf(process.getuid?.() !== 0)("is read, verified and installed from by dnf", async () => {
    const channel = channelAt("dnf");
    await publish(channel, "1.3.0-rc.1", [await buildRpm(directory, "1.3.0~rc1", false)]);
    const root = join(directory, "root");
    const dnf = dnfIn(root, join(nginx.root, "dnf/app.repo"), join(directory, "cache"));
    const version = async () => (await run(join(root, "usr/bin/app"))).stdout.trim();
    const listed = async () =>
      (await dnf("repoquery", "--latest-limit=1", "--qf", "%{evr}", "app")).stdout.trim().split("\n").at(-1);
    expect(await listed()).toBe("2:1.3.0~rc1-1");
    await dnf("install", "app");
    expect(await version()).toBe("1.3.0~rc1");
    await publish(channel, "1.3.0", [await buildRpm(directory, "1.3.0", false)]);
    expect(await listed()).toBe("2:1.3.0-1");
    expect((await dnf("repoquery", "-l", "app-1.3.0")).stdout).toContain("/usr/share/app/data & more");
    await dnf("upgrade");
    expect(await version()).toBe("1.3.0");

    // Metadata that another key signed are not taken.
    const stranger = await testKey(MOMENT);
    const repomd = join(nginx.root, "dnf/stable/repodata/repomd.xml");
    writeFileSync(repomd, `${readFileSync(repomd, "utf8")}\n`);
    writeFileSync(`${repomd}.asc`, await stranger.signer.sign(readFileSync(repomd)));
    rmSync(join(directory, "cache"), { recursive: true });
    expect((await dnf("repoquery", "app")).stderr).toContain("GPG signature verification error");
    await expect(publish(channel, "1.3.1", [await buildRpm(directory, "1.3.1")])).rejects.toMatchObject({
      code: "repository-not-ours",
    });
  });

  test.skipIf(process.getuid?.() !== 0)(
    "what others have in it stays, as createrepo_c keeps it and dnf reads it",
    async () => {
      const suite = join(nginx.root, "adopted/stable");
      const repodata = join(suite, "repodata");
      mkdirSync(join(suite, "packages"), { recursive: true });
      copyFileSync(await buildRpm(directory, "1.0.0", false), join(suite, "packages/app-1.0.0-1.noarch.rpm"));
      await run("createrepo_c", ["--quiet", "--database", "--general-compress-type=gz", suite]);
      const write = (name: string, text: string) => {
        writeFileSync(join(directory, name), text);
        return join(directory, name);
      };
      for (const [type, file] of Object.entries({
        updateinfo: write("updateinfo.xml", UPDATEINFO),
        modules: write("modules.yaml", MODULES),
      }))
        await run("modifyrepo_c", ["--mdtype", type, file, repodata]);
      const repomd = () => readFileSync(join(repodata, "repomd.xml"), "utf8");
      const types = (text: string) => [...text.matchAll(/<data type="(.*?)">/g)].map(([, type]) => type).sort();
      const elements = (text: string) => text.match(/<data type="(?:updateinfo|modules)">.*?<\/data>/gs)?.sort();
      const before = repomd();
      expect(types(before)).toContain("primary_db");
      writeFileSync(join(repodata, "repomd.xml.asc"), await key.signer.sign(Buffer.from(before)));

      await publish(channelAt("adopted"), "1.3.0", [await buildRpm(directory, "1.3.0", false)]);
      expect(elements(repomd())).toEqual(elements(before));
      const theirs = join(directory, "theirs");
      cpSync(suite, theirs, { recursive: true });
      await run("createrepo_c", ["--quiet", "--update", "--keep-all-metadata", "--no-database", theirs]);
      expect(types(repomd())).toEqual(types(readFileSync(join(theirs, "repodata/repomd.xml"), "utf8")));

      const root = join(directory, "adopted");
      const dnf = dnfIn(root, join(nginx.root, "adopted/app.repo"), join(directory, "adopted-cache"));
      await dnf("install", "app-1.0.0");
      expect((await dnf("updateinfo", "list")).stdout).toContain("ACME-2026-1");
      expect((await dnf("module", "list")).stdout).toMatch(/^tool\s+stable\b/m);
      expect((await dnf("repoquery", "app")).stdout).toContain("app-2:1.3.0-1");
    },
  );

  test("two suites, old versions by the rule", async () => {
    const both = { suites: ["stable", "testing"], allSuites: ["stable", "testing"], retention: { versions: 1 } };
    await publish(channelAt("suites", { ...both, suites: ["testing"] }), "1.0.0-rc.1", [
      await buildRpm(directory, "1.0.0~rc1"),
    ]);
    expect(existsSync(join(nginx.root, "suites/stable"))).toBe(false);
    await publish(channelAt("suites", both), "1.0.0", [await buildRpm(directory, "1.0.0")]);
    for (const suite of both.suites) {
      expect(readdirSync(join(nginx.root, "suites", suite, "packages"))).toEqual(["app-1.0.0-1.noarch.rpm"]);
    }
    expect(
      await publish(channelAt("suites", both), "1.0.0", [join(directory, "app-1.0.0-1.noarch.rpm")]),
    ).toMatchObject({ type: "nothing" });
  });

  test("a project's rule for old versions leaves another's packages alone", async () => {
    for (const version of ["1.0.0", "1.1.0"]) {
      await publish(channelAt("shared"), version, [await buildRpm(directory, version)]);
    }
    const theirs = channelAt("shared", { name: "tool", retention: { versions: 1 } });
    for (const version of ["1.0.0", "1.1.0"]) {
      await publish(theirs, version, [await buildRpm(directory, version, true, "tool")]);
    }
    expect(readdirSync(join(nginx.root, "shared/stable/packages")).sort()).toEqual(
      ["app-1.0.0", "app-1.1.0", "tool-1.1.0"].map((name) => `${name}-1.noarch.rpm`),
    );
  });
});
