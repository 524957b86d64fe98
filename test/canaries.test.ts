import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync, gzipSync } from "node:zlib";
import { type EmbeddedGitHub, type FaultHook, type Rehearsal, startHttpSink } from "@slipway/rehearsal";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { goProgram } from "../packages/integrity/test/code-signing/support.ts";
import { type Canary, Finder, FORMS } from "./support/canaries.ts";
import { leaksBelow, leaksIn } from "./support/leaks.ts";
import { type Seen, watchProcesses } from "./support/process-watch.ts";
import { CALLER, changedLibrary, project, rehearsed } from "./support/rehearsals.ts";
import { declaredSecrets, handingOn, makeSecrets } from "./support/secrets.ts";
import { describeWith } from "./tools.ts";

/** Every secret is a canary, and none is seen where it has no business: the proof of "no secret in a log, an argument, a file". */

const WORKFLOW = ".github/workflows/release.yml";
const HOST = process.arch === "arm64" ? "linux-arm64" : "linux-amd64";
const SEEN_BY_PROJECT = "seen-by-project";

/** The project tells what it can see: its environment, and that of the processes above it. */
const LOOK = `tr '\\0' '\\n' </proc/$$/environ >>"$HOME/${SEEN_BY_PROJECT}"\n`;
const FILES = {
  ...CALLER,
  "slipway.yml": `name: tiny
targets: [${HOST}, windows-amd64]
builds:
  - toolchain: command
    command: [sh, build.sh, "{output}", "{target}"]
    binaries: [tiny]
    strip: false
# The script needs no Windows, and a leg for it is rehearsed here.
runners: { windows: ubuntu-24.04 }
signing: { openpgp: { over: all }, minisign: true, sigstore: true, provenance: true, windows: true }
sbom: { per: [release] }
preflight: { tests: [sh, look.sh], audit: false, docs: false }
`,
  "look.sh": LOOK,
  "build.sh": `${LOOK}mkdir -p "$1"
case $2 in windows-*) cp hi.exe "$1/tiny.exe" ;; *) cp -L /bin/true "$1/tiny" ;; esac
test ! -e fail || { env; exit 3; }
`,
  "README.md": "# tiny\n",
};

/** Nothing is checked before the build, so that what signs meets the secret itself. */
const UNCHECKED = [
  ".github/workflows/release.yml",
  "checks: credentials, signing, code-signing",
  "checks: credentials",
] as const;

interface Scenario {
  readonly name: string;
  readonly result: "success" | "failure";
  /** In what was said. */
  readonly says?: RegExp;
  readonly faults?: FaultHook;
  readonly secrets?: (given: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
  readonly unchecked?: boolean;
  readonly targets?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
}

/** Each is a canary too, and opens nothing. */
const wrong = (...names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, `no "${name}" <&%+/> ${randomBytes(9).toString("hex")}`]));

const SCENARIOS: readonly Scenario[] = [
  {
    name: "a release in spite of a server that fails now and then",
    result: "success",
    faults: ({ operationId, attempt, index }) => {
      if (operationId === "repos/create-release" && attempt === 1) return { kind: "reset", when: "after" };
      if (operationId === "repos/upload-release-asset" && attempt === 1 && index % 3 === 0)
        return { kind: "debris", status: 502 };
      if (operationId === "git/get-ref" && attempt === 1)
        return { kind: "rate-limit", limit: "secondary", retryAfter: 1 };
      if (operationId === "blob/put" && attempt === 1 && index % 4 === 0) return { kind: "answer", status: 503 };
      return undefined;
    },
  },
  {
    name: "a server that refuses the release",
    result: "failure",
    says: /403|Resource not accessible/,
    targets: [HOST],
    faults: ({ operationId }) =>
      operationId === "repos/create-release"
        ? { kind: "answer", status: 403, body: { message: "Resource not accessible by integration" } }
        : undefined,
  },
  {
    name: "passwords that open nothing, found before the build",
    result: "failure",
    says: /openpgp-passphrase[\s\S]*windows-certificate-password|windows-certificate-password[\s\S]*openpgp-passphrase/,
    secrets: () => wrong("openpgp-passphrase", "minisign-password", "windows-certificate-password"),
  },
  {
    name: "secrets of which none is what it should be",
    result: "failure",
    says: /openpgp-key[\s\S]*windows-certificate|windows-certificate[\s\S]*openpgp-key/,
    secrets: (given) => wrong(...Object.keys(given)),
  },
  {
    name: "a certificate that does not open where programs are signed",
    result: "failure",
    says: /windows-certificate-password/,
    targets: ["windows-amd64"],
    unchecked: true,
    secrets: () => wrong("windows-certificate-password"),
  },
  {
    name: "a key that does not open where the release is signed",
    result: "failure",
    says: /passphrase does not open/,
    targets: [HOST],
    unchecked: true,
    secrets: () => wrong("openpgp-passphrase"),
  },
  {
    name: "a build that fails and tells its environment",
    result: "failure",
    says: /build/,
    targets: [HOST],
    files: { fail: "" },
  },
];

/** Who is given secrets to sign with, and who other ones: for channels and messages. */
const SIGNS = /\/dist\/(?:preflight|sign-binaries|sign-and-checksum)\/index\.js$/;
const TELLS = /\/dist\/(?:update-homebrew|update-registries|notify)\/index\.js$/;
const TOKEN = "a job's token";
const SIGNING = /openpgp|minisign|certificate|notary/;

describeWith(["openssl", "osslsigncode", "go"], "secrets", () => {
  const scratch = mkdtempSync(join(tmpdir(), "slipway-canaries-"));
  const [home, temporary] = [join(scratch, "home"), join(scratch, "tmp")];
  const finder = new Finder();
  const ran = new Map<string, { readonly scenario: Scenario; readonly rehearsal: Rehearsal; readonly said: string }>();
  const output: string[] = [];
  const tokens = new Set<string>();
  const known = Object.fromEntries(["/tmp", "/dev/shm"].map((folder) => [folder, new Set(listing(folder))]));
  let processes: readonly Seen[];

  beforeAll(async () => {
    const keys = mkdtempSync(join(tmpdir(), "slipway-keys-"));
    // Whoever is told of a failure says no: what is said about that must not name the address.
    const sink = await startHttpSink();
    sink.next(...Array.from({ length: 200 }, () => ({ status: 403, body: "no" })));
    const { values, canaries } = await makeSecrets(keys, sink.url);
    for (const canary of canaries) finder.add(canary);
    const program = readFileSync(goProgram(keys, "windows", "amd64", "hi.exe"));
    rmSync(keys, { recursive: true });
    for (const folder of [home, temporary]) mkdirSync(folder);
    const before = Object.fromEntries(["HOME", "TMPDIR", "XDG_CACHE_HOME"].map((name) => [name, process.env[name]]));
    // Tools that were downloaded for other tests are used here too.
    const caches = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
    Object.assign(process.env, { HOME: home, TMPDIR: temporary, XDG_CACHE_HOME: caches });
    const watch = await watchProcesses();
    const pending = SCENARIOS.map((scenario, index) => async () => {
      const directory = project({ ...FILES, [WORKFLOW]: caller(), ...scenario.files });
      writeFileSync(join(directory, "hi.exe"), program);
      const own = { ...values, ...scenario.secrets?.(values) };
      for (const [name, value] of Object.entries(own))
        if (value !== values[name]) finder.add({ name: `wrong ${name}`, values: [value] });
      const { said, ...rehearsal } = await rehearsed(directory, {
        tag: `v1.0.${index}`,
        debug: true,
        keep: true,
        secrets: own,
        onGitHub: (github) => {
          collectTokens(github, tokens);
          github.setFaults(scenario.faults);
        },
        onOutput: (line) => output.push(line),
        ...(scenario.targets && { targets: scenario.targets }),
        ...(scenario.unchecked && { library: changedLibrary(...UNCHECKED) }),
      });
      ran.set(scenario.name, { scenario, rehearsal, said });
    });
    const lane = async () => {
      for (let next = pending.shift(); next !== undefined; next = pending.shift()) await next();
    };
    try {
      await Promise.all([lane(), lane()]);
    } finally {
      processes = await watch.stop();
      await sink.close();
      for (const [name, value] of Object.entries(before)) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    }
    for (const token of tokens) finder.add({ name: TOKEN, values: [token.split(".").at(-1) ?? token] });
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  test.each(SCENARIOS.map(({ name }) => name))("%s ends as it should", (name) => {
    const { scenario, rehearsal, said } = ran.get(name) as NonNullable<ReturnType<typeof ran.get>>;
    expect(rehearsal.summary.result, said).toBe(scenario.result);
    if (scenario.says) expect(said).toMatch(scenario.says);
  });

  test("are in nothing that an action writes, before the runner masks it", () => {
    expect(output.length).toBeGreaterThan(200);
    expect(output.some((line) => line.startsWith("::debug::"))).toBe(true);
    // By this command the runner learns what else it is to mask.
    const written = output.filter((line) => !line.startsWith("::add-mask::"));
    expect([...new Set(written.flatMap((line) => leaksIn(line, line.slice(0, 200), finder)))]).toEqual([]);
  });

  test("are in no file: logs, summaries, artifacts, outputs, the report, and what programs leave behind", () => {
    for (const { rehearsal } of ran.values()) {
      expect(existsSync(join(rehearsal.directory, "report.html"))).toBe(true);
      expect(existsSync(join(rehearsal.directory, "run/jobs"))).toBe(true);
    }
    expect(leaksBelow(scratch, finder)).toEqual([]);
    const others = Object.entries(known).flatMap(([folder, names]) =>
      listing(folder)
        .filter((name) => !names.has(name) && !scratch.endsWith(name))
        .map((name) => join(folder, name)),
    );
    const ours = others.filter((path) => /slipway|gpg|minisign|signing|npm|node/.test(path));
    expect(ours.flatMap((path) => readable(() => leaksBelow(path, finder)))).toEqual([]);
  });

  test("are in no argument of any process", () => {
    expect(processes.filter(({ args }) => args.some((arg) => SIGNS.test(arg))).length).toBeGreaterThan(3);
    expect(processes.flatMap(({ args }) => leaksIn(args.join("\n"), args.join(" "), finder))).toEqual([]);
  });

  test("are in the environment of nobody but the actions that sign", () => {
    const seeing = processes.map(({ args, env = {} }) => ({ args, found: finder.in(Object.values(env).join("\n")) }));
    expect(seeing.some(({ args, found }) => SIGNS.test(args[1] ?? "") && found.length > 0)).toBe(true);
    const unexpected = seeing.flatMap(({ args, found }) =>
      found.filter(({ secret }) => !mayKnow(args, secret)).map(({ secret }) => `${args.join(" ")}: ${secret}`),
    );
    expect([...new Set(unexpected)]).toEqual([]);
  });

  test("are not seen by the project's own programs", () => {
    const seen = readFileSync(join(home, SEEN_BY_PROJECT), "utf8");
    expect(seen).toMatch(/^PATH=/m);
    expect(leaksIn(seen, "the project's programs", finder)).toEqual([]);
    expect(seen).not.toMatch(/^INPUT_(?!LEG|PLAN)/m);
  });
});

/** By its arguments; what starts it shows the same for a moment, and knows it anyway. */
function mayKnow([, script = ""]: readonly string[], secret: string): boolean {
  if (secret === TOKEN) return /\/dist\/[\w-]+\/index\.js$/.test(script);
  return SIGNING.test(secret) ? SIGNS.test(script) : TELLS.test(script);
}

function caller(): string {
  const permissions = "      contents: write\n      id-token: write\n      attestations: write\n";
  const text = (CALLER[WORKFLOW] ?? "").replace(/^ {6}contents: write\n/m, permissions);
  return `${text.trimEnd()}\n${handingOn(declaredSecrets())}`;
}

/** What the server gives a job to call it with. */
function collectTokens(github: EmbeddedGitHub, tokens: Set<string>): void {
  const start = github.startJob.bind(github);
  Object.assign(github, {
    startJob: (job: Parameters<typeof start>[0]) => {
      const credentials = start(job);
      for (const token of [credentials.token, credentials.runtimeToken, credentials.idToken?.requestToken])
        if (token !== undefined) tokens.add(token);
      return credentials;
    },
  });
}

function listing(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** Files of others come and go. */
function readable(read: () => string[]): string[] {
  try {
    return read();
  } catch {
    return [];
  }
}

describe("what looks for secrets finds them", () => {
  const value = 'pass"&<%+/ 0123456789abcdef\nand a second line of it, which is longer than a piece';
  const canary: Canary = { name: "word", values: [value] };
  const [first = "", second = ""] = value.split("\n");
  const all = new Finder([canary]);

  test.each(
    Object.keys(FORMS).flatMap((form) =>
      form === "base64url"
        ? []
        : ([
            [form, first, 0],
            [form, second, 1],
          ] as const),
    ),
  )("as %s, in %j", (form, line, position) => {
    const encoded = (FORMS[form] as (typeof FORMS)[string])(Buffer.from(line));
    for (const one of encoded) {
      const told = all.in(Buffer.concat([Buffer.from("before "), Buffer.from(one), Buffer.from(" after")]));
      expect(told, String(position)).toContainEqual({ secret: "word", form: expect.any(String) });
    }
  });

  test.each([
    ["base64 of a whole text", Buffer.from(value).toString("base64")],
    ["base64 inside of another text", Buffer.from(`user:${value}`).toString("base64")],
    ["base64 in lines", Buffer.from(`xx${value}`).toString("base64").replace(/.{64}/g, "$&\n")],
    ["base64url", Buffer.from(`x${value}`).toString("base64url")],
    ["hexadecimal of a whole text", Buffer.from(value).toString("hex")],
    ["a URL's query", new URLSearchParams({ q: first }).toString().replaceAll("+", "%20")],
    ["JSON", JSON.stringify({ value })],
    ["a message that shows an end", `unexpected token in …${second.slice(-30)}`],
  ])("%s", (_, haystack) => {
    expect(all.in(haystack)).not.toEqual([]);
  });

  test("and nothing where there is none", () => {
    const open = new Finder([{ ...canary, open: [Buffer.from(value)] }]);
    expect(all.in(readFileSync(import.meta.filename).subarray(0, 4000))).toEqual([]);
    expect(open.in(value)).toEqual([]);
  });

  test("also in compressed files, zip files and git's objects", () => {
    const scratch = mkdtempSync(join(tmpdir(), "slipway-leaks-"));
    writeFileSync(join(scratch, "log.gz"), gzipSync(`a line\n${value}\n`));
    const repository = project({ "a.txt": `${second}\n` });
    const git = (...args: string[]) => execFileSync("git", args, { cwd: repository, stdio: "pipe" });
    git("init", "-q");
    git("add", ".");
    cpSync(join(repository, ".git"), join(scratch, "bare.git"), { recursive: true });
    const zip = join(scratch, "a.zip");
    writeFileSync(zip, zipOf("a.txt", Buffer.from(value)));
    const found = leaksBelow(scratch, all).map((leak) => leak.slice(scratch.length + 1));
    rmSync(scratch, { recursive: true });
    rmSync(repository, { recursive: true });
    expect(found.sort()).toEqual(["a.zip: word as plain", "bare.git: word as plain", "log.gz: word as plain"]);
  });

  test("in arguments and environments of a process that shows them", async () => {
    const watch = await watchProcesses();
    const env = { ...process.env, SHOWN: second };
    execFileSync("sh", ["-c", "sleep 0.3; true", "sh", first], { env });
    const shown = (await watch.stop()).filter(({ args }) => args.includes("sleep 0.3; true"));
    expect(shown.flatMap(({ args }) => leaksIn(args.join("\n"), "arguments", all))).toContain(
      "arguments: word as plain",
    );
    expect(shown.flatMap(({ env }) => leaksIn(Object.values(env ?? {}).join("\n"), "environment", all))).toContain(
      "environment: word as plain",
    );
  });
});

/** A zip file of one deflated entry; only what a reader of the central directory looks at. */
function zipOf(name: string, content: Buffer): Buffer {
  const packed = deflateRawSync(content);
  const local = Buffer.alloc(30);
  local.writeUInt32BE(0x504b0304, 0);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32BE(0x504b0506, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(local.length + name.length + packed.length, 16);
  return Buffer.concat([local, Buffer.from(name), packed, central, Buffer.from(name), end]);
}
