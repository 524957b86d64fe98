import type { Plan } from "@slipway/model";

/** Names of the actions that a published release of this plan wants, without their `update-`. */
export function afterPublication({ channels = {}, news }: Pick<Plan, "channels" | "news">): string {
  const { homebrew, ...registries } = channels;
  return [
    ...(homebrew === undefined ? [] : ["homebrew"]),
    ...(Object.keys(registries).length === 0 ? [] : ["registries"]),
    ...(news === undefined ? [] : ["notify"]),
  ].join(" ");
}
