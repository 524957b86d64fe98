import { act } from "@slipway/action-kit";
import { parseInputs } from "./inputs.ts";

await act(parseInputs, async (inputs, kit) => (await import("./run.ts")).run(inputs, kit));
