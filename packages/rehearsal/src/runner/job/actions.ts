import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { TemplateToken } from "@actions/workflow-parser/templates/tokens/index";
import { StepFailure, unsupported } from "../problems.ts";
import { actionFile } from "../sources.ts";
import { convertSteps } from "../workflow/convert.ts";
import { loadGitHubParser } from "../workflow/github-parser.ts";
import type { FileOrigin, NamedToken, StepDefinition } from "../workflow/model.ts";
import { rememberTexts } from "../workflow/texts.ts";
import { entries, find, literal } from "../workflow/tokens.ts";

export interface ActionInput {
  readonly name: string;
  readonly default: TemplateToken | undefined;
  readonly deprecation: string | undefined;
}

export interface NodeAction {
  readonly kind: "node";
  readonly main: string;
  readonly pre: string | undefined;
  readonly preIf: string;
  readonly post: string | undefined;
  readonly postIf: string;
}

export interface CompositeAction {
  readonly kind: "composite";
  readonly steps: readonly StepDefinition[];
  readonly outputs: readonly NamedToken[];
}

export interface Action {
  readonly origin: FileOrigin;
  /** Absolute path of the folder with its action.yml. */
  readonly directory: string;
  readonly fileName: string;
  readonly inputs: readonly ActionInput[];
  readonly runs: NodeAction | CompositeAction;
}

/**
 * Reads an action's metadata with GitHub's parser.
 *
 * @param reference the `uses:` value, for messages
 * @throws StepFailure with the runner's message when there is none or it is invalid; Problem for a Docker action
 */
export async function loadAction(origin: FileOrigin, reference: string): Promise<Action> {
  const directory = join(origin.directory, origin.path);
  const path = actionFile(directory);
  if (path === undefined) {
    if (existsSync(join(directory, "Dockerfile"))) throw unsupported(`'${reference}' is a Docker action`, reference);
    throw new StepFailure(
      reference.startsWith("./")
        ? `Can't find 'action.yml', 'action.yaml' or 'Dockerfile' under '${directory}'. Did you forget to run actions/checkout before running your local action?`
        : `Can't find 'action.yml', 'action.yaml' or 'Dockerfile' for action '${reference}'.`,
    );
  }
  const parser = await loadGitHubParser();
  const fileName = reference;
  const content = await readFile(path, "utf8");
  const { context, value } = parser.parseAction({ name: fileName, content }, new parser.NoOperationTraceWriter());
  if (value) {
    rememberTexts(value, content);
    parser.convertActionTemplate(context, value, { errorPolicy: 1 });
  }
  // The parser checks for publishing; the runner itself does without a description.
  const errors = context.errors
    .getErrors()
    .filter((error) => !/^Required property is missing: (name|description|author)$/.test(error.rawMessage))
    .map((error) => error.message);
  if (!value || errors.length > 0) throw new StepFailure(`${errors.join("\n")}\nFailed to load ${path}`);
  const runs = find(value, "runs");
  const using = literal(find(runs, "using")) ?? "";
  const base = {
    origin,
    directory,
    fileName,
    inputs: entries(find(value, "inputs")).map(({ name, value: input }) => ({
      name,
      default: find(input, "default"),
      deprecation: literal(find(input, "deprecationMessage")),
    })),
  };
  if (using === "composite") {
    const outputs = entries(find(value, "outputs")).flatMap(({ name, value: output }) => {
      const token = find(output, "value");
      return token ? [{ name, value: token }] : [];
    });
    return {
      ...base,
      runs: { kind: "composite", steps: convertSteps(parser, find(runs, "steps"), fileName), outputs },
    };
  }
  if (using !== "node20" && using !== "node24")
    throw unsupported(`'${reference}' runs with '${using}'`, reference, runs);
  const text = (key: string) => literal(find(runs, key));
  return {
    ...base,
    runs: {
      kind: "node",
      main: text("main") ?? "",
      pre: text("pre"),
      preIf: text("pre-if") ?? "always()",
      post: text("post"),
      postIf: text("post-if") ?? "always()",
    },
  };
}
