import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { MOST_ASSETS, paceTime } from "@slipway/forge";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

/** What GitHub only warns of, or refuses when it is too late: held against the files that are called. */

const ROOT = join(import.meta.dirname, "..");
const read = (path: string) => parse(readFileSync(join(ROOT, path), "utf8"));

interface Part {
  readonly uses?: string;
  readonly with?: object;
  readonly secrets?: object | string;
}

interface Call {
  readonly where: string;
  readonly uses: string;
  readonly with: readonly string[];
  readonly secrets: readonly string[];
}

function callsOf(path: string): Call[] {
  const { jobs = {}, runs } = read(path);
  const calls: Call[] = [];
  const add = (where: string, part: Part) => {
    if (part.uses === undefined) return;
    const secrets = typeof part.secrets === "object" ? Object.keys(part.secrets ?? {}) : [];
    calls.push({ where, uses: part.uses, with: Object.keys(part.with ?? {}), secrets });
  };
  for (const [name, job] of Object.entries<Part & { steps?: Part[] }>(jobs)) {
    add(`${path} ${name}`, job);
    for (const step of job.steps ?? []) add(`${path} ${name}`, step);
  }
  for (const step of runs?.steps ?? []) add(path, step);
  return calls;
}

/** Ours: `$/actions/x`, `slipway/slipway/actions/x@v1`, and the same of workflows. */
function fileOf(uses: string): string | undefined {
  const path = /^(?:\$|slipway\/slipway)\/([^@]+)(?:@|$)/.exec(uses)?.[1];
  if (path === undefined) return undefined;
  return path.startsWith("actions/") ? `${path}/action.yml` : path;
}

const FILES = [
  ...globSync(".github/workflows/*.yml", { cwd: ROOT }),
  ...globSync("templates/**/*.yml", { cwd: ROOT }),
  ...globSync("examples/*/.github/workflows/*.yml", { cwd: ROOT }),
  ...globSync("actions/*/action.yml", { cwd: ROOT }),
].sort();

const CALLS = FILES.flatMap(callsOf);

describe("calls of our own actions and workflows", () => {
  test.each(CALLS.filter(({ uses }) => fileOf(uses) !== undefined))("$where: $uses", (call) => {
    const file = fileOf(call.uses) ?? "";
    expect(existsSync(join(ROOT, file)), file).toBe(true);
    const called = read(file);
    const { inputs = {}, secrets = {} } = called.on?.workflow_call ?? called;
    expect(call.with.filter((name) => !(name in inputs))).toEqual([]);
    expect(call.secrets.filter((name) => !(name in secrets))).toEqual([]);
    const required = Object.entries<{ required?: boolean; default?: unknown }>(inputs)
      .filter(([, { required, default: otherwise }]) => required === true && otherwise === undefined)
      .map(([name]) => name);
    expect(required.filter((name) => !call.with.includes(name))).toEqual([]);
  });
});

test("foreign actions are pinned by commit", () => {
  const foreign = CALLS.filter(({ uses }) => fileOf(uses) === undefined && !uses.startsWith("./"));
  expect(foreign.length).toBeGreaterThan(0);
  expect(foreign.filter(({ uses }) => !/@[0-9a-f]{40}$/.test(uses))).toEqual([]);
});

test.each(["release", "rollback-release"])("the largest release is published within the deadline of %s.yml", (name) => {
  const minutes = read(`.github/workflows/${name}.yml`).jobs.publish["timeout-minutes"];
  // By the limits of new content, and an hour for another run and for large files.
  expect(minutes).toBeGreaterThanOrEqual(paceTime(MOST_ASSETS) / 60_000 + 60);
});

describe.each(globSync(".github/workflows/*.yml", { cwd: ROOT }))("%s", (path) => {
  const { jobs } = read(path) as { jobs: Record<string, Record<string, unknown>> };
  const text = readFileSync(join(ROOT, path), "utf8");

  test("every job has a deadline, or calls a workflow whose jobs have", () => {
    const without = Object.entries(jobs).filter(([, job]) => !("uses" in job) && !("timeout-minutes" in job));
    expect(without.map(([name]) => name)).toEqual([]);
  });

  test("outputs are those of jobs that are needed", () => {
    for (const [name, job] of Object.entries(jobs)) {
      const needs = [job.needs ?? []].flat() as string[];
      const used = [...JSON.stringify(job).matchAll(/needs\.([\w-]+)\./g)].map(([, other]) => other ?? "");
      expect(
        used.filter((other) => !needs.includes(other)),
        name,
      ).toEqual([]);
    }
  });

  test("and exist", () => {
    const outputsOf = (name: string): string[] => {
      const job = jobs[name] ?? {};
      const file = typeof job.uses === "string" ? fileOf(job.uses) : undefined;
      return Object.keys(file === undefined ? (job.outputs ?? {}) : (read(file).on.workflow_call.outputs ?? {}));
    };
    for (const [, name = "", output = ""] of text.matchAll(/\bneeds\.([\w-]+)\.outputs\.([\w-]+)/g)) {
      expect(outputsOf(name), `${name}.${output}`).toContain(output);
    }
    for (const job of Object.values(jobs)) {
      const steps = (job.steps ?? []) as { id?: string; uses?: string }[];
      for (const [, id = "", output = ""] of JSON.stringify(job).matchAll(/\bsteps\.([\w-]+)\.outputs\.([\w-]+)/g)) {
        const file = fileOf(steps.find((step) => step.id === id)?.uses ?? "");
        if (file !== undefined) expect(Object.keys(read(file).outputs ?? {}), `${id}.${output}`).toContain(output);
      }
    }
  });

  test("secrets and inputs that are used are declared", () => {
    const declared = read(path).on?.workflow_call;
    if (declared === undefined) return;
    const used = (kind: string) =>
      [...text.matchAll(new RegExp(`\\$\\{\\{[^}]*?\\b${kind}\\.([\\w-]+)`, "g"))].map(([, name]) => name ?? "");
    const known = (names: object | undefined) => (name: string) => !(name in (names ?? {}));
    expect(
      used("secrets")
        .filter((name) => name !== "GITHUB_TOKEN")
        .filter(known(declared.secrets)),
    ).toEqual([]);
    expect(used("inputs").filter(known(declared.inputs))).toEqual([]);
  });
});

test("every digest that a job of the chain announces is held against what arrives later", () => {
  const release = readFileSync(join(ROOT, ".github/workflows/release.yml"), "utf8");
  const publish = release.slice(release.indexOf("uses: $/actions/publish-release"));
  for (const digest of ["plan-digest", "manifest-digest", "signature-digests"]) {
    expect(publish.slice(0, publish.indexOf("uses: ", 10))).toContain(`${digest}: \${{ needs.`);
  }
});

describe("rollback.yml", () => {
  const { jobs, on } = read(".github/workflows/rollback.yml");
  const expression = (text: string) => `\${{ ${text} }}`;
  const stepOf = (job: string): Record<string, string> =>
    jobs[job].steps.find(({ uses }: Part) => uses === "$/actions/rollback").with;

  test("both jobs are told the same, so that the plan of the one is that of the other", () => {
    const { "dry-run": dry, version, "to-version": to, ...plan } = stepOf("plan");
    const {
      "dry-run": real,
      "plan-digest": digest,
      version: from,
      "to-version": exactly,
      ...execute
    } = stepOf("execute");
    expect(execute).toEqual(plan);
    expect([dry, real]).toEqual(["true", "false"]);
    expect([version, to, digest]).toEqual([
      expression("inputs.version"),
      expression("inputs.to-version"),
      expression("needs.plan.outputs.plan-digest"),
    ]);
    expect([from, exactly]).toEqual([
      expression("needs.plan.outputs.from"),
      expression("!inputs.abort && needs.plan.outputs.to || ''"),
    ]);
  });

  test("every input and secret of the workflow reaches the action, or says what else it is for", () => {
    const text = JSON.stringify(stepOf("plan"));
    const unused = (kind: string, names: object) =>
      Object.keys(names).filter((name) => !text.includes(`${kind}.${name} `));
    const { inputs, secrets } = on.workflow_call;
    expect(unused("inputs", inputs)).toEqual(["roll-forward-leave-out", "dry-run", "environment"]);
    // For the rollback release.
    expect(unused("secrets", secrets)).toEqual(["minisign-key", "minisign-password"]);
  });

  test("what the rollback release takes, its caller can say: packages that cannot be carried, too", () => {
    const { inputs } = read(".github/workflows/rollback-release.yml").on.workflow_call;
    const { with: handed } = jobs["roll-forward"];
    // They are for who makes one by hand.
    expect(Object.keys(inputs).filter((name) => !(name in handed))).toEqual(["config-at", "draft"]);
    // Channels that a rollback leaves alone are something else.
    expect(handed["leave-out"]).toBe(expression("inputs.roll-forward-leave-out"));
    // Drafts of an earlier run are seen with it alone.
    expect(read(".github/workflows/rollback-release.yml").jobs.carry.permissions).toEqual({ contents: "write" });
    // Who finishes an interrupted rollback need not say it again.
    expect(handed.reason).toBe(expression("needs.plan.outputs.reason || inputs.reason"));
  });

  test("the executing job waits for a release of the same tag, cancels none, and asks for an approval", () => {
    const release = read(".github/workflows/release.yml").concurrency;
    const { concurrency, environment } = jobs.execute;
    const fill = (text: string, values: Readonly<Record<string, string>>) =>
      text.replace(/\$\{\{ ([\w.-]+) \}\}/g, (_, name: string) => values[name] ?? name);
    const tagged = { "github.ref": "refs/tags/v2.1.0", "needs.plan.outputs.from": "v2.1.0" };
    expect(fill(concurrency.group, tagged)).toBe(fill(release.group, tagged));
    expect([concurrency, release].map(({ "cancel-in-progress": cancels, queue }) => [cancels, queue])).toEqual([
      [false, "max"],
      [false, "max"],
    ]);
    expect(environment).toBe(expression("inputs.environment"));
    expect([jobs.plan.concurrency, jobs.plan.environment]).toEqual([undefined, undefined]);
  });

  test("may change releases, and nothing else", () => {
    for (const job of ["plan", "execute"]) expect(jobs[job].permissions, job).toEqual({ contents: "write" });
  });

  test("its caller is started by hand, with choices, and hands everything on", () => {
    const caller = read("templates/rollback.yml");
    const { inputs } = caller.on.workflow_dispatch;
    expect(Object.keys(inputs).length).toBeLessThanOrEqual(10);
    expect(inputs.mode.options.toSorted()).toEqual(["emergency", "failover", "normal", "security", "staging"]);
    expect(inputs.reason.required).toBe(true);
    const given = caller.jobs.rollback.with;
    expect(Object.keys(inputs).filter((name) => !String(given[name]).includes(`inputs.${name}`))).toEqual([]);
    expect(Object.keys(on.workflow_call.inputs)).toEqual(expect.arrayContaining(Object.keys(inputs)));
  });
});
