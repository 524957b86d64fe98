import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Rehearsal } from "@slipway/rehearsal";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LIBRARY, rehearsed } from "./support/rehearsals.ts";
import { describeWith, findTool, type Tool } from "./tools.ts";

/** The release of examples/provisioning, as a newcomer sees it, held against real tools. */
const MINUTES = 60_000;
const scratch = mkdtempSync(join(tmpdir(), "slipway-provisioning-"));
let first: Rehearsal;
let release: string;

beforeAll(async () => {
  first = await rehearsed(join(LIBRARY, "examples/provisioning"), {
    tag: undefined,
    out: join(scratch, "first"),
    serve: true,
  });
  release = join(first.directory, "release");
}, 25 * MINUTES);
afterAll(() => first?.served?.github.close());

/** bsdtar and unzip write names as the locale has them. */
const UTF8 = { ...process.env, LC_ALL: "C.UTF-8" };

const run = (
  program: string,
  args: readonly string[],
  options: { cwd?: string; input?: string; env?: NodeJS.ProcessEnv } = {},
) => spawnSync(program, args, { encoding: "utf8", timeout: 2 * MINUTES, maxBuffer: 1 << 26, env: UTF8, ...options });

/** Like `run`, while this process goes on to serve. */
function runBeside(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<{ status: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"], timeout: MINUTES });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, output }));
  });
}

/** Unpacked with the ordinary tool of the format; answers with the single top directory. */
function unpacked(name: string): string {
  const into = join(scratch, "unpacked", name);
  const root = join(into, name.replace(/\.(tar\.gz|zip)$/, ""));
  if (existsSync(root)) return root;
  mkdirSync(into, { recursive: true });
  const archive = join(release, name);
  const { status, stderr } = name.endsWith(".zip")
    ? run("unzip", ["-q", archive, "-d", into])
    : run("tar", ["-xzf", archive, "-C", into]);
  expect(stderr).toBe("");
  expect(status).toBe(0);
  return root;
}

const ARCHIVES = ["freebsd-amd64", "linux-amd64", "linux-arm64", "macos-amd64", "macos-arm64", "windows-amd64"].flatMap(
  (target) =>
    ["complete", "minimal"].map(
      (variant) => `provisioning-2.1.0-${target}-${variant}.${target.startsWith("windows") ? "zip" : "tar.gz"}`,
    ),
);

const isSignature = (name: string) => /\.(?:asc|minisig|sigstore\.json)$/.test(name);

describe("the release of examples/provisioning", () => {
  test("succeeds, with every planned asset and nothing left out", () => {
    expect(first.summary.result).toBe("success");
    expect(first.summary.notRehearsed).toEqual([]);
    const names = first.summary.release?.assets.map(({ name }) => name) ?? [];
    const packages = [...ARCHIVES, "provisioning-2.1.0-docs.tar.gz", "provisioning-2.1.0-source.tar.gz"];
    const expected = [
      ...packages,
      ...packages.map((name) => `${name}.sha256`),
      "MD5SUMS",
      "SHA256SUMS",
      "SHA512SUMS",
      "release.json",
      ...["SHA256SUMS", "SHA512SUMS", "MD5SUMS", "release.json"].flatMap((name) =>
        [".asc", ".minisig", ".sigstore.json"].map((suffix) => `${name}${suffix}`),
      ),
      "minisign.pub",
      "signing-key.asc",
    ];
    expect([...names].sort()).toEqual(expected.sort());
    expect(readdirSync(release).sort()).toEqual(expected.sort());
  });

  test("every digest of summary.json is the file's", () => {
    for (const { name, size, digest } of first.summary.release?.assets ?? []) {
      const bytes = readFileSync(join(release, name));
      expect({
        name,
        size: bytes.length,
        digest: `sha256:${createHash("sha256").update(bytes).digest("hex")}`,
      }).toEqual({ name, size, digest });
    }
  });

  test("the checksum files hold for the ordinary tools", () => {
    for (const [tool, sums] of [
      ["sha256sum", "SHA256SUMS"],
      ["sha512sum", "SHA512SUMS"],
      ["md5sum", "MD5SUMS"],
    ] as const) {
      expect(run(tool, ["--strict", "--quiet", "-c", sums], { cwd: release })).toMatchObject({
        status: 0,
        stdout: "",
        stderr: "",
      });
    }
  });
});

describeWith(["tar", "unzip"], "what is inside", () => {
  test("complete has all programs, minimal only the orchestrator", () => {
    for (const name of ARCHIVES) {
      const exe = name.includes("windows") ? ".exe" : "";
      const programs = name.includes("complete") ? ["control-center", "mcp-server", "orchestrator"] : ["orchestrator"];
      const found = readdirSync(join(unpacked(name), "bin")).filter((file) =>
        /^(control-center|mcp-server|orchestrator)/.test(file),
      );
      expect({ name, found }).toEqual({ name, found: programs.map((program) => program + exe) });
    }
  });

  test("configuration has CRLF on Windows and LF elsewhere, non-ASCII and long names arrive", () => {
    const text = (name: string) => readFileSync(join(unpacked(name), "config/orchestrator.toml"), "utf8");
    const [unix, windows] = [
      "provisioning-2.1.0-linux-amd64-complete.tar.gz",
      "provisioning-2.1.0-windows-amd64-complete.zip",
    ] as const;
    expect(text(unix)).not.toContain("\r");
    expect(text(windows)).toBe(text(unix).replaceAll("\n", "\r\n"));
    for (const name of [unix, windows]) {
      const files = readdirSync(unpacked(name), { recursive: true, encoding: "utf8" });
      expect(files).toContain("docs/guide/Anbieter-hinzufügen.md");
      expect(files.some((path) => path.length > 100)).toBe(true);
    }
  });

  test("Linux programs of this machine's kind run and print the version", () => {
    const root = unpacked(`provisioning-2.1.0-linux-${process.arch === "arm64" ? "arm64" : "amd64"}-complete.tar.gz`);
    for (const program of ["control-center", "mcp-server", "orchestrator"]) {
      const { status, stdout } = run(join(root, "bin", program), ["--version"]);
      expect({ status, stdout }).toEqual({
        status: 0,
        stdout: expect.stringMatching(
          new RegExp(`^${program} 2\\.1\\.0 \\(commit ${first.summary.commit.slice(0, 7)}`),
        ),
      });
    }
  });

  describeWith(["qemu-aarch64-static"], "under QEMU", () => {
    test("arm64 programs run and print the version", () => {
      const root = unpacked("provisioning-2.1.0-linux-arm64-complete.tar.gz");
      const { status, stdout } = run("qemu-aarch64-static", [join(root, "bin/orchestrator"), "--version"]);
      expect({ status, stdout }).toEqual({
        status: 0,
        stdout: expect.stringMatching(/^orchestrator 2\.1\.0 .*aarch64/),
      });
    });
  });

  describeWith(["wine"], "under Wine", () => {
    test("Windows programs run and print the version", () => {
      const root = unpacked("provisioning-2.1.0-windows-amd64-complete.zip");
      const wine = findTool("wine") as string;
      const env = {
        ...process.env,
        WINEPREFIX: join(scratch, "wine"),
        WINEDEBUG: "-all",
        WINEDLLOVERRIDES: "mscoree,mshtml=",
      };
      for (const program of ["control-center", "mcp-server", "orchestrator"]) {
        const { status, stdout } = run(wine, [join(root, "bin", `${program}.exe`), "--version"], { env });
        expect({ status, stdout }).toEqual({
          status: 0,
          stdout: expect.stringMatching(new RegExp(`^${program} 2\\.1\\.0 .*windows`)),
        });
      }
      run("wineserver", ["-k"], { env });
    });
  });

  describeWith(["file"], "by file", () => {
    test.each([
      ["linux-amd64", "orchestrator", /ELF 64-bit LSB .*x86-64.*stripped/],
      ["linux-arm64", "orchestrator", /ELF 64-bit LSB .*ARM aarch64.*stripped/],
      ["macos-amd64", "orchestrator", /Mach-O 64-bit x86_64 executable/],
      ["macos-arm64", "orchestrator", /Mach-O 64-bit arm64 executable/],
      ["windows-amd64", "orchestrator.exe", /PE32\+ executable \(console\) x86-64.*MS Windows/],
      ["freebsd-amd64", "orchestrator", /ELF 64-bit LSB .*x86-64.*FreeBSD/],
    ])("%s", (target, program, expected) => {
      const root = unpacked(`provisioning-2.1.0-${target}-complete.${target.startsWith("windows") ? "zip" : "tar.gz"}`);
      expect(run("file", ["-b", join(root, "bin", program)]).stdout).toMatch(expected);
    });
  });
});

describe("every unpacker reads the same", () => {
  const cases: [Tool, string, (archive: string, into: string) => readonly string[]][] = [
    ["tar", "provisioning-2.1.0-linux-amd64-complete.tar.gz", (archive, into) => ["-xzf", archive, "-C", into]],
    ["bsdtar", "provisioning-2.1.0-linux-amd64-complete.tar.gz", (archive, into) => ["-xf", archive, "-C", into]],
    ["bsdtar", "provisioning-2.1.0-windows-amd64-complete.zip", (archive, into) => ["-xf", archive, "-C", into]],
    ["unzip", "provisioning-2.1.0-windows-amd64-complete.zip", (archive, into) => ["-q", archive, "-d", into]],
    ["7z", "provisioning-2.1.0-windows-amd64-complete.zip", (archive, into) => ["x", "-bd", `-o${into}`, archive]],
  ];
  describeWith(["tar", "bsdtar", "unzip", "7z"], "as release.json has it", () => {
    test.each(cases)("%s on %s", (tool, name, args) => {
      const into = mkdtempSync(join(scratch, "unpack-"));
      expect(run(tool, args(join(release, name), into)).status).toBe(0);
      const manifest = JSON.parse(readFileSync(join(release, "release.json"), "utf8"));
      const { entries } = manifest.artifacts.find((artifact: { name: string }) => artifact.name === name);
      const files = entries.filter(({ type }: { type: string }) => type === "file");
      expect(files.length).toBeGreaterThan(40);
      for (const { path, sha256 } of files) {
        expect({
          path,
          sha256: createHash("sha256")
            .update(readFileSync(join(into, path)))
            .digest("hex"),
        }).toEqual({ path, sha256 });
      }
    });
  });
});

describeWith(["gh", "git"], "stock clients against the served GitHub", () => {
  test("gh lists, views and downloads the release", async () => {
    const { github, token } = first.served as NonNullable<Rehearsal["served"]>;
    const env = {
      ...process.env,
      ...github.ghEnvironment(token),
      GH_CONFIG_DIR: join(scratch, "gh"),
      GH_PROMPT_DISABLED: "1",
    };
    const gh = (...args: string[]) => runBeside("gh", [...args, "-R", "you/provisioning"], env);
    expect(await gh("release", "list")).toMatchObject({
      status: 0,
      output: expect.stringMatching(/v2\.1\.0\s+Latest\s+v2\.1\.0/),
    });
    expect((await gh("release", "view", "v2.1.0")).output).toContain("provisioning-2.1.0-linux-amd64-complete.tar.gz");
    const into = join(scratch, "downloaded");
    expect(
      await gh("release", "download", "v2.1.0", "-p", "*linux-amd64*", "-p", "SHA256SUMS", "-D", into),
    ).toMatchObject({ status: 0 });
    expect(
      run("sha256sum", ["--ignore-missing", "--strict", "--quiet", "-c", "SHA256SUMS"], { cwd: into }),
    ).toMatchObject({ status: 0 });
  });

  test("git clones the tag", async () => {
    const { github } = first.served as NonNullable<Rehearsal["served"]>;
    const into = join(scratch, "clone");
    const url = github.gitUrl("you/provisioning");
    expect(await runBeside("git", ["clone", "-q", "--branch", "v2.1.0", url, into], process.env)).toMatchObject({
      status: 0,
    });
    expect(run("git", ["rev-parse", "HEAD"], { cwd: into }).stdout.trim()).toBe(first.summary.commit);
  });
});

test(
  "a second run, from another directory, gives the same bytes",
  async () => {
    const moved = join(scratch, "elsewhere/provisioning");
    cpSync(join(LIBRARY, "examples/provisioning"), moved, { recursive: true });
    const second = await rehearsed(moved, { tag: undefined, out: join(scratch, "second") });
    // A rehearsal has keys of its own, so what is signed by them, or tells of them, is another each time.
    const same = ({ summary }: Pick<typeof second, "summary">) =>
      summary.release?.assets.filter(
        ({ name, kind }) => name !== "release.json" && kind !== "key" && !isSignature(name),
      );
    expect(same(second)).toEqual(same(first));
    expect(same(second)).toHaveLength(31);
  },
  15 * MINUTES,
);
