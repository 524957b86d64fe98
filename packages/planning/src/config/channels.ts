import { Homebrew } from "./channels/homebrew.ts";
import { oneOrMore, section } from "./fields.ts";

/** `channels`: where releases are advertised after they are published. */
export const Channels = section({
  homebrew: oneOrMore(Homebrew).optional().describe("Homebrew taps: one, or a list."),
}).meta({ title: "channels" });
