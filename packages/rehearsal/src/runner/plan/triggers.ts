import { mistake } from "@slipway/model";
import { workflowNotValid } from "../problems.ts";
import { loadGitHubParser } from "../workflow/github-parser.ts";

export type EventName = "push" | "workflow_dispatch" | "pull_request";

/** What decides whether a workflow runs. */
export interface TriggerEvent {
  readonly name: EventName;
  /** `refs/heads/…` or `refs/tags/…` of a push; of a pull request the ref that is merged. */
  readonly ref: string;
  /** Branch a pull request goes into, without `refs/heads/`. */
  readonly baseRef?: string;
  /** Activity of a pull request; `opened` when absent. */
  readonly action?: string;
}

export interface WorkflowText {
  readonly path: string;
  readonly content: string;
}

/** Activities that run a workflow whose `pull_request` names none (GitHub's documentation, "Events that trigger workflows"). */
const DEFAULT_ACTIVITIES = ["opened", "synchronize", "reopened"];

/**
 * Paths of the workflows that an event runs, in the order given.
 *
 * @throws Problem for an invalid file, and for `paths` filters: what a push changed is not known to a rehearsal.
 */
export async function workflowsTriggeredBy(files: readonly WorkflowText[], event: TriggerEvent): Promise<string[]> {
  const parser = await loadGitHubParser();
  const triggered: string[] = [];
  for (const { path, content } of files) {
    const { context, value } = parser.parseWorkflow({ name: path, content }, new parser.NoOperationTraceWriter());
    const errors = () => context.errors.getErrors().map((error) => error.message);
    if (!value || errors().length > 0) throw workflowNotValid(path, errors());
    const { events } = await parser.convertWorkflowTemplate(context, value, undefined, { errorPolicy: 1 });
    if (errors().length > 0) throw workflowNotValid(path, errors());
    if (isTriggered(events as Readonly<Record<string, unknown>>, event, path)) triggered.push(path);
  }
  return triggered;
}

type Filters = Readonly<Record<string, readonly string[] | undefined>>;

/** Whether a workflow's `on` (as GitHub's parser converts it) answers to the event. */
export function isTriggered(events: Readonly<Record<string, unknown>>, event: TriggerEvent, path: string): boolean {
  const config = events[event.name] as Filters | undefined;
  if (config === undefined) return false;
  if (config.paths || config["paths-ignore"]) {
    throw mistake(
      "not-rehearsable",
      `This workflow cannot be rehearsed: '${event.name}' is filtered by ${config.paths ? "paths" : "paths-ignore"}.`,
      "A rehearsal does not know which files a push changed; remove the filter from the rehearsed workflow.",
      { file: path },
    );
  }
  if (event.name === "workflow_dispatch") return true;
  if (event.name === "pull_request") {
    return (
      (config.types ?? DEFAULT_ACTIVITIES).includes(event.action ?? "opened") &&
      accepts(event.baseRef ?? "", config.branches, config["branches-ignore"])
    );
  }
  const branches = config.branches ?? config["branches-ignore"];
  const tags = config.tags ?? config["tags-ignore"];
  if (event.ref.startsWith("refs/tags/")) {
    if (branches && !tags) return false;
    return accepts(event.ref.slice("refs/tags/".length), config.tags, config["tags-ignore"]);
  }
  if (tags && !branches) return false;
  return accepts(event.ref.replace(/^refs\/heads\//, ""), config.branches, config["branches-ignore"]);
}

function accepts(name: string, wanted: readonly string[] | undefined, ignored: readonly string[] | undefined): boolean {
  if (wanted) return matchesFilter(name, wanted);
  return ignored ? !matchesFilter(name, ignored) : true;
}

/** Patterns in order: a later one overrides an earlier one, and one with `!` takes away. */
export function matchesFilter(name: string, patterns: readonly string[]): boolean {
  let matched = false;
  for (const pattern of patterns) {
    const negated = pattern.startsWith("!");
    if (filterExpression(negated ? pattern.slice(1) : pattern).test(name)) matched = !negated;
  }
  return matched;
}

/**
 * GitHub's filter patterns ("Filter pattern cheat sheet"): `*` without `/`, `**` with it, `?` and `+` repeat the character
 * before them, `[]` a set, a backslash takes the next character literally.
 */
function filterExpression(pattern: string): RegExp {
  let source = "";
  for (let index = 0; index < pattern.length; index++) {
    const char = pattern[index] as string;
    if (char === "\\" && index + 1 < pattern.length) source += escapeCharacter(pattern[++index] as string);
    else if (pattern.startsWith("**/", index)) {
      source += "(?:.*/)?";
      index += 2;
    } else if (pattern.startsWith("**", index)) {
      source += ".*";
      index += 1;
    } else if (char === "*") source += "[^/]*";
    else if (char === "?" || char === "+") source += char;
    else if (char === "[" && pattern.indexOf("]", index + 1) > 0) {
      const end = pattern.indexOf("]", index + 1);
      source += pattern.slice(index, end + 1);
      index = end;
    } else source += escapeCharacter(char);
  }
  return new RegExp(`^${source}$`);
}

function escapeCharacter(char: string): string {
  return char.replace(/[\\^$.|?*+()[\]{}/]/, "\\$&");
}
