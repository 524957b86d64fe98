import { Apt } from "./channels/apt.ts";
import { Homebrew } from "./channels/homebrew.ts";
import { Mirror } from "./channels/mirror.ts";
import { Registry } from "./channels/registry.ts";
import { Rpm } from "./channels/rpm.ts";
import { Scoop } from "./channels/scoop.ts";
import { oneOrMore, section } from "./fields.ts";

/** `channels`: where releases are advertised after they are published. */
export const Channels = section({
  homebrew: oneOrMore(Homebrew).optional().describe("Homebrew taps: one, or a list."),
  scoop: oneOrMore(Scoop).optional().describe("Scoop buckets: one, or a list."),
  apt: oneOrMore(Apt).optional().describe("Signed apt repositories of the release's .deb packages."),
  rpm: oneOrMore(Rpm).optional().describe("Signed rpm repositories of the release's .rpm packages."),
  registries: oneOrMore(Registry).optional().describe("Servers and buckets that get files of the release."),
  mirrors: oneOrMore(Mirror)
    .optional()
    .describe("Places that get whole releases, in the order in which clients try them."),
}).meta({ title: "channels" });
