import { registerHooks } from "node:module";

type WorkflowParser = typeof import("@actions/workflow-parser");
type ActionParser = typeof import("@actions/workflow-parser/actions/action-parser");
type ActionTemplate = typeof import("@actions/workflow-parser/actions/action-template");
type IfCondition = typeof import("@actions/workflow-parser/model/converter/if-condition");

/** GitHub's own parser for workflow and action files. */
export interface GitHubParser {
  readonly parseWorkflow: WorkflowParser["parseWorkflow"];
  readonly convertWorkflowTemplate: WorkflowParser["convertWorkflowTemplate"];
  readonly NoOperationTraceWriter: WorkflowParser["NoOperationTraceWriter"];
  readonly parseAction: ActionParser["parseAction"];
  readonly convertActionTemplate: ActionTemplate["convertActionTemplate"];
  /** Puts `success() && (…)` around a condition that names no status function. */
  readonly ensureStatusFunction: IfCondition["ensureStatusFunction"];
}

let loading: Promise<GitHubParser> | undefined;

/**
 * Loads `@actions/workflow-parser`. It imports its schemas as JSON without import attributes, which Node refuses, so a load
 * hook for just its files comes first; that is also why the package is imported late and only here.
 */
export function loadGitHubParser(): Promise<GitHubParser> {
  loading ??= load();
  return loading;
}

async function load(): Promise<GitHubParser> {
  registerHooks({
    load: (url, context, next) =>
      url.endsWith(".json") && url.includes("/@actions/workflow-parser/")
        ? next(url, { ...context, format: "json", importAttributes: { type: "json" } })
        : next(url, context),
  });
  const [workflow, action, template, condition] = await Promise.all([
    import("@actions/workflow-parser"),
    // biome-ignore lint/style/noRestrictedImports: a folder of that package, not of ours.
    import("@actions/workflow-parser/actions/action-parser"),
    // biome-ignore lint/style/noRestrictedImports: a folder of that package, not of ours.
    import("@actions/workflow-parser/actions/action-template"),
    import("@actions/workflow-parser/model/converter/if-condition"),
  ]);
  return {
    parseWorkflow: workflow.parseWorkflow,
    convertWorkflowTemplate: workflow.convertWorkflowTemplate,
    NoOperationTraceWriter: workflow.NoOperationTraceWriter,
    parseAction: action.parseAction,
    convertActionTemplate: template.convertActionTemplate,
    ensureStatusFunction: condition.ensureStatusFunction,
  };
}
