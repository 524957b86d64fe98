import { ArchiveFault } from "./fault.ts";

/** Enough for a dictionary of 64 MiB, that of preset 9; Slipway's archives need a tenth. */
const MEMORY = 100 << 20;
const ROOM = 1 << 18;
const [LZMA_RUN, LZMA_FINISH, LZMA_OK, LZMA_STREAM_END] = [0, 3, 0, 1];

/** Decodes one xz stream with liblzma's WASM build, with a bound on its memory. @throws {ArchiveFault} */
export async function* unxz(compressed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const lzma = await import("node-liblzma/wasm");
  const module = await lzma.initModule();
  const stream = new lzma.WasmLzmaStream(module);
  const output = module._malloc(ROOM);
  let ended = false;
  try {
    lzma.decoderInit(stream, MEMORY);
    const step = function* (input: Buffer, action: number) {
      const pointer = input.length === 0 ? 0 : lzma.copyToWasm(module, input);
      try {
        stream.setInput(pointer, input.length);
        for (;;) {
          stream.setOutput(output, ROOM);
          const result = lzma.code(stream, action);
          const produced = ROOM - stream.availOut;
          if (produced > 0) yield Buffer.from(lzma.copyFromWasm(module, output, produced));
          if (result === LZMA_STREAM_END) {
            ended = true;
            if (stream.availIn > 0) throw new ArchiveFault("bytes follow the end of the xz stream");
            return;
          }
          if (result !== LZMA_OK) throw new ArchiveFault(`it is no whole xz stream (liblzma's code ${result})`);
          if (stream.availIn === 0 && stream.availOut > 0) return;
        }
      } finally {
        if (pointer !== 0) module._free(pointer);
      }
    };
    for await (const chunk of compressed) {
      if (ended) throw new ArchiveFault("bytes follow the end of the xz stream");
      yield* step(chunk, LZMA_RUN);
    }
    if (!ended) yield* step(Buffer.alloc(0), LZMA_FINISH);
    if (!ended) throw new ArchiveFault("the xz stream is cut short");
  } finally {
    lzma.end(stream);
    stream.free();
    module._free(output);
  }
}
