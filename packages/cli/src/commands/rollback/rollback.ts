import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { directoryHandOver, type Kit, type Log, type Outputs, type Runtime, readRuntime } from "@slipway/action-kit";
import { Problem, ROLLBACK_PLAN, type RollbackPlan, readDocument, writeDocument } from "@slipway/model";
import { type Output, plainLine, styleOf, type TerminalTraits } from "@slipway/rehearsal";
import { isChanging, stops } from "@slipway/rollback";
import { run, type Surroundings } from "@slipway/rollback/session";
import { type RollbackArguments, UsageError } from "../../arguments.ts";
import { INTERRUPTED } from "../../interrupt.ts";
import { tell } from "../../tell.ts";
import { originRepository } from "../verify/origin.ts";
import { apiOf } from "../verify/target.ts";
import { readRoots } from "../verify/trust.ts";
import { inputsFrom } from "./inputs.ts";
import { planLines } from "./show.ts";
import { toldInShell } from "./words.ts";

interface RollbackOutputs {
  /** Where the plan goes. */
  readonly out: Output;
  readonly traits: TerminalTraits;
  /** Where people are told of what goes on. */
  readonly errors: Output;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Asks whoever sits at the terminal; absent without one. */
  readonly ask?: (question: string) => Promise<string>;
  /** What tests give otherwise. */
  readonly around?: Surroundings;
}

/** Shows what a rollback would do, or does it: by the plan with the given digest, or by the one that is confirmed. */
export async function rollback(args: RollbackArguments, outputs: RollbackOutputs): Promise<number> {
  const { environment, ask } = outputs;
  const digest = args.texts["plan-digest"];
  if (args.execute && digest === undefined && (ask === undefined || args.json)) {
    throw new UsageError(
      "--execute needs to know which plan was looked at",
      "run it without --execute first, and pass the digest that it ends with: --execute --plan-digest …",
    );
  }
  const token = environment.GH_TOKEN || environment.GITHUB_TOKEN;
  if (token === undefined || token === "") {
    throw new UsageError(
      "a rollback needs a token for the released repository",
      "put one into GH_TOKEN or GITHUB_TOKEN: with contents: write, also to see drafts and the journal",
    );
  }
  const temp = await mkdtemp(join(tmpdir(), "slipway-rollback-"));
  try {
    const session = new Session(args, token, { ...outputs, temp });
    return await session.run(digest);
  } catch (error) {
    const told = toldInShell(error);
    if (!(told instanceof Problem) || told.code !== "cancelled") throw told;
    outputs.errors.write(tell(told));
    return INTERRUPTED;
  } finally {
    await rm(temp, { recursive: true, force: true, maxRetries: 3 });
  }
}

type Given = RollbackOutputs & { readonly temp: string };

/** For the question before it. */
function purposeOf({ operation, rows, from, to }: RollbackPlan): string {
  if (operation !== "rollback") return "bring it back";
  const changing = rows.filter(isChanging);
  if (changing.length > 0 && changing.every(({ action }) => action === "delete")) return "delete its drafts";
  return from.tag === to.tag ? "move its hosts" : "take it back";
}

class Session {
  private readonly args: RollbackArguments;
  private readonly given: Given;
  private readonly token: string;
  /** Whether lines of the work are shown. */
  private talking: boolean;

  constructor(args: RollbackArguments, token: string, given: Given) {
    this.args = args;
    this.token = token;
    this.given = given;
    this.talking = args.verbose;
  }

  async run(approved: string | undefined): Promise<number> {
    const { args, given } = this;
    if (args.execute && approved !== undefined) return await this.execute(approved);
    const plan = await this.plan();
    if (args.json) given.out.write(writeDocument(ROLLBACK_PLAN, plan));
    else this.show(plan);
    const refused = plan.checks.filter(stops);
    if (refused.length > 0) {
      const many = refused.length === 1 ? "a check does not hold" : `${refused.length} checks do not hold`;
      given.errors.write(`slipway: ${many}: this plan would be refused\n`);
      if (refused.some(({ id }) => id.startsWith("channel:")))
        given.errors.write(
          "  credentials are variables of the environment (TAP_TOKEN and others): slipway help rollback\n",
        );
      return 1;
    }
    if (!args.execute) {
      if (!args.json)
        given.out.write(
          `\nNothing was changed. To carry it out: the same with --execute --plan-digest ${plan.digest}\n`,
        );
      return 0;
    }
    const word = plan.from.version;
    const what = purposeOf(plan);
    const answer = (await given.ask?.(`Type ${word} to ${what}, anything else to leave it: `))?.trim();
    if (answer !== word && answer !== plan.from.tag) {
      given.errors.write("slipway: left as it is; nothing was changed\n");
      return 1;
    }
    return await this.execute(plan.digest, plan);
  }

  /** @param shown the plan that was confirmed: exactly its releases are meant, whatever is latest by now */
  private async execute(digest: string, shown?: RollbackPlan): Promise<number> {
    const { args, given } = this;
    this.talking = !args.json || args.verbose;
    const kit = this.kit();
    const inputs = inputsFrom(args, this.token, given.environment, kit.runtime);
    const meant =
      shown === undefined
        ? inputs
        : { ...inputs, version: shown.from.tag, ...(shown.operation === "rollback" && { toVersion: shown.to.tag }) };
    let told: Outputs = {};
    const outputs = (some: Outputs) => {
      told = { ...told, ...some };
    };
    try {
      outputs(await run({ ...meant, dryRun: false, planDigest: digest }, kit, { ...(await this.around()), outputs }));
    } finally {
      // Also where a channel failed.
      if (args.json && told.outcomes !== undefined) await this.writeResult(told);
    }
    if (args.json) return 0;
    const outcomes = JSON.parse(String(told.outcomes)) as readonly Readonly<Record<string, string>>[];
    const changed = told.changed === true;
    const style = styleOf(given.traits);
    for (const { id = "", outcome = "", version = "" } of outcomes) {
      given.out.write(
        `  ${style.green("✓")} ${plainLine(id)}  ${plainLine(outcome)}${version === "" ? "" : `  ${plainLine(version)}`}\n`,
      );
    }
    const [bad, good] = [told.from, told.to];
    const way = args.abort ? `Brought back: ${good} → ${bad}` : `Taken back: ${bad} → ${good}`;
    const done = bad === good ? `Done: ${bad}` : way;
    given.out.write(changed ? style.green(style.bold(`✓ ${done}\n`)) : "Nothing was left to be changed.\n");
    return 0;
  }

  private async writeResult(told: Outputs): Promise<void> {
    const [changed, outcomes] = [told.changed === true, JSON.parse(String(told.outcomes)) as unknown];
    const plan = await this.read(String(told.plan));
    const result = { kind: "slipway-rollback", schemaVersion: 1, changed, outcomes, plan };
    this.given.out.write(`${JSON.stringify(result, null, 2)}\n`);
  }

  private async plan(): Promise<RollbackPlan> {
    const kit = this.kit();
    const inputs = inputsFrom(this.args, this.token, this.given.environment, kit.runtime);
    return await this.read(String((await run(inputs, kit, await this.around())).plan));
  }

  private async read(path: string): Promise<RollbackPlan> {
    return readDocument(ROLLBACK_PLAN, await readFile(path, "utf8"), path);
  }

  private show(plan: RollbackPlan): void {
    const { out, traits } = this.given;
    for (const line of planLines(plan, styleOf(traits), traits)) out.write(`${line}\n`);
  }

  private async around(): Promise<Surroundings> {
    const path = this.args.texts["trusted-root"];
    const roots = path === undefined ? undefined : await readRoots(path, "rollback");
    // No runner listens for outputs or masks here, and what would be told to one must not reach the terminal.
    const env = { ...this.given.environment };
    return { outputs: () => {}, mask: () => {}, env, ...(roots && { roots }), ...this.given.around };
  }

  private kit(): Kit {
    const { temp } = this.given;
    return {
      runtime: { ...this.runtime(), temp },
      log: this.log(),
      handOver: directoryHandOver(join(temp, "handed")),
      summarise: async () => {},
      exportVariable: () => {},
      addPath: () => {},
    };
  }

  private runtime(): Runtime {
    const { args } = this;
    const { environment } = this.given;
    const runtime = readRuntime({ ...environment });
    const repository = args.repo ?? runtime.repository ?? originRepository(runtime.serverUrl);
    if (args.repo !== undefined && !/^[\w.-]+\/[\w.-]+$/.test(args.repo)) {
      throw new UsageError(`--repo ${args.repo} is no repository`, "write OWNER/NAME, for example --repo acme/app");
    }
    if (repository === undefined) {
      throw new UsageError(
        "the repository whose release is taken back is not known",
        "say --repo OWNER/NAME, or run this inside a clone of it",
      );
    }
    return { ...runtime, repository, apiUrl: environment.GITHUB_API_URL || apiOf(runtime.serverUrl) };
  }

  private log(): Log {
    const { errors, traits } = this.given;
    const style = styleOf(traits);
    const say = (line: string) => {
      // The plan is shown for a terminal, and not as Markdown.
      if (this.talking && !line.startsWith("### ")) errors.write(`${style.dim(plainLine(line))}\n`);
    };
    return {
      info: say,
      debug: () => {},
      notice: say,
      warning: (line) => errors.write(`${style.yellow("!")} ${plainLine(line)}\n`),
      group: async (_title, body) => await body(),
    };
  }
}
